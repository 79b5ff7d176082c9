/** Which plan is meant: at most one live plan a target is ever bought. */
export interface PlanTarget {
  /** Customer's Entra tenant, lower case. */
  readonly customerId: string;
  readonly productId: string;
  readonly skuId: string;
  /** PartnerID of the indirect reseller; absent matches any. */
  readonly partnerIdOnRecord?: string;
}

/** The target's identity for the process's memory: parts between slashes, `*` where any will do. */
export function targetKey({ customerId, productId, skuId, partnerIdOnRecord }: PlanTarget): string {
  return [customerId, productId, skuId, partnerIdOnRecord ?? "*"].join("/");
}

/** True for a catalog item, `product:sku:availability`, of the target's product and SKU. */
export function isItemOf(target: PlanTarget, catalogItemId: string | undefined): boolean {
  return (catalogItemId ?? "").toLowerCase().startsWith(`${target.productId}:${target.skuId}:`.toLowerCase());
}

/**
 * True when something sold through `partnerId` can be what the target means. The service may leave the reseller out:
 * what it does not say might be the target's, and buying beside it would be worse than adopting it. An empty text says
 * that there is none.
 */
export function mayBeSoldThrough(target: PlanTarget, partnerId: string | undefined): boolean {
  return target.partnerIdOnRecord === undefined || partnerId === undefined || target.partnerIdOnRecord === partnerId;
}

/** The target as messages name it. */
export function describeTarget({
  customerId,
  partnerIdOnRecord,
}: Pick<PlanTarget, "customerId" | "partnerIdOnRecord">): string {
  return `customer ${customerId}${partnerIdOnRecord ? ` through reseller ${partnerIdOnRecord}` : ""}`;
}
