import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { enumValue } from "../http/caseless";
import { collection, link } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import type { Subscription } from "../model/entities";
import { wireDate, wireDateWithoutZone } from "../wire-date";
import { customerOf } from "./customer-of";

/** What a customer is entitled to beside subscriptions: Azure reservations and software (C 10.6). */
export const customerEntitlementRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/customers/{customerId}/entitlements", listEntitlements, "appUserOnly"),
  api("GET", "/v1/customers/{customerId}/artifacts/reservedinstance/{artifactId}", getReservedInstance, "appUserOnly"),
];

const entitlementTypes = ["reservedinstance", "software"] as const;

function listEntitlements(call: ApiCall<"customerId">): Reply {
  const customer = customerOf(call);
  const sent = call.query("entitlementType");
  const wanted = sent ? enumValue(call.model, entitlementTypes, sent) : undefined;
  const items = call.model
    .visibleSubscriptions(call.partner, customer)
    .filter((one) => one.status === "active" && typeOf(one) !== undefined)
    .filter((one) => wanted === undefined || typeOf(one) === wanted)
    .map((one) => entitlementView(call, one));
  return { status: 200, body: collection(call, items) };
}

function typeOf({ kind }: Subscription): (typeof entitlementTypes)[number] | undefined {
  return kind === "reservation" ? "reservedinstance" : kind === "software" ? "software" : undefined;
}

function entitlementView(call: ApiCall, bought: Subscription) {
  const [productId, skuId] = bought.catalogItemId.split(":");
  const order = call.model.orders.get(bought.orderId);
  const line = order?.lines.find((one) => one.subscriptionId === bought.id);
  const showsExpiry = call.query("showExpiry")?.toLowerCase() === "true";
  return {
    referenceOrder: { id: bought.orderId, lineItemId: String(line?.number ?? 0), alternateId: order?.alternateId },
    productId,
    skuId,
    quantity: bought.quantity,
    entitlementType: typeOf(bought),
    entitledArtifacts:
      bought.kind === "reservation"
        ? [
            {
              artifactType: "reservedinstance",
              resourceId: bought.id,
              link: link(call, `/customers/${bought.customerId}/artifacts/reservedinstance/${bought.id}`),
            },
          ]
        : [],
    includedEntitlements: [],
    expiryDate: showsExpiry && bought.endsAt !== undefined ? wireDate(bought.endsAt) : undefined,
  };
}

function getReservedInstance(call: ApiCall<"customerId" | "artifactId">): Reply {
  const customer = customerOf(call);
  const id = call.param("artifactId").toLowerCase();
  const found = call.model
    .visibleSubscriptions(call.partner, customer)
    .find((one) => one.kind === "reservation" && one.id === id);
  if (found === undefined) {
    throw new Refusal("notFound", `There is no reservation ${id}.`);
  }
  return {
    status: 200,
    body: {
      type: "reservedinstance",
      reservations: [
        {
          reservationId: found.id,
          scopeType: found.benefit?.scope,
          displayName: found.friendlyName,
          quantity: found.quantity,
          // Without a zone, as everything about reservations (C 13.2).
          effectiveDateTime: wireDateWithoutZone(found.createdAt),
          expiryDateTime: wireDateWithoutZone(found.endsAt ?? found.createdAt),
          provisioningState: found.status === "active" ? "Succeeded" : "Cancelled",
        },
      ],
    },
  };
}
