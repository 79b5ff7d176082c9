import type { AnswererName } from "./services";

/** Facts of an answered, failed call. */
export interface ApiFailure {
  /** Endpoint name, method and path template, for example `getCart (GET /v1/customers/{customerId}/carts/{cartId})`. */
  readonly call: string;
  /** Default `partnerCenter`. */
  readonly service?: AnswererName;
  readonly status: number;
  /** The service's code as text; empty when the body carried none. */
  readonly code: string;
  readonly description: string;
  readonly requestId?: string;
  readonly correlationId?: string;
  /** From `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
  /** From the `Date` header, in milliseconds since 1970. */
  readonly serviceTimeMs?: number;
  /** The service said itself that trying again may help. */
  readonly isRetryable?: boolean;
}
