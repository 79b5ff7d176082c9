import { Refusal } from "../errors";
import type { Customer, Partner, Subscription, SubscriptionChange, SubscriptionStatus } from "./entities";
import { applySubscriptionChange, type Model } from "./model";
import { findOrder } from "./orders";

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

/** The ETag of a legacy subscription; modern ones have none (C 2.5). */
export function etagOf(subscription: Subscription): string | undefined {
  if (subscription.kind === "azurePlan") {
    return undefined;
  }
  const content = JSON.stringify({ id: subscription.id.toLowerCase(), version: subscription.version });
  return Buffer.from(content).toString("base64");
}

/** Changes a subscription by the rules of C 9.5 to 9.8. Says what changed, if anything did. */
export function updateSubscription(
  model: Model,
  subscription: Subscription,
  wish: SubscriptionWish,
): SubscriptionChange | undefined {
  if (subscription.accepted !== undefined || subscription.status === "pending") {
    throw new Refusal("subscriptionNotReady");
  }
  if (subscription.status === "deleted") {
    throw new Refusal("subscriptionDeleted");
  }
  const etag = etagOf(subscription);
  if (wish.etag && etag !== undefined && wish.etag !== etag) {
    throw new Refusal("etagStale");
  }
  requireReadOnlyUntouched(subscription, wish);
  const change = wantedChange(subscription, wish);
  requireStatusAllowed(model, subscription, change);
  const reset = resetSilently(subscription, wish);
  if (change.friendlyName === undefined && change.status === undefined) {
    return reset ? {} : undefined;
  }
  if (model.switches.is("subscriptionPatch", "202")) {
    const dueAt = model.clock.now() + model.switches.durationMs("subscriptionPatchDelay");
    subscription.accepted = { change, dueAt };
  } else {
    applySubscriptionChange(subscription, change, model.clock.now());
  }
  return change;
}

function wantedChange(subscription: Subscription, wish: SubscriptionWish): SubscriptionChange {
  const { friendlyName, status } = wish;
  return {
    ...(friendlyName !== undefined && friendlyName !== subscription.friendlyName && { friendlyName }),
    // `none` is what SDKs write for a status nobody set.
    ...(status !== undefined && status !== "none" && status !== subscription.status && { status }),
  };
}

function requireReadOnlyUntouched(subscription: Subscription, wish: SubscriptionWish): void {
  if (wish.quantity !== undefined && wish.quantity !== 0 && wish.quantity !== 1) {
    throw new Refusal("quantityChangeRefused");
  }
  if (wish.billingCycle !== undefined && !["unknown", subscription.billingCycle].includes(wish.billingCycle)) {
    throw new Refusal("billingCycleNotUpdatable");
  }
  if (wish.partnerId !== undefined && wish.partnerId !== subscription.partnerId) {
    throw new Refusal("partnerOnRecordNotUpdatable");
  }
  if (wish.autoRenewEnabled === true && subscription.kind === "azurePlan") {
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
      throw new Refusal("noMoreUpdates");
    }
    return;
  }
  if (friendlyName !== undefined && model.switches.is("nicknameWithStatus", "refused")) {
    throw new Refusal("subscriptionSuspended");
  }
  if (status === "deleted" && subscription.status !== "expired" && subscription.status !== "disabled") {
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
  }
}

function requireNothingActive(model: Model, subscription: Subscription): void {
  const active = model.azureSubscriptionsOf(subscription.id).filter((one) => one.status === "active");
  if (subscription.kind === "azurePlan" && active.length > 0) {
    throw new Refusal("azureSubscriptionsActive", active.map((one) => one.id).join(", "));
  }
}

/** Members that a body without them resets (C 9.5). Says whether that changed anything. */
function resetSilently(subscription: Subscription, wish: SubscriptionWish): boolean {
  const before = JSON.stringify([
    subscription.autoRenewEnabled,
    subscription.scheduledNextTermInstructions,
    subscription.nextChargeInstructions,
  ]);
  subscription.autoRenewEnabled = wish.autoRenewEnabled ?? false;
  subscription.scheduledNextTermInstructions = wish.scheduledNextTermInstructions;
  subscription.nextChargeInstructions = wish.nextChargeInstructions;
  return (
    before !==
    JSON.stringify([
      subscription.autoRenewEnabled,
      subscription.scheduledNextTermInstructions,
      subscription.nextChargeInstructions,
    ])
  );
}
