import { z } from "zod";
import { endpoint } from "../endpoint";

/** An Azure subscription, as Azure itself tells of it. */
export const AzureSubscription = z.looseObject({
  /** Resource id: `/subscriptions/` and the GUID. */
  id: z.string().optional(),
  /** GUID; the id of the entitlement in Partner Center. */
  subscriptionId: z.string(),
  /** The customer's Entra tenant: GUID. */
  tenantId: z.string().optional(),
  displayName: z.string().optional(),
  /** `Enabled`, `Warned`, `PastDue`, `Disabled` or `Deleted`; more may come. */
  state: z.string(),
});
export interface AzureSubscription extends z.output<typeof AzureSubscription> {}

/** What Resource Manager answers to a change: the id. */
const Changed = z.looseObject({ subscriptionId: z.string().optional() }).optional();

const ofManagement = { service: "management", credential: "either" } as const;

/** The version of `Microsoft.Subscription` that its documentation describes. */
const subscriptionVersion = { "api-version": "2021-10-01" } as const;

/**
 * One Azure subscription. The token must be of the customer's tenant (`CallOptions.tenantId`). Errors: 403
 * `AuthorizationFailed` without a role in it, 404 `SubscriptionNotFound`.
 */
export const getAzureSubscription = endpoint({
  ...ofManagement,
  name: "getAzureSubscription",
  method: "GET",
  path: "/subscriptions/{azureSubscriptionId}",
  fixedQuery: { "api-version": "2022-12-01" },
  response: AzureSubscription,
  retry: "safe",
  source: "subscriptions-get",
});

/**
 * Cancels one Azure subscription at once; Partner Center shows it about 10 minutes later. Only its owner may: any other
 * role is refused. Refused with 400 `ResourcesExistingOnSubscription` while resources are in it. Not repeated when
 * unanswered: somebody may have enabled it meanwhile.
 */
export const cancelAzureSubscription = endpoint({
  ...ofManagement,
  name: "cancelAzureSubscription",
  method: "POST",
  path: "/subscriptions/{azureSubscriptionId}/providers/Microsoft.Subscription/cancel",
  fixedQuery: subscriptionVersion,
  response: Changed,
  retry: "unsent",
  source: "subscription-cancel",
});

/** Takes a cancellation back. Not repeated when unanswered: somebody may have cancelled it again meanwhile. */
export const enableAzureSubscription = endpoint({
  ...ofManagement,
  name: "enableAzureSubscription",
  method: "POST",
  path: "/subscriptions/{azureSubscriptionId}/providers/Microsoft.Subscription/enable",
  fixedQuery: subscriptionVersion,
  response: Changed,
  retry: "unsent",
  source: "subscription-enable",
});
