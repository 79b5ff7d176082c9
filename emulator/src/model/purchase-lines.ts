import Big from "big.js";
import { monthNumber, monthStart } from "./billing-periods";
import { type CatalogItem, itemOf } from "./catalog";
import type { Instant, Subscription } from "./entities";
import type { Model } from "./model";
import { adjustment, type ReconciliationLine, roundedDown } from "./reconciliation";
import type { Span } from "./status-changes";
import { taxed } from "./taxes";
import { addDuration } from "./terms";

/** Whether it is billed by itself, and not by what it uses. */
export const isBilledByItself = ({ kind }: Pick<Subscription, "kind">): boolean =>
  kind !== "azurePlan" && kind !== "legacyAzure";

/** One charge, or credit, of something that was bought. */
interface Due {
  readonly at: Instant;
  readonly chargeType: "new" | "renew" | "addQuantity" | "removeQuantity" | "cancelImmediate";
  /** Negative for what is given back. */
  readonly quantity: number;
  /** What it is for: up to the end of the billing cycle; of perpetual things nothing. */
  readonly span: Span | undefined;
  /** The part of the cycle that is left. */
  readonly part: Big;
}

/**
 * The reconciliation of a purchase by the seat or the piece (B 10.2): what fell due in the stretch, up to the instant
 * given. Seats that come or go within a billing cycle, and what is given back, count for the rest of the cycle.
 */
export function purchaseLines(model: Model, one: Subscription, within: Span, until: Instant): ReconciliationLine[] {
  model.settle(one);
  const item = itemOf(one.catalogItemId);
  if (item === undefined || (item.sku.price === 0 && one.benefit?.commitment === undefined)) {
    return [];
  }
  const before = Math.min(within.to, until + 1);
  return dues(one, before)
    .filter(({ at }) => at >= within.from && at < before)
    .map((due) => purchaseLine(model, one, item, due));
}

/** Everything that falls due before that instant. */
function dues(one: Subscription, before: Instant): Due[] {
  const { from, to } = lifeOf(one);
  const found: Due[] = [];
  for (let number = 0; cycleStart(one, from, number) < Math.min(to, before); number += 1) {
    const at = cycleStart(one, from, number);
    const span = { from: at, to: cycleStart(one, from, number + 1) };
    const chargeType = number === 0 ? "new" : "renew";
    found.push({ at, chargeType, quantity: quantityAt(one, at), span: shownSpan(span), part: new Big(1) });
    found.push(...changesWithin(one, span, to));
  }
  return found;
}

/** Seats that came or went in a billing cycle, and whether the whole was given back in it. */
function changesWithin(one: Subscription, span: Span, endedAt: Instant): Due[] {
  const rest = (at: Instant) =>
    span.to === Number.POSITIVE_INFINITY ? new Big(1) : new Big(span.to - at).div(span.to - span.from).round(10);
  const inside = (at: Instant) => at > span.from && at < span.to;
  const seats = (one.quantityChanges ?? []).filter(({ at }) => inside(at) && at <= endedAt);
  const due = ({ at, before }: { readonly at: Instant; readonly before: number }): Due => {
    const quantity = quantityAt(one, at) - before;
    const chargeType = quantity < 0 ? "removeQuantity" : "addQuantity";
    return { at, chargeType, quantity, span: shownSpan({ from: at, to: span.to }), part: rest(at) };
  };
  const end = (): Due => ({
    at: endedAt,
    chargeType: "cancelImmediate",
    quantity: -quantityAt(one, endedAt),
    span: shownSpan({ from: endedAt, to: span.to }),
    part: rest(endedAt),
  });
  return [...seats.map(due), ...(inside(endedAt) && one.status === "deleted" ? [end()] : [])];
}

/** From when it is billed, and when it ended: SaaS begins when the customer activates it. */
function lifeOf(one: Subscription): Span {
  const changes = one.statusChanges ?? [];
  const activated = changes.find(({ before }) => before === "pending");
  const isPending = one.status === "pending" || one.visibleFrom === null;
  const isOver = ["deleted", "expired", "disabled"].includes(one.status);
  return {
    from: isPending ? Number.POSITIVE_INFINITY : (activated?.at ?? one.createdAt),
    to: (isOver ? changes.at(-1)?.at : undefined) ?? Number.POSITIVE_INFINITY,
  };
}

/** When a billing cycle begins; what is paid once has one that lasts as long as its term, or for ever. */
function cycleStart(one: Subscription, from: Instant, number: number): Instant {
  if (number === 0 || from === Number.POSITIVE_INFINITY) {
    return from;
  }
  switch (one.billingCycle) {
    case "monthly":
      return addDuration(from, `P${number}M`);
    case "annual":
      return addDuration(from, `P${number}Y`);
    default:
      return number === 1 && one.termDuration !== undefined
        ? addDuration(from, one.termDuration)
        : Number.POSITIVE_INFINITY;
  }
}

/** How many there were right after that instant. */
function quantityAt(one: Subscription, at: Instant): number {
  return one.quantityChanges?.find((change) => change.at > at)?.before ?? one.quantity;
}

const shownSpan = (span: Span): Span | undefined => (span.to === Number.POSITIVE_INFINITY ? undefined : span);

function purchaseLine(model: Model, one: Subscription, item: CatalogItem, due: Due): ReconciliationLine {
  const customer = model.customer(one.customerId);
  const commitment = one.benefit?.commitment;
  const hours = due.span === undefined ? 0 : Math.round((due.span.to - due.span.from) / 3_600_000);
  const quantity = commitment === undefined ? due.quantity : Math.sign(due.quantity) * hours;
  const reduction = item.sku.promotions?.[one.promotionId?.split(":")[2] ?? ""]?.reduction ?? 0;
  const unitPrice = new Big(commitment?.amount ?? item.sku.price);
  const part = commitment === undefined ? due.part : new Big(1);
  const effective = unitPrice.times(new Big(1).minus(reduction)).times(part).round(10);
  return {
    customer,
    resellerId: one.partnerId,
    orderId: one.orderId,
    orderedAt: one.createdAt,
    subscriptionId: one.id,
    subscriptionDescription: one.friendlyName,
    term: termAt(one, due.at),
    chargeSpan: due.span,
    product: {
      productId: item.product.id,
      skuId: item.sku.id,
      availabilityId: one.catalogItemId.split(":")[2] ?? "",
      productName: item.product.title,
      skuName: item.sku.title,
      publisherName: item.product.publisherName,
      publisherId: "",
      productQualifiers: [],
      unitType: commitment === undefined ? (one.kind === "license" ? "Licenses" : "") : "1 Hour",
      chargeType: due.chargeType,
      termAndBillingCycle: termTexts[one.termDuration ?? ""]?.(one.billingCycle) ?? "One-time payment",
      billingFrequency: one.billingCycle === "monthly" ? "1-month" : one.billingCycle === "annual" ? "1-year" : "",
      promotionId: one.promotionId ?? "",
      creditReasonCode: "",
    },
    meterDescription: "",
    reservationOrderId: one.kind === "reservation" ? one.id : "",
    priceAdjustment: reduction === 0 ? "" : adjustment("Promotion", String(reduction)),
    unitPrice: unitPrice.toFixed(),
    effectiveUnitPrice: effective.toFixed(),
    quantity,
    billableQuantity: String(quantity),
    // The catalog's prices are in the customer's currency.
    pricingCurrency: customer.currency,
    exchangeRate: "1",
    exchangeRateDate: monthStart(monthNumber(due.at)),
    ...taxed(customer, roundedDown(effective).times(quantity)),
  };
}

const cycleTexts: Readonly<Record<string, string>> = {
  monthly: "billed every month",
  annual: "billed every year",
};

const termText = (term: string) => (cycle: string) => `${term} commitment, ${cycleTexts[cycle] ?? "paid once"}`;

const termTexts: Readonly<Record<string, (cycle: string) => string>> = {
  P1M: termText("1 Month"),
  P1Y: termText("1 Year"),
  P3Y: termText("3 Years"),
};

/** The term that was running then: each begins where the one before ended. */
function termAt({ createdAt, termDuration }: Subscription, at: Instant): Span | undefined {
  if (termDuration === undefined) {
    return undefined;
  }
  let term = { from: createdAt, to: addDuration(createdAt, termDuration) };
  while (term.to <= at && term.to > term.from) {
    term = { from: term.to, to: addDuration(term.to, termDuration) };
  }
  return term;
}
