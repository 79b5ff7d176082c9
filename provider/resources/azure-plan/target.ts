/** Which plan is meant: at most one live plan a target is ever bought. */
export interface PlanTarget {
  /** Customer's Entra tenant, lower case. */
  readonly customerId: string;
  readonly productId: string;
  readonly skuId: string;
  /** PartnerID of the indirect reseller; absent matches any. */
  readonly partnerIdOnRecord?: string;
}

/** A key that is equal for equal targets. */
export function targetKey({ customerId, productId, skuId, partnerIdOnRecord }: PlanTarget): string {
  return [customerId, productId, skuId, partnerIdOnRecord ?? "*"].join("/");
}

/** True for a catalog item, `product:sku:availability`, of the target's product and SKU. */
export function isItemOf(target: PlanTarget, catalogItemId: string | undefined): boolean {
  return (catalogItemId ?? "").toLowerCase().startsWith(`${target.productId}:${target.skuId}:`.toLowerCase());
}

/** True when something sold through `partnerId` is what the target means. */
export function isSoldThrough(target: PlanTarget, partnerId: string | undefined): boolean {
  return target.partnerIdOnRecord === undefined || target.partnerIdOnRecord === partnerId;
}

/** The target as messages name it. */
export function describeTarget({ customerId, partnerIdOnRecord }: PlanTarget): string {
  return `customer ${customerId}${partnerIdOnRecord ? ` through reseller ${partnerIdOnRecord}` : ""}`;
}
