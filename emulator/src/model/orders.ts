import { type ErrorName, Refusal } from "../errors";
import { kindOf } from "./catalog";
import type { Customer, handSetOrderStatuses, Order, OrderLine, Partner, Subscription } from "./entities";
import { fulfil, giveBack } from "./fulfilment";
import type { Model } from "./model";
import { newOrderIds } from "./order-ids";
import { sandboxLimits } from "./sandbox-limits";
import { requireMaySell, requireReseller } from "./standing";
import { requireNoUpgrade } from "./upgrades";

/** A purchase: what is bought, how, and for which resellers. */
export interface Purchase {
  readonly boughtWith: Order["boughtWith"];
  readonly cartId?: string | undefined;
  readonly billingCycle: string;
  readonly lines: readonly PurchaseLine[];
}

/** One item to buy. */
export type PurchaseLine = Omit<OrderLine, "subscriptionId">;

/**
 * Places an order, or refuses: for the partner's or customer's standing, an upgrade on its way, a legacy customer, an
 * unknown reseller, a plan limit. What it brings is in the model from here on, so that limits count it, and shows once
 * provisioned.
 */
export function placeOrder(model: Model, partner: Partner, customer: Customer, purchase: Purchase): Order {
  requireMaySell(partner, customer);
  const plans = purchase.lines.filter((line) => kindOf(line.catalogItemId) === "azurePlan");
  if (plans.length > 0) {
    requireNoUpgrade(model, partner, customer);
    requireNoLegacy(model, partner, customer);
  }
  purchase.lines.forEach((line) => {
    requireReseller(model, partner, line.partnerIdOnRecord);
  });
  requireRoom(model, partner, customer, plans);
  const ids = model.ids.of(customer.id);
  const createdAt = model.stamp(customer.id);
  const cycle = plans.length > 0 ? model.switches.position("planOrderBillingCycle") : "asSent";
  const order: Order = {
    ...newOrderIds(model, customer.id),
    partnerTenantId: partner.tenantId,
    customerId: customer.id,
    createdAt,
    billingCycle: cycle === "asSent" ? purchase.billingCycle : cycle,
    currency: customer.currency,
    country: customer.country,
    lines: purchase.lines.map((line) => ({ ...line, subscriptionId: ids.guid() })),
    boughtWith: purchase.boughtWith,
    cartId: purchase.cartId,
    provisionedAt: createdAt + model.switches.durationMs("provisioningDelay"),
  };
  model.orders.set(order.id, order);
  for (const line of order.lines) {
    fulfil(model, order, line);
  }
  return order;
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

/** One plan per customer for direct bill; per customer and reseller for indirect providers (C 7.8, 13.7). */
function requireRoom(
  model: Model,
  partner: Partner,
  customer: Customer,
  lines: readonly Pick<PurchaseLine, "partnerIdOnRecord">[],
  except?: Subscription,
): void {
  if (lines.length === 0 || model.switches.is("planLimit", "off")) {
    return;
  }
  const slot = (reseller: string | undefined) => (partner.kind === "directBill" ? "" : (reseller ?? ""));
  const plans = livePlans(model, partner, customer).filter((plan) => plan !== except);
  const taken = plans.map((plan) => slot(plan.partnerId));
  const most = sandboxLimits.plansPerCustomerOfProvider;
  for (const line of lines) {
    const wanted = slot(line.partnerIdOnRecord);
    if (taken.includes(wanted) || (partner.sandbox && taken.length >= most)) {
      const unseen = plans.some((plan) => slot(plan.partnerId) === wanted && !model.isVisible(plan));
      throw new Refusal(limitRefusal(model, partner, unseen), customer.id);
    }
    taken.push(wanted);
  }
  requireRoomInSandbox(model, partner, lines.length);
}

/** Refuses to make a suspended plan active again when others have taken its place since (C 7.8). */
export function requireRoomAgain(model: Model, plan: Subscription): void {
  const partner = model.partners.get(plan.partnerTenantId);
  if (partner !== undefined) {
    requireRoom(model, partner, model.customer(plan.customerId), [{ partnerIdOnRecord: plan.partnerId }], plan);
  }
}

function limitRefusal(model: Model, partner: Partner, unseen: boolean): ErrorName {
  if (unseen && model.switches.is("orderInProgress", "800060")) {
    return "orderInProgress";
  }
  return partner.sandbox ? "sandboxPlanLimitReached" : "planLimitReached";
}

function requireRoomInSandbox(model: Model, partner: Partner, wanted: number): void {
  const plans = [...model.subscriptions.values()].filter((one) => {
    model.settle(one);
    return one.partnerTenantId === partner.tenantId && one.kind === "azurePlan" && one.status === "active";
  });
  if (partner.sandbox && plans.length + wanted > sandboxLimits.plans) {
    throw new Refusal(
      model.switches.is("sandboxPlanTotal", "800068") ? "partnerLimitReached" : "sandboxPlanLimitReached",
      String(sandboxLimits.plans),
    );
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

const failedStatuses = ["error", "cancelled", "po_review_rejected"];

/** Whether the order came to nothing, so that a repeated checkout tries again. */
export function hasFailed(order: Order): boolean {
  return order.provisionedAt === null && failedStatuses.some((one) => one === order.handSetStatus);
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

/** Somebody at Microsoft completes (in part), reviews, cancels or fails an order that is not provisioned yet and has not failed. */
export function setOrderStatus(model: Model, id: string, status: (typeof handSetOrderStatuses)[number]): Order {
  const order = model.orders.get(id);
  if (order === undefined) {
    throw new Refusal("orderNotFound", id);
  }
  if (isProvisioned(model, order) || hasFailed(order)) {
    throw new Refusal("orderNotCancellable", `${order.id} (${orderStatus(model, order)})`);
  }
  if (status === "partial_success" && order.lines.length < 2) {
    throw new Refusal("invalidInput", "an order of one line succeeds or fails as a whole");
  }
  order.handSetStatus = status;
  order.provisionedAt = ["completed", "partial_success"].includes(status) ? model.clock.now() : null;
  // The first line succeeds.
  order.failedLines = status === "partial_success" ? order.lines.slice(1).map((line) => line.number) : undefined;
  for (const line of order.lines) {
    const azure = model.azureSubscriptionsOf(line.subscriptionId);
    const plan = model.subscriptions.get(line.subscriptionId);
    for (const one of plan === undefined ? azure : [plan, ...azure]) {
      one.visibleFrom = order.provisionedAt;
    }
    if (hasFailed(order) || order.failedLines?.includes(line.number)) {
      model.subscriptions.delete(line.subscriptionId);
      giveBack(model, line);
      azure.forEach((one) => {
        model.azureSubscriptions.delete(one.id);
      });
    }
  }
  return order;
}
