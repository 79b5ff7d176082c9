import { z } from "zod";
import type { CallOptions } from "./calls";
import { type NewId, newCallIds } from "./correlate";
import { type AnyEndpoint, type CloudName, describeCall } from "./endpoint";
import { RefusedError } from "./errors";
import { writeJson } from "./json";
import type { Attempt } from "./pipeline";
import type { ServiceRoots } from "./services";
import { validateRequest } from "./validate";

/** Longest time of one attempt, in milliseconds, unless a call says otherwise. */
export const DEFAULT_TIMEOUT_MS = 180_000;
const DEFAULT_RETRY_FOR_MS = 300_000;

/** What every call is given, whatever its endpoint's types. */
const Args = z.object({
  path: z.record(z.string(), z.string()).default({}),
  query: z.unknown().optional(),
  body: z.unknown().optional(),
});

/** Where calls go. */
export interface Place {
  readonly cloud: CloudName;
  readonly roots: ServiceRoots;
}

/**
 * Turns an endpoint and what it is called with into the first attempt.
 * @throws RefusedError when the cloud does not have the call, or what it is called with is not valid.
 */
export function prepare(
  endpoint: AnyEndpoint,
  args: unknown,
  options: CallOptions,
  { cloud, roots }: Place,
  newId: NewId,
): Attempt {
  const call = describeCall(endpoint);
  const missing = endpoint.unavailableIn?.[cloud];
  if (missing !== undefined)
    throw new RefusedError(`${call} does not exist in the cloud ${cloud}: ${missing} Nothing was sent.`);
  const service = endpoint.service ?? "partnerCenter";
  const { path, query, body } = Args.parse(args ?? {});
  const sent = endpoint.request && validateRequest(endpoint.request, body, `${call}: body`);
  const hasBody = sent !== undefined;
  return {
    call,
    method: endpoint.method,
    service,
    credential: endpoint.credential,
    ...(options.tenantId !== undefined && { tokenTenantId: options.tenantId }),
    ...(endpoint.accept && { binary: true }),
    url: urlOf(endpoint, call, roots[service], path, query),
    headers: {
      // Also without a body, where a write has none: checkout is documented so.
      ...(endpoint.method !== "GET" && { "Content-Type": "application/json" }),
      ...(endpoint.accept && { Accept: endpoint.accept }),
      ...(endpoint.ifMatch && ifMatch(sent)),
    },
    ...(hasBody && { body: writeJson(sent) }),
    retry: options.retry ?? endpoint.retry,
    ...(path.customerId !== undefined && { customerId: path.customerId }),
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    retryForMs: options.retryForMs ?? DEFAULT_RETRY_FOR_MS,
    ...(options.signal && { signal: options.signal }),
    ...(options.beforeSend && { beforeSend: options.beforeSend }),
    ...newCallIds(newId, options.correlationId),
  };
}

const Parameters = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).optional());

function urlOf(
  endpoint: AnyEndpoint,
  call: string,
  root: string,
  path: Readonly<Record<string, string>>,
  query: unknown,
): URL {
  const filled = endpoint.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => segment(call, name, path[name]));
  const url = new URL(root + filled);
  const asked =
    endpoint.query && query !== undefined
      ? Parameters.parse(validateRequest(endpoint.query, query, `${call}: query`))
      : undefined;
  const parameters: z.output<typeof Parameters> = { ...endpoint.fixedQuery, ...asked };
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  // Not URLSearchParams: it writes blanks as plus signs, which only forms must understand.
  url.search = pairs.join("&");
  return url;
}

/** One path segment. Empty and dot segments would lead to another call than the one that was meant. */
function segment(call: string, name: string, value: string | undefined): string {
  if (value === undefined || value.trim() === "" || value === "." || value === "..") {
    throw new RefusedError(
      `${call}: ${name} must not be ${value === undefined ? "missing" : `"${value}"`}. Nothing was sent.`,
    );
  }
  return encodeURIComponent(value);
}

const Tagged = z.object({ attributes: z.object({ etag: z.string().min(1) }) });

/** Modern resources carry no tag, or an empty one (reference: commerce 2.5). */
function ifMatch(body: unknown): Record<string, string> {
  const tagged = Tagged.safeParse(body);
  return tagged.success ? { "If-Match": `"${tagged.data.attributes.etag}"` } : {};
}
