import type { Order } from "../../client/endpoints/orders";
import { hasEnded, type Subscription } from "../../client/endpoints/subscriptions";
import { isApiError, RefusedError } from "../../client/errors";
import { parseServiceTime } from "../../client/service-time";
import { MOST_TRIES } from "../failure-rows";
import { type CartReference, NO_CART } from "../hidden-keys";
import type { OperationContext } from "../resource";
import { countPurchase } from "../seat-belts";
import { adopt, type OnExisting } from "./adoption";
import type { CartVerdict } from "./cart-verdict";
import { askCart, awaitOrder, renewAvailability, sendCheckout } from "./checkout";
import { PURCHASE_TIMES } from "./facts";
import { isVacant, lookForPlans, type PlanSituation } from "./look";
import { outcomeOf } from "./order-outcome";
import {
  failedOrderError,
  nothingBought,
  severalOrdersError,
  spentCartError,
  unansweredError,
  undecidedError,
} from "./purchase-errors";
import { readNewSubscription } from "./subscriptions";
import { describeTarget, type PlanTarget } from "./target";

/** What a create may do to get its plan. */
export interface PurchasePolicy {
  readonly onExisting: OnExisting;
  /** Why no plan may be bought, to end a message; absent when one may. */
  readonly whyNotBuy?: string;
}

/** The plan that a create ended with. */
export interface ObtainedPlan {
  readonly subscription: Subscription;
  readonly orderId?: string;
  /** False for a plan that our own cart bought, in this run or in one that was interrupted. */
  readonly adopted: boolean;
}

/** One purchase on its way. */
interface Purchase {
  readonly context: OperationContext;
  readonly target: PlanTarget;
  readonly policy: PurchasePolicy;
  readonly cart: CartReference;
}

/** Between two checkouts that the service refuses for being too many, in milliseconds: at least, growing up to. */
const THROTTLED_WAIT_MS = { first: 1_000, longest: 60_000 } as const;

/**
 * Gets the target's plan: the one that its cart has bought, one that exists, or a new one, in an order that never buys
 * twice whatever died before (`docs/never-twice.md`). Every failure is a plain error: the engine keeps nothing, and the
 * next run goes on from the cart.
 */
export async function obtainPlan(
  context: OperationContext,
  target: PlanTarget,
  policy: PurchasePolicy,
): Promise<ObtainedPlan> {
  const { cart } = context.hidden;
  if (!cart) {
    const whyNotBuy = policy.whyNotBuy ?? 'the resource has no cart to buy one with (onMissing is "fail")';
    return adoptOnly(context, target, { ...policy, whyNotBuy });
  }
  const purchase = { context, target, policy, cart };
  if (cart.id === NO_CART) return adoptInsteadOfDeadCart(purchase);
  const isFresh = context.memory.takeFreshCart(cart.id, context.clock.now());
  if (isFresh && policy.whyNotBuy === undefined) return buy(purchase, { kind: "open" });

  // The cart speaks before any look: what it bought is ours, and must not be taken for somebody else's.
  return byCart(purchase, await askCart(context, target, cart), () => lookThenBuy(purchase));
}

/** Goes on as the cart says; `whenOpen` when it can still buy and has not. */
async function byCart(
  purchase: Purchase,
  verdict: CartVerdict,
  whenOpen: () => Promise<ObtainedPlan>,
): Promise<ObtainedPlan> {
  switch (verdict.kind) {
    case "ordered":
      return buy(purchase, verdict);
    case "open":
      return whenOpen();
    case "undecided":
    case "dead":
      return endWithoutBuying(purchase, verdict);
  }
}

/** The cart can not, or not certainly, buy. */
async function endWithoutBuying(
  purchase: Purchase,
  verdict: Extract<CartVerdict, { kind: "undecided" | "dead" }>,
): Promise<ObtainedPlan> {
  if (verdict.kind === "dead") return adoptInsteadOfDeadCart(purchase);
  throw undecidedError(purchase.target, purchase.cart, verdict.decidedAtMs);
}

/** Gets the target's plan without ever buying one. */
async function adoptOnly(
  context: OperationContext,
  target: PlanTarget,
  { onExisting, whyNotBuy }: PurchasePolicy,
): Promise<ObtainedPlan> {
  const situation = await lookForPlans(context, target);
  if (isVacant(situation)) {
    throw new RefusedError(
      `There is no Azure plan for ${describeTarget(target)}, and ${whyNotBuy}. Nothing was bought.`,
    );
  }
  return adopt(context, target, onExisting, situation);
}

async function lookThenBuy(purchase: Purchase): Promise<ObtainedPlan> {
  const { context, target, policy, cart } = purchase;
  const situation = await lookForPlans(context, target);
  if (isVacant(situation)) {
    if (policy.whyNotBuy !== undefined) return adoptOnly(context, target, policy);
    return byCart(purchase, await askCart(context, target, cart), () => buy(purchase, { kind: "open" }));
  }
  // A checkout of a dead run may still be on its way; only when it is not can what we see be somebody else's.
  context.log.info(
    `A plan exists for ${describeTarget(target)}; waiting ${PURCHASE_TIMES.inFlightMs / 60_000} minutes to be sure ` +
      `that it does not come from an interrupted run of ours.`,
  );
  await context.clock.sleep(PURCHASE_TIMES.inFlightMs, context.signal);
  return byCart(purchase, await askCart(context, target, cart), () =>
    adopt(context, target, policy.onExisting, situation),
  );
}

/**
 * Checks the cart out, as often as it takes to get a definite answer, and follows its order to the plan. Each further
 * checkout follows a new verdict: time has passed, and none may be begun near the cart's expiry.
 * @param verdict of just now: `open` or `ordered`.
 */
async function buy(purchase: Purchase, verdict: CartVerdict): Promise<ObtainedPlan> {
  const { context, target, cart } = purchase;
  let current = verdict;
  let unanswered = 0;
  let throttledMs: number = THROTTLED_WAIT_MS.first;
  const done = { orderRetried: false, availabilityRenewed: false, authorised: false };
  while (current.kind === "open" || current.kind === "ordered") {
    if (current.kind === "open") {
      countPurchase(context, { key: cart.id, untouched: `cart ${cart.id} was not checked out` });
    }
    const answer = await sendCheckout(context, target, cart);
    const reason = answer.error?.message ?? "";
    switch (answer.step) {
      case "awaitOrder": {
        const plan = answer.order && (await followOrder(purchase, answer.order));
        if (plan) return plan;
        if (done.orderRetried) throw failedOrderError(target, cart, `order ${answer.order?.id} failed`);
        done.orderRetried = true;
        break;
      }
      case "retryOrder":
        if (done.orderRetried) throw failedOrderError(target, cart, reason);
        done.orderRetried = true;
        break;
      case "findOrder":
        return followOwnOrder(purchase, done.orderRetried);
      case "askCart":
        unanswered += 1;
        if (unanswered >= MOST_TRIES) throw unansweredError(target, cart, reason, MOST_TRIES);
        await context.clock.sleep(context.settings.pollIntervalMs * unanswered, context.signal);
        break;
      case "renewAvailability":
        if (done.availabilityRenewed) throw nothingBought(target, cart, reason);
        done.availabilityRenewed = true;
        await renewAvailability(context, target, cart);
        break;
      case "adoptExisting":
        // The limit may be our own plan's.
        if (current.kind === "ordered") return followOwnOrder(purchase, done.orderRetried);
        return adoptAfterLimit(purchase, reason);
      case "authorise":
        if (done.authorised) throw nothingBought(target, cart, reason);
        done.authorised = true;
        break;
      case "wait":
        await context.clock.sleep(Math.max(retryAfterMs(answer.error), throttledMs), context.signal);
        throttledMs = Math.min(throttledMs * 2, THROTTLED_WAIT_MS.longest);
        break;
      case "stop":
        throw nothingBought(target, cart, reason);
    }
    current = await askCart(context, target, cart);
  }
  return endWithoutBuying(purchase, current);
}

/** The order's plan; `undefined` when the order failed. */
async function followOrder(
  { context, target, policy, cart }: Purchase,
  order: Order,
): Promise<ObtainedPlan | undefined> {
  const outcome = await awaitOrder(context, target, order);
  if (outcome.kind === "failed") return undefined;
  const subscription = await readNewSubscription(context, target.customerId, outcome.subscriptionId);
  if (!hasEnded(subscription)) return { subscription, orderId: order.id, adopted: false };

  const situation = await lookForPlans(context, target);
  if (isVacant(situation)) throw spentCartError(target, cart, `its plan ${subscription.id} was deleted`);
  return adopt(context, target, policy.onExisting, situation);
}

/** After `800065`: the cart was bought, so its order exists; it is found by item and time, and waited for if unlisted. */
async function followOwnOrder(purchase: Purchase, orderFailedBefore: boolean): Promise<ObtainedPlan> {
  const { context, target, cart } = purchase;
  const find = async () => ownOrders(await lookForPlans(context, target), cart);
  let candidates = await find();
  if (candidates.length === 0) {
    context.log.status(`cart ${cart.id} was submitted; waiting until its order is listed`);
    await context.clock.sleep(PURCHASE_TIMES.listLagMs + PURCHASE_TIMES.inFlightMs, context.signal);
    candidates = await find();
  }
  const order = onlyOrder(purchase, candidates);
  if (order) {
    const plan = await followOrder(purchase, order);
    if (plan) return plan;
    throw failedOrderError(target, cart, `order ${order.id} failed`);
  }
  const [failed] = candidates;
  if (failed) throw failedOrderError(target, cart, `order ${failed.id} failed and cannot be repeated`);
  if (orderFailedBefore) throw failedOrderError(target, cart, "its order failed and cannot be repeated");
  throw new RefusedError(
    `Cart ${cart.id} of ${describeTarget(target)} was submitted, and its order is not listed yet. ` +
      "Nothing more was bought. Run `pulumi up` again in an hour.",
  );
}

/** The one order that has not failed; `undefined` when all have. Two cannot be told apart by any client. */
function onlyOrder({ target, cart }: Purchase, candidates: readonly Order[]): Order | undefined {
  const [order, ...others] = candidates.filter((candidate) => outcomeOf(candidate, target).kind !== "failed");
  if (others.length > 0) throw severalOrdersError(target, cart, candidates);
  return order;
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

/**
 * The service says that a plan exists, listed or not. It is somebody's only when our cart has not bought it: a checkout of
 * a dead run, or one of this run that nobody answered, may still have been on its way.
 */
async function adoptAfterLimit(purchase: Purchase, reason: string): Promise<ObtainedPlan> {
  const { context, target, policy, cart } = purchase;
  const isListed = !isVacant(await lookForPlans(context, target));
  context.log.status("the service says that a plan exists; waiting until it is certain whose it is");
  const { listLagMs, inFlightMs } = PURCHASE_TIMES;
  await context.clock.sleep(isListed ? inFlightMs : listLagMs + inFlightMs, context.signal);
  return byCart(purchase, await askCart(context, target, cart), async () => {
    const situation = await lookForPlans(context, target);
    if (!isVacant(situation)) return adopt(context, target, policy.onExisting, situation);
    throw new RefusedError(`${reason}\nNo plan of ${describeTarget(target)} is listed that could be adopted.`);
  });
}

/**
 * A cart that cannot buy any more: the plan of its own order comes first, then anybody's. Never a purchase. The cart
 * does not speak any more, so nothing proves that the order was its own: the plan counts as adopted, and destroying
 * leaves it alone unless the program says otherwise.
 */
async function adoptInsteadOfDeadCart(purchase: Purchase): Promise<ObtainedPlan> {
  const { context, target, policy, cart } = purchase;
  const situation = await lookForPlans(context, target);
  const own = cart.id === NO_CART ? undefined : onlyOrder(purchase, ownOrders(situation, cart));
  if (own && !isVacant(situation)) {
    const plan = await followOrder(purchase, own);
    if (plan) return { ...plan, adopted: true };
  }
  if (isVacant(situation)) {
    const reason = cart.id === NO_CART ? "the plan that was there when the cart was due is gone" : "it has expired";
    throw spentCartError(target, cart, reason);
  }
  return adopt(context, target, policy.onExisting, situation);
}

function retryAfterMs(error: Error | undefined): number {
  return (isApiError(error, 429) && error.failure.retryAfterMs) || 0;
}
