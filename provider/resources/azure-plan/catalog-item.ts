import type { CatalogItem } from "../../client/catalog-item";
import { RefusedError } from "../../client/errors";
import type { OperationContext } from "../resource";
import { describeTarget, type PlanTarget } from "./target";

/** Looks the target up in the customer's own catalog, which has applied market, segment and eligibility. */
export async function resolveCatalogItem(context: OperationContext, target: PlanTarget): Promise<CatalogItem> {
  const { customerId, productId, skuId } = target;
  const { item, listed } = await context.client.catalog.findItem({ customerId, productId, skuId });
  if (item) return item;
  throw new RefusedError(
    `${describeTarget(target)}: product ${productId}, SKU ${skuId} has no availability that can be bought ` +
      `(${listed} listed). Check productId and skuId, and the customer's market. Nothing was bought.`,
  );
}
