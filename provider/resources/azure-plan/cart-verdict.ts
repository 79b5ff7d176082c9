import type { Reply } from "../../client/calls";
import type { Cart } from "../../client/endpoints/carts";
import { ApiError } from "../../client/errors";
import { parseServiceTime } from "../../client/service-time";
import type { FailureRow } from "../failure-rows";
import type { CartReference } from "../hidden-keys";
import { CART_MARGINS } from "./facts";

/** What a cart can still do. */
export type CartVerdict =
  /** It was checked out: repeating the checkout names its order. */
  | { readonly kind: "ordered" }
  /** It can be checked out now. */
  | { readonly kind: "open" }
  /** It may or may not have been bought, or may not be begun any more; decided at `decidedAtMs`. */
  | { readonly kind: "undecided"; readonly decidedAtMs: number }
  /** It expired so long ago that nobody can check it out any more. */
  | { readonly kind: "dead" };

/** Where the service's time stands beside a cart's expiry. */
export type CartAge =
  /** A checkout can be begun. */
  | "usable"
  /** A checkout that was begun may still arrive, and none may be begun. */
  | "expiring"
  /** Nobody can check it out any more. */
  | "expired";

/** One row of the table of what a cart's answer means. A row without a member is about every value of it. */
export interface CartRow {
  /** `status` of the cart, in lower case. */
  readonly status?: string;
  readonly age?: CartAge;
  readonly verdict: CartVerdict["kind"];
}

/** What a cart's answer means, first match wins. One that the service does not know, or refuses, has no status. */
export const cartRows = [
  { status: "ordered", verdict: "ordered" },
  { status: "active", age: "usable", verdict: "open" },
  { age: "expired", verdict: "dead" },
  { verdict: "undecided" },
] as const satisfies readonly CartRow[];

/** What a failed question after a cart tells. */
export type CartFailureStep =
  /** Of the caller, the moment or the service, and nothing of the cart. */
  | "nothing"
  /** That the service does not know it, or does not tell its status. */
  | "withoutStatus";

/** The table for failed questions after a cart, first match wins. */
export const cartFailureRows = [
  { kind: "api", status: 401, step: "nothing" },
  { kind: "api", status: 403, step: "nothing" },
  { kind: "api", status: 408, step: "nothing" },
  { kind: "api", status: 409, step: "nothing" },
  { kind: "api", status: 429, step: "nothing" },
  { kind: "api", from: 500, step: "nothing" },
  { kind: "api", step: "withoutStatus" },
  { step: "nothing" },
] as const satisfies readonly FailureRow<CartFailureStep>[];

/** The moments around a cart's expiry, in milliseconds since 1970. */
export interface CartLimits {
  readonly lastCheckoutMs: number;
  readonly conclusiveMs: number;
}

/**
 * When a cart may still be begun and when it is certainly dead. A cart whose expiry is not known is never begun and
 * never dead.
 * @param hasServiceTime whether `now` will be the service's own; this machine's needs wider margins.
 */
export function cartLimits(cart: CartReference, hasServiceTime: boolean): CartLimits {
  const expiresMs = parseServiceTime(cart.expirationTimestamp);
  if (expiresMs === undefined) {
    return { lastCheckoutMs: Number.NEGATIVE_INFINITY, conclusiveMs: Number.POSITIVE_INFINITY };
  }
  const lifeMs = expiresMs - (parseServiceTime(cart.creationTimestamp) ?? Number.NEGATIVE_INFINITY);
  if (!hasServiceTime) {
    const { withoutServiceTimeMs } = CART_MARGINS;
    return { lastCheckoutMs: expiresMs - withoutServiceTimeMs, conclusiveMs: expiresMs + withoutServiceTimeMs };
  }
  if (lifeMs < CART_MARGINS.shortLifeMs) {
    const marginMs = lifeMs * CART_MARGINS.shortLifeFraction;
    return { lastCheckoutMs: expiresMs - marginMs, conclusiveMs: expiresMs + marginMs };
  }
  return {
    lastCheckoutMs: expiresMs - CART_MARGINS.beforeExpiryMs,
    conclusiveMs: expiresMs + CART_MARGINS.afterExpiryMs,
  };
}

/** True once nobody can check the cart out any more. */
export function isConclusivelyExpired(
  cart: CartReference,
  serviceTimeMs: number | undefined,
  localMs: number,
): boolean {
  const { conclusiveMs } = cartLimits(cart, serviceTimeMs !== undefined);
  return (serviceTimeMs ?? localMs) > conclusiveMs;
}

/**
 * Decides what the answer to GET cart means.
 * @param answer the cart, or the service's refusal. Failures that {@link cartFailureRows} says tell nothing must not come
 * here.
 */
export function judgeCart(cart: CartReference, answer: Reply<Cart> | ApiError, localMs: number): CartVerdict {
  const serviceTimeMs = answer instanceof ApiError ? answer.failure.serviceTimeMs : answer.serviceTimeMs;
  const nowMs = serviceTimeMs ?? localMs;
  const limits = cartLimits(cart, serviceTimeMs !== undefined);
  // Older samples carry no status: such a cart is open.
  const status = answer instanceof ApiError ? undefined : (answer.body.status ?? "Active").toLowerCase();
  const age = nowMs <= limits.lastCheckoutMs ? "usable" : nowMs > limits.conclusiveMs ? "expired" : "expiring";
  const rows: readonly CartRow[] = cartRows;
  const row = rows.find((one) => (one.status ?? status) === status && (one.age ?? age) === age);
  const kind = row?.verdict ?? "undecided";
  return kind === "undecided" ? { kind, decidedAtMs: limits.conclusiveMs } : { kind };
}
