import { itemOf } from "./catalog";
import type { PurchasedItem } from "./entities";

/** What a line costs, before tax (C 7.2). */
export interface Pricing {
  readonly listPrice: number;
  readonly discountedPrice: number;
  readonly proratedPrice: number;
  readonly price: number;
  readonly extendedPrice: number;
}

/** The price of a line; all zero for what is paid by usage, undefined for what is not in the catalog. */
export function pricingOf({ catalogItemId, quantity, promotionId }: PurchasedItem): Pricing | undefined {
  const sku = itemOf(catalogItemId)?.sku;
  if (sku === undefined) {
    return undefined;
  }
  const reduction = sku.promotions?.[promotionId?.split(":")[2] ?? ""]?.reduction ?? 0;
  const price = toCents(sku.price * (1 - reduction));
  return {
    listPrice: sku.price,
    discountedPrice: price,
    proratedPrice: price,
    price,
    extendedPrice: toCents(price * quantity),
  };
}

/** What several lines cost together. */
export function totalPrice(lines: readonly PurchasedItem[]): number {
  return toCents(lines.reduce((sum, line) => sum + (pricingOf(line)?.extendedPrice ?? 0), 0));
}

const toCents = (amount: number) => Math.round(amount * 100) / 100;
