import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { billingCycles, enumValue } from "../http/caseless";
import { collection } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { findOrder, listOrders } from "../model/orders";
import { customerOf } from "./customer-of";
import { orderView } from "./order-view";

/** Orders: list (also by billing cycle), by id, and the PATCH that plans refuse (C 8.4). */
export const orderRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/customers/{customerId}/orders", getOrders),
  api("GET", "/v1/customers/{customerId}/orders/{orderId}", getOrder),
  api("PATCH", "/v1/customers/{customerId}/orders/{orderId}", patchOrder),
];

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

function getOrder(call: ApiCall<"customerId" | "orderId">): Reply {
  const order = findOrder(call.model, call.partner, customerOf(call), call.param("orderId"));
  return { status: 200, body: orderView(call, order) };
}

function patchOrder(call: ApiCall<"customerId" | "orderId">): Reply {
  const order = findOrder(call.model, call.partner, customerOf(call), call.param("orderId"));
  const refusal = call.model.switches.is("orderPatch", "800063") ? "orderPatchRefused" : "orderNotCancellable";
  throw new Refusal(refusal, order.id);
}
