/** The Azure plan in Partner Center's catalog (reference: commerce 6.1). */
export const AZURE_PLAN = {
  productId: "DZH318Z0BPS6",
  skuId: "0001",
  /** The SKU's only advertised billing cycle, used when the service lists none. */
  billingCycle: "one_time",
  /** Offer of the predecessor, which cannot be held beside a plan. */
  legacyOfferId: "MS-AZR-0145P",
} as const;
