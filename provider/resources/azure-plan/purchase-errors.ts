import type { Order } from "../../client/endpoints/orders";
import { RefusedError } from "../../client/errors";
import { parseServiceTime, readableTime } from "../../client/service-time";
import type { CartReference } from "../hidden-keys";
import { outcomeOf } from "./order-outcome";
import { describeTarget, type PlanTarget } from "./target";

/**
 * How a purchase can end without a plan, told to the person who must decide what to do. Each is a plain error: the
 * engine keeps nothing, and the next run starts from the cart.
 */

/** The service refused for a reason of its own; the cart stays open. */
export function nothingBought(target: PlanTarget, cart: CartReference, reason: string): RefusedError {
  return new RefusedError(
    `The Azure plan for ${describeTarget(target)} was not bought.\n${reason}\n` +
      `Nothing was charged; cart ${cart.id} stays and is used again by the next \`pulumi up\`.`,
  );
}

/** Nobody knows whether the checkout took effect; the cart does. */
export function unansweredError(target: PlanTarget, cart: CartReference, reason: string, tries: number): RefusedError {
  return new RefusedError(
    `The checkout of cart ${cart.id} for ${describeTarget(target)} got no definite answer in ${tries} tries.\n` +
      `${reason}\nRun \`pulumi up\` again: it asks the same cart first and buys at most once.`,
  );
}

/** The cart cannot say yet whether it was bought. */
export function undecidedError(target: PlanTarget, cart: CartReference, decidedAtMs: number): RefusedError {
  const when = Number.isFinite(decidedAtMs)
    ? `It is decided after ${readableTime(decidedAtMs)}; run \`pulumi up --refresh\` then.`
    : `Look for a plan in Partner Center; without one run \`pulumi up --refresh --replace\` with the cart's URN: it waits 20 minutes and looks again.`;
  return new RefusedError(
    `Partner Center does not say whether cart ${cart.id} of ${describeTarget(target)} was bought, ` +
      `so nothing was bought or adopted. ${when}`,
  );
}

/** The service could not make the order, and not on the second try either. */
export function failedOrderError(target: PlanTarget, cart: CartReference, reason: string): RefusedError {
  const expiresMs = parseServiceTime(cart.expirationTimestamp);
  const date = expiresMs === undefined ? "later" : `after ${readableTime(expiresMs)}`;
  return new RefusedError(
    `The Azure plan for ${describeTarget(target)} was not bought: ${reason.replace(/\.$/, "")}. Fix the cause in Partner Center; a new ` +
      `cart follows ${date}, or 20 minutes after \`pulumi up --refresh --replace\` with the URN of the cart ${cart.id}.`,
  );
}

/** The cart can never buy again, and no plan is there. */
export function spentCartError(target: PlanTarget, cart: CartReference, reason: string): RefusedError {
  return new RefusedError(
    `Cart ${cart.id} of ${describeTarget(target)} cannot buy any more: ${reason}. Nothing was bought. ` +
      "Run `pulumi up --refresh`: it makes a new cart and buys with that.",
  );
}

/** More than one order may be the cart's own. */
export function severalOrdersError(target: PlanTarget, cart: CartReference, orders: readonly Order[]): RefusedError {
  const list = orders.map((order) => {
    const outcome = outcomeOf(order, target);
    return `order ${order.id}${outcome.kind === "provisioned" ? ` (plan ${outcome.subscriptionId})` : ""}`;
  });
  return new RefusedError(
    `Cart ${cart.id} of ${describeTarget(target)} was bought or may have been, and more than one order fits: ` +
      `${list.join(", ")}. Nothing more was bought. Choose the plan and import it by its id.`,
  );
}
