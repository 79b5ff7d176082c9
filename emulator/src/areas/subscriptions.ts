import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { billingCycles, caseless, enumValue } from "../http/caseless";
import { collection, link } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { isGuid } from "../model/customers";
import { type Subscription, subscriptionStatuses } from "../model/entities";
import { etagOf, findSubscription, listSubscriptions, updateSubscription } from "../model/subscriptions";
import { wireDate, wireDay } from "../wire-date";
import { customerOf } from "./customer-of";
import { catalogLinks } from "./order-view";

/** Subscriptions: list by customer, order and partner, get, PATCH (C 9.3 to 9.8). */
export const subscriptionRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/customers/{customerId}/subscriptions", getSubscriptions),
  api("GET", "/v1/customers/{customerId}/subscriptions/{subscriptionId}", getSubscription),
  api("PATCH", "/v1/customers/{customerId}/subscriptions/{subscriptionId}", patchSubscription),
];

const enumText = z.union([z.string(), z.number()]);

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

function subscriptionOf(call: ApiCall<"customerId" | "subscriptionId">): Subscription {
  const customer = customerOf(call);
  const id = call.param("subscriptionId");
  if (!isGuid(id)) {
    throw new Refusal("invalidInput", "the subscription id must be a GUID");
  }
  return findSubscription(call.model, call.partner, customer, id);
}

function subscriptionView(call: ApiCall, subscription: Subscription) {
  const legacy = subscription.kind === "legacyAzure";
  return {
    id: subscription.id,
    offerId: subscription.catalogItemId,
    entitlementId: legacy ? subscription.id : undefined,
    offerName: legacy ? "Microsoft Azure" : "Azure plan",
    friendlyName: subscription.friendlyName,
    productType: legacy ? undefined : azureProductType,
    quantity: 1,
    unitType: legacy ? "Usage-based" : call.model.switches.position("planUnitType"),
    hasPurchasableAddons: false,
    creationDate: wireDate(subscription.createdAt),
    effectiveStartDate: wireDay(subscription.createdAt),
    commitmentEndDate: "9999-12-10T00:00:00Z",
    status: subscription.status,
    autoRenewEnabled: subscription.autoRenewEnabled,
    isTrial: false,
    billingType: "usage",
    billingCycle: subscription.billingCycle,
    termDuration: !legacy && call.model.switches.is("planTermDuration", "empty") ? "" : undefined,
    isMicrosoftProduct: true,
    partnerId: subscription.partnerId,
    contractType: "subscription",
    publisherName: "Microsoft Corporation",
    scheduledNextTermInstructions: subscription.scheduledNextTermInstructions,
    nextChargeInstructions: subscription.nextChargeInstructions,
    orderId: subscription.orderId,
    links: {
      ...(legacy && { offer: link(call, `/offers/${subscription.catalogItemId}`) }),
      ...catalogLinks(call, subscription.catalogItemId, subscription.country),
      self: link(call, `/customers/${subscription.customerId}/subscriptions/${subscription.id}`),
    },
    attributes: { etag: etagOf(subscription), objectType: "Subscription" },
  };
}

const azureProductType = {
  id: "Azure",
  displayName: "Azure",
  subType: { id: "Azure", displayName: "Azure" },
} as const;
