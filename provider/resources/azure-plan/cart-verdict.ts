import type { Reply } from "../../client/calls";
import type { Cart } from "../../client/endpoints/carts";
import { ApiError } from "../../client/errors";
import { parseServiceTime } from "../../client/service-time";
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
 * @param answer the cart, or the service's refusal. Failures that say nothing about the cart (no answer, 401, 403,
 * 429, 5xx) must not come here.
 */
export function judgeCart(cart: CartReference, answer: Reply<Cart> | ApiError, localMs: number): CartVerdict {
  const serviceTimeMs = answer instanceof ApiError ? answer.failure.serviceTimeMs : answer.serviceTimeMs;
  const nowMs = serviceTimeMs ?? localMs;
  const limits = cartLimits(cart, serviceTimeMs !== undefined);
  if (!(answer instanceof ApiError)) {
    // Older samples carry no status: such a cart is open.
    const status = (answer.body.status ?? "Active").toLowerCase();
    if (status === "ordered") return { kind: "ordered" };
    if (status === "active" && nowMs <= limits.lastCheckoutMs) return { kind: "open" };
  }
  return nowMs > limits.conclusiveMs ? { kind: "dead" } : { kind: "undecided", decidedAtMs: limits.conclusiveMs };
}
