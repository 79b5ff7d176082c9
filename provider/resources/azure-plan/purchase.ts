import type { Order } from "../../client/endpoints/orders";
import type { Subscription } from "../../client/endpoints/subscriptions";
import { isApiError, RefusedError } from "../../client/errors";
import { type CartReference, NO_CART } from "../hidden-keys";
import type { OperationContext } from "../resource";
import { parseServiceTime } from "../service-time";
import { adopt, type OnExisting } from "./adoption";
import { askCart, awaitOrder, renewAvailability, sendCheckout } from "./checkout";
import { PURCHASE_TIMES } from "./facts";
import { hasEnded, isVacant, lookForPlans, type PlanSituation } from "./look";
import { outcomeOf } from "./order-outcome";
import {
  failedOrderError,
  nothingBought,
  severalOrdersError,
  spentCartError,
  unansweredError,
  undecidedError,
} from "./purchase-errors";
import { readNewSubscription } from "./subscription-changes";
import { describeTarget, type PlanTarget } from "./target";

/** The plan that a create ended with. */
export interface ObtainedPlan {
  readonly subscription: Subscription;
  readonly orderId?: string;
  /** False for a plan that our own cart bought, in this run or in one that was interrupted. */
  readonly adopted: boolean;
}

/** Tries of one checkout whose answer nobody got. */
const MOST_ATTEMPTS = 3;

/**
 * Gets the target's plan: the one that its cart has bought, one that exists, or a new one, in an order that never buys
 * twice whatever died before (`docs/never-twice.md`). Every failure is a plain error: the engine keeps nothing, and the
 * next run goes on from the cart.
 */
export async function obtainPlan(
  context: OperationContext,
  target: PlanTarget,
  onExisting: OnExisting,
): Promise<ObtainedPlan> {
  const { cart } = context.hidden;
  if (!cart) return adoptOnly(context, target, onExisting, 'onMissing is "fail"');
  if (cart.id === NO_CART) return adoptInsteadOfDeadCart(context, target, onExisting, cart);
  if (context.memory.takeFreshCart(cart.id)) return buy(context, target, onExisting, cart);

  // The cart speaks before any look: what it bought is ours, and must not be taken for somebody else's.
  const verdict = await askCart(context, target, cart);
  switch (verdict.kind) {
    case "ordered":
      return buy(context, target, onExisting, cart);
    case "open":
      return lookThenBuy(context, target, onExisting, cart);
    case "undecided":
      throw undecidedError(target, cart, verdict.decidedAtMs);
    case "dead":
      return adoptInsteadOfDeadCart(context, target, onExisting, cart);
  }
}

/**
 * Gets the target's plan without ever buying one.
 * @param whyNotBuy ends the message when there is none.
 */
export async function adoptOnly(
  context: OperationContext,
  target: PlanTarget,
  onExisting: OnExisting,
  whyNotBuy: string,
): Promise<ObtainedPlan> {
  const situation = await lookForPlans(context, target);
  if (isVacant(situation)) {
    throw new RefusedError(
      `There is no Azure plan for ${describeTarget(target)}, and ${whyNotBuy}. Nothing was bought.`,
    );
  }
  return { ...(await adopt(context, target, onExisting, situation)), adopted: true };
}

async function lookThenBuy(
  context: OperationContext,
  target: PlanTarget,
  onExisting: OnExisting,
  cart: CartReference,
): Promise<ObtainedPlan> {
  const situation = await lookForPlans(context, target);
  if (isVacant(situation)) return buy(context, target, onExisting, cart);
  // A checkout of a dead run may still be on its way; only when it is not can what we see be somebody else's.
  context.log.info(
    `A plan exists for ${describeTarget(target)}; waiting ${PURCHASE_TIMES.inFlightMs / 60_000} minutes to be sure ` +
      `that it does not come from an interrupted run of ours.`,
  );
  await context.clock.sleep(PURCHASE_TIMES.inFlightMs, context.signal);
  const verdict = await askCart(context, target, cart);
  switch (verdict.kind) {
    case "ordered":
      return buy(context, target, onExisting, cart);
    case "open":
      return { ...(await adopt(context, target, onExisting, situation)), adopted: true };
    case "undecided":
      throw undecidedError(target, cart, verdict.decidedAtMs);
    case "dead":
      return adoptInsteadOfDeadCart(context, target, onExisting, cart);
  }
}

/** Checks the cart out, as often as it takes to get a definite answer, and follows its order to the plan. */
async function buy(
  context: OperationContext,
  target: PlanTarget,
  onExisting: OnExisting,
  cart: CartReference,
): Promise<ObtainedPlan> {
  let unanswered = 0;
  let orderRetried = false;
  let availabilityRenewed = false;
  let authorised = false;
  for (;;) {
    const answer = await sendCheckout(context, target, cart);
    const reason = answer.error?.message ?? "";
    switch (answer.step) {
      case "awaitOrder": {
        if (!answer.order) throw new RefusedError(`Cart ${cart.id}: the checkout named no order.`);
        const plan = await followOrder(context, target, onExisting, cart, answer.order);
        if (plan) return plan;
        if (orderRetried) throw failedOrderError(target, cart, `order ${answer.order.id} failed`);
        orderRetried = true;
        break;
      }
      case "retryOrder":
        if (orderRetried) throw failedOrderError(target, cart, reason);
        orderRetried = true;
        break;
      case "findOrder":
        return followOwnOrder(context, target, onExisting, cart, orderRetried);
      case "askCart": {
        if (++unanswered >= MOST_ATTEMPTS) throw unansweredError(target, cart, reason, MOST_ATTEMPTS);
        const verdict = await askCart(context, target, cart);
        if (verdict.kind === "undecided") throw undecidedError(target, cart, verdict.decidedAtMs);
        if (verdict.kind === "dead") return adoptInsteadOfDeadCart(context, target, onExisting, cart);
        await context.clock.sleep(context.settings.pollIntervalMs * unanswered, context.signal);
        break;
      }
      case "renewAvailability":
        if (availabilityRenewed) throw nothingBought(target, cart, reason);
        availabilityRenewed = true;
        await renewAvailability(context, target, cart);
        break;
      case "adoptExisting":
        return adoptAfterLimit(context, target, onExisting, reason);
      case "authorise":
        if (authorised) throw nothingBought(target, cart, reason);
        authorised = true;
        break;
      case "wait":
        await context.clock.sleep(retryAfterMs(answer.error) ?? context.settings.pollIntervalMs, context.signal);
        break;
      case "stop":
        throw nothingBought(target, cart, reason);
    }
  }
}

/** The order's plan; `undefined` when the order failed. */
async function followOrder(
  context: OperationContext,
  target: PlanTarget,
  onExisting: OnExisting,
  cart: CartReference,
  order: Order,
): Promise<ObtainedPlan | undefined> {
  const outcome = await awaitOrder(context, target, order);
  if (outcome.kind === "failed") return undefined;
  const subscription = await readNewSubscription(context, target.customerId, outcome.subscriptionId);
  if (!hasEnded(subscription)) return { subscription, orderId: order.id, adopted: false };

  const situation = await lookForPlans(context, target);
  if (isVacant(situation)) throw spentCartError(target, cart, `its plan ${subscription.id} was deleted`);
  return { ...(await adopt(context, target, onExisting, situation)), adopted: true };
}

/** After `800065`: the cart was bought, so its order exists; it is found by item and time, and waited for if unlisted. */
async function followOwnOrder(
  context: OperationContext,
  target: PlanTarget,
  onExisting: OnExisting,
  cart: CartReference,
  orderFailedBefore: boolean,
): Promise<ObtainedPlan> {
  const find = async () => ownOrders(await lookForPlans(context, target), cart);
  let candidates = await find();
  if (candidates.length === 0) {
    context.log.status(`cart ${cart.id} was submitted; waiting until its order is listed`);
    await context.clock.sleep(PURCHASE_TIMES.listLagMs + PURCHASE_TIMES.inFlightMs, context.signal);
    candidates = await find();
  }
  const [order, ...others] = candidates.filter((candidate) => outcomeOf(candidate, target).kind !== "failed");
  if (others.length > 0) throw severalOrdersError(target, cart, candidates);
  if (!order) {
    const failed = candidates.at(0);
    if (failed || orderFailedBefore) {
      throw failedOrderError(target, cart, `order ${failed?.id ?? ""} failed and cannot be repeated`);
    }
    throw new RefusedError(
      `Cart ${cart.id} of ${describeTarget(target)} was submitted, and its order is not listed yet. ` +
        "Nothing more was bought. Run `pulumi up` again in an hour.",
    );
  }
  const plan = await followOrder(context, target, onExisting, cart, order);
  if (!plan) throw failedOrderError(target, cart, `order ${order.id} failed`);
  return plan;
}

/** Orders for the target that were made while the cart lived. */
function ownOrders(situation: PlanSituation, cart: CartReference): readonly Order[] {
  const fromMs = parseServiceTime(cart.creationTimestamp) ?? Number.POSITIVE_INFINITY;
  const untilMs = parseServiceTime(cart.expirationTimestamp) ?? Number.POSITIVE_INFINITY;
  return situation.orders.filter(({ creationDate }) => {
    const madeMs = parseServiceTime(creationDate);
    return madeMs !== undefined && madeMs >= fromMs && madeMs <= untilMs;
  });
}

async function adoptAfterLimit(
  context: OperationContext,
  target: PlanTarget,
  onExisting: OnExisting,
  reason: string,
): Promise<ObtainedPlan> {
  let situation = await lookForPlans(context, target);
  if (isVacant(situation)) {
    context.log.status("the service says that a plan exists; waiting until it is listed");
    await context.clock.sleep(PURCHASE_TIMES.listLagMs + PURCHASE_TIMES.inFlightMs, context.signal);
    situation = await lookForPlans(context, target);
  }
  if (isVacant(situation)) {
    throw new RefusedError(`${reason}\nNo plan of ${describeTarget(target)} is listed that could be adopted.`);
  }
  return { ...(await adopt(context, target, onExisting, situation)), adopted: true };
}

/** A cart that cannot buy any more: what it did buy comes first, then anybody's plan. Never a purchase. */
async function adoptInsteadOfDeadCart(
  context: OperationContext,
  target: PlanTarget,
  onExisting: OnExisting,
  cart: CartReference,
): Promise<ObtainedPlan> {
  const situation = await lookForPlans(context, target);
  const own = cart.id === NO_CART ? [] : ownOrders(situation, cart);
  for (const order of own.filter((candidate) => outcomeOf(candidate, target).kind !== "failed")) {
    const plan = await followOrder(context, target, onExisting, cart, order);
    if (plan) return plan;
  }
  if (isVacant(situation)) {
    throw spentCartError(
      target,
      cart,
      cart.id === NO_CART ? "the plan that was there when the cart was due is gone" : "it has expired",
    );
  }
  return { ...(await adopt(context, target, onExisting, situation)), adopted: true };
}

function retryAfterMs(error: Error | undefined): number | undefined {
  return isApiError(error, 429) ? error.failure.retryAfterMs : undefined;
}
