import { AZURE_PLAN } from "./azure-plan";
import type { CallOptions, Calls } from "./calls";
import { type Availability, getCustomerSku, listCustomerAvailabilities, type Sku } from "./endpoints/products";

/** What a cart line needs from the catalog. */
export interface CatalogItem {
  /** `product:sku:availability`. The last part is reissued now and then: use it at once, store it nowhere. */
  readonly catalogItemId: string;
  /** The SKU's first one, such as `one_time`. */
  readonly billingCycle: string;
  readonly availability: Availability;
  readonly sku: Sku;
}

/** What was found in a customer's own catalog. */
export interface CatalogSearch {
  /** Absent when nothing can be bought now. */
  readonly item?: CatalogItem;
  /** Availabilities that were listed, those that cannot be bought too. */
  readonly listed: number;
}

/** Looks a SKU up in the customer's own catalog, which has applied market, segment and eligibility. */
export async function findCatalogItem(
  calls: Calls,
  path: { readonly customerId: string; readonly productId: string; readonly skuId: string },
  options?: CallOptions,
): Promise<CatalogSearch> {
  const [{ items }, sku] = await Promise.all([
    calls.list(listCustomerAvailabilities, { path }, options).all(),
    calls.call(getCustomerSku, { path }, options),
  ]);
  const availability = items.find(({ isPurchasable }) => isPurchasable !== false);
  if (!availability) return { listed: items.length };
  const catalogItemId = availability.catalogItemId ?? `${path.productId}:${path.skuId}:${availability.id}`;
  const billingCycle = sku.supportedBillingCycles?.[0] ?? AZURE_PLAN.billingCycle;
  return { item: { catalogItemId, billingCycle, availability, sku }, listed: items.length };
}
