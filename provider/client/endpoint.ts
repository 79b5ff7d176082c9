import type { z } from "zod";
import type { ServiceName } from "./services";

/**
 * What may be sent again when no answer came.
 * - `safe`: reads and writes that may be repeated; retried on network failures, 408, 429 and 5xx.
 * - `unsent`: retried only when the request certainly did nothing (429, connection refused before sending).
 * - `never`: one attempt, whatever happens; the caller decides.
 */
export type RetryClass = "safe" | "unsent" | "never";

/** Whose token a call takes: the application's own, a user's, or either. */
export type CredentialKind = "app" | "user" | "either";

/** A cloud that this package works in. */
export type CloudName = "public" | "usGovernment";

type PathParameterNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameterNames<Rest>
  : never;

/** One call of the service, as data. Types of path, query, body and reply all come from this literal. */
export interface Endpoint<
  Path extends string = string,
  Query extends z.ZodType = z.ZodType,
  Request extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  /** How the call is named in errors, logs and docs, for example `getCart`. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the endpoint's root, with `{name}` for each path parameter. */
  readonly path: Path;
  readonly query?: Query;
  readonly request?: Request;
  readonly response: Response;
  readonly retry: RetryClass;
  readonly credential: CredentialKind;
  /** Which service answers. Default `partnerCenter`. */
  readonly service?: ServiceName;
  /** Query parameters that every call carries, such as `api-version`. */
  readonly fixedQuery?: Readonly<Record<string, string>>;
  /**
   * How the service is documented to divide the list into pages: by a position, or by a token. Default: one page. Whatever
   * comes is followed.
   */
  readonly paging?: "offset" | "seek";
  /** Media type of a reply that is not JSON: its body is then the bytes that were sent. */
  readonly accept?: "application/pdf";
  /** The documented reason why a cloud does not have the call; it is refused there before anything is sent. */
  readonly unavailableIn?: Readonly<Partial<Record<CloudName, string>>>;
  /** Sends the body's `attributes.etag`, where it has one, as `If-Match`. Default false. */
  readonly ifMatch?: boolean;
  /** Page name of Microsoft's documentation. */
  readonly source: string;
}

/** Any endpoint, whatever its types. */
export type AnyEndpoint = Endpoint<string, z.ZodType, z.ZodType, z.ZodType>;

/** Declares an endpoint and keeps its literal types. */
export function endpoint<
  const Path extends string,
  Query extends z.ZodType = z.ZodNever,
  Request extends z.ZodType = z.ZodNever,
  Response extends z.ZodType = z.ZodType,
>(facts: Endpoint<Path, Query, Request, Response>): Endpoint<Path, Query, Request, Response> {
  return facts;
}

/** How messages name a call: its name, method and path template, never its values. */
export function describeCall({ name, method, path }: AnyEndpoint): string {
  return `${name} (${method} ${path})`;
}

type PathArgs<Path extends string> = [PathParameterNames<Path>] extends [never]
  ? unknown
  : { readonly path: Readonly<Record<PathParameterNames<Path>, string>> };
type QueryArgs<Query extends z.ZodType> = [z.input<Query>] extends [never]
  ? unknown
  : { readonly query?: z.input<Query> };
type BodyArgs<Request extends z.ZodType> = [z.input<Request>] extends [never]
  ? unknown
  : { readonly body: z.input<Request> };

/** What a call of the endpoint is given: its path parameters, query and body, as far as it has them. */
export type CallArgs<E> =
  E extends Endpoint<infer Path, infer Query, infer Request, z.ZodType>
    ? PathArgs<Path> & QueryArgs<Query> & BodyArgs<Request>
    : never;

/** What a call of the endpoint answers with. */
export type BodyOf<E extends AnyEndpoint> = z.output<E["response"]>;

/** An endpoint whose reply is a list, or one page of it. */
export type ListEndpoint = Endpoint<string, z.ZodType, z.ZodType, z.ZodType<{ items: unknown[] }>>;

/** One item of a list. */
export type ItemOf<E extends ListEndpoint> = z.output<E["response"]>["items"][number];
