import { type ErrorName, Refusal } from "../errors";
import { kindOf } from "./catalog";
import type { ItemKind } from "./catalog-facts";
import type { Order, Partner } from "./entities";
import type { Model } from "./model";
import { enterStatus } from "./status-changes";

/** A sandbox order older than this cannot be cancelled (C 8.4). */
const cancellableMs = 60 * 24 * 60 * 60_000;

/** Cancels an order with everything it brought: software and reservations of a sandbox only (C 8.4). */
export function cancelOrder(model: Model, partner: Partner, order: Order): void {
  if (order.lines.some((line) => isChanging(model, line.subscriptionId))) {
    throw new Refusal("adjustmentPending", order.id);
  }
  for (const line of order.lines) {
    const refusal = refusalOf(model, kindOf(line.catalogItemId));
    if (refusal !== undefined) {
      throw new Refusal(refusal, order.id);
    }
  }
  if (!partner.sandbox) {
    throw new Refusal("cancellationNotInProduction", order.id);
  }
  if (order.handSetStatus === "cancelled" || model.clock.now() - order.createdAt > cancellableMs) {
    throw new Refusal("orderNotCancellable", order.id);
  }
  order.handSetStatus = "cancelled";
  for (const line of order.lines) {
    const bought = model.subscriptions.get(line.subscriptionId);
    if (bought !== undefined) {
      enterStatus(bought, "deleted", model.clock.now());
    }
  }
}

/** Whether a change of what a line brought is still on its way. */
function isChanging(model: Model, subscriptionId: string): boolean {
  const bought = model.subscriptions.get(subscriptionId);
  if (bought !== undefined) {
    model.settle(bought);
  }
  return bought?.accepted !== undefined;
}

/** Why the order of an item of this kind cannot be cancelled at all. */
function refusalOf(model: Model, kind: ItemKind | undefined): ErrorName | undefined {
  switch (kind) {
    case "software":
    case "reservation":
      return undefined;
    case "license":
    case "saas":
      return "usePatchSubscription";
    case "savingsPlan":
      return "savingsPlanUnsupported";
    default:
      return model.switches.is("orderPatch", "800063") ? "orderPatchRefused" : "orderNotCancellable";
  }
}

/** How far the provisioning of a line of an order is, unless the order came to nothing (C 8.4). */
export function provisioningState(
  model: Model,
  order: Order,
  lineNumber: number,
): "Fulfilled" | "Unfulfilled" | "PrefulfillmentPending" {
  if (order.handSetStatus === "error" || order.handSetStatus === "po_review_rejected") {
    throw new Refusal("provisioningUnknown", order.id);
  }
  if (order.handSetStatus === "cancelled" || order.failedLines?.includes(lineNumber)) {
    return "Unfulfilled";
  }
  return order.provisionedAt !== null && model.isPast(order.provisionedAt) ? "Fulfilled" : "PrefulfillmentPending";
}
