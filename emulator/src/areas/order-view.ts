import type { ApiCall } from "../http/call";
import { link } from "../http/links";
import { itemOf, kindOf } from "../model/catalog";
import { symbolOf } from "../model/currencies";
import type { Order, OrderLine } from "../model/entities";
import { etagText } from "../model/etag";
import { isProvisioned, orderStatus } from "../model/orders";
import { pricingOf, totalPrice } from "../model/pricing";
import { wireDate } from "../wire-date";

/** Whether prices are told: of everything when asked for, of what has one when it is bought (C 8.1). */
function tellsPrice(call: ApiCall, price: number): boolean {
  return call.query("include_price")?.toLowerCase() === "true" || (price > 0 && call.incoming.method === "POST");
}

/** An order as the service writes it (C 8.1, 8.2). */
export function orderView(call: ApiCall, order: Order) {
  const path = `/customers/${order.customerId}/orders/${order.id}`;
  const total = totalPrice(order.lines);
  return {
    id: order.id,
    alternateId: order.alternateId,
    referenceCustomerId: order.customerId,
    billingCycle: order.billingCycle,
    currencyCode: order.currency,
    currencySymbol: symbolOf(order.currency),
    lineItems: order.lines.map((line) => lineView(call, order, line)),
    creationDate: orderDate(call, order.createdAt),
    status: statusText(call, orderStatus(call.model, order)),
    transactionType: order.boughtWith === "upgrade" ? "SystemPurchase" : "UserPurchase",
    totalPrice: tellsPrice(call, total) ? total : undefined,
    client: {},
    links: {
      self: link(call, path),
      provisioningStatus: link(call, `${path}/provisioningstatus`),
      patchOperation: link(call, path, "PATCH"),
    },
    attributes: { etag: order.boughtWith === "legacy" ? etagText(order.id, 1) : undefined, objectType: "Order" },
  };
}

const statusText = (call: ApiCall, status: string) =>
  call.model.switches.is("orderStatuses", "blanks") ? status.replaceAll("_", " ") : status;

/** The three ways in which dates of orders occur (C 13.2). */
function orderDate(call: ApiCall, instant: number): string {
  switch (call.model.switches.position("orderDates")) {
    case "+00:00":
      return wireDate(instant).replace("Z", "+00:00");
    case "-08:00":
      return wireDate(instant - 8 * 60 * 60_000).replace("Z", "-08:00");
    default:
      return wireDate(instant);
  }
}

function lineView(call: ApiCall, order: Order, line: OrderLine) {
  const provisioned = isProvisioned(call.model, order) && order.failedLines?.includes(line.number) !== true;
  const pricing = pricingOf(line);
  return {
    lineItemNumber: line.number,
    offerId: line.catalogItemId,
    subscriptionId: provisioned ? line.subscriptionId : undefined,
    termDuration: line.termDuration,
    transactionType: "New",
    friendlyName: nameOf(line),
    quantity: line.quantity,
    customTermEndDate: line.customTermEndDate,
    promotionId: line.promotionId,
    pricing: pricing !== undefined && tellsPrice(call, pricing.extendedPrice) ? pricing : undefined,
    partnerIdOnRecord: line.partnerIdOnRecord,
    ...(line.additionalPartnerIdsOnRecord.length > 0 && {
      additionalPartnerIdsOnRecord: line.additionalPartnerIdsOnRecord,
    }),
    // What the caller gave an Azure plan goes no further than the cart.
    provisioningContext: kindOf(line.catalogItemId) === "azurePlan" ? {} : line.provisioningContext,
    purchaseCommitment: line.purchaseCommitment && {
      ...line.purchaseCommitment,
      amount: Number(line.purchaseCommitment.amount),
    },
    renewsTo: line.renewsTo,
    attestationAccepted: line.attestationAccepted,
    links: {
      ...catalogLinks(call, line.catalogItemId, order.country),
      ...(provisioned && {
        subscription: link(call, `/customers/${order.customerId}/subscriptions/${line.subscriptionId}`),
      }),
      ...(kindOf(line.catalogItemId) === "saas" && {
        activationLinks: link(
          call,
          `/customers/${order.customerId}/orders/${order.id}/lineitems/${line.number}/activationlinks`,
        ),
      }),
    },
  };
}

/** A plan is called so whatever the cart said (C 7.8). */
function nameOf(line: OrderLine): string | undefined {
  switch (kindOf(line.catalogItemId)) {
    case "azurePlan":
      return "Azure plan";
    case "legacyAzure":
      return "Microsoft Azure";
    default:
      return line.friendlyName ?? itemOf(line.catalogItemId)?.sku.title;
  }
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
