import Big from "big.js";
import { scaled, unscaled } from "./decimals";
import type { AzureSubscription, Instant, MeteredResource, Subscription } from "./entities";
import { exchangeRate } from "./exchange-rates";
import { type Meter, meterOf } from "./meters";
import { mix, textHash } from "./mixing";
import type { Model } from "./model";
import { activeSpans, commonSpans, type Span } from "./status-changes";

/** Milliseconds of an hour and of a day. */
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Part of the price that a partner gets back on eligible meters (B 10.5). */
export const earnedCreditRate = "0.15";

/** Digits behind the point of a metered quantity. */
const quantityDigits = 10;

/** Days (or hours) of which usage is wanted: those that begin in the range. */
export interface UsageRange extends Span {
  /** Only those that had ended by then; unless given, those that show now by the documented latency. */
  readonly endedBy?: Instant | undefined;
}

/** Usage that ended by the instant this gives shows at the instant given (switch `usageLatency`). */
export const shownUntil = (model: Model, at: Instant): Instant => at - model.switches.durationMs("usageLatency");

/** What a resource used in a day or an hour. */
export interface UsageRow {
  readonly resource: MeteredResource;
  readonly meter: Meter;
  /** The plan, or the legacy subscription. */
  readonly subscription: Subscription;
  /** The Azure subscription under the plan; a legacy subscription has none. */
  readonly azure: AzureSubscription | undefined;
  readonly from: Instant;
  readonly to: Instant;
  /** Decimal text. */
  readonly quantity: string;
}

/** A day of a resource with its price. All numbers are exact decimal texts; nothing is rounded. */
export interface RatedDay extends UsageRow {
  readonly unitPrice: string;
  /** The price after the partner earned credit. */
  readonly effectiveUnitPrice: string;
  /** Part of the price that is credited: `0` or `0.15`. */
  readonly earnedCreditRate: string;
  readonly pricingCurrency: string;
  readonly billingCurrency: string;
  readonly exchangeRate: string;
  readonly exchangeRateDate: Instant;
  /** Effective price times quantity, in the pricing currency. */
  readonly pricingPreTaxTotal: string;
  /** The same in the billing currency. */
  readonly billingPreTaxTotal: string;
}

/**
 * The rated usage of a plan (or of one of its Azure subscriptions, or a legacy subscription): a row for each resource and
 * day on which it ran, by day, then in the order in which the resources came. A day shows once it is over and the
 * documented latency has passed (switch `usageLatency`); its row never changes afterwards.
 */
export function ratedDays(model: Model, of: Subscription | AzureSubscription, range: UsageRange): RatedDay[] {
  return usageRows(model, of, range, dayMs).map((row) => rated(row, billingCurrency(model, of)));
}

/** As `ratedDays`, without prices, and for hours when the step is an hour. */
export function usageRows(
  model: Model,
  of: Subscription | AzureSubscription,
  range: UsageRange,
  stepMs: typeof dayMs | typeof hourMs,
): UsageRow[] {
  const rows: UsageRow[] = [];
  for (const source of sourcesOf(model, of)) {
    const { resource, meter, subscription, azure } = source;
    forEachStep(model, source, range, stepMs, (from, units) => {
      const quantity = unscaled(units, quantityDigits);
      rows.push({ resource, meter, subscription, azure, from, to: from + stepMs, quantity });
    });
  }
  return rows.toSorted((left, right) => left.from - right.from);
}

/** What a resource used and cost in a range, before taxes and credits. All numbers are exact decimal texts. */
export interface UsageTotal {
  readonly resource: MeteredResource;
  readonly meter: Meter;
  readonly azure: AzureSubscription | undefined;
  readonly quantity: string;
  /** In US dollars. */
  readonly usdCost: string;
  /** In the customer's billing currency. */
  readonly cost: string;
}

/** The sums of a range, one for each resource that ran in it. */
export function usageTotals(model: Model, of: Subscription | AzureSubscription, range: UsageRange): UsageTotal[] {
  const currency = billingCurrency(model, of);
  return sourcesOf(model, of).flatMap((source) => {
    const unitsByRate = new Map<string, bigint>();
    forEachStep(model, source, range, dayMs, (from, units) => {
      const { rate } = exchangeRate(currency, from);
      unitsByRate.set(rate, (unitsByRate.get(rate) ?? 0n) + units);
    });
    return unitsByRate.size === 0 ? [] : [total(source, unitsByRate)];
  });
}

function total({ resource, meter, azure }: Source, unitsByRate: ReadonlyMap<string, bigint>): UsageTotal {
  let [quantity, usdCost, cost] = [new Big(0), new Big(0), new Big(0)];
  for (const [rate, units] of unitsByRate) {
    const used = new Big(unscaled(units, quantityDigits));
    const usd = used.times(meter.unitPrice);
    quantity = quantity.plus(used);
    usdCost = usdCost.plus(usd);
    cost = cost.plus(usd.times(rate));
  }
  return { resource, meter, azure, quantity: quantity.toFixed(), usdCost: usdCost.toFixed(), cost: cost.toFixed() };
}

function rated(row: UsageRow, currency: string): RatedDay {
  const { meter, quantity, from } = row;
  const { rate, date } = exchangeRate(currency, from);
  const credit = meter.partnerEarnedCredit && row.azure !== undefined ? earnedCreditRate : "0";
  const effective = new Big(meter.unitPrice).times(new Big(1).minus(credit));
  const pricing = effective.times(quantity);
  return {
    ...row,
    unitPrice: meter.unitPrice,
    effectiveUnitPrice: effective.toFixed(),
    earnedCreditRate: credit,
    pricingCurrency: "USD",
    billingCurrency: currency,
    exchangeRate: rate,
    exchangeRateDate: date,
    pricingPreTaxTotal: pricing.toFixed(),
    billingPreTaxTotal: pricing.times(rate).toFixed(),
  };
}

/** A resource with everything its usage depends on. */
interface Source {
  readonly resource: MeteredResource;
  readonly meter: Meter;
  readonly subscription: Subscription;
  readonly azure: AzureSubscription | undefined;
  readonly running: readonly Span[];
}

function sourcesOf(model: Model, of: Subscription | AzureSubscription): Source[] {
  const subscription = "planId" in of ? model.subscriptions.get(of.planId) : of;
  if (subscription === undefined) {
    return [];
  }
  model.settle(subscription);
  const active = activeSpans(subscription);
  if (subscription.kind === "legacyAzure") {
    return sources(model, subscription, undefined, active);
  }
  return model
    .azureSubscriptionsOf(subscription.id)
    .filter((azure) => of === subscription || azure.id === of.id)
    .flatMap((azure) => sources(model, subscription, azure, commonSpans(active, activeSpans(azure))));
}

function sources(
  model: Model,
  subscription: Subscription,
  azure: AzureSubscription | undefined,
  active: readonly Span[],
): Source[] {
  return model.resources.group(azure?.id ?? subscription.id).map((resource) => ({
    resource,
    meter: meterOf(resource.meter),
    subscription,
    azure,
    running: commonSpans(active, [{ from: resource.from, to: resource.to ?? Number.POSITIVE_INFINITY }]),
  }));
}

/** Calls back for each step of the range in which the resource used something and which was reported by then. */
function forEachStep(
  model: Model,
  { resource, running }: Source,
  range: UsageRange,
  stepMs: number,
  use: (from: Instant, units: bigint) => void,
): void {
  const [begins = { from: Number.POSITIVE_INFINITY }] = running;
  const endedBy = range.endedBy ?? shownUntil(model, model.clock.now());
  const average = scaled(resource.dailyQuantity, quantityDigits);
  const hash = textHash(resource.id);
  const first = Math.max(Math.ceil(range.from / stepMs), Math.floor(begins.from / stepMs)) * stepMs;
  for (let from = first; from < range.to && from + stepMs <= endedBy; from += stepMs) {
    const units = usedIn(from, from + stepMs, running, average, hash);
    if (units > 0n) {
      use(from, units);
    }
  }
}

/** What is used in a step, which lies within one day: the day's quantity, spread over its hours, of the hours it ran. */
function usedIn(from: Instant, to: Instant, running: readonly Span[], average: bigint, hash: number): bigint {
  const dayNumber = Math.floor(from / dayMs);
  const day = dayNumber * dayMs;
  const whole = (average * BigInt(750 + (mix(hash, dayNumber) % 501))) / 1_000n;
  const until = (hours: number) => (whole * BigInt(hours)) / 24n;
  let units = 0n;
  for (const span of running) {
    const firstHour = Math.ceil((Math.max(span.from, from) - day) / hourMs);
    const endHour = Math.ceil((Math.min(span.to, to) - day) / hourMs);
    if (endHour > firstHour) {
      units += until(endHour) - until(firstHour);
    }
  }
  return units;
}

function billingCurrency(model: Model, of: Subscription | AzureSubscription): string {
  return model.customer(of.customerId).currency;
}
