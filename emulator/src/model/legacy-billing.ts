import Big from "big.js";
import type { Charge } from "./billing-entities";
import { monthsLater } from "./billing-periods";
import { chargeProduct } from "./charge-products";
import { dayMs, type UsageRange, type UsageRow, usageRows, usageTotals } from "./consumption";
import type { Instant, MeteredResource, Subscription } from "./entities";
import { exchangeRate } from "./exchange-rates";
import type { Meter } from "./meters";
import type { Model } from "./model";
import { roundedDown } from "./reconciliation";
import type { Span } from "./status-changes";
import { type BilledCustomer, type TaxedAmounts, taxed, taxRate } from "./taxes";

/** What a legacy Azure (0145P) subscription used of one resource in a period, with its price (B 10.4). */
export interface LegacyAzureLine extends TaxedAmounts {
  readonly customer: BilledCustomer;
  readonly subscription: Subscription;
  readonly resource: MeteredResource;
  readonly meter: Meter;
  readonly chargeSpan: Span;
  readonly quantity: string;
  /** For one unit, in the billing currency. */
  readonly listPrice: string;
  /** The same with tax. */
  readonly listPriceWithTax: string;
}

/** A month of a legacy Office subscription (B 10.3). */
export interface OfficeLine extends TaxedAmounts {
  readonly customer: BilledCustomer;
  readonly charge: Charge;
  readonly chargeSpan: Span;
  readonly term: Span;
  /** For one licence, in the billing currency. */
  readonly unitPrice: string;
}

/** How legacy commerce calls the charge for what was used. */
export const legacyUsageFee = "Assess usage fee for current cycle";

/** The lines of a legacy Azure subscription in a period: one for each resource that was used. */
export function legacyAzureLines(model: Model, subscription: Subscription, range: UsageRange): LegacyAzureLine[] {
  const customer = model.customer(subscription.customerId);
  const { rate } = exchangeRate(customer.currency, range.from);
  return usageTotals(model, subscription, range).map(({ resource, meter, quantity }) => {
    const listPrice = new Big(meter.unitPrice).times(rate);
    const withTax = listPrice.times(new Big(1).plus(taxRate(customer.country)));
    return {
      customer,
      subscription,
      resource,
      meter,
      chargeSpan: { from: range.from, to: range.to },
      quantity,
      listPrice: listPrice.toFixed(),
      listPriceWithTax: withTax.toFixed(),
      ...taxed(customer, roundedDown(listPrice.times(quantity))),
    };
  });
}

/** What a legacy Azure subscription used on each day of a period. */
export const legacyAzureDays = (model: Model, subscription: Subscription, range: UsageRange): UsageRow[] =>
  usageRows(model, subscription, range, dayMs);

/** The line of a legacy Office subscription for the month that begins at that instant. */
export function officeLine(model: Model, charge: Charge, at: Instant): OfficeLine {
  const customer = model.customer(charge.customerId);
  const { rate } = exchangeRate(customer.currency, at);
  const unitPrice = roundedDown(new Big(charge.unitPrice).times(rate));
  return {
    customer,
    charge,
    chargeSpan: { from: at, to: monthsLater(at, chargeProduct(charge.kind).termMonths) },
    term: { from: charge.chargedAt, to: monthsLater(charge.chargedAt, 12) },
    unitPrice: unitPrice.toFixed(),
    ...taxed(customer, unitPrice.times(charge.quantity)),
  };
}
