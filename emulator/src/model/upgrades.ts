import { type ErrorName, Refusal } from "../errors";
import { itemId, itemOfKind } from "./catalog";
import { requireAgreement } from "./customers";
import type { Customer, Instant, Order, Partner, Subscription, Upgrade, UpgradeFailure, UpgradeLine } from "./entities";
import { subscriptionOf } from "./fulfilment";
import type { Model } from "./model";
import { newOrderIds } from "./order-ids";
import { requireMaySell } from "./standing";

/** How far an upgrade, or one line of it, has come (C 11.4). */
export type UpgradeState = "Pending" | "InProgress" | "Completed" | "Failed";

/** The partner's latest upgrade of the customer, if there is one. */
export function latestUpgrade(model: Model, partner: Partner, customer: Customer): Upgrade | undefined {
  return model.upgrades
    .group(customer.id)
    .filter((one) => one.partnerTenantId === partner.tenantId)
    .at(-1);
}

/** The same of one product family: only `azure` can be upgraded, so no other one ever was. */
export function latestUpgradeOf(
  model: Model,
  partner: Partner,
  customer: Customer,
  productFamily: string,
): Upgrade | undefined {
  return isUpgradable(productFamily) ? latestUpgrade(model, partner, customer) : undefined;
}

/** How far the upgrade has come: its lines are taken one after the other, and one that failed fails it in the end. */
export function upgradeState(model: Model, upgrade: Upgrade): UpgradeState {
  if (!model.isPast(upgrade.startsAt)) {
    return "Pending";
  }
  if (!upgrade.lines.every((line) => model.isPast(line.endsAt))) {
    return "InProgress";
  }
  return upgrade.lines.some((line) => line.failure !== undefined) ? "Failed" : "Completed";
}

/** How far this line has come. */
export function upgradeLineState(model: Model, line: UpgradeLine): UpgradeState {
  if (model.isPast(line.endsAt)) {
    return line.failure === undefined ? "Completed" : "Failed";
  }
  return model.isPast(line.startsAt) ? "InProgress" : "Pending";
}

/** Why the customer's subscriptions cannot be upgraded now, if so (C 11.2, C 4.4). */
export function upgradeRefusal(
  model: Model,
  partner: Partner,
  customer: Customer,
  productFamily: string,
): Refusal | undefined {
  try {
    upgradable(model, partner, customer, productFamily);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) {
      return error;
    }
    throw error;
  }
}

/**
 * Begins to upgrade the customer's legacy subscriptions (C 11.3): buys the plans, one per customer for direct bill, one
 * per reseller on record for indirect providers, and moves the Azure subscriptions under them in their time. All of it
 * is in the model from here on and shows when its time comes.
 */
export function createUpgrade(model: Model, partner: Partner, customer: Customer, productFamily: string): Upgrade {
  const sources = upgradable(model, partner, customer, productFamily);
  const createdAt = model.stamp(customer.id);
  const startsAt = createdAt + model.switches.durationMs("upgradePendingDelay");
  const lineMs = model.switches.durationMs("upgradeLineDuration");
  const lines = sources.map(
    (source, index): UpgradeLine => ({
      sourceId: source.id,
      targetId: targetPlan(model, partner, customer, source, createdAt, startsAt).id,
      startsAt: startsAt + index * lineMs,
      endsAt: startsAt + (index + 1) * lineMs,
      failure: model.upgradeFailures.get(source.id),
    }),
  );
  const upgrade: Upgrade = {
    id: model.ids.of(customer.id).guid(),
    partnerTenantId: partner.tenantId,
    customerId: customer.id,
    createdAt,
    startsAt,
    lines,
  };
  model.upgrades.set(upgrade.id, upgrade);
  for (const line of lines.filter(({ failure }) => failure === undefined)) {
    move(model, line);
  }
  return upgrade;
}

/** The partner's upgrade of this id, which has to be one of the customer's (C 11.4). */
export function findUpgrade(model: Model, partner: Partner, customer: Customer, id: string): Upgrade {
  const upgrade = model.upgrades.get(id.toLowerCase());
  if (upgrade === undefined || upgrade.partnerTenantId !== partner.tenantId) {
    throw new Refusal("upgradeNotFound", id);
  }
  if (upgrade.customerId !== customer.id) {
    throw new Refusal("upgradeOfOther", id);
  }
  return upgrade;
}

/** Says that upgrades of this legacy subscription created from now on fail like this, or do not fail. */
export function setUpgradeFailure(model: Model, id: string, failure: UpgradeFailure | null): void {
  const subscription = model.subscriptions.get(id.toLowerCase());
  if (subscription?.kind !== "legacyAzure") {
    throw new Refusal("subscriptionNotFound", id);
  }
  if (failure === null) {
    model.upgradeFailures.delete(subscription.id);
  } else {
    model.upgradeFailures.set(subscription.id, failure);
  }
}

/** Refuses a purchase while an upgrade is on its way, or has failed (C 4.4). */
export function requireNoUpgrade(model: Model, partner: Partner, customer: Customer): void {
  const upgrade = latestUpgrade(model, partner, customer);
  const state = upgrade && upgradeState(model, upgrade);
  if (upgrade !== undefined && state !== undefined && state !== "Completed") {
    throw new Refusal(purchaseRefusals[state], upgrade.id);
  }
}

const purchaseRefusals = {
  Pending: "purchaseUpgradePending",
  InProgress: "purchaseUpgradeInProgress",
  Failed: "purchaseUpgradeFailed",
} as const satisfies Record<Exclude<UpgradeState, "Completed">, ErrorName>;

function isUpgradable(productFamily: string): boolean {
  return productFamily.toLowerCase() === "azure";
}

function upgradable(model: Model, partner: Partner, customer: Customer, productFamily: string): Subscription[] {
  if (!isUpgradable(productFamily)) {
    throw new Refusal("upgradeItemNotFound", productFamily);
  }
  const latest = latestUpgrade(model, partner, customer);
  const state = latest && upgradeState(model, latest);
  if (state === "Pending" || state === "InProgress") {
    throw new Refusal("upgradeInProgress", latest?.id);
  }
  if (state === "Completed") {
    throw new Refusal("upgradeCompleted", latest?.id);
  }
  requireAgreement(model, customer);
  requireMaySell(partner, customer);
  const legacy = model
    .visibleSubscriptions(partner, customer)
    .filter((one) => one.kind === "legacyAzure" && one.upgradedAt === undefined)
    .filter((one) => one.status !== "deleted" && one.status !== "expired");
  if (legacy.length === 0) {
    throw new Refusal("upgradeNothingThere", customer.id);
  }
  const youngestMs = model.clock.now() - model.switches.durationMs("upgradeMinimumAge");
  refuse("upgradeSharedServices", legacy, (one) => one.sharedServices === true);
  refuse("upgradeSuspended", legacy, (one) => one.status === "suspended");
  refuse("upgradeNotPossible", legacy, (one) => one.status !== "active" || one.accepted !== undefined);
  refuse("upgradeTooRecent", legacy, (one) => one.createdAt > youngestMs);
  return legacy;
}

function refuse(error: ErrorName, legacy: readonly Subscription[], isWrong: (one: Subscription) => boolean): void {
  const wrong = legacy.filter(isWrong);
  if (wrong.length > 0) {
    throw new Refusal(error, wrong.map((one) => one.id).join(", "));
  }
}

/** The active plan that the source goes under, bought if there is none. */
function targetPlan(
  model: Model,
  partner: Partner,
  customer: Customer,
  source: Subscription,
  createdAt: Instant,
  startsAt: Instant,
): Subscription {
  const reseller = partner.kind === "directBill" ? undefined : source.partnerId;
  const known = model.subscriptions
    .group(customer.id)
    .filter((one) => {
      model.settle(one);
      return one.partnerTenantId === partner.tenantId && one.kind === "azurePlan" && one.status === "active";
    })
    .find((one) => reseller === undefined || one.partnerId === reseller);
  if (known !== undefined) {
    return known;
  }
  const ids = model.ids.of(customer.id);
  const item = itemOfKind("azurePlan");
  const line = {
    number: 0,
    catalogItemId: itemId(model, item, customer.country),
    subscriptionId: ids.guid(),
    quantity: 1,
    partnerIdOnRecord: reseller === "" ? undefined : reseller,
    additionalPartnerIdsOnRecord: [],
    provisioningContext: {},
  };
  const order: Order = {
    ...newOrderIds(model, customer.id),
    partnerTenantId: partner.tenantId,
    customerId: customer.id,
    createdAt,
    billingCycle: "one_time",
    currency: customer.currency,
    country: customer.country,
    lines: [line],
    boughtWith: "upgrade",
    provisionedAt: startsAt,
  };
  const plan = subscriptionOf(order, line, item);
  model.orders.set(order.id, order);
  model.subscriptions.set(plan.id, plan);
  return plan;
}

/** The Azure subscription keeps its id: the legacy subscription's entitlement. */
function move(model: Model, line: UpgradeLine): void {
  const source = model.subscriptions.get(line.sourceId);
  if (source === undefined) {
    return;
  }
  source.accepted = { change: { status: "suspended" }, dueAt: line.endsAt };
  source.upgradedAt = line.endsAt;
  model.azureSubscriptions.set(source.id, {
    id: source.id,
    planId: line.targetId,
    customerId: source.customerId,
    partnerTenantId: source.partnerTenantId,
    friendlyName: source.friendlyName,
    visibleFrom: line.endsAt,
    status: "active",
  });
}
