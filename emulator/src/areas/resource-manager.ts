import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { type ManagementRoute, management } from "../http/routes";
import { type AzureAction, azureState, cancelInAzure, enableInAzure, findInAzure } from "../model/azure-management";
import { isGuid } from "../model/customers";
import type { AzureSubscription } from "../model/entities";

type AzureCall = ApiCall<"azureSubscriptionId">;

const below = "/subscriptions/{azureSubscriptionId}/providers/Microsoft.Subscription";

/** Azure Resource Manager: get, cancel and enable an Azure subscription (A). */
export const resourceManagerRoutes: readonly ManagementRoute[] = [
  management("GET", "/subscriptions/{azureSubscriptionId}", getSubscription),
  management("POST", `${below}/cancel`, postCancel),
  management("POST", `${below}/enable`, postEnable),
];

function getSubscription(call: AzureCall): Reply {
  const azure = subscriptionOf(call, "read");
  return {
    status: 200,
    body: {
      id: `/subscriptions/${azure.id}`,
      subscriptionId: azure.id,
      tenantId: azure.customerId,
      displayName: azure.friendlyName,
      state: azureState(azure),
    },
  };
}

function postCancel(call: AzureCall): Reply {
  const azure = subscriptionOf(call, "cancel");
  const began = cancelInAzure(call.model, azure, call.query("IgnoreResourceCheck")?.toLowerCase() === "true");
  return done("azureSubscriptionCancelled", azure, began);
}

function postEnable(call: AzureCall): Reply {
  const azure = subscriptionOf(call, "enable");
  return done("azureSubscriptionEnabled", azure, enableInAzure(call.model, azure));
}

function done(
  kind: "azureSubscriptionCancelled" | "azureSubscriptionEnabled",
  { id, customerId, planId }: AzureSubscription,
  began: boolean,
): Reply {
  return {
    status: 200,
    body: { subscriptionId: id },
    effect: began ? { kind, id, customerId, subscriptionId: planId } : undefined,
  };
}

function subscriptionOf(call: AzureCall, action: AzureAction): AzureSubscription {
  const version = call.query("api-version") ?? "";
  if (version === "") {
    throw new Refusal("apiVersionMissing");
  }
  if (!/^\d{4}-\d\d-\d\d(-preview)?$/.test(version)) {
    throw new Refusal("apiVersionInvalid", version);
  }
  const id = call.param("azureSubscriptionId");
  if (!isGuid(id)) {
    throw new Refusal("azureSubscriptionIdInvalid", id);
  }
  return findInAzure(call.model, id, call.caller, action);
}
