import { Refusal } from "../errors";
import { findCart, isOrdered, requireAttestation } from "./carts";
import { judgeItem } from "./catalog";
import { requireAgreement } from "./customers";
import type { Cart, CartLine, Customer, Order, Partner } from "./entities";
import type { Model } from "./model";
import { hasFailed, placeOrder } from "./orders";

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
  requireAgreement(customer);
  for (const line of lines) {
    requireSold(model, customer, line);
  }
  return placeOrder(model, partner, customer, {
    boughtWith: "cart",
    cartId: cart.id,
    billingCycle: lines[0]?.billingCycle ?? "one_time",
    lines: lines.map((line) => ({
      number: line.id,
      catalogItemId: line.catalogItemId,
      partnerIdOnRecord: line.participants.find((one) => one.key === "transaction_reseller")?.value,
      additionalPartnerIdsOnRecord: line.participants
        .filter((one) => one.key === "additional_transaction_reseller")
        .map((one) => one.value),
    })),
  });
}

function requireSold(model: Model, customer: Customer, line: CartLine): void {
  if (judgeItem(model, line.catalogItemId, customer.country) === "reissued" && line.error === undefined) {
    throw new Refusal("availabilityNotFound", line.catalogItemId.split(":")[2]);
  }
  if (line.error !== undefined) {
    throw new Refusal("cartItemsWrong", line.error.description);
  }
}
