import type { ApiCall } from "../http/call";
import { link } from "../http/links";
import { availabilityId, type CatalogItem, itemId, stockOf } from "../model/catalog";
import { type CatalogProduct, hasSeats, isMicrosofts, type Term } from "../model/catalog-facts";
import { currencyOf, symbolOf } from "../model/currencies";

/** A product as the catalog writes it (C 6.5). Country is in the caller's case, for links. */
export function productView(call: ApiCall, product: CatalogProduct, country: string) {
  const path = `/products/${product.id}`;
  return {
    id: product.id,
    title: product.title,
    description: product.description,
    productType: product.productType,
    isMicrosoftProduct: isMicrosofts(product),
    publisherName: product.publisherName,
    localizedAttributes: product.localizedAttributes,
    links: {
      skus: link(call, `${path}/skus?country=${country}`),
      self: link(call, `${path}?country=${country}`),
    },
  };
}

/** A SKU of a product. */
export function skuView(call: ApiCall, { product, sku }: CatalogItem, country: string) {
  const path = `/products/${product.id}/skus/${sku.id}`;
  const code = currencyOf(country);
  return {
    id: sku.id,
    productId: product.id,
    title: sku.title,
    description: sku.description,
    minimumQuantity: sku.minimumQuantity,
    maximumQuantity: sku.maximumQuantity,
    isTrial: false,
    supportedBillingCycles: sku.billingCycles,
    purchasePrerequisites: sku.purchasePrerequisites,
    inventoryVariables: sku.inventoryVariables,
    provisioningVariables: sku.provisioningVariables,
    actions: sku.actions,
    dynamicAttributes: sku.dynamicAttributes,
    ...(sku.attestationType !== undefined && {
      attestationProperties: { attestationType: sku.attestationType, enforceAttestation: true },
    }),
    ...(product.kind === "savingsPlan" && {
      // The table says number, the sample has a text (C 6.5).
      minimumPurchaseCommitment: {
        grain: "Hourly",
        currencyCode: { code, symbol: symbolOf(code) },
        amount: "0.001",
      },
    }),
    links: {
      availabilities: link(call, `${path}/availabilities?country=${country}`),
      self: link(call, `${path}?country=${country}`),
    },
  };
}

/** The availability of a SKU in a country, for the segment that was asked for. */
export function availabilityView(call: ApiCall, item: CatalogItem, country: string, segment: string | undefined) {
  const { product, sku } = item;
  const id = availabilityId(call.model, item, country);
  const currency = currencyOf(country);
  return {
    id,
    productId: product.id,
    skuId: sku.id,
    catalogItemId: itemId(call.model, item, country),
    defaultCurrency: { code: currency, symbol: symbolOf(currency) },
    segment: segment ?? product.segments[0],
    country: country.toUpperCase(),
    isPurchasable: sku.sale === "sold" && !stockOf(call.model, item).withdrawn,
    isRenewable: hasSeats(product.kind),
    renewalInstructions: hasSeats(product.kind) ? [renewal(item)] : [],
    ...termsOf(call, item),
    product: productView(call, product, country),
    sku: skuView(call, item, country),
    links: { self: link(call, `/products/${product.id}/skus/${sku.id}/availabilities/${id}?country=${country}`) },
  };
}

/** The plan has no terms, and says so in the way that a switch says. */
function termsOf(call: ApiCall, { product, sku }: CatalogItem) {
  const terms = sku.terms.filter((term) => !term.retired).map(termView);
  const emptily = product.kind === "azurePlan" && call.model.switches.is("planTerms", "empty");
  return terms.length > 0 || emptily ? { terms } : {};
}

function renewal({ product, sku }: CatalogItem) {
  return {
    applicableTermIds: sku.terms.filter((term) => !term.retired).map((term) => term.id),
    renewalOptions: [{ renewToId: `${product.id}:${sku.id}`, isAutoRenewable: true }],
  };
}

function termView({ refundedWithin, ...term }: Term) {
  const refundOptions = [{ sequenceId: 0, type: "Full", expiresAfter: refundedWithin }];
  return { ...term, ...(refundedWithin !== undefined && { cancellationPolicies: [{ refundOptions }] }) };
}
