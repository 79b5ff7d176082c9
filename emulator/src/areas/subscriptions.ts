import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { billingCycles, caseless, enumValue } from "../http/caseless";
import { collection } from "../http/links";
import { customerReaders } from "../http/role-rules";
import { type ApiRoute, api } from "../http/routes";
import { itemOf } from "../model/catalog";
import { isGuid } from "../model/customers";
import { type Subscription, subscriptionStatuses } from "../model/entities";
import { type RegistrationStatus, register, registrationStatus } from "../model/registrations";
import { findSubscription, listSubscriptions, provisioningStatus, updateSubscription } from "../model/subscriptions";
import { activationLinks } from "./activation-links";
import { customerOf } from "./customer-of";
import { enumText } from "./purchase-bodies";
import { endDate, subscriptionView } from "./subscription-view";

/** Subscriptions: list by customer, order and partner, get, PATCH, provisioning and registration (C 9.3 to 9.9). */
export const subscriptionRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/customers/{customerId}/subscriptions", getSubscriptions),
  api("GET", "/v1/customers/{customerId}/subscriptions/{subscriptionId}", getSubscription),
  api("PATCH", "/v1/customers/{customerId}/subscriptions/{subscriptionId}", patchSubscription),
  api(
    "GET",
    "/v1/customers/{customerId}/subscriptions/{subscriptionId}/provisioningstatus",
    getProvisioningStatus,
    "appUserOnly",
    customerReaders,
  ),
  api("POST", "/v1/customers/{customerId}/subscriptions/{subscriptionId}/registrations", postRegistration),
  api("GET", "/v1/customers/{customerId}/subscriptions/{subscriptionId}/registrationstatus", getRegistrationStatus),
  api("GET", "/v1/customers/{customerId}/subscriptions/{subscriptionId}/activationlinks", getActivationLinks),
];

const subscriptionBody = caseless({
  friendlyName: z.string().optional(),
  status: enumText.optional(),
  quantity: z.number().int().optional(),
  billingCycle: enumText.optional(),
  partnerId: z.string().optional(),
  autoRenewEnabled: z.boolean().optional(),
  scheduledNextTermInstructions: z.unknown().optional(),
  nextChargeInstructions: z.unknown().optional(),
  attributes: caseless({ etag: z.string().optional() }).optional(),
});

function getSubscriptions(call: ApiCall<"customerId">): Reply {
  const found = listSubscriptions(call.model, call.partner, customerOf(call), {
    orderId: call.query("order_id"),
    partnerId: call.query("mpn_id"),
  });
  return {
    status: 200,
    body: collection(
      call,
      found.map((one) => subscriptionView(call, one)),
    ),
  };
}

function getSubscription(call: ApiCall<"customerId" | "subscriptionId">): Reply {
  return { status: 200, body: subscriptionView(call, subscriptionOf(call)) };
}

function patchSubscription(call: ApiCall<"customerId" | "subscriptionId">): Reply {
  const subscription = subscriptionOf(call);
  const { status, billingCycle, attributes, ...body } = call.body(subscriptionBody);
  const ifMatch = call.incoming.headers["if-match"]?.replaceAll('"', "");
  const change = updateSubscription(call.model, subscription, {
    ...body,
    status: status === undefined ? undefined : enumValue(call.model, subscriptionStatuses, status),
    billingCycle: billingCycle === undefined ? undefined : enumValue(call.model, billingCycles, billingCycle),
    etag: ifMatch || attributes?.etag,
  });
  const effect = change && {
    kind: "subscriptionUpdated" as const,
    id: subscription.id,
    customerId: subscription.customerId,
    ...change,
  };
  if (subscription.accepted !== undefined) {
    const location = `/customers/${subscription.customerId}/subscriptions/${subscription.id}`;
    return { status: 202, headers: { Location: location }, effect };
  }
  return { status: 200, body: subscriptionView(call, subscription), effect };
}

function getProvisioningStatus(call: ApiCall<"customerId" | "subscriptionId">): Reply {
  const subscription = subscriptionOf(call);
  return {
    status: 200,
    body: {
      skuId: itemOf(subscription.catalogItemId)?.sku.id,
      status: provisioningStatus(call.model, subscription),
      quantity: subscription.quantity,
      endDate: endDate(subscription),
      attributes: { objectType: "SubscriptionProvisioningStatus" },
    },
  };
}

function postRegistration(call: ApiCall<"customerId" | "subscriptionId">): Reply {
  const subscription = subscriptionOf(call);
  const { id, customerId } = subscription;
  const began = register(call.model, subscription);
  return {
    status: 202,
    headers: { Location: `/customers/${customerId}/subscriptions/${id}/registrationstatus` },
    effect: began ? { kind: "subscriptionRegistered", id, customerId } : undefined,
  };
}

function getRegistrationStatus(call: ApiCall<"customerId" | "subscriptionId">): Reply {
  const subscription = subscriptionOf(call);
  const status = registrationStatus(call.model, subscription);
  return {
    status: 200,
    body: {
      subscriptionId: subscription.id,
      status: call.model.switches.is("provisioningCase", "sampled") ? sampledStates[status] : status,
      attributes: { objectType: "SubscriptionRegistrationStatus" },
    },
  };
}

const sampledStates: Readonly<Record<RegistrationStatus, string>> = {
  registered: "Registered",
  registering: "Registering",
  notregistered: "NotRegistered",
};

function getActivationLinks(call: ApiCall<"customerId" | "subscriptionId">): Reply {
  const { id, orderId } = subscriptionOf(call);
  const order = call.model.orders.get(orderId);
  const lines = order?.lines.filter((line) => line.subscriptionId === id) ?? [];
  return { status: 200, body: collection(call, order === undefined ? [] : activationLinks(call.model, order, lines)) };
}

function subscriptionOf(call: ApiCall<"customerId" | "subscriptionId">): Subscription {
  const customer = customerOf(call);
  const id = call.param("subscriptionId");
  if (!isGuid(id)) {
    throw new Refusal("invalidInput", "the subscription id must be a GUID");
  }
  const azure = call.model.azureSubscriptions.get(id.toLowerCase());
  if (azure?.customerId === customer.id && call.model.switches.is("entitlementIdAsSubscription", "2012")) {
    throw new Refusal("idNotConvertible", id);
  }
  return findSubscription(call.model, call.partner, customer, id);
}
