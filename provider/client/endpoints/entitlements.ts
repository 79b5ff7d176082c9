import { z } from "zod";
import { endpoint } from "../endpoint";
import { collection, Links } from "./shapes";

/** An Azure subscription under a plan. */
export const AzureEntitlement = z.looseObject({
  /** The Azure subscription's id: GUID. */
  id: z.string(),
  friendlyName: z.string().optional(),
  /** Only `active`, in any case, means active. */
  status: z.string(),
  /** The plan. */
  subscriptionId: z.string().optional(),
  partnerOnRecord: z.string().optional(),
  links: Links.optional(),
});
export interface AzureEntitlement extends z.output<typeof AzureEntitlement> {}

/** The Azure subscriptions of a plan. Right after a purchase the list may still be empty. */
export const listAzureEntitlements = endpoint({
  name: "listAzureEntitlements",
  method: "GET",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements",
  response: collection(AzureEntitlement),
  retry: "safe",
  credential: "either",
  source: "get-a-list-of-azure-entitlements-for-subscription",
});

/** One Azure subscription of a plan. An unknown one answers 404 `800111`. */
export const getAzureEntitlement = endpoint({
  name: "getAzureEntitlement",
  method: "GET",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements/{entitlementId}",
  response: AzureEntitlement,
  retry: "safe",
  credential: "either",
  source: "get-an-azure-entitlement-for-a-subscription",
});

/**
 * Cancels one Azure subscription; about 10 minutes later its status tells. The body of the answer may be missing or
 * still say `active`. Not repeated when unanswered: a customer may have reactivated it meanwhile.
 */
export const cancelAzureEntitlement = endpoint({
  name: "cancelAzureEntitlement",
  method: "POST",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements/{entitlementId}/cancel",
  request: z.strictObject({ cancellationReason: z.literal("compromise") }),
  response: AzureEntitlement.optional(),
  retry: "unsent",
  credential: "either",
  source: "cancel-an-azure-subscription",
});

/** Makes a cancelled Azure subscription active again, where the partner may (400 `900337`, 403 `900335` where not). */
export const reactivateAzureEntitlement = endpoint({
  name: "reactivateAzureEntitlement",
  method: "POST",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements/{entitlementId}/reactivate",
  response: AzureEntitlement.optional(),
  retry: "unsent",
  credential: "either",
  source: "reactivate-an-azure-subscription",
});
