import { Refusal } from "../errors";
import type { Customer, handSetOrderStatuses, Order, OrderLine, Partner, Subscription } from "./entities";
import type { Model } from "./model";
import { planOf } from "./plans";
import { requireMaySell, requireReseller } from "./standing";
import { requireNoUpgrade } from "./upgrades";

/** A purchase: what is bought, how, and for which resellers. */
export interface Purchase {
  readonly boughtWith: Order["boughtWith"];
  readonly cartId?: string | undefined;
  readonly billingCycle: string;
  readonly lines: readonly PurchaseLine[];
}

/** One plan to buy. */
export interface PurchaseLine {
  readonly number: number;
  readonly catalogItemId: string;
  readonly partnerIdOnRecord?: string | undefined;
  readonly additionalPartnerIdsOnRecord: readonly string[];
}

/**
 * Places the order of one or more plans, or refuses: an upgrade on its way, a legacy customer, an unknown reseller, a plan limit. The plan and
 * its first Azure subscription are in the model from here on, so that limits count them, and show once provisioned.
 */
export function placeOrder(model: Model, partner: Partner, customer: Customer, purchase: Purchase): Order {
  requireMaySell(partner, customer);
  requireNoUpgrade(model, partner, customer);
  requireNoLegacy(model, partner, customer);
  purchase.lines.forEach((line) => {
    requireReseller(model, partner, line.partnerIdOnRecord);
  });
  requireRoom(model, partner, customer, purchase.lines);
  const ids = model.ids.of(customer.id);
  const createdAt = model.stamp(customer.id);
  const provisionedAt = createdAt + model.switches.durationMs("provisioningDelay");
  const cycle = model.switches.position("planOrderBillingCycle");
  const billingCycle = cycle === "asSent" ? purchase.billingCycle : cycle;
  const lines = purchase.lines.map((line): OrderLine => ({ ...line, subscriptionId: ids.guid(), quantity: 1 }));
  const order: Order = {
    id: ids.hex(12),
    partnerTenantId: partner.tenantId,
    customerId: customer.id,
    createdAt,
    billingCycle,
    currency: customer.currency,
    country: customer.country,
    lines,
    boughtWith: purchase.boughtWith,
    cartId: purchase.cartId,
    provisionedAt,
  };
  model.orders.set(order.id, order);
  for (const line of lines) {
    addPlan(model, order, line);
  }
  return order;
}

function addPlan(model: Model, order: Order, line: OrderLine): void {
  model.subscriptions.set(line.subscriptionId, planOf(order, line));
  const azureId = model.ids.of(order.customerId).guid();
  model.azureSubscriptions.set(azureId, {
    id: azureId,
    planId: line.subscriptionId,
    customerId: order.customerId,
    partnerTenantId: order.partnerTenantId,
    friendlyName: "Microsoft Azure",
    visibleFrom: order.provisionedAt,
    status: "active",
  });
}

function requireNoLegacy(model: Model, partner: Partner, customer: Customer): void {
  const legacy = model
    .visibleSubscriptions(partner, customer)
    .find((one) => one.kind === "legacyAzure" && one.status === "active");
  if (legacy === undefined) {
    return;
  }
  const detail = `the customer has the Microsoft Azure (0145P) subscription ${legacy.id}; upgrade it to an Azure plan instead.`;
  const code = model.switches.position("legacyCustomerPurchase");
  const refusal = code === "2085" ? "offerNotEligible" : code === "4018" ? "orderCannotBeProcessed" : "itemNotEligible";
  throw new Refusal(refusal, detail);
}

/** One plan per customer for direct bill; per customer and reseller for indirect providers (C 7.8). */
function requireRoom(model: Model, partner: Partner, customer: Customer, lines: readonly PurchaseLine[]): void {
  if (model.switches.is("planLimit", "off")) {
    return;
  }
  const slot = (reseller: string | undefined) => (partner.kind === "directBill" ? "" : (reseller ?? ""));
  const taken = livePlans(model, partner, customer).map((plan) => slot(plan.partnerId));
  const limit = partner.sandbox ? "sandboxPlanLimitReached" : "planLimitReached";
  for (const line of lines) {
    const wanted = slot(line.partnerIdOnRecord);
    const tooManyInSandbox = partner.sandbox && taken.length >= 3;
    if (taken.includes(wanted) || tooManyInSandbox) {
      throw new Refusal(limit);
    }
    taken.push(wanted);
  }
}

/** Plans that use up the limit: active ones, bought ones that do not show yet, and by switch suspended ones. */
function livePlans(model: Model, partner: Partner, customer: Customer): Subscription[] {
  const counted = model.switches.is("planLimitCounts", "suspendedToo") ? ["active", "suspended"] : ["active"];
  return model.subscriptions.group(customer.id).filter((plan) => {
    model.settle(plan);
    const mine = plan.partnerTenantId === partner.tenantId;
    return mine && plan.kind === "azurePlan" && counted.includes(plan.status);
  });
}

/** The order's status now (C 8.3). */
export function orderStatus(model: Model, order: Order): string {
  if (order.handSetStatus !== undefined) {
    return order.handSetStatus;
  }
  return isProvisioned(model, order) ? "completed" : "pending";
}

/** Whether what was ordered is there. */
export function isProvisioned(model: Model, order: Order): boolean {
  return order.provisionedAt !== null && model.isPast(order.provisionedAt);
}

/** Whether the order came to nothing, so that a repeated checkout tries again. */
export function hasFailed(order: Order): boolean {
  return order.handSetStatus === "error" || order.handSetStatus === "cancelled";
}

/** The partner's order of this id. By id an order is there at once (C 8.4). */
export function findOrder(model: Model, partner: Partner, customer: Customer, id: string): Order {
  const order = model.orders.get(id) ?? model.orders.get(id.toLowerCase());
  if (order === undefined || order.partnerTenantId !== partner.tenantId || order.customerId !== customer.id) {
    throw new Refusal("orderNotFound", id);
  }
  return order;
}

/** The orders that lists show: new ones are missing for a while. */
export function listOrders(model: Model, partner: Partner, customer: Customer): Order[] {
  const lagMs = model.switches.durationMs("orderListLag");
  return model.orders
    .group(customer.id)
    .filter((order) => order.partnerTenantId === partner.tenantId && model.isPast(order.createdAt + lagMs));
}

/** Somebody at Microsoft completes, reviews, cancels or fails an order that is not provisioned yet and has not failed. */
export function setOrderStatus(model: Model, id: string, status: (typeof handSetOrderStatuses)[number]): Order {
  const order = model.orders.get(id);
  if (order === undefined) {
    throw new Refusal("orderNotFound", id);
  }
  if (isProvisioned(model, order) || hasFailed(order)) {
    throw new Refusal("orderNotCancellable", `${order.id} (${orderStatus(model, order)})`);
  }
  order.handSetStatus = status;
  order.provisionedAt = status === "completed" ? model.clock.now() : null;
  for (const line of order.lines) {
    const azure = model.azureSubscriptionsOf(line.subscriptionId);
    const plan = model.subscriptions.get(line.subscriptionId);
    for (const one of plan === undefined ? azure : [plan, ...azure]) {
      one.visibleFrom = order.provisionedAt;
    }
    if (hasFailed(order)) {
      model.subscriptions.delete(line.subscriptionId);
      azure.forEach((one) => {
        model.azureSubscriptions.delete(one.id);
      });
    }
  }
  return order;
}
