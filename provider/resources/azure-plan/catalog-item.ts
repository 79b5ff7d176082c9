import { getSku, listAvailabilities } from "../../client/endpoints/products";
import { RefusedError } from "../../client/errors";
import type { OperationContext } from "../resource";
import { AZURE_PLAN } from "./facts";
import { describeTarget, type PlanTarget } from "./target";

/** What a cart line needs from the catalog. */
export interface CatalogItem {
  /** `product:sku:availability`. The last part is reissued now and then: use it at once, store it nowhere. */
  readonly catalogItemId: string;
  readonly billingCycle: string;
}

/** Looks the target up in the customer's own catalog, which has applied market, segment and eligibility. */
export async function resolveCatalogItem(context: OperationContext, target: PlanTarget): Promise<CatalogItem> {
  const { customerId, productId, skuId } = target;
  const [availabilities, sku] = await Promise.all([
    context.client.list(listAvailabilities, { path: { customerId, productId, skuId } }),
    context.client.call(getSku, { path: { customerId, productId, skuId } }),
  ]);
  const purchasable = availabilities.items.find(({ isPurchasable }) => isPurchasable !== false);
  if (!purchasable) {
    throw new RefusedError(
      `${describeTarget(target)}: product ${productId}, SKU ${skuId} has no availability that can be bought ` +
        `(${availabilities.items.length} listed). Check productId and skuId, and the customer's market. Nothing was bought.`,
    );
  }
  return {
    catalogItemId: purchasable.catalogItemId ?? `${productId}:${skuId}:${purchasable.id}`,
    billingCycle: sku.body.supportedBillingCycles?.[0] ?? AZURE_PLAN.billingCycle,
  };
}
