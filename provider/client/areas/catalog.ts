import { AZURE_PLAN } from "../azure-plan";
import type { Call, CallOptions, Calls, List } from "../calls";
import { type CatalogSearch, findCatalogItem } from "../catalog-item";
import {
  type Availability,
  getAvailability,
  getCustomerAvailability,
  getCustomerProduct,
  getCustomerSku,
  getProduct,
  getSku,
  listAvailabilities,
  listCustomerAvailabilities,
  listCustomerProducts,
  listCustomerSkus,
  listProducts,
  listSkus,
  type Product,
  type Sku,
  type TargetSegment,
  type TargetView,
} from "../endpoints/products";

/**
 * Whose catalog: what is sold in a country (ISO 3166-1, two letters), or what one customer can buy, with its market,
 * segment and eligibility applied. For a purchase ask for the customer's.
 */
export type CatalogScope =
  | { readonly country: string; readonly customerId?: never }
  | { readonly customerId: string; readonly country?: never };

/** What a list of the catalog is narrowed to. */
export interface CatalogNarrowing {
  /** Default: all but `nonprofit`. */
  readonly targetSegment?: TargetSegment;
  /** `AzurePlan` shows reservations that fit Azure plans. */
  readonly reservationScope?: "AzurePlan";
}

function narrowingOf({ targetSegment, reservationScope }: CatalogNarrowing) {
  return { targetSegment, reservationScope };
}

/** What Microsoft sells: products, their SKUs, and the availabilities that can be ordered today. */
export class Catalog {
  constructor(private readonly calls: Calls) {}

  /**
   * Products of one part of the catalog.
   * @param wanted `targetView`: the part; `MicrosoftAzure` has the Azure plan.
   * @throws ApiError 403 `400030` or `400036` for a segment or a view that the partner does not sell.
   * @see get-a-list-of-products, get-a-list-of-products-by-customer (commerce 6.4)
   */
  listProducts(
    wanted: CatalogScope & CatalogNarrowing & { readonly targetView: TargetView },
    options?: CallOptions,
  ): List<Product> {
    const { country, customerId, targetView } = wanted;
    const query = { targetView, ...narrowingOf(wanted) };
    return customerId === undefined
      ? this.calls.list(listProducts, { query: { country, ...query } }, options)
      : this.calls.list(listCustomerProducts, { path: { customerId }, query }, options);
  }

  /**
   * One product.
   * @throws ApiError 404 `400013` for an unknown one.
   * @see get-a-product-by-id (commerce 6.4)
   */
  getProduct(wanted: CatalogScope & { readonly productId: string }, options?: CallOptions): Call<Product> {
    const { country, customerId, productId } = wanted;
    return customerId === undefined
      ? this.calls.call(getProduct, { path: { productId }, query: { country } }, options)
      : this.calls.call(getCustomerProduct, { path: { customerId, productId } }, options);
  }

  /**
   * The SKUs of a product.
   * @throws ApiError 404 `400013` for an unknown product.
   * @see get-a-list-of-skus-for-a-product, get-a-list-of-skus-for-a-product-by-customer (commerce 6.4)
   */
  listSkus(wanted: CatalogScope & CatalogNarrowing & { readonly productId: string }, options?: CallOptions): List<Sku> {
    const { country, customerId, productId } = wanted;
    const query = narrowingOf(wanted);
    return customerId === undefined
      ? this.calls.list(listSkus, { path: { productId }, query: { country, ...query } }, options)
      : this.calls.list(listCustomerSkus, { path: { customerId, productId }, query }, options);
  }

  /**
   * One SKU.
   * @throws ApiError 404 `400013` or `400018` for an unknown one.
   * @see get-a-sku-by-id (commerce 6.4)
   */
  getSku(
    wanted: CatalogScope & { readonly productId: string; readonly skuId: string },
    options?: CallOptions,
  ): Call<Sku> {
    const { country, customerId, ...path } = wanted;
    return customerId === undefined
      ? this.calls.call(getSku, { path, query: { country } }, options)
      : this.calls.call(getCustomerSku, { path: { customerId, ...path } }, options);
  }

  /**
   * What can be ordered of a SKU today. The ids are reissued now and then: use them at once, store them nowhere.
   * @see get-a-list-of-availabilities-for-a-sku, get-a-list-of-availabilities-for-a-sku-by-customer (commerce 6.4)
   */
  listAvailabilities(
    wanted: CatalogScope & CatalogNarrowing & { readonly productId: string; readonly skuId: string },
    options?: CallOptions,
  ): List<Availability> {
    const { country, customerId, productId, skuId } = wanted;
    const query = narrowingOf(wanted);
    return customerId === undefined
      ? this.calls.list(listAvailabilities, { path: { productId, skuId }, query: { country, ...query } }, options)
      : this.calls.list(listCustomerAvailabilities, { path: { customerId, productId, skuId }, query }, options);
  }

  /**
   * One availability.
   * @throws ApiError 404 `400019` for one that is not known, or not any more.
   * @see get-an-availability-by-id (commerce 6.4)
   */
  getAvailability(
    wanted: CatalogScope & { readonly productId: string; readonly skuId: string; readonly availabilityId: string },
    options?: CallOptions,
  ): Call<Availability> {
    const { country, customerId, ...path } = wanted;
    return customerId === undefined
      ? this.calls.call(getAvailability, { path, query: { country } }, options)
      : this.calls.call(getCustomerAvailability, { path: { customerId, ...path } }, options);
  }

  /**
   * The catalog item that a cart line needs, in one call: today's availability for this customer and the SKU's billing
   * cycle.
   * @param wanted `productId` and `skuId`: default the Azure plan.
   * @returns without an `item` when nothing can be bought now.
   * @see commerce 6.1, 6.7
   */
  findItem(
    {
      customerId,
      productId = AZURE_PLAN.productId,
      skuId = AZURE_PLAN.skuId,
    }: { readonly customerId: string; readonly productId?: string; readonly skuId?: string },
    options?: CallOptions,
  ): Promise<CatalogSearch> {
    return findCatalogItem(this.calls, { customerId, productId, skuId }, options);
  }
}
