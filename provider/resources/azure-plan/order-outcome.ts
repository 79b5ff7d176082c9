import type { Order, OrderLineItem } from "../../client/endpoints/orders";
import { isItemOf, mayBeSoldThrough, type PlanTarget } from "./target";

/** What an order has come to (reference: commerce 8.3). */
export type OrderOutcome =
  | { readonly kind: "provisioned"; readonly subscriptionId: string }
  | { readonly kind: "pending"; readonly status: string }
  | { readonly kind: "failed"; readonly status: string };

/** One row of the table of what an order's answer means. A row without a member is about every value of it. */
export interface OrderRow {
  /** In lower case, without spaces and underscores. */
  readonly status?: string;
  /** Whether its line names the plan. */
  readonly namesPlan?: true;
  readonly outcome: OrderOutcome["kind"];
}

/** What an order has come to, first match wins. Statuses that nobody has documented count as pending. */
export const orderRows = [
  { status: "cancelled", outcome: "failed" },
  { status: "error", outcome: "failed" },
  { status: "poreviewrejected", outcome: "failed" },
  { namesPlan: true, outcome: "provisioned" },
  { outcome: "pending" },
] as const satisfies readonly OrderRow[];

/** Reads the outcome of an order that is known to be the target's, by {@link orderRows}. */
export function outcomeOf(order: Order, target: PlanTarget): OrderOutcome {
  const status = order.status.toLowerCase().replaceAll(/[_\s]/g, "");
  const subscriptionId = lineOf(order, target)?.subscriptionId?.toLowerCase();
  const rows: readonly OrderRow[] = orderRows;
  const row = rows.find((one) => (one.status ?? status) === status && (!one.namesPlan || subscriptionId));
  if (row?.outcome === "provisioned" && subscriptionId) return { kind: "provisioned", subscriptionId };
  return { kind: row?.outcome === "failed" ? "failed" : "pending", status: order.status };
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
