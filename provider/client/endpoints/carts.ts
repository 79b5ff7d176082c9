import { z } from "zod";
import { cartLineCodeName } from "../catalogue/cart-line-codes";
import { integer } from "../decimal";
import { endpoint } from "../endpoint";
import { Order } from "./orders";
import { Attributes, codeText, Links, openRecord, Pricing } from "./shapes";

/** Why a line cannot be bought; the call itself succeeds. */
export const CartError = z.looseObject({
  /** The documented name in PascalCase, whichever of its three forms was sent; unknown codes as sent. */
  errorCode: codeText.transform(cartLineCodeName).optional(),
  errorDescription: z.string().optional(),
  additionalInformation: z
    .looseObject({ availableQuantity: integer.optional(), purchasedQuantity: integer.optional() })
    .optional(),
});
export interface CartError extends z.output<typeof CartError> {}

const Participant = z.looseObject({ key: z.string().optional(), value: z.string().optional() });

const lineItemMembers = {
  /** Lines are numbered from 0 by the caller. */
  id: integer.optional(),
  /** `product:sku:availability`. */
  catalogItemId: z.string().optional(),
  friendlyName: z.string().optional(),
  quantity: integer.optional(),
  currencyCode: z.string().optional(),
  billingCycle: z.string().optional(),
  termDuration: z.string().optional(),
  promotionId: z.string().optional(),
  participants: z.array(Participant).optional(),
  provisioningContext: openRecord.optional(),
  /** Lines with the same value go into one order. */
  orderGroup: z.string().optional(),
  purchaseSystem: z.string().optional(),
  /** `{termDuration}`, or a list of it. */
  renewsTo: z.unknown().optional(),
  customTermEndDate: z.string().optional(),
  coterminousSubscriptionId: z.string().optional(),
  attestationAccepted: z.boolean().optional(),
  /** Of savings plans; as sent, since a cart is written back whole. */
  purchaseCommitment: openRecord.optional(),
  /** The service's to say: not sent back. */
  pricing: Pricing.optional(),
  /** Says that this line cannot be bought. Must be looked at after every create and update. */
  error: CartError.optional(),
};

export const CartLineItem = z.looseObject({
  ...lineItemMembers,
  addonItems: z.array(z.looseObject(lineItemMembers)).optional(),
});
export interface CartLineItem extends z.output<typeof CartLineItem> {}

export const Cart = z.looseObject({
  id: z.string(),
  creationTimestamp: z.string().optional(),
  lastModifiedTimestamp: z.string().optional(),
  /** Seven days after creation, as documented. */
  expirationTimestamp: z.string().optional(),
  lastModifiedUser: z.string().optional(),
  /** `Active` or `Ordered`; missing in older samples. */
  status: z.string().optional(),
  lineItems: z.array(CartLineItem).default([]),
  partnerOnRecordAttestationAccepted: z.boolean().optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export interface Cart extends z.output<typeof Cart> {}

/** What checking out made: an order for each order group, or the reason why there is none. */
export const CartCheckoutResult = z.looseObject({
  orders: z.array(Order).default([]),
  /** Groups that failed. Success of the call does not mean that this is empty. */
  orderErrors: z
    .array(
      z.looseObject({
        orderGroupId: codeText.optional(),
        code: codeText.optional(),
        description: z.string().optional(),
      }),
    )
    .default([]),
  additionalInformation: z.array(z.unknown()).optional(),
  attributes: Attributes.optional(),
});
export interface CartCheckoutResult extends z.output<typeof CartCheckoutResult> {}

/** A line to put into a new cart. */
export const NewCartLineItem = z.strictObject({
  id: z.int().nonnegative(),
  catalogItemId: z.string().min(1),
  quantity: z.int().positive(),
  billingCycle: z.string().min(1),
  friendlyName: z.string().optional(),
  termDuration: z.string().optional(),
  promotionId: z.string().optional(),
  participants: z.array(z.strictObject({ key: z.string(), value: z.string() })).optional(),
  provisioningContext: z.record(z.string(), z.string()).optional(),
  attestationAccepted: z.boolean().optional(),
});
export interface NewCartLineItem extends z.input<typeof NewCartLineItem> {}

const NewCart = z.strictObject({
  lineItems: z.array(NewCartLineItem).min(1),
  /** Always `true`: indirect providers are refused without it (400 `900206`). */
  PartnerOnRecordAttestationAccepted: z.literal(true),
});

/**
 * Makes a cart, which costs nothing and lives for seven days. Each success is a new cart; one too many is harmless, so
 * an unanswered call is repeated.
 */
export const createCart = endpoint({
  name: "createCart",
  method: "POST",
  path: "/v1/customers/{customerId}/carts",
  request: NewCart,
  response: Cart,
  retry: "safe",
  credential: "either",
  source: "create-a-cart",
});

/** A cart. An unknown or expired one answers 404 `800008`. */
export const getCart = endpoint({
  name: "getCart",
  method: "GET",
  path: "/v1/customers/{customerId}/carts/{cartId}",
  response: Cart,
  retry: "safe",
  credential: "either",
  source: "cart-resources",
});

/** A line as it goes back: prices and errors are the service's to say. */
const ChangedLineItem = z.looseObject({}).transform(({ pricing: _, error: __, ...line }) => line);

/** Replaces a cart's lines. The body is the whole cart as it was read, with changes. */
export const updateCart = endpoint({
  name: "updateCart",
  method: "PUT",
  path: "/v1/customers/{customerId}/carts/{cartId}",
  // Loose on purpose: what a newer service added to the cart must go back to it.
  request: z.looseObject({ id: z.string(), lineItems: z.array(ChangedLineItem).min(1) }),
  response: Cart,
  retry: "safe",
  credential: "either",
  source: "update-a-cart",
});

/** Buys what is in the cart. This call spends money: it is sent once, and its caller decides what follows. */
export const checkoutCart = endpoint({
  name: "checkoutCart",
  method: "POST",
  path: "/v1/customers/{customerId}/carts/{cartId}/checkout",
  response: CartCheckoutResult,
  retry: "never",
  credential: "either",
  source: "checkout-a-cart",
});
