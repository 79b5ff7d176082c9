import type { ApiCall } from "../http/call";
import { link } from "../http/links";
import { itemOf } from "../model/catalog";
import { type ItemKind, isMicrosofts } from "../model/catalog-facts";
import type { Subscription } from "../model/entities";
import { isRefundable } from "../model/license-rules";
import { etagOf } from "../model/subscriptions";
import { addDuration } from "../model/terms";
import { wireDate, wireDay } from "../wire-date";
import { catalogLinks } from "./order-view";

const units: Readonly<Record<ItemKind, { readonly unitType: string; readonly billingType: string }>> = {
  azurePlan: { unitType: "Usage-based", billingType: "usage" },
  legacyAzure: { unitType: "Usage-based", billingType: "usage" },
  license: { unitType: "Licenses", billingType: "license" },
  software: { unitType: "License(s)", billingType: "license" },
  reservation: { unitType: "none", billingType: "none" },
  saas: { unitType: "Licenses", billingType: "license" },
  savingsPlan: { unitType: "Benefit", billingType: "benefit" },
};

/** A subscription as the service writes it (C 9.1). */
export function subscriptionView(call: ApiCall, subscription: Subscription) {
  const { kind, customerId } = subscription;
  const legacy = kind === "legacyAzure";
  const item = itemOf(subscription.catalogItemId);
  const { unitType, billingType } = unitsOf(call, kind);
  return {
    id: subscription.id,
    offerId: subscription.catalogItemId,
    entitlementId: legacy ? subscription.id : undefined,
    offerName: kind === "azurePlan" ? "Azure plan" : item?.sku.title,
    friendlyName: subscription.friendlyName,
    productType: legacy ? undefined : item?.product.productType,
    quantity: subscription.quantity,
    unitType,
    hasPurchasableAddons: false,
    creationDate: creationDate(subscription),
    effectiveStartDate: wireDay(subscription.createdAt),
    commitmentEndDate: commitmentEnd(call, subscription),
    ...(!legacy && endTimes(call, subscription)),
    status: subscription.status,
    suspensionReasons: subscription.status === "suspended" ? [] : undefined,
    autoRenewEnabled: subscription.autoRenewEnabled,
    isTrial: false,
    billingType,
    billingCycle: subscription.billingCycle,
    termDuration: termOf(call, subscription),
    renewalTermDuration: subscription.autoRenewEnabled ? subscription.termDuration : undefined,
    ...refunds(call, subscription),
    isMicrosoftProduct: item === undefined || isMicrosofts(item.product),
    partnerId: subscription.partnerId,
    contractType: "subscription",
    publisherName: item?.product.publisherName ?? "Microsoft Corporation",
    promotionId: subscription.promotionId,
    ...(!legacy && { actions: ["edit", "cancel"], attentionNeeded: false, actionTaken: false }),
    scheduledNextTermInstructions: subscription.scheduledNextTermInstructions,
    nextChargeInstructions: subscription.nextChargeInstructions,
    ...benefitView(subscription),
    orderId: boughtInAzure(call, subscription) ? undefined : subscription.orderId,
    links: {
      ...(legacy && { offer: link(call, `/offers/${subscription.catalogItemId}`) }),
      ...catalogLinks(call, subscription.catalogItemId, subscription.country),
      ...(kind === "saas" && {
        activationLinks: link(call, `/customers/${customerId}/subscriptions/${subscription.id}/activationlinks`),
      }),
      self: link(call, `/customers/${customerId}/subscriptions/${subscription.id}`),
    },
    attributes: { etag: etagOf(subscription), objectType: "Subscription" },
  };
}

/** Those of the marketplace name the zone (C 13.2). */
function creationDate({ kind, createdAt }: Subscription): string {
  return kind === "saas" ? wireDate(createdAt).replace("Z", "+00:00") : wireDate(createdAt);
}

/** The day on which a subscription ends; far away for what has no end. */
export function endDate({ endsAt }: Subscription): string {
  return endsAt === undefined ? "9999-12-10T00:00:00Z" : wireDay(endsAt);
}

function unitsOf({ model: { switches } }: ApiCall, kind: ItemKind) {
  return kind === "azurePlan"
    ? { unitType: switches.position("planUnitType"), billingType: switches.position("planBillingType") }
    : units[kind];
}

/** The end of a plan, which has none, is written as a switch says (C 9.1). */
function commitmentEnd(call: ApiCall, subscription: Subscription): string | undefined {
  const position = subscription.kind === "azurePlan" ? call.model.switches.position("planCommitmentEnd") : "farFuture";
  if (position === "oneYear") {
    return wireDay(addDuration(subscription.createdAt, "P1Y"));
  }
  return position === "absent" ? undefined : endDate(subscription);
}

function termOf(call: ApiCall, { kind, termDuration }: Subscription): string | undefined {
  if (kind === "azurePlan" && call.model.switches.is("planTermDuration", "empty")) {
    return "";
  }
  return termDuration ?? (kind === "software" ? "" : undefined);
}

/** The same ends to the second, of what is not legacy, and the end of the running billing cycle of what has a term. */
function endTimes(call: ApiCall, subscription: Subscription) {
  const { endsAt, billingCycle, createdAt } = subscription;
  if (endsAt === undefined) {
    const day = commitmentEnd(call, subscription);
    return { commitmentEndDateTime: day && endOfDay(day) };
  }
  const now = call.model.clock.now();
  const cycleLength = billingCycle === "monthly" ? "P1M" : "P1Y";
  let cycleEndsAt = addDuration(createdAt, cycleLength);
  while (cycleEndsAt <= now && cycleEndsAt < endsAt) {
    cycleEndsAt = addDuration(cycleEndsAt, cycleLength);
  }
  const billedUntil = Math.min(cycleEndsAt, endsAt);
  return {
    commitmentEndDateTime: endOfDay(wireDay(endsAt)),
    billingCycleEndDate: wireDay(billedUntil),
    billingCycleEndDateTime: endOfDay(wireDay(billedUntil)),
  };
}

const endOfDay = (day: string) => day.replace("T00:00:00Z", "T23:59:59Z");

function refunds(call: ApiCall, subscription: Subscription) {
  const { refundableUntil, quantity } = subscription;
  if (refundableUntil === undefined || !isRefundable(call.model, subscription)) {
    return {};
  }
  const until = wireDate(refundableUntil);
  return {
    cancellationAllowedUntilDate: until,
    refundOptions: [{ type: "Full", expiresAt: until }],
    refundableQuantity: { totalQuantity: quantity, details: [{ quantity, allowedUntilDateTime: until }] },
  };
}

function benefitView({ id, kind, benefit, friendlyName, autoRenewEnabled, status }: Subscription) {
  if (benefit === undefined) {
    return {};
  }
  const { planId, scope, azureSubscriptionId, commitment } = benefit;
  const where = scope === "single" ? { entitlementId: azureSubscriptionId } : { subscriptionId: planId };
  const line = {
    id,
    friendlyName,
    scope: { type: scope, ...where },
    autoRenewEnabled,
    status,
    purchaseCommitment: commitment && { ...commitment, amount: Number(commitment.amount) },
  };
  return { productOrderId: id, ...(kind === "savingsPlan" && { lineItems: [line] }) };
}

/** Savings plans that somebody bought in the Azure portal have no order (C 9.1). */
function boughtInAzure(call: ApiCall, { kind, orderId }: Subscription): boolean {
  return kind === "savingsPlan" && call.model.orders.get(orderId)?.boughtWith === "portal";
}
