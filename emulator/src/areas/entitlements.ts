import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { caseless } from "../http/caseless";
import { link } from "../http/links";
import { entitlementAdministrators, reactivatingAdministrators } from "../http/role-rules";
import { type ApiRoute, api } from "../http/routes";
import {
  cancelAzureSubscription,
  findAzureSubscription,
  listAzureSubscriptions,
  reactivateAzureSubscription,
} from "../model/azure-subscriptions";
import { isGuid } from "../model/customers";
import type { AzureSubscription, Subscription } from "../model/entities";
import { findSubscription } from "../model/subscriptions";
import { customerOf } from "./customer-of";

type EntitlementCall = ApiCall<"customerId" | "subscriptionId" | "entitlementId">;

/** Azure entitlements, the Azure subscriptions under a plan: list, get, cancel, reactivate (C 10.2 to 10.5). */
export const entitlementRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements", getEntitlements),
  api(
    "GET",
    "/v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements/{entitlementId}",
    getEntitlement,
  ),
  api(
    "POST",
    "/v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements/{entitlementId}/cancel",
    postCancel,
    "both",
    entitlementAdministrators,
  ),
  api(
    "POST",
    "/v1/customers/{customerId}/subscriptions/{subscriptionId}/azureEntitlements/{entitlementId}/reactivate",
    postReactivate,
    "both",
    reactivatingAdministrators,
  ),
];

const cancelBody = caseless({ cancellationReason: z.string().optional() });

function getEntitlements(call: ApiCall<"customerId" | "subscriptionId">): Reply {
  const customer = customerOf(call);
  const planId = call.param("subscriptionId");
  if (!isGuid(planId)) {
    throw new Refusal("invalidInput", "the subscription id must be a GUID");
  }
  const plan = findSubscription(call.model, call.partner, customer, planId);
  const items = listAzureSubscriptions(call.model, plan).map(({ id, friendlyName, status }) => ({
    id,
    friendlyName,
    status,
    subscriptionId: plan.id,
    partnerOnRecord: plan.partnerId || undefined,
  }));
  return { status: 200, body: { totalCount: items.length, items, attributes: { objectType: "Collection" } } };
}

function getEntitlement(call: EntitlementCall): Reply {
  return { status: 200, body: entitlementView(call, entitlementOf(call).azure) };
}

function postCancel(call: EntitlementCall): Reply {
  const { azure } = entitlementOf(call);
  const { cancellationReason = "" } = call.body(cancelBody);
  if (cancellationReason.toLowerCase() !== "compromise") {
    throw new Refusal("cancellationReasonInvalid", `"${cancellationReason}"`);
  }
  const began = cancelAzureSubscription(call.model, azure);
  return {
    status: call.model.switches.is("entitlementCancel", "200") ? 200 : 202,
    body: entitlementView(call, azure),
    effect: began ? effectOf("entitlementCancelled", azure) : undefined,
  };
}

function postReactivate(call: EntitlementCall): Reply {
  const { plan, azure } = entitlementOf(call);
  const began = reactivateAzureSubscription(call.model, plan, azure);
  return { status: 202, effect: began ? effectOf("entitlementReactivated", azure) : undefined };
}

function effectOf(kind: "entitlementCancelled" | "entitlementReactivated", azure: AzureSubscription) {
  return { kind, id: azure.id, customerId: azure.customerId, subscriptionId: azure.planId };
}

/** The entitlement in the path; these methods have codes of their own for what is wrong with it (C 10.3). */
function entitlementOf(call: EntitlementCall): { readonly plan: Subscription; readonly azure: AzureSubscription } {
  const customer = customerOf(call, { malformed: "invalidCustomerId", noRelationship: "noEntitlementRelationship" });
  const id = call.param("entitlementId");
  const planId = call.param("subscriptionId");
  if (!isGuid(planId) || !isGuid(id)) {
    throw new Refusal("invalidInput", "the subscription id and the entitlement id must be GUIDs");
  }
  const plan = listedPlan(call, planId, id, customer.id);
  return { plan, azure: findAzureSubscription(call.model, plan, id) };
}

function listedPlan(call: EntitlementCall, planId: string, id: string, customerId: string): Subscription {
  const plan = call.model.subscriptions.get(planId.toLowerCase());
  const mine = plan?.customerId === customerId && plan.partnerTenantId === call.partner.tenantId;
  if (plan === undefined || !mine || !call.model.isVisible(plan)) {
    throw new Refusal("entitlementNotFound", id);
  }
  return plan;
}

function entitlementView(call: EntitlementCall, azure: AzureSubscription) {
  const { id, friendlyName, status, planId, customerId } = azure;
  const partnerOnRecord = call.model.subscriptions.get(planId)?.partnerId || undefined;
  const self = link(call, `/customers/${customerId}/subscriptions/${planId}/azureEntitlements/${id}`);
  return { id, friendlyName, status, subscriptionId: planId, partnerOnRecord, links: { self } };
}
