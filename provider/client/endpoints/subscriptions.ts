import { z } from "zod";
import { integer } from "../decimal";
import { endpoint } from "../endpoint";
import { Attributes, collection, ItemType, Links, openRecord } from "./shapes";

/** What a subscription turns into at its next charge or term. */
const Instructions = z.looseObject({
  product: z
    .looseObject({
      productId: z.string().optional(),
      skuId: z.string().optional(),
      availabilityId: z.string().optional(),
      billingCycle: z.string().optional(),
      termDuration: z.string().optional(),
      promotionId: z.string().optional(),
    })
    .optional(),
  quantity: integer.optional(),
  customTermEndDate: z.string().optional(),
});

/** One benefit of a savings plan. */
const BenefitLine = z.looseObject({
  id: z.string().optional(),
  friendlyName: z.string().optional(),
  scope: z
    .looseObject({
      type: z.string().optional(),
      subscriptionId: z.string().optional(),
      entitlementId: z.string().optional(),
      managementGroupId: z.string().optional(),
      resourceGroupId: z.string().optional(),
    })
    .optional(),
  autoRenewEnabled: z.boolean().optional(),
  status: z.string().optional(),
  /** As sent, since a subscription is written back whole. */
  purchaseCommitment: openRecord.optional(),
});

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
  productType: ItemType.optional(),
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
  refundOptions: z
    .array(
      z.looseObject({
        type: z.string().optional(),
        expiresAt: z.string().optional(),
        expiresAfter: z.string().optional(),
      }),
    )
    .optional(),
  refundableQuantity: z
    .looseObject({
      totalQuantity: integer.optional(),
      details: z
        .array(z.looseObject({ quantity: integer.optional(), allowedUntilDateTime: z.string().optional() }))
        .optional(),
    })
    .optional(),
  attentionNeeded: z.boolean().optional(),
  attentionReason: z.string().optional(),
  actionTaken: z.boolean().optional(),
  consumptionType: z.unknown().optional(),
  publisherName: z.string().optional(),
  promotionId: z.string().optional(),
  migratedFromSubscriptionId: z.string().optional(),
  scheduledNextTermInstructions: Instructions.optional(),
  nextChargeInstructions: Instructions.optional(),
  /** Savings plans and reservations only. */
  productOrderId: z.string().optional(),
  /** Savings plans only. */
  lineItems: z.array(BenefitLine).optional(),
  /** Absent for savings plans bought in the Azure portal. */
  orderId: z.string().optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export interface Subscription extends z.output<typeof Subscription> {}

const endedStatuses = new Set(["deleted", "expired"]);

/** True when the subscription has ended for good. */
export function hasEnded({ status }: Subscription): boolean {
  return endedStatuses.has(status.toLowerCase());
}

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

/** Asks for an Azure plan to be made ready for reservations. The answer is empty: look at the status. */
export const createRegistration = endpoint({
  name: "createRegistration",
  method: "POST",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/registrations",
  response: z.looseObject({}).optional(),
  retry: "safe",
  credential: "either",
  source: "register-a-subscription",
});

/** Whether reservations can be bought under a plan. */
export const RegistrationStatus = z.looseObject({
  subscriptionId: z.string().optional(),
  /** `registered`, `registering`, `notregistered`, in any case; open. */
  status: z.string(),
  attributes: Attributes.optional(),
});
export interface RegistrationStatus extends z.output<typeof RegistrationStatus> {}

/** How far a registration is. */
export const getRegistrationStatus = endpoint({
  name: "getRegistrationStatus",
  method: "GET",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/registrationstatus",
  response: RegistrationStatus,
  retry: "safe",
  credential: "either",
  source: "get-subscription-registration-status",
});
