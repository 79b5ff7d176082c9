import type { Order, OrderLineItem } from "../../client/endpoints/orders";
import { isItemOf, mayBeSoldThrough, type PlanTarget } from "./target";

/** What an order has come to (reference: commerce 8.3). */
export type OrderOutcome =
  | { readonly kind: "provisioned"; readonly subscriptionId: string }
  | { readonly kind: "pending"; readonly status: string }
  | { readonly kind: "failed"; readonly status: string };

const failedStatuses = new Set(["cancelled", "error", "poreviewrejected"]);

/**
 * Reads the outcome of an order that is known to be the target's. Statuses that nobody has documented count as pending.
 */
export function outcomeOf(order: Order, target: PlanTarget): OrderOutcome {
  if (failedStatuses.has(order.status.toLowerCase().replaceAll(/[_\s]/g, ""))) {
    return { kind: "failed", status: order.status };
  }
  const subscriptionId = lineOf(order, target)?.subscriptionId;
  return subscriptionId
    ? { kind: "provisioned", subscriptionId: subscriptionId.toLowerCase() }
    : { kind: "pending", status: order.status };
}

/** True for an order of the target's item that may be for the target: its line need not name a reseller. */
export function mayBeFor(order: Order, target: PlanTarget): boolean {
  const line = lineOf(order, target);
  return line !== undefined && mayBeSoldThrough(target, line.partnerIdOnRecord);
}

/** The order's line of the target's item. In what our own cart's checkout answers it needs no further proof. */
export function lineOf(order: Order, target: PlanTarget): OrderLineItem | undefined {
  return order.lineItems.find(({ offerId }) => isItemOf(target, offerId));
}
