import { contextEntry } from "./benefit-rules";
import { type CatalogItem, itemOf, stockOf } from "./catalog";
import { hasSeats } from "./catalog-facts";
import type { AzureBenefit, Order, OrderLine, Subscription } from "./entities";
import type { Model } from "./model";
import { addDuration } from "./terms";

/** Puts what a line of an order brings into the model; it shows once the order is provisioned. */
export function fulfil(model: Model, order: Order, line: OrderLine): void {
  const item = itemOf(line.catalogItemId);
  if (item === undefined) {
    throw new Error(`the order ${order.id} has ${line.catalogItemId}, which is not in the catalog`);
  }
  const stock = stockOf(model, item);
  if (stock.remaining !== null) {
    stock.remaining -= line.quantity;
  }
  model.subscriptions.set(line.subscriptionId, subscriptionOf(order, line, item));
  if (item.product.kind === "azurePlan") {
    addFirstAzureSubscription(model, order, line.subscriptionId);
  }
}

/** What a line that came to nothing took from the stock is for sale again. */
export function giveBack(model: Model, line: OrderLine): void {
  const item = itemOf(line.catalogItemId);
  const stock = item && stockOf(model, item);
  if (stock !== undefined && stock.remaining !== null) {
    stock.remaining += line.quantity;
  }
}

/** The subscription that a line of an order brings. */
export function subscriptionOf(order: Order, line: OrderLine, { product, sku }: CatalogItem): Subscription {
  const createdAt = order.provisionedAt ?? order.createdAt;
  const { termDuration, customTermEndDate } = line;
  const term = sku.terms.find((one) => one.duration === termDuration);
  const end =
    customTermEndDate === undefined ? addDuration(createdAt, termDuration ?? "") : Date.parse(customTermEndDate);
  return {
    id: line.subscriptionId,
    kind: product.kind,
    partnerTenantId: order.partnerTenantId,
    customerId: order.customerId,
    orderId: order.id,
    catalogItemId: line.catalogItemId,
    partnerId: line.partnerIdOnRecord ?? "",
    billingCycle: order.billingCycle,
    country: order.country,
    createdAt,
    quantity: line.quantity,
    termDuration,
    endsAt: termDuration === undefined ? undefined : end,
    refundableUntil: term?.refundedWithin === undefined ? undefined : addDuration(createdAt, term.refundedWithin),
    promotionId: line.promotionId,
    benefit: benefitOf(line, product.kind),
    visibleFrom: order.provisionedAt,
    friendlyName: product.kind === "azurePlan" ? "Azure plan" : (line.friendlyName ?? sku.title),
    // SaaS waits until the customer activates it at its publisher.
    status: product.kind === "saas" ? "pending" : "active",
    autoRenewEnabled: hasSeats(product.kind),
    version: 1,
  };
}

function benefitOf(line: OrderLine, kind: Subscription["kind"]): AzureBenefit | undefined {
  if (kind !== "reservation" && kind !== "savingsPlan") {
    return undefined;
  }
  const entry = (name: string) => contextEntry(line.provisioningContext, name);
  return {
    planId: entry("subscriptionId")?.toLowerCase() ?? "",
    scope: entry("scope")?.toLowerCase() ?? "shared",
    azureSubscriptionId: entry("entitlementId")?.toLowerCase(),
    commitment: line.purchaseCommitment,
  };
}

function addFirstAzureSubscription(model: Model, order: Order, planId: string): void {
  const id = model.ids.of(order.customerId).guid();
  model.azureSubscriptions.set(id, {
    id,
    planId,
    customerId: order.customerId,
    partnerTenantId: order.partnerTenantId,
    friendlyName: "Microsoft Azure",
    visibleFrom: order.provisionedAt,
    status: "active",
  });
}
