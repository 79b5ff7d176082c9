import { z } from "zod";
import { documentedErrors, Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { billingCycles, caseless, enumValue } from "../http/caseless";
import { link } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { type CartLineWish, type CartWish, createCart, findCart, isOrdered, updateCart } from "../model/carts";
import { kindOf } from "../model/catalog";
import { checkOut } from "../model/checkout";
import { type Cart, type CartLine, cartErrorCodes } from "../model/entities";
import { pricingOf } from "../model/pricing";
import { wireDate } from "../wire-date";
import { requireUser } from "./credentials";
import { customerOf } from "./customer-of";
import { orderView } from "./order-view";
import { enumText, itemShape } from "./purchase-bodies";

/** Carts: create, get, update, check out (C 7.4, 7.5). There is no list and no delete. */
export const cartRoutes: readonly ApiRoute[] = [
  api("POST", "/v1/customers/{customerId}/carts", postCart),
  api("GET", "/v1/customers/{customerId}/carts/{cartId}", getCart),
  api("PUT", "/v1/customers/{customerId}/carts/{cartId}", putCart),
  api("POST", "/v1/customers/{customerId}/carts/{cartId}/checkout", postCheckout),
];

const cartLineBody = caseless({
  ...itemShape,
  id: z.coerce.number().int().optional(),
  catalogItemId: z.string().optional(),
  currencyCode: z.string().optional(),
  billingCycle: enumText,
  participants: z.array(caseless({ key: enumText, value: z.string() })).optional(),
  addonItems: z.array(z.unknown()).optional(),
});

const cartBody = caseless({
  lineItems: z.array(cartLineBody).optional(),
  partnerOnRecordAttestationAccepted: z.boolean().optional(),
});

const participantKeys = [
  "unknown",
  "transaction_reseller",
  "consumption_reseller",
  "additional_transaction_reseller",
] as const;

function wishOf(call: ApiCall): CartWish {
  const body = call.body(cartBody);
  const lines = (body.lineItems ?? []).map(
    (line): CartLineWish => ({
      ...line,
      billingCycle: enumValue(call.model, billingCycles, line.billingCycle),
      participants: line.participants?.map(({ key, value }) => ({
        key: enumValue(call.model, participantKeys, key),
        value,
      })),
    }),
  );
  return { lines, attestationAccepted: body.partnerOnRecordAttestationAccepted ?? false };
}

function postCart(call: ApiCall<"customerId">): Reply {
  const customer = customerOf(call);
  const cart = createCart(call.model, call.partner, customer, wishOf(call), call.caller.objectId);
  return {
    status: 201,
    body: cartView(call, cart),
    effect: { kind: "cartCreated", id: cart.id, customerId: customer.id },
  };
}

function getCart(call: ApiCall<"customerId" | "cartId">): Reply {
  const cart = findCart(call.model, call.partner, customerOf(call), call.param("cartId"));
  return { status: 200, body: cartView(call, cart) };
}

function putCart(call: ApiCall<"customerId" | "cartId">): Reply {
  const customer = customerOf(call);
  const cart = findCart(call.model, call.partner, customer, call.param("cartId"));
  requireNotInProcess(call, cart.id);
  updateCart(call.model, cart, call.partner, customer, wishOf(call), call.caller.objectId);
  return {
    status: call.model.switches.is("cartUpdate", "201") ? 201 : 200,
    body: cartView(call, cart),
    effect: { kind: "cartUpdated", id: cart.id, customerId: customer.id },
  };
}

function postCheckout(call: ApiCall<"customerId" | "cartId">): Reply {
  const customer = customerOf(call);
  const cartId = call.param("cartId");
  requireNotInProcess(call, cartId);
  const cart = findCart(call.model, call.partner, customer, cartId);
  if (cart.lines.some((line) => kindOf(line.catalogItemId) === "savingsPlan")) {
    requireUser(call);
  }
  const { orders, placed, failures } = checkOut(call.model, call.partner, customer, cartId);
  const [first] = placed;
  const orderErrors = failures.map(({ orderGroup, refusal }) => ({
    orderGroupId: orderGroup,
    code: documentedErrors[refusal.error].code,
    description: refusal.message,
  }));
  return {
    status: 201,
    body: {
      orders: orders.map((order) => orderView(call, order)),
      ...(orderErrors.length > 0 && { orderErrors }),
      attributes: { objectType: "CartCheckoutResult" },
    },
    effect: first && {
      kind: "orderCreated",
      id: first.id,
      customerId: customer.id,
      cartId: cartId.toLowerCase(),
      orderIds: placed.map((order) => order.id),
      subscriptionIds: placed.flatMap((order) => order.lines.map((line) => line.subscriptionId)),
    },
  };
}

/** An earlier checkout of the same cart that is still on its way keeps the cart busy (C 7.5). */
function requireNotInProcess(call: ApiCall<"customerId">, cartId: string): void {
  const path = `/v1/customers/${call.param("customerId")}/carts/${cartId}/checkout`;
  if (call.model.switches.is("concurrentCheckout", "800064") && call.isOnItsWay("POST", path)) {
    throw new Refusal("cartInProcess", cartId);
  }
}

function cartView(call: ApiCall, cart: Cart) {
  return {
    id: cart.id,
    creationTimestamp: wireDate(cart.createdAt),
    lastModifiedTimestamp: wireDate(cart.modifiedAt),
    expirationTimestamp: wireDate(cart.expiresAt),
    lastModifiedUser: cart.modifiedBy,
    status: isOrdered(cart) ? "Ordered" : "Active",
    lineItems: cart.lines.map((line) => lineView(call, line)),
    links: { self: link(call, `/customers/${cart.customerId}/carts/${cart.id}`) },
    attributes: { objectType: "Cart" },
  };
}

function lineView(call: ApiCall, line: CartLine) {
  const pricing = pricingOf(line);
  return {
    id: line.id,
    catalogItemId: line.catalogItemId,
    friendlyName: line.friendlyName,
    quantity: line.quantity,
    currencyCode: line.currency,
    billingCycle: line.billingCycle,
    termDuration: line.termDuration,
    promotionId: line.promotionId,
    ...(line.participants.length > 0 && { participants: line.participants }),
    provisioningContext: line.provisioningContext,
    orderGroup: line.orderGroup,
    addonItems: line.addonItems,
    renewsTo: line.renewsTo,
    customTermEndDate: line.customTermEndDate,
    attestationAccepted: line.attestationAccepted,
    purchaseCommitment: line.purchaseCommitment && {
      ...line.purchaseCommitment,
      amount: Number(line.purchaseCommitment.amount),
    },
    pricing: pricing !== undefined && pricing.listPrice > 0 ? pricing : undefined,
    error: line.error && {
      errorCode: errorCodeText(call, line.error.code),
      errorDescription: line.error.description,
      additionalInformation: line.error.quantities && {
        availableQuantity: line.error.quantities.available,
        purchasedQuantity: line.error.quantities.purchased,
      },
    },
  };
}

/** The SDK's converter puts an underscore before every capital (C 7.2). */
function errorCodeText(call: ApiCall, code: keyof typeof cartErrorCodes): string | number {
  switch (call.model.switches.position("cartErrorCodes")) {
    case "number":
      return cartErrorCodes[code];
    case "PascalCase":
      return code;
    default:
      return code.replace(/[A-Z]/g, (capital, at: number) => `${at > 0 ? "_" : ""}${capital.toLowerCase()}`);
  }
}
