import { createHash } from "node:crypto";
import { Refusal } from "../errors";
import type { Model } from "./model";

/** The product that is the Azure plan (C 6.1). */
export const azurePlanProduct = {
  id: "DZH318Z0BPS6",
  title: "Microsoft Azure plan",
  description: "Gain access to Azure Services.",
  targetView: "MicrosoftAzure",
  segment: "commercial",
} as const;

/** A SKU of it. */
export interface Sku {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The Dev/Test SKU is in the catalog but not sold to partners. */
  readonly purchasable: boolean;
}

/** The SKUs of the Azure plan. */
export const azurePlanSkus: readonly Sku[] = [
  { id: "0001", title: "Microsoft Azure plan", description: "Microsoft Azure plan (MS-AZR-0017G)", purchasable: true },
  {
    id: "0002",
    title: "Microsoft Azure plan for DevTest",
    description: "Microsoft Azure plan for DevTest (MS-AZR-0148G)",
    purchasable: false,
  },
];

/** Target views that product lists know (C 6.3). */
export const targetViews = [
  "Azure",
  "AzureReservations",
  "AzureReservationsVM",
  "AzureReservationsSQL",
  "AzureReservationsCosmosDb",
  "MicrosoftAzure",
  "OnlineServices",
  "Software",
  "SoftwareSUSELinux",
  "SoftwarePerpetual",
  "SoftwareSubscriptions",
  "SpecializedOffers",
  "MarketplaceSaaS",
] as const;

/** Target segments that lists know. */
export const targetSegments = ["commercial", "education", "government", "nonprofit"] as const;

const idAlphabet = "0123456789BCDFGHJKLMNPQRSTVWXZ";

/** The id of the availability of a SKU in a country now. It changes with each reissue. */
export function availabilityId(model: Model, skuId: string, country: string): string {
  const market = country.toUpperCase();
  if (model.catalogEdition === 0 && market === "GB" && skuId === "0001") {
    return "DZH318Z0BMGV";
  }
  const digest = createHash("sha256")
    .update(`${azurePlanProduct.id}:${skuId}:${market}:${model.catalogEdition}`)
    .digest();
  const tail = [...digest.subarray(0, 4)].map((byte) => idAlphabet[byte % idAlphabet.length]).join("");
  return `DZH318Z0${tail}`;
}

/** The catalog item id to buy a SKU in a country with, now. */
export function catalogItemId(model: Model, skuId: string, country: string): string {
  return `${azurePlanProduct.id}:${skuId}:${availabilityId(model, skuId, country)}`;
}

/** Reissues every availability: the old catalog item ids stop working. */
export function reissueAvailabilities(model: Model): void {
  model.catalogEdition += 1;
}

/** Whether a catalog item id names a plan, of whatever availability. */
export const isAzurePlanItem = (itemId: string): boolean => itemId.startsWith(`${azurePlanProduct.id}:`);

/** The product of this id, or a refusal. */
export function findProduct(id: string): typeof azurePlanProduct {
  if (id !== azurePlanProduct.id) {
    throw new Refusal("productNotFound", id);
  }
  return azurePlanProduct;
}

/** The SKU of this id, or a refusal. */
export function findSku(productId: string, skuId: string): Sku {
  findProduct(productId);
  const sku = azurePlanSkus.find((one) => one.id === skuId);
  if (sku === undefined) {
    throw new Refusal("skuNotFound", `${productId}/${skuId}`);
  }
  return sku;
}

/** What a cart may know of an item: sold, known but no longer valid (reissued), or never heard of. */
export function judgeItem(model: Model, itemId: string, country: string): "sold" | "reissued" | "notSold" | "unknown" {
  const [productId, skuId, availability, ...rest] = itemId.split(":");
  const sku = azurePlanSkus.find((one) => one.id === skuId);
  if (productId !== azurePlanProduct.id || sku === undefined || availability === undefined || rest.length > 0) {
    return "unknown";
  }
  if (!sku.purchasable) {
    return "notSold";
  }
  return itemId === catalogItemId(model, sku.id, country) ? "sold" : "reissued";
}
