import { AZURE_PLAN } from "../../client/azure-plan";
import type { CallOptions } from "../../client/calls";
import type { Order } from "../../client/endpoints/orders";
import { hasEnded, type Subscription } from "../../client/endpoints/subscriptions";
import { parseServiceTime } from "../../client/service-time";
import type { OperationContext } from "../resource";
import { PURCHASE_TIMES } from "./facts";
import { mayBeFor, outcomeOf } from "./order-outcome";
import { readNewSubscriptionIfThere } from "./subscriptions";
import { isItemOf, mayBeSoldThrough, type PlanTarget } from "./target";

/** What Partner Center shows of the target's plans: everything a purchase must know before it may begin. */
export interface PlanSituation {
  /** Plans that are there: active, suspended, pending, disabled. */
  readonly plans: readonly Subscription[];
  /** Ids of plans that were there: deleted, expired, or unknown long after their order. */
  readonly endedPlanIds: ReadonlySet<string>;
  /** Orders that have not failed and whose plan is not there (yet). */
  readonly openOrders: readonly Order[];
  /** Every order that may be for the target, failed ones too. */
  readonly orders: readonly Order[];
  /** Live subscriptions of the legacy Azure offer. */
  readonly legacySubscriptions: readonly Subscription[];
  readonly serviceTimeMs?: number;
}

/** What the two lists show by themselves: about some orders' plans they are silent. */
export interface ListedSituation extends PlanSituation {
  /** Orders that name a plan which is not listed: about to be, or gone. */
  readonly unlisted: readonly { readonly order: Order; readonly subscriptionId: string }[];
}

/**
 * Looks at the customer's subscriptions and orders. For decisions about buying it is always asked afresh; `share` is
 * for refreshes, where many resources of one customer ask within a moment.
 */
export async function lookForPlans(
  context: OperationContext,
  target: PlanTarget,
  options: Pick<CallOptions, "share"> = {},
): Promise<PlanSituation> {
  const { customerId } = target;
  // Orders first: a plan that appears in between is then seen twice rather than not at all.
  const orders = await context.client.orders.list({ customerId }, options).all();
  const subscriptions = await context.client.subscriptions.list({ customerId }, options).all();
  const serviceTimeMs = subscriptions.serviceTimeMs ?? orders.serviceTimeMs;
  const listed = assess(target, subscriptions.items, orders.items, serviceTimeMs);
  return resolveUnlisted(context, target, listed, serviceTimeMs ?? context.clock.now());
}

/** Sorts what was listed. Pure, so that every combination can be tested. */
export function assess(
  target: PlanTarget,
  subscriptions: readonly Subscription[],
  allOrders: readonly Order[],
  serviceTimeMs?: number,
): ListedSituation {
  const ofTarget = subscriptions.filter(
    ({ offerId, partnerId }) => isItemOf(target, offerId) && mayBeSoldThrough(target, partnerId),
  );
  const listed = new Set(subscriptions.map(({ id }) => id.toLowerCase()));
  const accountedFor = new Set(subscriptions.map(({ orderId }) => orderId));
  const orders = allOrders.filter((order) => mayBeFor(order, target));
  const openOrders: Order[] = [];
  const unlisted: { order: Order; subscriptionId: string }[] = [];
  for (const order of orders) {
    const outcome = outcomeOf(order, target);
    if (outcome.kind === "pending" && !accountedFor.has(order.id)) openOrders.push(order);
    if (outcome.kind === "provisioned" && !listed.has(outcome.subscriptionId)) {
      unlisted.push({ order, subscriptionId: outcome.subscriptionId });
    }
  }
  return {
    plans: ofTarget.filter((subscription) => !hasEnded(subscription)),
    endedPlanIds: new Set(ofTarget.filter(hasEnded).map(({ id }) => id.toLowerCase())),
    openOrders,
    unlisted,
    orders,
    legacySubscriptions: subscriptions.filter(
      ({ offerId, status }) => offerId === AZURE_PLAN.legacyOfferId && status.toLowerCase() === "active",
    ),
    ...(serviceTimeMs !== undefined && { serviceTimeMs }),
  };
}

/** Asks for plans that orders name and the list does not have: by id the service knows them sooner, or no more. */
async function resolveUnlisted(
  context: OperationContext,
  target: PlanTarget,
  { unlisted, ...listed }: ListedSituation,
  nowMs: number,
): Promise<PlanSituation> {
  const plans = [...listed.plans];
  const openOrders = [...listed.openOrders];
  const endedPlanIds = new Set(listed.endedPlanIds);
  for (const { order, subscriptionId } of unlisted) {
    const ageMs = nowMs - (parseServiceTime(order.creationDate) ?? nowMs);
    // Younger than that it may be missing from everything.
    if (ageMs < PURCHASE_TIMES.listsCompleteMs) {
      openOrders.push(order);
      continue;
    }
    const plan = await readNewSubscriptionIfThere(context, target.customerId, subscriptionId);
    if (!plan || hasEnded(plan)) endedPlanIds.add(subscriptionId);
    else if (mayBeSoldThrough(target, plan.partnerId)) plans.push(plan);
  }
  return { ...listed, plans, openOrders, endedPlanIds };
}

/** What a look has found that stands in the way of buying. */
export type Found =
  /** No plan, and none on its way. */
  | "nothing"
  /** One plan. */
  | "plan"
  /** One order whose plan is not there yet. */
  | "order"
  /** More than one of either. */
  | "several";

/** Says which of these it is. */
export function foundIn({ plans, openOrders }: PlanSituation): Found {
  if (plans.length + openOrders.length > 1) return "several";
  if (plans.length === 1) return "plan";
  return openOrders.length === 1 ? "order" : "nothing";
}

/** True when there is no plan and none on its way. */
export function isVacant(situation: PlanSituation): boolean {
  return foundIn(situation) === "nothing";
}
