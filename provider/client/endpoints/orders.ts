import { z } from "zod";
import { decimal, integer } from "../decimal";
import { endpoint } from "../endpoint";
import { Attributes, collection, Links, openRecord } from "./shapes";

/** Pre-tax amounts, as decimal texts. */
const Pricing = z.looseObject({
  listPrice: decimal.optional(),
  discountedPrice: decimal.optional(),
  proratedPrice: decimal.optional(),
  price: decimal.optional(),
  extendedPrice: decimal.optional(),
});

export const OrderLineItem = z.looseObject({
  lineItemNumber: integer.optional(),
  /** Catalog item id as it was at the purchase. */
  offerId: z.string().optional(),
  /** Absent until provisioning is done. */
  subscriptionId: z.string().optional(),
  parentSubscriptionId: z.string().optional(),
  termDuration: z.string().optional(),
  transactionType: z.string().optional(),
  friendlyName: z.string().optional(),
  quantity: integer.optional(),
  customTermEndDate: z.string().optional(),
  promotionId: z.string().optional(),
  pricing: Pricing.optional(),
  /** PartnerID of the indirect reseller. */
  partnerIdOnRecord: z.string().optional(),
  additionalPartnerIdsOnRecord: z.array(z.string()).optional(),
  provisioningContext: openRecord.optional(),
  attestationAccepted: z.boolean().optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export type OrderLineItem = z.output<typeof OrderLineItem>;

export const Order = z.looseObject({
  id: z.string(),
  alternateId: z.string().optional(),
  referenceCustomerId: z.string().optional(),
  billingCycle: z.string().optional(),
  currencyCode: z.string().optional(),
  currencySymbol: z.string().optional(),
  lineItems: z.array(OrderLineItem).default([]),
  creationDate: z.string().optional(),
  /** `pending`, `completed`, `cancelled`, `error` and more (reference: commerce 8.3); open. */
  status: z.string(),
  transactionType: z.string().optional(),
  totalPrice: decimal.optional(),
  client: openRecord.optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export type Order = z.output<typeof Order>;

const OrderQuery = z.strictObject({ include_price: z.boolean().optional() });

/** An order, at once after its purchase. An unknown one answers 404 `20000`. */
export const getOrder = endpoint({
  name: "getOrder",
  method: "GET",
  path: "/v1/customers/{customerId}/orders/{orderId}",
  query: OrderQuery,
  response: Order,
  retry: "safe",
  credential: "either",
  source: "get-an-order-by-id",
});

/** A customer's orders. New ones appear after up to 15 minutes. */
export const listOrders = endpoint({
  name: "listOrders",
  method: "GET",
  path: "/v1/customers/{customerId}/orders",
  query: OrderQuery,
  response: collection(Order),
  retry: "safe",
  credential: "either",
  source: "get-all-of-a-customer-s-orders",
});
