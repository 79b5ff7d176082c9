import { z } from "zod";
import type { AdminRoute } from "../http/routes";
import { availabilityId, findSku, reissueAvailabilities, stockKey, stockOf } from "../model/catalog";
import { azurePlanProduct } from "../model/catalog-products";
import { type AdminParts, admin, adminBody } from "./admin";

const stockBody = z.strictObject({
  withdrawn: z.boolean().optional(),
  remaining: z.number().int().nonnegative().nullable().optional(),
});

/** What Microsoft does to the catalog. */
export function adminCatalogRoutes({ model }: AdminParts): AdminRoute[] {
  return [
    admin("POST", "/portal/catalog/reissue", () => {
      reissueAvailabilities(model);
      const product = azurePlanProduct;
      const example = product.skus.map((sku) => [sku.id, availabilityId(model, { product, sku }, "US")]);
      return { status: 200, body: { edition: model.catalogEdition, availabilitiesInUS: Object.fromEntries(example) } };
    }),
    admin("POST", "/portal/catalog/products/{productId}/skus/{skuId}", (incoming, { productId = "", skuId = "" }) => {
      const stock = stockOf(model, findSku(productId, skuId));
      const { withdrawn = stock.withdrawn, remaining = stock.remaining } = adminBody(incoming, stockBody);
      model.stocks.set(stockKey(productId, skuId), { withdrawn, remaining });
      return { status: 200, body: { productId, skuId, withdrawn, remaining } };
    }),
  ];
}
