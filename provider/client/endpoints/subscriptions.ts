import { z } from "zod";
import { integer } from "../decimal";
import { endpoint } from "../endpoint";
import { Attributes, collection, Links, openRecord } from "./shapes";

/** The commerce object of something bought; for an Azure plan there is one for the plan. */
export const Subscription = z.looseObject({
  /** GUID; upper case in legacy samples. */
  id: z.string(),
  /** Catalog item id as it was at the purchase (modern) or offer id (legacy). */
  offerId: z.string().optional(),
  offerName: z.string().optional(),
  friendlyName: z.string().optional(),
  /** Azure subscription of a legacy (0145P) purchase. */
  entitlementId: z.string().optional(),
  productType: openRecord.optional(),
  quantity: integer.optional(),
  unitType: z.string().optional(),
  parentSubscriptionId: z.string().optional(),
  hasPurchasableAddons: z.boolean().optional(),
  isTrial: z.boolean().optional(),
  isMicrosoftProduct: z.boolean().optional(),
  creationDate: z.string().optional(),
  effectiveStartDate: z.string().optional(),
  commitmentEndDate: z.string().optional(),
  commitmentEndDateTime: z.string().optional(),
  billingCycleEndDate: z.string().optional(),
  billingCycleEndDateTime: z.string().optional(),
  cancellationAllowedUntilDate: z.string().optional(),
  /** `none`, `active`, `suspended`, `deleted`, `expired`, `pending`, `disabled`; open. */
  status: z.string(),
  autoRenewEnabled: z.boolean().optional(),
  billingType: z.string().optional(),
  billingCycle: z.string().optional(),
  termDuration: z.string().optional(),
  renewalTermDuration: z.string().optional(),
  actions: z.array(z.string()).optional(),
  /** PartnerID of the reseller of record; empty when there is none. */
  partnerId: z.string().optional(),
  suspensionReasons: z.array(z.string()).optional(),
  contractType: z.string().optional(),
  refundOptions: z.array(z.unknown()).optional(),
  refundableQuantity: openRecord.optional(),
  attentionNeeded: z.boolean().optional(),
  attentionReason: z.string().optional(),
  actionTaken: z.boolean().optional(),
  consumptionType: z.unknown().optional(),
  publisherName: z.string().optional(),
  promotionId: z.string().optional(),
  migratedFromSubscriptionId: z.string().optional(),
  scheduledNextTermInstructions: openRecord.optional(),
  nextChargeInstructions: openRecord.optional(),
  /** Absent for savings plans bought in the Azure portal. */
  orderId: z.string().optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export type Subscription = z.output<typeof Subscription>;

const SubscriptionQuery = z.strictObject({
  /** Only those made by this order. */
  order_id: z.string().optional(),
  /** Only those sold through this reseller (PartnerID). */
  mpn_id: z.string().optional(),
});

/** A customer's subscriptions in every status. A new one is listed when its provisioning is done. */
export const listSubscriptions = endpoint({
  name: "listSubscriptions",
  method: "GET",
  path: "/v1/customers/{customerId}/subscriptions",
  query: SubscriptionQuery,
  response: collection(Subscription),
  retry: "safe",
  credential: "either",
  source: "get-all-of-a-customer-s-subscriptions",
});

/** A subscription. An unknown one answers 404 `20003`. */
export const getSubscription = endpoint({
  name: "getSubscription",
  method: "GET",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}",
  response: Subscription,
  retry: "safe",
  credential: "either",
  source: "get-a-subscription-by-id",
});

/**
 * Changes a subscription. The body is the whole resource from a fresh read, with one change: members left out can be
 * reset. Answers the new resource, or 202 with a `Location` and perhaps no body when the change takes time.
 */
export const updateSubscription = endpoint({
  name: "updateSubscription",
  method: "PATCH",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}",
  // Loose on purpose: what a newer service added to the resource must go back to it.
  request: Subscription,
  response: Subscription.optional(),
  retry: "safe",
  credential: "either",
  ifMatch: true,
  source: "update-a-subscription-by-id",
});
