import type { CallIds } from "./correlate";
import type { CredentialKind, RetryClass } from "./endpoint";
import type { ServiceName } from "./services";

/** One attempt of a logical call, on its way down the pipeline. */
export interface Attempt extends CallIds {
  /** How messages name the call: `getCart (GET /v1/customers/{customerId}/carts/{cartId})`. */
  readonly call: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string;
  readonly retry: RetryClass;
  readonly service: ServiceName;
  /** Whose token the call takes. */
  readonly credential: CredentialKind;
  /** Tenant that the token is asked of: GUID. Default: the partner's. */
  readonly tokenTenantId?: string;
  /** True when the reply is bytes and not JSON. */
  readonly binary?: boolean;
  /** True when a long page's items are to be parsed only when they are reached. */
  readonly inParts?: boolean;
  /** The customer whose limits the call counts against; absent for calls of the partner itself. */
  readonly customerId?: string;
  /** Longest time of one attempt, in milliseconds of real time. */
  readonly timeoutMs: number;
  /** No retry begins later than this after the first attempt, in milliseconds of the service's time. */
  readonly retryForMs: number;
  readonly signal?: AbortSignal;
  /** Asked right before the attempt is sent; what it throws ends the call. */
  readonly beforeSend?: () => Promise<void>;
}

/** A reply as it came over the wire. Header names are lower case. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The receiver's own: what they take may be given back as soon as they are read. */
  readonly bytes: Uint8Array;
}

/** A successful reply after decoding, not yet validated. */
export interface Answer extends CallIds {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; `undefined` for an empty body. */
  readonly body: unknown;
  /**
   * A long page in parts, when the attempt wants that: the body again and again, each time with the next of its items,
   * while `body` has none. Can be read once.
   * @throws TransportError for items that are not JSON.
   */
  readonly parts?: Iterable<unknown>;
  readonly serviceTimeMs?: number;
}

/** What is below a step. Failures are thrown as errors of this package. */
export type Next = (attempt: Attempt) => Promise<Answer>;

/** One concern of the pipeline: may look at, change, delay, repeat or refuse an attempt. */
export type Step = (attempt: Attempt, next: Next) => Promise<Answer>;

/** Puts steps on top of each other, the first one outermost. */
export function stack(steps: readonly Step[], bottom: Next): Next {
  return steps.reduceRight<Next>((next, step) => (attempt) => step(attempt, next), bottom);
}
