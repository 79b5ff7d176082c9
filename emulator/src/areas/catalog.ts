import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { collection } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { availabilityId, findProduct, findSku, isSoldIn, stockOf } from "../model/catalog";
import { type CatalogProduct, targetSegments, targetViews } from "../model/catalog-facts";
import { catalogProducts } from "../model/catalog-products";
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
  // The customers' pages print POST, their samples GET (C 6.3).
  ...["GET", "POST"].flatMap((method) => [
    api(method, "/v1/customers/{customerId}/products", byCustomer(listProducts)),
    api(method, "/v1/customers/{customerId}/products/{productId}", byCustomer(getProduct)),
    api(method, "/v1/customers/{customerId}/products/{productId}/skus", byCustomer(listSkus)),
    api(method, "/v1/customers/{customerId}/products/{productId}/skus/{skuId}", byCustomer(getSku)),
    api(
      method,
      "/v1/customers/{customerId}/products/{productId}/skus/{skuId}/availabilities",
      byCustomer(listAvailabilities),
    ),
    api(
      method,
      "/v1/customers/{customerId}/products/{productId}/skus/{skuId}/availabilities/{availabilityId}",
      byCustomer(getAvailability),
    ),
  ]),
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
  const wanted = call.query("targetView");
  if (!wanted) {
    throw new Refusal("invalidInput", "targetView is required");
  }
  const view = targetViews.find((one) => one.toLowerCase() === wanted.toLowerCase());
  if (view === undefined) {
    throw new Refusal("viewNotAllowed", wanted);
  }
  const segment = wantedSegment(call);
  const found = catalogProducts.filter(
    (product) => product.views.includes(view) && isSoldIn(product, country) && isListed(call, product, segment),
  );
  return {
    status: 200,
    body: collection(
      call,
      found.map((product) => productView(call, product, country)),
    ),
  };
}

function getProduct(call: ApiCall<"productId">, country: string): Reply {
  return { status: 200, body: productView(call, findProduct(call.param("productId"), country), country) };
}

function listSkus(call: ApiCall<"productId">, country: string): Reply {
  const product = findProduct(call.param("productId"), country);
  const skus = isListed(call, product, wantedSegment(call)) ? product.skus : [];
  return {
    status: 200,
    body: collection(
      call,
      skus.map((sku) => skuView(call, { product, sku }, country)),
    ),
  };
}

function getSku(call: ApiCall<"productId" | "skuId">, country: string): Reply {
  return { status: 200, body: skuView(call, findSku(call.param("productId"), call.param("skuId"), country), country) };
}

function listAvailabilities(call: ApiCall<"productId" | "skuId">, country: string): Reply {
  const item = findSku(call.param("productId"), call.param("skuId"), country);
  const segment = wantedSegment(call);
  const items = isListed(call, item.product, segment) ? [availabilityView(call, item, country, segment)] : [];
  return { status: 200, body: collection(call, items) };
}

function getAvailability(call: ApiCall<"productId" | "skuId" | "availabilityId">, country: string): Reply {
  const item = findSku(call.param("productId"), call.param("skuId"), country);
  const id = call.param("availabilityId");
  if (id !== availabilityId(call.model, item, country)) {
    throw new Refusal("availabilityNotFound", id);
  }
  if (stockOf(call.model, item).withdrawn) {
    throw new Refusal("itemUnavailable", `${item.product.id}/${item.sku.id}`);
  }
  return { status: 200, body: availabilityView(call, item, country, undefined) };
}

/** The segment that a list is asked for, if any; unknown ones are refused. */
function wantedSegment(call: ApiCall): (typeof targetSegments)[number] | undefined {
  const wanted = call.query("targetSegment")?.toLowerCase();
  if (!wanted) {
    return undefined;
  }
  const segment = targetSegments.find((one) => one === wanted);
  if (segment === undefined) {
    throw new Refusal("segmentNotAllowed", wanted);
  }
  return segment;
}

/** Whether lists show the product: for its segments, of which nonprofit must be asked for, and its reservation scope. */
function isListed(call: ApiCall, product: CatalogProduct, segment: (typeof targetSegments)[number] | undefined) {
  const fits = product.segments.some((one) => (segment === undefined ? one !== "nonprofit" : one === segment));
  const forAzurePlans = call.query("reservationScope")?.toLowerCase() === "azureplan";
  return fits && (forAzurePlans || product.forAzurePlans !== true);
}
