import { type ErrorName, Refusal } from "../errors";
import { hasSeats } from "./catalog-facts";
import type { Customer, Partner, Subscription, SubscriptionChange, SubscriptionStatus } from "./entities";
import { etagText } from "./etag";
import { requireQuantityAllowed, requireRefundable, requireUpdatable } from "./license-rules";
import { applySubscriptionChange, type Model } from "./model";
import { findOrder, requireRoomAgain } from "./orders";

/** What a PATCH body says, parsed: absent members are undefined. Everything else in it is read-only and ignored. */
export interface SubscriptionWish {
  readonly friendlyName?: string | undefined;
  readonly status?: SubscriptionStatus | undefined;
  readonly quantity?: number | undefined;
  readonly billingCycle?: string | undefined;
  readonly partnerId?: string | undefined;
  readonly autoRenewEnabled?: boolean | undefined;
  readonly scheduledNextTermInstructions?: unknown;
  readonly nextChargeInstructions?: unknown;
  readonly etag?: string | undefined;
}

/** The partner's subscription of this id, if it shows already. */
export function findSubscription(model: Model, partner: Partner, customer: Customer, id: string): Subscription {
  const subscription = model.subscriptions.get(id.toLowerCase());
  const mine = subscription?.partnerTenantId === partner.tenantId && subscription.customerId === customer.id;
  if (subscription === undefined || !mine || !model.isVisible(subscription)) {
    throw new Refusal("subscriptionNotFound", id);
  }
  return subscription;
}

/** Restrictions of a subscription list; they combine (C 9.3). */
export interface SubscriptionFilter {
  readonly orderId?: string | undefined;
  readonly partnerId?: string | undefined;
}

/** The customer's subscriptions, of all statuses. */
export function listSubscriptions(
  model: Model,
  partner: Partner,
  customer: Customer,
  filter: SubscriptionFilter,
): Subscription[] {
  if (filter.orderId !== undefined && model.switches.is("unknownOrderFilter", "404")) {
    findOrder(model, partner, customer, filter.orderId);
  }
  return model
    .visibleSubscriptions(partner, customer)
    .filter((one) => one.upgradedAt === undefined || !model.isPast(one.upgradedAt))
    .filter((one) => filter.orderId === undefined || one.orderId.toLowerCase() === filter.orderId.toLowerCase())
    .filter((one) => filter.partnerId === undefined || one.partnerId === filter.partnerId);
}

/** The ETag of a legacy subscription; modern ones have none, those of the marketplace an empty one (C 2.5). */
export function etagOf({ kind, id, version }: Subscription): string | undefined {
  return kind === "legacyAzure" ? etagText(id, version) : kind === "saas" ? "" : undefined;
}

/** Whether what was bought is in use: known some time after it (C 9.9). */
export function provisioningStatus(model: Model, subscription: Subscription): "success" | "pending" | "failed" {
  if (["deleted", "disabled", "expired"].includes(subscription.status)) {
    return "failed";
  }
  const knownFrom = subscription.createdAt + model.switches.durationMs("provisioningRefresh");
  return subscription.status === "pending" || !model.isPast(knownFrom) ? "pending" : "success";
}

/** Changes a subscription by the rules of C 9.5 to 9.8. Says what changed, if anything did. */
export function updateSubscription(
  model: Model,
  subscription: Subscription,
  wish: SubscriptionWish,
): SubscriptionChange | undefined {
  if (subscription.kind === "saas" && subscription.status === "pending") {
    throw new Refusal("subscriptionNotActivated", subscription.id);
  }
  if (subscription.accepted !== undefined || subscription.status === "pending") {
    throw new Refusal(pendingRefusals[model.switches.position("pendingChange")] ?? "subscriptionNotReady");
  }
  if (subscription.status === "deleted") {
    throw new Refusal("subscriptionDeleted");
  }
  if (subscription.upgradedAt !== undefined && model.isPast(subscription.upgradedAt)) {
    throw new Refusal("noMoreUpdates");
  }
  const etag = etagOf(subscription);
  if (wish.etag && etag !== undefined && wish.etag !== etag) {
    throw new Refusal(model.switches.is("staleEtag", "412") ? "etagStalePrecondition" : "etagStale");
  }
  const change = wantedChange(subscription, wish);
  requireUpdatable(subscription, change);
  requireQuantityAllowed(model, subscription, change.quantity);
  requireReadOnlyUntouched(subscription, wish);
  requireStatusAllowed(model, subscription, change);
  const reset = resetsSomething(subscription, wish);
  if (reset && subscription.status === "suspended" && change.status === undefined) {
    throw new Refusal("subscriptionSuspended");
  }
  Object.assign(subscription, resettable(wish));
  if (Object.keys(change).length === 0) {
    return reset ? {} : undefined;
  }
  if (model.switches.is("subscriptionPatch", "202")) {
    const dueAt = model.clock.now() + model.switches.durationMs("subscriptionPatchDelay");
    subscription.accepted = { change, dueAt };
  } else {
    applySubscriptionChange(subscription, change, model.clock.now());
  }
  if (change.status === "active" && model.switches.is("reactivatedPlan", "withAzureSubscriptions")) {
    reactivateAll(model, subscription);
  }
  return change;
}

const pendingRefusals: Readonly<Record<string, ErrorName>> = {
  400: "subscriptionNotReadyAsIn2021",
  900278: "operationPending",
};

/** The Azure subscriptions of a reactivated plan come back, each after its time. */
function reactivateAll(model: Model, plan: Subscription): void {
  const from = plan.accepted?.dueAt ?? model.clock.now();
  for (const azure of model.azureSubscriptionsOf(plan.id)) {
    if (azure.status !== "active" && azure.status !== "deleted") {
      azure.accepted = { status: "active", dueAt: from + model.switches.durationMs("entitlementDelay") };
    }
  }
}

function wantedChange(subscription: Subscription, wish: SubscriptionWish): SubscriptionChange {
  const { friendlyName, status, quantity } = wish;
  return {
    ...(friendlyName !== undefined && friendlyName !== subscription.friendlyName && { friendlyName }),
    // `none` is what SDKs write for a status nobody set.
    ...(status !== undefined && status !== "none" && status !== subscription.status && { status }),
    // So is 0 for a quantity.
    ...(quantity !== undefined && quantity !== 0 && quantity !== subscription.quantity && { quantity }),
  };
}

function requireReadOnlyUntouched(subscription: Subscription, wish: SubscriptionWish): void {
  if (wish.billingCycle !== undefined && !["unknown", subscription.billingCycle].includes(wish.billingCycle)) {
    throw new Refusal(subscription.kind === "legacyAzure" ? "billingCycleByOrder" : "billingCycleNotUpdatable");
  }
  if (wish.partnerId !== undefined && wish.partnerId !== subscription.partnerId) {
    throw new Refusal("partnerOnRecordNotUpdatable");
  }
  if (wish.autoRenewEnabled === true && !hasSeats(subscription.kind) && !subscription.autoRenewEnabled) {
    throw new Refusal("autoRenewRefused");
  }
}

function requireStatusAllowed(model: Model, subscription: Subscription, change: SubscriptionChange): void {
  const { friendlyName, status } = change;
  if (status === undefined) {
    if (friendlyName !== undefined && subscription.status === "suspended") {
      throw new Refusal("subscriptionSuspended");
    }
    if (friendlyName !== undefined && subscription.status !== "active") {
      throw new Refusal(subscription.status === "disabled" ? "updatesNotAllowedNow" : "noMoreUpdates");
    }
    return;
  }
  if (friendlyName !== undefined && model.switches.is("nicknameWithStatus", "refused")) {
    throw new Refusal("subscriptionSuspended");
  }
  if (status === "deleted" && subscription.status !== "expired" && subscription.status !== "disabled") {
    if (hasSeats(subscription.kind)) {
      requireRefundable(model, subscription);
      return;
    }
    if (model.switches.is("planDeletion", "refused")) {
      throw new Refusal("statusNotUpdatable", "Suspend the subscription instead of deleting it.");
    }
    requireNothingActive(model, subscription);
    return;
  }
  const legal =
    (subscription.status === "active" && status === "suspended") ||
    (subscription.status === "suspended" && status === "active");
  if (!legal) {
    throw new Refusal("statusTransitionRefused", `${subscription.status} to ${status}`);
  }
  if (status === "suspended") {
    requireNothingActive(model, subscription);
  } else if (subscription.kind === "azurePlan") {
    requireRoomAgain(model, subscription);
  }
}

function requireNothingActive(model: Model, subscription: Subscription): void {
  if (subscription.kind !== "azurePlan") {
    return;
  }
  // One that is being reactivated would come back under a plan that is gone.
  const active = model
    .azureSubscriptionsOf(subscription.id)
    .filter((one) => one.status === "active" || one.accepted?.status === "active");
  if (active.length > 0) {
    throw new Refusal("azureSubscriptionsActive", active.map((one) => one.id).join(", "));
  }
  const reservations = reservationsOf(model, subscription);
  if (reservations.length > 0 && !model.switches.is("reservationsBlock", "nothing")) {
    const list = reservations.map((one) => one.id).join(", ");
    throw model.switches.is("reservationsBlock", "900115")
      ? new Refusal("azureReservationsActive", list)
      : new Refusal("statusNotUpdatable", `The Azure plan still has reservations: ${list}.`);
  }
}

/** The Azure reservations of a plan that are not over (C 10.6). */
function reservationsOf(model: Model, plan: Subscription): Subscription[] {
  return model.subscriptions.group(plan.customerId).filter((one) => {
    model.settle(one);
    return one.kind === "reservation" && one.benefit?.planId === plan.id && one.status === "active";
  });
}

/** Members that a body without them resets (C 9.5). */
function resettable(wish: Pick<SubscriptionWish, "autoRenewEnabled"> & NextInstructions) {
  const { autoRenewEnabled = false, scheduledNextTermInstructions, nextChargeInstructions } = wish;
  return { autoRenewEnabled, scheduledNextTermInstructions, nextChargeInstructions };
}

type NextInstructions = Pick<SubscriptionWish, "scheduledNextTermInstructions" | "nextChargeInstructions">;

/** Whether the body changes any of them. */
function resetsSomething(subscription: Subscription, wish: SubscriptionWish): boolean {
  return JSON.stringify(resettable(subscription)) !== JSON.stringify(resettable(wish));
}
