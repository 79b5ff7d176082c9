import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { caseless } from "../http/caseless";
import { type ApiRoute, api } from "../http/routes";
import { type CatalogItem, stockOf } from "../model/catalog";
import { catalogProducts } from "../model/catalog-products";
import { findCustomer } from "../model/customers";
import { isReadyForReservations } from "../model/registrations";

/** What is in stock for a customer (C 6.4, 6.5). */
export const inventoryRoutes: readonly ApiRoute[] = [
  api("POST", "/v1/extensions/product/checkInventory", postCheckInventory),
];

const inventoryBody = caseless({
  targetItems: z.array(caseless({ productId: z.string(), skuId: z.string().optional() })),
  inventoryContext: caseless({
    customerId: z.string().optional(),
    azureSubscriptionId: z.string().optional(),
    armRegionName: z.string().optional(),
  }).optional(),
});

type Inventory = z.infer<typeof inventoryBody>;

/** Items that do not exist are dropped; without a SKU all of a product's are meant. */
function postCheckInventory(call: ApiCall): Reply {
  if (!/^[a-z]{2}$/i.test(call.query("country") ?? "")) {
    throw new Refusal("invalidInput", "country is required: two letters of ISO 3166-1");
  }
  const { targetItems, inventoryContext = {} } = call.body(inventoryBody);
  const items = targetItems.flatMap(({ productId, skuId }) => {
    const product = catalogProducts.find((one) => one.id === productId);
    const skus = product?.skus.filter((one) => skuId === undefined || one.id === skuId) ?? [];
    return product === undefined ? [] : skus.map((sku) => ({ product, sku }));
  });
  return { status: 200, body: items.map((item) => inventoryView(call, item, inventoryContext)) };
}

function inventoryView(call: ApiCall, item: CatalogItem, context: NonNullable<Inventory["inventoryContext"]>) {
  const restrictions = restrictionsOf(call, item, context);
  return {
    productId: item.product.id,
    skuId: item.sku.id,
    isRestricted: restrictions.length > 0,
    restrictions,
  };
}

function restrictionsOf(call: ApiCall, item: CatalogItem, context: NonNullable<Inventory["inventoryContext"]>) {
  const { withdrawn, remaining } = stockOf(call.model, item);
  if (withdrawn || remaining === 0) {
    return [restriction("NotAvailable", "The item is not in stock.")];
  }
  const { customerId, azureSubscriptionId } = context;
  if (item.product.kind !== "reservation" || customerId === undefined || azureSubscriptionId === undefined) {
    return [];
  }
  const customer = findCustomer(call.model, call.partner, customerId);
  return isReadyForReservations(call.model, call.partner, customer, azureSubscriptionId)
    ? []
    : [restriction("NotAvailableForSubscription", "The subscription is not registered for reservations.")];
}

const restriction = (reasonCode: string, description: string) => ({ reasonCode, description, properties: {} });
