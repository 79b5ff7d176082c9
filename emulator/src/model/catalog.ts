import { createHash } from "node:crypto";
import { Refusal } from "../errors";
import type { CatalogProduct, CatalogSku, ItemKind } from "./catalog-facts";
import { azurePlanProduct, catalogProducts, legacyAzureOffer, legacyAzureProduct } from "./catalog-products";
import type { Stock } from "./entities";
import type { Model } from "./model";

/** A SKU with the product that it belongs to. */
export interface CatalogItem {
  readonly product: CatalogProduct;
  readonly sku: CatalogSku;
}

/** Where the stock of a SKU is kept. */
export const stockKey = (productId: string, skuId: string): string => `${productId}:${skuId}`;

const idAlphabet = "0123456789BCDFGHJKLMNPQRSTVWXZ";

/** The id of the availability of a SKU in a country now. It changes with each reissue. */
export function availabilityId(model: Model, { product, sku }: CatalogItem, country: string): string {
  const market = country.toUpperCase();
  if (model.catalogEdition === 0 && market === "GB" && product.kind === "azurePlan" && sku.id === "0001") {
    return "DZH318Z0BMGV";
  }
  const digest = createHash("sha256").update(`${product.id}:${sku.id}:${market}:${model.catalogEdition}`).digest();
  const tail = [...digest.subarray(0, 4)].map((byte) => idAlphabet[byte % idAlphabet.length]).join("");
  return `DZH318Z0${tail}`;
}

/** The catalog item id to buy a SKU in a country with, now. Legacy offers are bought by their own id. */
export function itemId(model: Model, item: CatalogItem, country: string): string {
  return item.product.kind === "legacyAzure"
    ? item.sku.id
    : `${item.product.id}:${item.sku.id}:${availabilityId(model, item, country)}`;
}

/** The catalog item id of a SKU of the Azure plan in a country, now. */
export function catalogItemId(model: Model, skuId: string, country: string): string {
  return itemId(model, findSku(azurePlanProduct.id, skuId), country);
}

/** Reissues every availability: the old catalog item ids stop working. */
export function reissueAvailabilities(model: Model): void {
  model.catalogEdition += 1;
}

/** Whether a product is sold in a country. */
export function isSoldIn(product: CatalogProduct, country: string): boolean {
  return product.countries?.includes(country.toUpperCase()) ?? true;
}

/** The product of this id, if it is sold in the country, or a refusal. */
export function findProduct(id: string, country?: string): CatalogProduct {
  const product = catalogProducts.find((one) => one.id === id);
  if (product === undefined || (country !== undefined && !isSoldIn(product, country))) {
    throw new Refusal("productNotFound", id);
  }
  return product;
}

/** The SKU of this id, or a refusal. */
export function findSku(productId: string, skuId: string, country?: string): CatalogItem {
  const product = findProduct(productId, country);
  const sku = product.skus.find((one) => one.id === skuId);
  if (sku === undefined) {
    throw new Refusal("skuNotFound", `${productId}/${skuId}`);
  }
  return { product, sku };
}

/** The stock of a SKU. */
export function stockOf(model: Model, { product, sku }: CatalogItem): Stock {
  return model.stocks.get(stockKey(product.id, sku.id)) ?? { withdrawn: false, remaining: null };
}

/**
 * What a catalog item id means in a country: `sold`; `reissued` when its availability is of another day; `notSold`,
 * `retired` and `elsewhere` for what exists and cannot be bought there; `unknown` otherwise.
 */
export type ItemState = "sold" | "reissued" | "notSold" | "retired" | "elsewhere" | "unknown";

/** Looks a catalog item id up; there is an item unless it is unknown. */
export function judgeItem(
  model: Model,
  id: string,
  country: string,
): { readonly state: ItemState; readonly item?: CatalogItem } {
  const item = itemOf(id);
  if (item === undefined) {
    return { state: "unknown" };
  }
  if (item.sku.sale !== "sold") {
    return { state: item.sku.sale, item };
  }
  if (!isSoldIn(item.product, country)) {
    return { state: "elsewhere", item };
  }
  return { state: id === itemId(model, item, country) ? "sold" : "reissued", item };
}

/** The item that a catalog item id names, of whatever availability. */
export function itemOf(id: string): CatalogItem | undefined {
  if (id === legacyAzureOffer) {
    return findSku(legacyAzureProduct.id, legacyAzureOffer);
  }
  const [productId, skuId, availability, ...rest] = id.split(":");
  const product = catalogProducts.find((one) => one.id === productId);
  const sku = product?.skus.find((one) => one.id === skuId);
  const complete = availability !== undefined && rest.length === 0;
  return product === undefined || sku === undefined || !complete ? undefined : { product, sku };
}

/** The first item of a kind that the catalog has. */
export function itemOfKind(kind: ItemKind): CatalogItem {
  const product = catalogProducts.find((one) => one.kind === kind);
  const [sku] = product?.skus ?? [];
  if (product === undefined || sku === undefined) {
    throw new Error(`the catalog has no ${kind}`);
  }
  return { product, sku };
}

/** What becomes of a catalog item that is bought; undefined for what is not in the catalog. */
export const kindOf = (id: string): ItemKind | undefined => itemOf(id)?.product.kind;
