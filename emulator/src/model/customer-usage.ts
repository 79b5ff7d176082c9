import Big from "big.js";
import { type ErrorName, Refusal } from "../errors";
import { budgetAsOf } from "./budgets";
import { isAzure } from "./catalog-facts";
import { isCustomerOf } from "./customers";
import { sum } from "./decimals";
import type { Customer, Partner, Subscription } from "./entities";
import { exchangeRate } from "./exchange-rates";
import type { Model } from "./model";
import { partnerCurrency } from "./partner-currency";
import { type Estimate, estimate, estimatedAt, hasUsageData, runningTotals } from "./usage-estimates";

/**
 * The customer's plans and legacy subscriptions whose usage is told, plans first. A subscription that was upgraded to a
 * plan is among them as long as the running period has usage from before.
 */
export function azureOf(model: Model, partner: Partner, customer: Customer): Subscription[] {
  const told = model
    .visibleSubscriptions(partner, customer)
    .filter(
      (one) => one.upgradedAt === undefined || !model.isPast(one.upgradedAt) || runningTotals(model, one).length > 0,
    );
  return [...told.filter((one) => one.kind === "azurePlan"), ...told.filter((one) => one.kind === "legacyAzure")];
}

/** Refuses a customer whose subscriptions never used anything that shows (B 5.3). */
export function requireUsageData(model: Model, subscriptions: readonly Subscription[]): void {
  if (!hasUsageData(model, subscriptions)) {
    throw new Refusal(noUsageData(model));
  }
}

/** Refuses a customer without any Azure, by switch (B 5.9). */
export function requireAzure(model: Model, subscriptions: readonly Subscription[]): void {
  if (subscriptions.length === 0 && model.switches.is("usageWithoutPlan", "3000")) {
    throw new Refusal(noUsageData(model));
  }
}

const noUsageData = (model: Model): ErrorName =>
  model.switches.is("noUsageData", "404") ? "usageDataNotFound" : "usageDataMissing";

/** One record of the roll-up over all customers (B 4.2). */
export interface CustomerUsage {
  readonly customer: Customer;
  readonly kind: Subscription["kind"];
  readonly estimate: Estimate;
  readonly budget: string | undefined;
  /** Decimal text with at most two digits behind the point; `0` without a budget. */
  readonly percentUsed: string;
}

/** Usage of each of the partner's customers that has Azure; of one with both kinds two records, or one, by switch (B 5.2). */
export function customerUsages(model: Model, partner: Partner): CustomerUsage[] {
  return [...model.customers.values()]
    .filter((customer) => isCustomerOf(customer, partner))
    .flatMap((customer) => {
      const subscriptions = azureOf(model, partner, customer);
      const kinds = [...new Set(subscriptions.map((one) => one.kind))];
      const records = model.switches.is("bothAzureKinds", "oneRecord") ? kinds.slice(0, 1) : kinds;
      return records.map((kind) => {
        const ofKind = records.length < kinds.length ? subscriptions : subscriptions.filter((one) => one.kind === kind);
        const running = estimate(model, ofKind);
        const budget = rollupBudget(model, partner, customer);
        return { customer, kind, estimate: running, budget, percentUsed: percentOf(running.cost, budget) };
      });
    });
}

/** The budget as roll-ups show it: what it was a while ago, by switch (B 6.4). */
export function rollupBudget(model: Model, partner: Partner, customer: Customer): string | undefined {
  return budgetAsOf(model, partner, customer, model.clock.now() - model.switches.durationMs("rollupBudgetLag"));
}

function percentOf(cost: string, budget: string | undefined): string {
  return budget === undefined || new Big(budget).eq(0)
    ? "0"
    : new Big(cost).times(100).div(budget).round(2, Big.roundHalfUp).toFixed();
}

/** What a partner is told of all its customers (B 4.4). */
export interface PartnerUsage {
  readonly customersOverBudget: number;
  /** Those that used 80 to 100 % of it (B 6.4). */
  readonly customersTrendingOver: number;
  readonly customersWithUsage: number;
  /** Of legacy subscriptions alone, in the partner's currency: decimal text. */
  readonly totalCost: string;
  readonly currency: string;
}

/** The roll-up of a partner. Plans are not in its total (B 5.1). */
export function partnerUsage(model: Model, partner: Partner): PartnerUsage {
  const all = customerUsages(model, partner);
  const legacy = all.filter((one) => one.kind === "legacyAzure");
  const counted = model.switches.is("partnerCounters", "legacyOnly") ? legacy : all;
  const over = customersIn(counted, (percent) => percent > 100);
  const trending = customersIn(counted, (percent) => percent >= 80 && percent <= 100);
  const currency = partnerCurrency(model, partner);
  const { rate } = exchangeRate(currency, estimatedAt(model));
  // What is in the partner's currency already stays as it is told for each customer, so that the records add up.
  const costs = legacy.map(({ customer, estimate: { cost, usdCost } }) =>
    customer.currency === currency ? cost : new Big(usdCost).times(rate).toFixed(),
  );
  return {
    customersOverBudget: over.size,
    customersTrendingOver: [...trending].filter((id) => !over.has(id)).length,
    customersWithUsage: customersIn(counted, () => true).size,
    totalCost: sum(costs),
    currency,
  };
}

function customersIn(usages: readonly CustomerUsage[], matches: (percentUsed: number) => boolean): Set<string> {
  return new Set(usages.filter((one) => matches(Number(one.percentUsed))).map((one) => one.customer.id));
}

/** The partner's plan or legacy subscription of this id, whose usage is asked for (B 5.9). */
export function findUsageSubscription(model: Model, partner: Partner, customer: Customer, id: string): Subscription {
  const found = model
    .visibleSubscriptions(partner, customer)
    .filter(isAzure)
    .find((one) => one.id === id.toLowerCase());
  if (found !== undefined) {
    return found;
  }
  const azure = model.azureSubscriptions.get(id.toLowerCase());
  const misplaced = azure?.customerId === customer.id && azure.partnerTenantId === partner.tenantId;
  const byKind = misplaced ? "2012" : "20003";
  const position = model.switches.position("unknownUsageSubscription");
  throw new Refusal(
    (position === "byKind" ? byKind : position) === "2012" ? "idNotConvertible" : "subscriptionNotFound",
    id,
  );
}
