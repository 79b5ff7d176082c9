import Big from "big.js";
import type { Charge } from "./billing-entities";
import { monthsLater } from "./billing-periods";
import { type ChargeProduct, chargeProduct } from "./charge-products";
import { earnedCreditRate, type UsageRange, usageTotals } from "./consumption";
import type { Instant, Subscription } from "./entities";
import { exchangeRate } from "./exchange-rates";
import type { Meter } from "./meters";
import type { Model } from "./model";
import type { Span } from "./status-changes";
import { type BilledCustomer, type TaxedAmounts, taxed } from "./taxes";

/** One line of the reconciliation of new commerce (B 10.2). All amounts are exact decimal texts. */
export interface ReconciliationLine extends TaxedAmounts {
  readonly customer: BilledCustomer;
  /** PartnerID of the reseller on record, or empty. */
  readonly resellerId: string;
  readonly orderId: string;
  readonly orderedAt: Instant;
  readonly subscriptionId: string;
  readonly subscriptionDescription: string;
  /** The subscription's term; of the Azure plan none. */
  readonly term: Span | undefined;
  /** What the charge is for; credits and perpetual things have none. */
  readonly chargeSpan: Span | undefined;
  readonly product: Omit<ChargeProduct, "termMonths" | "monthly" | "unitPrice" | "discount">;
  readonly meterDescription: string;
  readonly reservationOrderId: string;
  readonly priceAdjustment: string;
  readonly unitPrice: string;
  readonly effectiveUnitPrice: string;
  readonly quantity: number;
  readonly billableQuantity: string;
  readonly pricingCurrency: string;
  readonly exchangeRate: string;
  readonly exchangeRateDate: Instant;
}

/** Cut to two digits behind the point, as reconciliation does it (B 10.5). */
export const roundedDown = (amount: Big): Big => amount.round(2, Big.roundDown);

/** A plan's usage of a period: a line for each meter in the order in which they came up, those that cost nothing too. */
export function planLines(model: Model, plan: Subscription, range: UsageRange): ReconciliationLine[] {
  const customer = model.customer(plan.customerId);
  const { rate, date } = exchangeRate(customer.currency, range.from);
  const byMeter = new Map<Meter, Big>();
  for (const { meter, quantity } of usageTotals(model, plan, range)) {
    byMeter.set(meter, (byMeter.get(meter) ?? new Big(0)).plus(quantity));
  }
  return [...byMeter].map(([meter, quantity]) => {
    const credit = meter.partnerEarnedCredit ? earnedCreditRate : "0";
    const effective = new Big(meter.unitPrice).times(new Big(1).minus(credit));
    return {
      ...ofPlan(plan, customer, meter),
      chargeSpan: { from: range.from, to: range.to },
      priceAdjustment: credit === "0" ? "" : adjustment("PartnerEarnedCredit", credit),
      unitPrice: meter.unitPrice,
      effectiveUnitPrice: effective.toFixed(),
      quantity: 1,
      billableQuantity: quantity.toFixed(),
      pricingCurrency: "USD",
      exchangeRate: rate,
      exchangeRateDate: date,
      ...taxed(customer, roundedDown(roundedDown(effective.times(quantity)).times(rate))),
    };
  });
}

/** What a line says of the plan it is for and of the meter, whatever was used. */
export function ofPlan(plan: Subscription, customer: BilledCustomer, meter: Meter) {
  const { productId, skuId, availabilityId, productName, skuName, unit } = meter;
  return {
    customer,
    resellerId: plan.partnerId,
    orderId: plan.orderId,
    orderedAt: plan.createdAt,
    subscriptionId: plan.id,
    subscriptionDescription: "Azure plan",
    term: undefined,
    product: {
      productId,
      skuId,
      availabilityId,
      productName,
      skuName,
      publisherName: "Microsoft Corporation",
      publisherId: "",
      productQualifiers: [],
      unitType: unit,
      chargeType: "new",
      termAndBillingCycle: "",
      billingFrequency: "",
      promotionId: "",
      creditReasonCode: "",
    },
    meterDescription: meter.name,
    reservationOrderId: "",
  };
}

/** One charge as it fell due. */
export function chargeLine(model: Model, charge: Charge, at: Instant): ReconciliationLine {
  const customer = model.customer(charge.customerId);
  const product = chargeProduct(charge.kind);
  const { rate, date } = exchangeRate(customer.currency, at);
  const effective = new Big(charge.unitPrice).times(new Big(1).minus(product.discount));
  const span = product.termMonths === 0 ? undefined : { from: at, to: monthsLater(at, product.termMonths) };
  return {
    customer,
    resellerId: "",
    orderId: charge.orderId,
    orderedAt: charge.chargedAt,
    subscriptionId: charge.subscriptionId,
    subscriptionDescription: product.skuName,
    term: span === undefined ? undefined : { from: charge.chargedAt, to: monthsLater(charge.chargedAt, 12) },
    chargeSpan: span,
    product,
    meterDescription: "",
    reservationOrderId: charge.kind === "reservation" ? charge.id : "",
    priceAdjustment: product.discount === "0" ? "" : adjustment("Promotion", product.discount),
    unitPrice: charge.unitPrice,
    effectiveUnitPrice: effective.toFixed(),
    quantity: charge.quantity,
    billableQuantity: String(charge.quantity),
    pricingCurrency: "USD",
    exchangeRate: rate,
    exchangeRateDate: date,
    ...taxed(customer, roundedDown(effective.times(rate)).times(charge.quantity)),
  };
}

/** What changed a price, and by which part of it, as line items tell it. */
export const adjustment = (name: string, part: string) =>
  JSON.stringify([{ Name: name, Value: new Big(part).times(100).toNumber(), Type: "Percentage" }]);

/** The same line taken back: what was charged is credited. */
export function reversed(line: ReconciliationLine): ReconciliationLine {
  const negative = (text: string) => new Big(text).times(-1).toFixed();
  return {
    ...line,
    product: { ...line.product, chargeType: "cancelImmediate", creditReasonCode: "Void" },
    quantity: -line.quantity,
    billableQuantity: negative(line.billableQuantity),
    subtotal: negative(line.subtotal),
    tax: negative(line.tax),
    total: negative(line.total),
  };
}
