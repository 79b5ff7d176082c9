import type { ApiCall } from "../http/call";
import { link } from "../http/links";
import { availabilityId, azurePlanProduct, type Sku } from "../model/catalog";
import { currencyOf, symbolOf } from "../model/currencies";

const productPath = `/products/${azurePlanProduct.id}`;

/** The Azure plan product as the catalog writes it (C 6.5). Country is in the caller's case, for links. */
export function productView(call: ApiCall, country: string) {
  return {
    id: azurePlanProduct.id,
    title: azurePlanProduct.title,
    description: azurePlanProduct.description,
    productType: { id: "Azure", displayName: "Azure", subType: { id: "Azure", displayName: "Azure" } },
    isMicrosoftProduct: true,
    publisherName: "Microsoft Corporation",
    links: {
      skus: link(call, `${productPath}/skus?country=${country}`),
      self: link(call, `${productPath}?country=${country}`),
    },
  };
}

/** A SKU of it. */
export function skuView(call: ApiCall, sku: Sku, country: string) {
  const path = `${productPath}/skus/${sku.id}`;
  return {
    id: sku.id,
    productId: azurePlanProduct.id,
    title: sku.title,
    description: sku.description,
    minimumQuantity: 1,
    maximumQuantity: 1,
    isTrial: false,
    supportedBillingCycles: ["one_time"],
    purchasePrerequisites: ["MicrosoftCustomerAgreement"],
    inventoryVariables: [],
    provisioningVariables: [],
    actions: ["Refund"],
    dynamicAttributes: { isMicrosoftProduct: true, pilotProgram: "modernazurepilot" },
    links: {
      availabilities: link(call, `${path}/availabilities?country=${country}`),
      self: link(call, `${path}?country=${country}`),
    },
  };
}

/** The availability of a SKU in a country. */
export function availabilityView(call: ApiCall, sku: Sku, country: string) {
  const id = availabilityId(call.model, sku.id, country);
  const currency = currencyOf(country);
  return {
    id,
    productId: azurePlanProduct.id,
    skuId: sku.id,
    catalogItemId: `${azurePlanProduct.id}:${sku.id}:${id}`,
    defaultCurrency: { code: currency, symbol: symbolOf(currency) },
    segment: azurePlanProduct.segment,
    country: country.toUpperCase(),
    isPurchasable: sku.purchasable,
    isRenewable: false,
    renewalInstructions: [],
    product: productView(call, country),
    sku: skuView(call, sku, country),
    links: { self: link(call, `${productPath}/skus/${sku.id}/availabilities/${id}?country=${country}`) },
  };
}
