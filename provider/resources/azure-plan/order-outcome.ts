import type { Order } from "../../client/endpoints/orders";
import { isItemOf, isSoldThrough, type PlanTarget } from "./target";

/** What an order has come to (reference: commerce 8.3). */
export type OrderOutcome =
  | { readonly kind: "provisioned"; readonly subscriptionId: string }
  | { readonly kind: "pending"; readonly status: string }
  | { readonly kind: "failed"; readonly status: string };

const failedStatuses = new Set(["cancelled", "error", "poreviewrejected"]);

/** Reads an order's outcome for the target. Statuses that nobody has documented count as pending. */
export function outcomeOf(order: Order, target: PlanTarget): OrderOutcome {
  const status = order.status ?? "unknown";
  if (failedStatuses.has(status.toLowerCase().replaceAll(/[_\s]/g, ""))) return { kind: "failed", status };
  const subscriptionId = lineOf(order, target)?.subscriptionId;
  return subscriptionId
    ? { kind: "provisioned", subscriptionId: subscriptionId.toLowerCase() }
    : { kind: "pending", status };
}

/** The order's line for the target, if it has one. */
export function lineOf(order: Order, target: PlanTarget): NonNullable<Order["lineItems"]>[number] | undefined {
  return order.lineItems?.find(
    (line) => isItemOf(target, line.offerId) && isSoldThrough(target, line.partnerIdOnRecord ?? undefined),
  );
}
