import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { collection } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import {
  availabilityId,
  azurePlanProduct,
  azurePlanSkus,
  findProduct,
  findSku,
  targetSegments,
  targetViews,
} from "../model/catalog";
import { availabilityView, productView, skuView } from "./catalog-views";
import { customerOf } from "./customer-of";

type Handle<Names extends string> = (call: ApiCall<Names>, country: string) => Reply;

/** Products, SKUs and availabilities, by country and by customer (C 6.4). */
export const catalogRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/products", byCountry(listProducts)),
  api("GET", "/v1/products/{productId}", byCountry(getProduct)),
  api("GET", "/v1/products/{productId}/skus", byCountry(listSkus)),
  api("GET", "/v1/products/{productId}/skus/{skuId}", byCountry(getSku)),
  api("GET", "/v1/products/{productId}/skus/{skuId}/availabilities", byCountry(listAvailabilities)),
  api("GET", "/v1/products/{productId}/skus/{skuId}/availabilities/{availabilityId}", byCountry(getAvailability)),
  api("GET", "/v1/customers/{customerId}/products", byCustomer(listProducts)),
  api("GET", "/v1/customers/{customerId}/products/{productId}", byCustomer(getProduct)),
  api("GET", "/v1/customers/{customerId}/products/{productId}/skus", byCustomer(listSkus)),
  api("GET", "/v1/customers/{customerId}/products/{productId}/skus/{skuId}", byCustomer(getSku)),
  api(
    "GET",
    "/v1/customers/{customerId}/products/{productId}/skus/{skuId}/availabilities",
    byCustomer(listAvailabilities),
  ),
  api(
    "GET",
    "/v1/customers/{customerId}/products/{productId}/skus/{skuId}/availabilities/{availabilityId}",
    byCustomer(getAvailability),
  ),
];

function byCountry<Names extends string>(handle: Handle<Names>) {
  return (call: ApiCall<Names>): Reply => {
    const country = call.query("country") ?? "";
    if (!/^[a-z]{2}$/i.test(country)) {
      throw new Refusal("invalidInput", "country is required: two letters of ISO 3166-1");
    }
    return handle(call, country);
  };
}

/** The customer's market takes the place of the country. */
function byCustomer<Names extends string>(handle: Handle<Names>) {
  return (call: ApiCall<Names | "customerId">): Reply => handle(call, customerOf(call).country);
}

function listProducts(call: ApiCall, country: string): Reply {
  const view = call.query("targetView");
  if (!view) {
    throw new Refusal("invalidInput", "targetView is required");
  }
  if (!targetViews.some((one) => one.toLowerCase() === view.toLowerCase())) {
    throw new Refusal("viewNotAllowed", view);
  }
  const fits = isSegmentServed(call) && view.toLowerCase() === azurePlanProduct.targetView.toLowerCase();
  return { status: 200, body: collection(call, fits ? [productView(call, country)] : []) };
}

function getProduct(call: ApiCall<"productId">, country: string): Reply {
  findProduct(call.param("productId"));
  return { status: 200, body: productView(call, country) };
}

function listSkus(call: ApiCall<"productId">, country: string): Reply {
  findProduct(call.param("productId"));
  const skus = isSegmentServed(call) ? azurePlanSkus : [];
  return {
    status: 200,
    body: collection(
      call,
      skus.map((sku) => skuView(call, sku, country)),
    ),
  };
}

function getSku(call: ApiCall<"productId" | "skuId">, country: string): Reply {
  return { status: 200, body: skuView(call, findSku(call.param("productId"), call.param("skuId")), country) };
}

function listAvailabilities(call: ApiCall<"productId" | "skuId">, country: string): Reply {
  const sku = findSku(call.param("productId"), call.param("skuId"));
  const items = isSegmentServed(call) ? [availabilityView(call, sku, country)] : [];
  return { status: 200, body: collection(call, items) };
}

function getAvailability(call: ApiCall<"productId" | "skuId" | "availabilityId">, country: string): Reply {
  const sku = findSku(call.param("productId"), call.param("skuId"));
  const id = call.param("availabilityId");
  if (id !== availabilityId(call.model, sku.id, country)) {
    throw new Refusal("availabilityNotFound", id);
  }
  return { status: 200, body: availabilityView(call, sku, country) };
}

/** Whether the list is asked for the segment the plan is sold to; unknown segments are refused. */
function isSegmentServed(call: ApiCall): boolean {
  const segment = call.query("targetSegment")?.toLowerCase();
  if (segment && !targetSegments.some((one) => one === segment)) {
    throw new Refusal("segmentNotAllowed", segment);
  }
  return !segment || segment === azurePlanProduct.segment;
}
