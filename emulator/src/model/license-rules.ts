import { Refusal } from "../errors";
import { itemOf } from "./catalog";
import { hasSeats, isAzure } from "./catalog-facts";
import type { Subscription, SubscriptionChange } from "./entities";
import type { Model } from "./model";
import { sandboxLimits } from "./sandbox-limits";

/** Refuses any change of what PATCH subscription does not serve: software and benefits (C 4.4). */
export function requireUpdatable(subscription: Subscription, change: SubscriptionChange): void {
  const { kind, id } = subscription;
  const served = isAzure(subscription) || hasSeats(kind);
  if (!served && Object.keys(change).length > 0) {
    throw new Refusal("offerTakesNoUpdates", id);
  }
}

/** Refuses a new quantity, except of licenses within their bounds; fewer only while they can be given back (C 4.4). */
export function requireQuantityAllowed(model: Model, subscription: Subscription, quantity: number | undefined): void {
  if (quantity === undefined) {
    return;
  }
  const sku = itemOf(subscription.catalogItemId)?.sku;
  if (!hasSeats(subscription.kind) || sku === undefined) {
    throw new Refusal("quantityChangeRefused");
  }
  if (subscription.status === "suspended") {
    throw new Refusal("quantityWhileSuspended");
  }
  if (quantity < sku.minimumQuantity || quantity > sku.maximumQuantity) {
    throw new Refusal("quantityOutsideLimits", `${sku.minimumQuantity} to ${sku.maximumQuantity}`);
  }
  const inSandbox = model.partners.get(subscription.partnerTenantId)?.sandbox === true;
  if (inSandbox && quantity > sandboxLimits.licensesPerSubscription) {
    throw new Refusal("tooManySeats", String(sandboxLimits.licensesPerSubscription));
  }
  if (quantity < subscription.quantity && !isRefundable(model, subscription)) {
    throw new Refusal(
      model.switches.is("lateSeatReduction", "900214") ? "seatReductionTooLate" : "seatReductionTooLateToo",
    );
  }
}

/** Refuses to cancel licenses whose window has passed. */
export function requireRefundable(model: Model, subscription: Subscription): void {
  if (!isRefundable(model, subscription)) {
    throw new Refusal(
      model.switches.is("lateCancellation", "900117") ? "cancellationTooLate" : "cancellationTooLateToo",
    );
  }
}

/** Whether a subscription can still be given back. */
export function isRefundable(model: Model, { refundableUntil }: Subscription): boolean {
  return refundableUntil !== undefined && !model.isPast(refundableUntil);
}
