import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { billingCycles, caseless, enumValue } from "../http/caseless";
import { collection } from "../http/links";
import { administrators } from "../http/role-rules";
import { type ApiRoute, api } from "../http/routes";
import { kindOf } from "../model/catalog";
import { orderDirectly } from "../model/direct-orders";
import { cancelOrder, provisioningState } from "../model/order-changes";
import { findOrder, listOrders } from "../model/orders";
import { activationLinks } from "./activation-links";
import { requireUser } from "./credentials";
import { customerOf } from "./customer-of";
import { orderView } from "./order-view";
import { enumText, itemShape } from "./purchase-bodies";

/** Orders: create, list (also by billing cycle), by id, PATCH, provisioning status, activation links (C 8.4). */
export const orderRoutes: readonly ApiRoute[] = [
  api("POST", "/v1/customers/{customerId}/orders", postOrder),
  api("GET", "/v1/customers/{customerId}/orders", getOrders),
  api("GET", "/v1/customers/{customerId}/orders/{orderId}", getOrder),
  api("PATCH", "/v1/customers/{customerId}/orders/{orderId}", patchOrder),
  api(
    "GET",
    "/v1/customers/{customerId}/orders/{orderId}/provisioningstatus",
    getProvisioningStatus,
    "appUserOnly",
    administrators,
  ),
  api("GET", "/v1/customers/{customerId}/orders/{orderId}/activationlinks", getActivationLinks),
  api("GET", "/v1/customers/{customerId}/orders/{orderId}/lineitems/{line}/activationlinks", getLineActivationLinks),
];

type OrderCall = ApiCall<"customerId" | "orderId">;

const orderBody = caseless({
  lineItems: z
    .array(
      caseless({
        ...itemShape,
        lineItemNumber: z.number().int().optional(),
        offerId: z.string().optional(),
        parentSubscriptionId: z.string().optional(),
        partnerIdOnRecord: z.string().optional(),
        additionalPartnerIdsOnRecord: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  billingCycle: enumText.optional(),
  referenceCustomerId: z.string().optional(),
  partnerOnRecordAttestationAccepted: z.boolean().optional(),
});

const patchBody = caseless({
  id: z.string().optional(),
  status: z.string().optional(),
  billingCycle: enumText.optional(),
});

function postOrder(call: ApiCall<"customerId">): Reply {
  const customer = customerOf(call);
  const body = call.body(orderBody);
  const lines = (body.lineItems ?? []).map(({ lineItemNumber, offerId = "", parentSubscriptionId, ...line }) => ({
    ...line,
    number: lineItemNumber,
    catalogItemId: offerId,
    hasAddOns: parentSubscriptionId !== undefined,
    additionalPartnerIdsOnRecord: line.additionalPartnerIdsOnRecord ?? [],
    provisioningContext: line.provisioningContext ?? {},
  }));
  const throughReseller = call.partner.kind === "indirectProvider" && lines.some((line) => line.partnerIdOnRecord);
  if (throughReseller || lines.some((line) => kindOf(line.catalogItemId) === "savingsPlan")) {
    requireUser(call);
  }
  const parent = lines.find((line) => line.hasAddOns);
  if (parent !== undefined) {
    throw new Refusal("addOnUnfit", `${parent.catalogItemId} is no add-on`);
  }
  const order = orderDirectly(call.model, call.partner, customer, {
    attestationAccepted: body.partnerOnRecordAttestationAccepted ?? false,
    billingCycle: body.billingCycle === undefined ? undefined : cycleOf(call, body.billingCycle),
    lines: lines.map(({ hasAddOns: _, ...line }) => line),
  });
  return {
    status: 201,
    body: orderView(call, order),
    effect: {
      kind: "orderCreated",
      id: order.id,
      customerId: customer.id,
      orderIds: [order.id],
      subscriptionIds: order.lines.map((line) => line.subscriptionId),
    },
  };
}

/** What SDKs write for a billing cycle nobody set is none. */
function cycleOf(call: ApiCall, sent: string | number): string | undefined {
  const cycle = enumValue(call.model, billingCycles, sent);
  return cycle === "unknown" ? undefined : cycle;
}

function getOrders(call: ApiCall<"customerId">): Reply {
  const sent = call.query("billingType");
  const billingType = sent ? enumValue(call.model, billingCycles, sent) : undefined;
  const orders = listOrders(call.model, call.partner, customerOf(call)).filter(
    (order) => billingType === undefined || order.billingCycle === billingType,
  );
  return {
    status: 200,
    body: collection(
      call,
      orders.map((order) => orderView(call, order)),
    ),
  };
}

const orderOf = (call: OrderCall) => findOrder(call.model, call.partner, customerOf(call), call.param("orderId"));

function getOrder(call: OrderCall): Reply {
  return { status: 200, body: orderView(call, orderOf(call)) };
}

function patchOrder(call: OrderCall): Reply {
  const order = orderOf(call);
  const { status, billingCycle } = call.body(patchBody);
  const cycle = billingCycle === undefined ? undefined : cycleOf(call, billingCycle);
  if (cycle !== undefined && cycle !== order.billingCycle && order.boughtWith === "legacy") {
    throw new Refusal("billingCycleChangeRefused", order.id);
  }
  if (status === undefined && order.boughtWith === "legacy") {
    return { status: 200, body: orderView(call, order) };
  }
  if (status?.toLowerCase() !== "cancelled") {
    throw new Refusal("invalidInput", "the status of an order can only become cancelled");
  }
  cancelOrder(call.model, call.partner, order);
  const { id, customerId } = order;
  return { status: 200, body: orderView(call, order), effect: { kind: "orderCancelled", id, customerId } };
}

function getProvisioningStatus(call: OrderCall): Reply {
  const order = orderOf(call);
  const items = order.lines.map(({ number, quantity }) => {
    const documented = provisioningState(call.model, order, number);
    const status = call.model.switches.is("provisioningCase", "sampled") ? documented.toLowerCase() : documented;
    return {
      orderLineItemId: number,
      lineItemNumber: number,
      status,
      quantityProvisioningInformation: [{ quantity, status }],
    };
  });
  return { status: 200, body: collection(call, items) };
}

function getActivationLinks(call: OrderCall): Reply {
  const order = orderOf(call);
  return { status: 200, body: collection(call, activationLinks(call.model, order, order.lines)) };
}

function getLineActivationLinks(call: ApiCall<"customerId" | "orderId" | "line">): Reply {
  const order = orderOf(call);
  const lines = order.lines.filter((line) => String(line.number) === call.param("line"));
  if (lines.length === 0) {
    throw new Refusal("notFound", `The order has no line ${call.param("line")}.`);
  }
  return { status: 200, body: collection(call, activationLinks(call.model, order, lines)) };
}
