import type { CallOptions } from "../../client/client";
import { listOrders, type Order } from "../../client/endpoints/orders";
import { listSubscriptions, type Subscription } from "../../client/endpoints/subscriptions";
import type { OperationContext } from "../resource";
import { parseServiceTime } from "../service-time";
import { AZURE_PLAN, PURCHASE_TIMES } from "./facts";
import { lineOf, outcomeOf } from "./order-outcome";
import { isItemOf, isSoldThrough, type PlanTarget } from "./target";

/** What Partner Center shows of the target's plans: everything a purchase must know before it may begin. */
export interface PlanSituation {
  /** Plans that are there: active, suspended, pending, disabled. */
  readonly plans: readonly Subscription[];
  /** Plans that were there. */
  readonly endedPlans: readonly Subscription[];
  /** Ids of plans that orders have led to so long ago that they would be listed if they still existed. */
  readonly vanishedPlans: readonly string[];
  /** Orders that have not failed and whose plan is not listed (yet). */
  readonly openOrders: readonly Order[];
  /** Every order for the target, failed ones too. */
  readonly orders: readonly Order[];
  /** Live subscriptions of the legacy Azure offer. */
  readonly legacySubscriptions: readonly Subscription[];
  readonly serviceTimeMs?: number;
}

const endedStatuses = new Set(["deleted", "expired"]);

/** True when the subscription has ended for good. */
export function hasEnded(subscription: Subscription): boolean {
  return endedStatuses.has((subscription.status ?? "").toLowerCase());
}

/**
 * Looks at the customer's subscriptions and orders. For decisions about buying it is always asked afresh; `share` is
 * for refreshes, where many resources of one customer ask within a moment.
 */
export async function lookForPlans(
  context: Pick<OperationContext, "client" | "clock">,
  target: PlanTarget,
  options: Pick<CallOptions, "share"> = {},
): Promise<PlanSituation> {
  const path = { customerId: target.customerId };
  const [subscriptions, orders] = await Promise.all([
    context.client.list(listSubscriptions, { path }, options),
    context.client.list(listOrders, { path }, options),
  ]);
  const serviceTimeMs = orders.serviceTimeMs ?? subscriptions.serviceTimeMs;
  return assess(target, subscriptions.items, orders.items, serviceTimeMs ?? context.clock.now(), serviceTimeMs);
}

/** Sorts what was listed. Pure, so that every combination can be tested. */
export function assess(
  target: PlanTarget,
  subscriptions: readonly Subscription[],
  allOrders: readonly Order[],
  nowMs: number,
  serviceTimeMs?: number,
): PlanSituation {
  const ofTarget = subscriptions.filter(
    ({ offerId, partnerId }) => isItemOf(target, offerId) && isSoldThrough(target, partnerId || undefined),
  );
  const listed = new Set(subscriptions.map(({ id }) => id.toLowerCase()));
  const orders = allOrders.filter((order) => lineOf(order, target) !== undefined);
  const openOrders: Order[] = [];
  const vanishedPlans: string[] = [];
  for (const order of orders) {
    const outcome = outcomeOf(order, target);
    if (outcome.kind === "pending") openOrders.push(order);
    if (outcome.kind !== "provisioned" || listed.has(outcome.subscriptionId)) continue;
    // A provisioned plan that is not listed is either about to be or has been gone for long.
    const ageMs = nowMs - (parseServiceTime(order.creationDate) ?? nowMs);
    if (ageMs < PURCHASE_TIMES.listsCompleteMs) openOrders.push(order);
    else vanishedPlans.push(outcome.subscriptionId);
  }
  return {
    plans: ofTarget.filter((subscription) => !hasEnded(subscription)),
    endedPlans: ofTarget.filter(hasEnded),
    vanishedPlans,
    openOrders,
    orders,
    legacySubscriptions: subscriptions.filter(
      (subscription) => subscription.offerId === AZURE_PLAN.legacyOfferId && isLive(subscription),
    ),
    ...(serviceTimeMs !== undefined && { serviceTimeMs }),
  };
}

function isLive(subscription: Subscription): boolean {
  return (subscription.status ?? "").toLowerCase() === "active";
}

/** True when there is no plan and none on its way. */
export function isVacant(situation: PlanSituation): boolean {
  return situation.plans.length === 0 && situation.openOrders.length === 0;
}
