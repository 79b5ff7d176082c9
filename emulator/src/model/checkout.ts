import { Refusal } from "../errors";
import { findCart, isOrdered, moreResellersOf, requireAttestation, resellerOf, wantedLine } from "./carts";
import { requireAgreement } from "./customers";
import type { Cart, CartLine, Customer, Order, Partner } from "./entities";
import { violationOf } from "./line-rules";
import type { Model } from "./model";
import { hasFailed, type PurchaseLine, placeOrder } from "./orders";

/** What a checkout gives: the orders of the cart, which of them this call made, and the groups that failed. */
export interface CheckoutResult {
  readonly orders: readonly Order[];
  readonly placed: readonly Order[];
  readonly failures: readonly { readonly orderGroup: string; readonly refusal: Refusal }[];
}

/**
 * Orders what is in the cart (C 7.5). Each group of lines becomes at most one order that does not fail: repeating the
 * checkout gives the same orders again and retries only groups without one, or is refused, as a switch says.
 */
export function checkOut(model: Model, partner: Partner, customer: Customer, cartId: string): CheckoutResult {
  const cart = findCart(model, partner, customer, cartId);
  if (isOrdered(cart) && model.switches.is("repeatedCheckout", "800065")) {
    throw new Refusal("cartSubmitted", cart.id);
  }
  const orders: Order[] = [];
  const placed: Order[] = [];
  const failures: { orderGroup: string; refusal: Refusal }[] = [];
  for (const orderGroup of new Set(cart.lines.map((line) => line.orderGroup))) {
    const lines = cart.lines.filter((line) => line.orderGroup === orderGroup);
    const known = model.orders.get(cart.orders[orderGroup] ?? "");
    if (known !== undefined && !hasFailed(known)) {
      orders.push(known);
      continue;
    }
    try {
      const order = orderGroupOf(model, partner, customer, cart, lines);
      cart.orders[orderGroup] = order.id;
      cart.modifiedAt = model.stamp(customer.id);
      orders.push(order);
      placed.push(order);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      failures.push({ orderGroup, refusal: error });
    }
  }
  const [failure] = failures;
  if (failure !== undefined && orders.length === 0) {
    throw failure.refusal;
  }
  return { orders, placed, failures };
}

function orderGroupOf(
  model: Model,
  partner: Partner,
  customer: Customer,
  cart: Cart,
  lines: readonly CartLine[],
): Order {
  if (model.switches.is("attestationCheckedAt", "checkout")) {
    requireAttestation(model, partner, cart.attestationAccepted);
  }
  requireAgreement(model, customer);
  lines.forEach((line, index) => {
    requireSold(model, partner, customer, line, lines.slice(0, index));
  });
  return placeOrder(model, partner, customer, {
    boughtWith: "cart",
    cartId: cart.id,
    billingCycle: lines[0]?.billingCycle ?? "one_time",
    lines: lines.map(purchaseLine),
  });
}

function purchaseLine(line: CartLine): PurchaseLine {
  const { id, billingCycle, participants, addonItems, currency, orderGroup, error, ...item } = line;
  return {
    ...item,
    number: id,
    partnerIdOnRecord: resellerOf(line),
    additionalPartnerIdsOnRecord: moreResellersOf(line),
  };
}

/** A line that was wrong in the cart stops its group; one that went wrong since then is told by its own code. */
function requireSold(
  model: Model,
  partner: Partner,
  customer: Customer,
  line: CartLine,
  earlier: readonly CartLine[],
): void {
  if (line.error !== undefined) {
    throw new Refusal("cartItemsWrong", line.error.description);
  }
  const violation = violationOf(model, partner, customer, wantedLine(line), earlier.map(wantedLine));
  if (violation !== undefined) {
    throw new Refusal(violation.refusal, violation.detail);
  }
}
