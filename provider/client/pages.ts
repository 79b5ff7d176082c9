import { z } from "zod";
import { respelling } from "./casing";
import type { NewId } from "./correlate";
import { ContractError } from "./errors";
import type { Answer, Attempt } from "./pipeline";

const TOKEN_HEADER = "MS-ContinuationToken";

/** Where the next page is: what changes in the request. */
export interface NextPage {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

const PageMarks = z.object({
  links: z
    .object({
      next: z
        .object({
          uri: z.string().optional(),
          method: z.string().optional(),
          headers: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
        })
        .optional(),
    })
    .optional()
    .catch(undefined),
  continuationToken: z.string().optional().catch(undefined),
});

const respellMarks = respelling(PageMarks);

/**
 * Finds the next page of a list (reference: commerce 3.1 to 3.3, billing 1.5). A continuation token, from the link's
 * headers, the body or the reply's headers, says which page it is: it is sent with the first request's own query, since
 * the addresses of such links are misspelled at times. Without a token the link's address counts, in any documented
 * spelling, with all of its headers.
 * @param first the request of the first page.
 * @param root the endpoint's root; a link that leaves its origin is refused.
 * @returns `undefined` after the last page.
 * @throws ContractError for a link that cannot be followed safely.
 */
export function nextPage(
  first: Attempt,
  { body, headers }: Pick<Answer, "body" | "headers">,
  root: string,
): NextPage | undefined {
  const parsed = PageMarks.safeParse(respellMarks?.(body) ?? body);
  const marks = parsed.success ? parsed.data : {};
  const link = marks.links?.next;
  if (link?.method && link.method.toUpperCase() !== "GET") {
    throw new ContractError(`${first.call}: the link to the next page is not a GET.`);
  }
  const linkHeaders = Object.fromEntries((link?.headers ?? []).map(({ key, value }) => [key, value]));
  const linked = link?.uri?.trim() ? resolveLink(first.call, link.uri.trim(), root) : undefined;
  const token =
    tokenAmong(linkHeaders) ?? (marks.continuationToken?.trim() || headers[TOKEN_HEADER.toLowerCase()]?.trim());
  if (token) return { url: seekUrl(first.url), headers: { ...withoutToken(linkHeaders), [TOKEN_HEADER]: token } };
  return linked && { url: linked, headers: linkHeaders };
}

function withoutToken(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== TOKEN_HEADER.toLowerCase()),
  );
}

/** The continuation token among headers whose names come in any case. */
export function tokenAmong(headers: Readonly<Record<string, string>>): string | undefined {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === TOKEN_HEADER.toLowerCase());
  return found?.[1].trim() || undefined;
}

/**
 * The address that a link means. Links are relative to the API's root, with or without its version, with or without a
 * leading slash.
 * @throws ContractError for a link to another host, which the token must not reach.
 */
export function resolveLink(call: string, uri: string, root: string): URL {
  const base = new URL(root);
  const repaired = secondQuestionMarksMended(uri);
  const url = /^[a-z][a-z0-9+.-]*:|^[/\\]{2}/i.test(repaired)
    ? parseLink(call, repaired, base)
    : parseLink(call, root + withVersion(repaired), base);
  if (url.origin !== base.origin || url.username || url.password) {
    throw new ContractError(
      `${call}: the link leads to another host (${url.host}). It was not followed: the token would go there.`,
    );
  }
  return url;
}

function parseLink(call: string, text: string, base: URL): URL {
  if (URL.canParse(text, base.href)) return new URL(text, base.href);
  throw new ContractError(`${call}: the link is not an address.`);
}

function withVersion(relative: string): string {
  const rooted = relative.startsWith("/") ? relative : `/${relative}`;
  return /^\/v1(?:[/?]|$)/i.test(rooted) ? rooted : `/v1${rooted}`;
}

/** `…?size=2?seekOperation=Next` occurs. */
function secondQuestionMarksMended(uri: string): string {
  const [path = "", ...queries] = uri.split("?");
  return queries.length > 0 ? `${path}?${queries.join("&")}` : path;
}

function seekUrl(first: URL): URL {
  const url = new URL(first.href);
  if (!/[?&]seekoperation=/i.test(url.search)) url.search += `${url.search ? "&" : "?"}seekOperation=Next`;
  return url;
}

/** Pages without an item, one after another, that no list needs: one that goes on so has no end. */
const MOST_EMPTY_PAGES = 1_000;

/**
 * Reads a list page by page, to its end; nothing is asked for before it is wanted.
 * @param send makes one call: each page is a logical call of its own.
 * @throws ContractError when a page leads back to one that was read, or pages without an item go on and on.
 */
export async function* pages(
  first: Attempt,
  root: string,
  newId: NewId,
  send: (attempt: Attempt) => Promise<Answer>,
): AsyncGenerator<Answer, void, undefined> {
  const seen = new Set<string>([pageKey({ url: first.url, headers: {} })]);
  let attempt = first;
  let empty = 0;
  for (;;) {
    const reply = await send(attempt);
    const next = nextPage(first, reply, root);
    empty = isEmptyPage(reply) ? empty + 1 : 0;
    if (empty > MOST_EMPTY_PAGES) throw new ContractError(`${first.call}: the list has no end; it was given up.`);
    yield reply;
    if (!next) return;
    const key = pageKey(next);
    if (seen.has(key))
      throw new ContractError(`${first.call}: the list leads in a circle; it was not read to its end.`);
    seen.add(key);
    attempt = { ...first, requestId: newId(), url: next.url, headers: { ...first.headers, ...next.headers } };
  }
}

function isEmptyPage({ body, parts }: Pick<Answer, "body" | "parts">): boolean {
  if (parts) return false;
  const items: unknown = typeof body === "object" && body !== null && "items" in body ? body.items : undefined;
  return Array.isArray(items) && items.length === 0;
}

/** A token alone says which page it is; without one the address does. */
function pageKey({ url, headers }: NextPage): string {
  return tokenAmong(headers) ?? url.href;
}
