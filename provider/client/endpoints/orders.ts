import { z } from "zod";
import { decimal, integer } from "../decimal";
import { endpoint } from "../endpoint";
import { Attributes, collection, Links, openRecord, Pricing } from "./shapes";

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
  purchaseCommitment: openRecord.optional(),
  /** `{termDuration}`, or a list of it. */
  renewsTo: z.unknown().optional(),
  attestationAccepted: z.boolean().optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export interface OrderLineItem extends z.output<typeof OrderLineItem> {}

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
  partnerOnRecordAttestationAccepted: z.boolean().optional(),
  client: z
    .looseObject({
      marketplaceCountry: z.string().optional(),
      deviceFamily: z.string().optional(),
      name: z.string().optional(),
    })
    .optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export interface Order extends z.output<typeof Order> {}

const OrderQuery = z.strictObject({ include_price: z.boolean().optional() });

/** How far one line of an order is. */
export const OrderLineProvisioning = z.looseObject({
  orderLineItemId: integer.optional(),
  lineItemNumber: integer.optional(),
  /** `Fulfilled`, `Unfulfilled` (cancelled), `PrefulfillmentPending`, in any case; open. */
  status: z.string(),
  quantityProvisioningInformation: z
    .array(z.looseObject({ quantity: integer.optional(), status: z.string().optional() }))
    .optional(),
});
export interface OrderLineProvisioning extends z.output<typeof OrderLineProvisioning> {}

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
  query: OrderQuery.extend({
    /** The billing cycle that orders are stored with. An Azure plan's is not certain: search the whole list for it. */
    billingType: z.enum(["monthly", "annual", "onetime", "none"]).optional(),
  }),
  response: collection(Order),
  retry: "safe",
  credential: "either",
  source: "get-all-of-a-customer-s-orders",
});

/** How far an order's lines are. An unknown one answers 404 `800007` or `20000`. */
export const listOrderProvisioning = endpoint({
  name: "listOrderProvisioning",
  method: "GET",
  path: "/v1/customers/{customerId}/orders/{orderId}/provisioningstatus",
  response: collection(OrderLineProvisioning),
  retry: "safe",
  credential: "user",
  source: "get-order-provisioning-status",
});
