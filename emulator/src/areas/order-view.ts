import type { ApiCall } from "../http/call";
import { link } from "../http/links";
import { symbolOf } from "../model/currencies";
import type { Order, OrderLine } from "../model/entities";
import { isProvisioned, orderStatus } from "../model/orders";
import { wireDate } from "../wire-date";

/** An order as the service writes it (C 8.1, 8.2). */
export function orderView(call: ApiCall, order: Order) {
  const path = `/customers/${order.customerId}/orders/${order.id}`;
  return {
    id: order.id,
    alternateId: order.id,
    referenceCustomerId: order.customerId,
    billingCycle: order.billingCycle,
    currencyCode: order.currency,
    currencySymbol: symbolOf(order.currency),
    lineItems: order.lines.map((line) => lineView(call, order, line)),
    creationDate: wireDate(order.createdAt),
    status: orderStatus(call.model, order),
    transactionType: "UserPurchase",
    client: {},
    links: {
      self: link(call, path),
      provisioningStatus: link(call, `${path}/provisioningstatus`),
      patchOperation: link(call, path, "PATCH"),
    },
    attributes: { objectType: "Order" },
  };
}

function lineView(call: ApiCall, order: Order, line: OrderLine) {
  const provisioned = isProvisioned(call.model, order);
  return {
    lineItemNumber: line.number,
    offerId: line.catalogItemId,
    subscriptionId: provisioned ? line.subscriptionId : undefined,
    transactionType: "New",
    friendlyName: order.boughtWith === "legacy" ? "Microsoft Azure" : "Azure plan",
    quantity: line.quantity,
    partnerIdOnRecord: line.partnerIdOnRecord,
    ...(line.additionalPartnerIdsOnRecord.length > 0 && {
      additionalPartnerIdsOnRecord: line.additionalPartnerIdsOnRecord,
    }),
    provisioningContext: {},
    links: {
      ...catalogLinks(call, line.catalogItemId, order.country),
      ...(provisioned && {
        subscription: link(call, `/customers/${order.customerId}/subscriptions/${line.subscriptionId}`),
      }),
    },
  };
}

/** Links of a modern catalog item to its product, SKU and availability; none for legacy offers. */
export function catalogLinks(call: ApiCall, catalogItemId: string, country: string) {
  const [product, sku, availability] = catalogItemId.split(":");
  if (availability === undefined) {
    return {};
  }
  return {
    product: link(call, `/products/${product}?country=${country}`),
    sku: link(call, `/products/${product}/skus/${sku}?country=${country}`),
    availability: link(call, `/products/${product}/skus/${sku}/availabilities/${availability}?country=${country}`),
  };
}
