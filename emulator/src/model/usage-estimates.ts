import { monthNumber, monthStart } from "./billing-periods";
import { dayMs, ratedDays, shownUntil, type UsageRange, type UsageTotal, usageTotals } from "./consumption";
import { sum } from "./decimals";
import type { Instant, Subscription } from "./entities";
import { type EstimatePeriod, periodAbout } from "./estimate-periods";
import { grouped } from "./grouping";
import type { Model } from "./model";

/** When the daily job runs, in milliseconds after midnight UTC. */
const dailyRunMs = (5 * 60 + 11) * 60_000 + 7_153 + 1 / 3;

/** The instant as of which estimates are told: the last daily run, or now, by switch (B 5). */
export function estimatedAt(model: Model): Instant {
  const now = model.clock.now();
  if (model.switches.is("rollupLag", "none")) {
    return now;
  }
  const run = Math.floor(now / dayMs) * dayMs + dailyRunMs;
  return run <= now ? run : run - dayMs;
}

/** Costs before taxes and credits: exact decimal texts. */
export interface Cost {
  /** In the customer's billing currency. */
  readonly cost: string;
  readonly usdCost: string;
}

/** An estimate of what the running billing period has cost so far. */
export interface Estimate extends Cost {
  readonly period: EstimatePeriod;
}

/** The billing period that runs as of the last estimate. */
export const runningPeriod = (model: Model, kind: Subscription["kind"]): EstimatePeriod =>
  periodAbout(kind, estimatedAt(model));

/** What the subscription's resources used and cost in the running period, as of the last estimate. */
export const runningTotals = (model: Model, subscription: Subscription): UsageTotal[] =>
  usageTotals(model, subscription, runningRange(model, subscription));

/** The sum over subscriptions; the first of them says whose period is named, a plan's if there is none. */
export function estimate(model: Model, subscriptions: readonly Subscription[]): Estimate {
  return {
    period: runningPeriod(model, subscriptions[0]?.kind ?? "azurePlan"),
    ...sumOf(subscriptions.flatMap((one) => runningTotals(model, one))),
  };
}

/** What a legacy subscription cost on one day of the running period. */
export interface DayCost extends Cost {
  readonly day: Instant;
}

/** What a legacy subscription cost on each day of the running period on which anything ran, oldest first. */
export function runningDays(model: Model, subscription: Subscription): DayCost[] {
  const rows = ratedDays(model, subscription, runningRange(model, subscription));
  return [...grouped(rows, ({ from }) => from)].map(([day, ofDay]) => ({
    day,
    ...sumOf(ofDay.map((row) => ({ cost: row.billingPreTaxTotal, usdCost: row.pricingPreTaxTotal }))),
  }));
}

/** The sum of costs. */
export function sumOf(costs: readonly Cost[]): Cost {
  return { cost: sum(costs.map((one) => one.cost)), usdCost: sum(costs.map((one) => one.usdCost)) };
}

/** Whether any of the subscriptions ever used anything that shows by now. */
export function hasUsageData(model: Model, subscriptions: readonly Subscription[]): boolean {
  const always = { from: 0, to: Number.POSITIVE_INFINITY, endedBy: knownUntil(model) };
  return subscriptions.some((one) => usageTotals(model, one, always).length > 0);
}

function runningRange(model: Model, { kind }: Subscription): UsageRange {
  const { from, to } = runningPeriod(model, kind);
  return { from, to, endedBy: knownUntil(model) };
}

/** Usage that ended by then is in the estimates; early in a month nothing of that month is, by switch (B 5). */
function knownUntil(model: Model): Instant {
  const at = estimatedAt(model);
  const month = monthStart(monthNumber(at));
  const shown = shownUntil(model, at);
  return at - month < model.switches.durationMs("earlyMonthLag") ? Math.min(shown, month) : shown;
}
