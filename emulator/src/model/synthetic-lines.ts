import Big from "big.js";
import { dayMs } from "./consumption";
import type { AzureSubscription, Partner, Subscription } from "./entities";
import { exchangeRate } from "./exchange-rates";
import type { DailyLine, LineSource } from "./line-sources";
import { type MeterKey, meterKeys, meterOf } from "./meters";
import { ofPlan, type ReconciliationLine } from "./reconciliation";
import type { Span } from "./status-changes";
import type { BilledCustomer } from "./taxes";

/** The largest number of line items that an invoice can be made up with. */
export const mostSyntheticLines = 1_000_000;

/** How many made-up lines are made at a time. */
const groupSize = 500;

const ownerCount = 200;
const priceSteps = 1_000;

/** So many made-up rows of daily rated usage; the same ones always, each by its number. */
export function syntheticDays(partner: Partner, currency: string, period: Span, count: number): LineSource<DailyLine> {
  const owners = ownersOf(partner, period);
  const makers = meterKeys.map((key) => dayMaker(currency, period, key));
  return grouped(count, (index) => pick(makers, index)(pick(owners, index), index));
}

/** So many made-up lines of reconciliation; the same ones always, each by its number. */
export function syntheticReconciliation(partner: Partner, period: Span, count: number): LineSource<ReconciliationLine> {
  const owners = ownersOf(partner, period);
  return grouped(count, (index) => reconciliationLine(period, pick(owners, index), index));
}

/** The sum of so many made-up lines of reconciliation: decimal text. */
export function syntheticTotal(count: number): string {
  const triangle = (steps: bigint) => (steps * (steps + 1n)) / 2n;
  const rounds = BigInt(Math.floor(count / priceSteps));
  const cents = rounds * triangle(BigInt(priceSteps)) + triangle(BigInt(count % priceSteps));
  return new Big(cents.toString()).div(100).toFixed();
}

function grouped<Line>(count: number, make: (index: number) => Line): LineSource<Line> {
  return {
    groups: Math.ceil(count / groupSize),
    lines: (group) => {
      const first = group * groupSize;
      return Array.from({ length: Math.max(0, Math.min(groupSize, count - first)) }, (_, at) => make(first + at));
    },
  };
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) {
    throw new Error("there is nothing to pick from");
  }
  return item;
}

/** A made-up customer with its plan and Azure subscription; none of them is in the model. */
interface Owner {
  readonly customer: BilledCustomer;
  readonly subscription: Subscription;
  readonly azure: AzureSubscription;
}

function ownersOf(partner: Partner, period: Span): Owner[] {
  return Array.from({ length: ownerCount }, (_, index) => {
    const ids = { customer: madeUpId(1, index), plan: madeUpId(2, index), azure: madeUpId(3, index) };
    const shared = { customerId: ids.customer, partnerTenantId: partner.tenantId, visibleFrom: period.from };
    return {
      customer: {
        id: ids.customer,
        name: `Made-up customer ${index + 1}`,
        domain: `madeup${index + 1}.example`,
        country: "US",
      },
      subscription: {
        ...shared,
        id: ids.plan,
        kind: "azurePlan",
        orderId: `5e7d${index.toString(16).padStart(8, "0")}`,
        catalogItemId: "",
        partnerId: "",
        billingCycle: "monthly",
        country: "US",
        createdAt: period.from,
        quantity: 1,
        friendlyName: "Azure plan",
        status: "active",
        autoRenewEnabled: false,
        version: 1,
      },
      azure: { ...shared, id: ids.azure, planId: ids.plan, friendlyName: `Made-up ${index + 1}`, status: "active" },
    };
  });
}

const madeUpId = (kind: number, index: number) =>
  `5e7d0000-000${kind}-4000-8000-${index.toString(16).padStart(12, "0")}`;

function dayMaker(currency: string, period: Span, key: MeterKey) {
  const meter = meterOf(key);
  const { rate, date } = exchangeRate(currency, period.from);
  const days = Math.round((period.to - period.from) / dayMs);
  const credit = meter.partnerEarnedCredit ? "0.15" : "0";
  const effective = new Big(meter.unitPrice).times(new Big(1).minus(credit));
  // A few quantities with their products, so that a million rows take no million multiplications.
  const amounts = Array.from({ length: 24 }, (_, step) => {
    const quantity = new Big(step + 1).times("0.4166666667");
    const pricing = effective.times(quantity);
    const billing = pricing.times(rate);
    return {
      quantity: quantity.toFixed(),
      pricingPreTaxTotal: pricing.toFixed(),
      billingPreTaxTotal: billing.toFixed(),
    };
  });
  return ({ customer, subscription, azure }: Owner, index: number): DailyLine => {
    const from = period.from + (index % days) * dayMs;
    const resource = {
      id: madeUpId(4, index),
      azureSubscriptionId: azure.id,
      meter: key,
      name: `made-up-${index}`,
      group: "made-up",
      location: "westeurope",
      tags: {},
      additionalInfo: {},
      dailyQuantity: "10",
      from: period.from,
      to: null,
    };
    const day = {
      ...pick(amounts, Math.floor(index / 7)),
      resource,
      meter,
      subscription,
      azure,
      from,
      to: from + dayMs,
      unitPrice: meter.unitPrice,
      effectiveUnitPrice: effective.toFixed(),
      earnedCreditRate: credit,
      pricingCurrency: "USD",
      billingCurrency: currency,
      exchangeRate: rate,
      exchangeRateDate: date,
    };
    return { customer, day };
  };
}

/** A line at a cent a unit and an exchange rate of 1, so that the sum of any number of them is known. */
function reconciliationLine(period: Span, { customer, subscription }: Owner, index: number): ReconciliationLine {
  const meter = meterOf(pick(meterKeys, index));
  const cents = (index % priceSteps) + 1;
  const subtotal = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
  return {
    ...ofPlan(subscription, customer, meter),
    chargeSpan: period,
    priceAdjustment: "",
    unitPrice: "0.01",
    effectiveUnitPrice: "0.01",
    quantity: 1,
    billableQuantity: String(cents),
    pricingCurrency: "USD",
    exchangeRate: "1",
    exchangeRateDate: period.from,
    subtotal,
    tax: "0",
    total: subtotal,
  };
}
