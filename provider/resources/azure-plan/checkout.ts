import { explainCartLine } from "../../client/catalogue/cart-line-codes";
import type { Cart, CartError } from "../../client/endpoints/carts";
import type { Order } from "../../client/endpoints/orders";
import { ApiError, PartnerCenterError, RefusedError } from "../../client/errors";
import { requireCheckpoints, whileEngineLives } from "../engine-guard";
import { type FailureRow, isAbsent, stepOfError, unansweredRows } from "../failure-rows";
import type { CartReference } from "../hidden-keys";
import { poll } from "../polling";
import type { OperationContext } from "../resource";
import { type CartFailureStep, type CartVerdict, cartFailureRows, judgeCart } from "./cart-verdict";
import { resolveCatalogItem } from "./catalog-item";
import { type CheckoutFailureStep, type CheckoutStep, checkoutRows } from "./checkout-verdict";
import { PURCHASE_TIMES } from "./facts";
import { lineOf, type OrderOutcome, outcomeOf } from "./order-outcome";
import { describeTarget, isItemOf, type PlanTarget } from "./target";

/** One checkout, answered or not. */
export interface CheckoutAnswer {
  readonly step: CheckoutStep;
  /** Our order, where the answer names it. */
  readonly order?: Order;
  /** Why there is none. */
  readonly error?: Error;
}

/** Asks the cart what it can still do. Failures that say nothing about the cart are thrown. */
export async function askCart(
  context: OperationContext,
  target: PlanTarget,
  cart: CartReference,
): Promise<CartVerdict> {
  const asked = { customerId: target.customerId, cartId: cart.id };
  try {
    return judgeCart(cart, await context.client.carts.get(asked).reply(), context.clock.now());
  } catch (error) {
    const tells = stepOfError<CartFailureStep>(cartFailureRows, error);
    if (!(error instanceof ApiError) || tells !== "withoutStatus") throw error;
    return judgeCart(cart, error, context.clock.now());
  }
}

/**
 * Sends one checkout, once, under a new `MS-RequestId`, and says what its answer means. This is the call that spends
 * money: the pipeline's retries are off, and it is not sent for an engine that is gone or forgets.
 */
export async function sendCheckout(
  context: OperationContext,
  target: PlanTarget,
  cart: CartReference,
): Promise<CheckoutAnswer> {
  requireCheckpoints(context);
  context.log.status(`checking out cart ${cart.id}`);
  try {
    const { orders, orderErrors } = await context.client.carts.checkout(
      { customerId: target.customerId, cartId: cart.id },
      {
        retry: "never",
        timeoutMs: PURCHASE_TIMES.checkoutTimeoutMs,
        ...whileEngineLives(context, `cart ${cart.id} was not checked out, and nothing was bought`),
      },
    );
    const order = orders.find((candidate) => lineOf(candidate, target) !== undefined);
    if (order) return { step: "awaitOrder", order };
    const refusals = orderErrors.map(({ code, description }) => `${code}: ${description}`);
    const error = new RefusedError(
      `Cart ${cart.id} was checked out without making the plan's order${refusals.length ? ` (${refusals.join("; ")})` : ""}.`,
    );
    return { step: "retryOrder", error };
  } catch (error) {
    const step = stepOfError<CheckoutFailureStep>(checkoutRows, error);
    if (step === undefined || step === "end" || !PartnerCenterError.isInstance(error)) throw error;
    return { step, error };
  }
}

/** What to do after putting the new availability into the cart has failed. */
export type RenewalStep =
  /** The cart was bought meanwhile, is being bought, or nobody knows: it says so itself. */
  | "askCart"
  /** The cart is as it was; the answer says why. */
  | "stop";

/** The decision table for that, first match wins. Unanswered ones have been repeated by then: the same lines once more. */
export const renewalRows = [
  { kind: "api", status: 400, codes: ["800065"], step: "askCart" },
  { kind: "api", status: 409, codes: ["800064", "800060"], step: "askCart" },
  { kind: "api", status: 404, codes: ["800008"], step: "askCart" },
  ...unansweredRows("askCart"),
  { step: "stop" },
] as const satisfies readonly FailureRow<RenewalStep>[];

/** Puts today's availability into the same cart, after the service replaced the one that the cart was made with. */
export async function renewAvailability(
  context: OperationContext,
  target: PlanTarget,
  cart: CartReference,
): Promise<void> {
  const { customerId } = target;
  const [current, item] = await Promise.all([
    context.client.carts.get({ customerId, cartId: cart.id }),
    resolveCatalogItem(context, target),
  ]);
  // Prices and errors are the service's to say, not ours to send.
  const lineItems = current.lineItems.map(({ pricing: _, error: __, ...line }) =>
    isItemOf(target, line.catalogItemId) ? { ...line, catalogItemId: item.catalogItemId } : line,
  );
  try {
    refuseLineErrors(target, await context.client.carts.update({ customerId, cart: { ...current, lineItems } }));
  } catch (error) {
    if (stepOfError<RenewalStep>(renewalRows, error) !== "askCart") throw error;
  }
}

/**
 * Refuses a cart that the service has made or changed and will not sell.
 * @throws RefusedError with the service's reasons, line by line.
 */
export function refuseLineErrors(target: PlanTarget, { lineItems }: Cart): void {
  const problems = lineItems.flatMap(({ error }) => (error ? [describeLineError(error)] : []));
  if (problems.length === 0) return;
  throw new RefusedError(
    `Partner Center does not sell the Azure plan to ${describeTarget(target)}: ${problems.join("; ")}. ` +
      "Nothing was bought.",
  );
}

function describeLineError({ errorCode = "", errorDescription }: CartError): string {
  const known = explainCartLine(errorCode);
  const said = [errorCode, errorDescription].filter(Boolean).join(" ");
  return known ? `${known.meaning} (${said})${known.remedy ? `. ${known.remedy.replace(/\.$/, "")}` : ""}` : said;
}

/** Waits until the order has led to a plan or has failed. */
export async function awaitOrder(
  context: OperationContext,
  target: PlanTarget,
  order: Order,
): Promise<Exclude<OrderOutcome, { kind: "pending" }>> {
  const { customerId } = target;
  const started = context.clock.now();
  let latest: Order = order;
  return poll(context, `waiting for order ${order.id}`, async () => {
    const outcome = outcomeOf(latest, target);
    if (outcome.kind !== "pending") return { done: outcome };
    try {
      latest = await context.client.orders.get({ customerId, orderId: order.id });
    } catch (error) {
      const mayAppear = context.clock.now() - started < PURCHASE_TIMES.notYetVisibleMs;
      if (isAbsent(error) && mayAppear) return { pending: "not visible yet" };
      throw error;
    }
    const seen = outcomeOf(latest, target);
    return seen.kind === "pending" ? { pending: seen.status } : { done: seen };
  });
}
