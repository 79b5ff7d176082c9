import Big from "big.js";
import type { ApiCall } from "../http/call";
import { ExactNumber } from "../json";
import { localeOf } from "../model/currencies";
import type { CustomerUsage } from "../model/customer-usage";
import type { Customer, Instant, Subscription } from "../model/entities";
import type { EstimatePeriod } from "../model/estimate-periods";
import { type Cost, type Estimate, estimatedAt } from "../model/usage-estimates";
import { zonedDate } from "../wire-date";
import { writtenDecimal } from "../written-decimal";

type Kind = Subscription["kind"];

/** Digits behind the point that amounts have at most (B 3). */
const costDigits = (kind: Kind): number => (kind === "legacyAzure" ? 15 : 20);

/** The members of a usage record that say what it cost, as of when, and which model it is (B 4.1). */
export function costView(call: ApiCall, customer: Pick<Customer, "country" | "currency">, kind: Kind, cost: Cost) {
  const written = (text: string) =>
    writtenDecimal(call.model.switches, new Big(text).round(costDigits(kind), Big.roundHalfEven).toFixed());
  const legacyUsd = call.model.switches.is("legacyUsdTotalCost", "zero") ? 0 : undefined;
  return {
    totalCost: written(cost.cost),
    ...(kind === "azurePlan" ? { currencyCode: customer.currency } : { currencyLocale: localeOf(customer.country) }),
    usdTotalCost: kind === "azurePlan" ? written(cost.usdCost) : legacyUsd,
    lastModifiedDate: zonedDate(estimatedAt(call.model)),
  };
}

/** `attributes` of a model. */
export const attributesOf = (objectType: string) => ({ objectType });

/** A subject with both pairs of names. */
export const namedView = (id: string, name: string) => ({ resourceId: id, id, resourceName: name, name });

/** First and last date of a summary's period. */
export const periodView = ({ startDate, endDate }: EstimatePeriod) => ({
  billingStartDate: startDate,
  billingEndDate: endDate,
});

/** The budget inside a usage record: always an object, without amount when there is none (B 4.2). */
function budgetIn(amount: string | undefined, member = "amount") {
  return {
    ...(amount !== undefined && { [member]: new ExactNumber(amount) }),
    attributes: attributesOf("SpendingBudget"),
  };
}

/** The old duplicates of a legacy customer's budget, by switch. */
function oldBudgets(call: ApiCall, kind: Kind, amount: string | undefined) {
  return kind === "legacyAzure" && call.model.switches.is("oldBudgetMembers", "present")
    ? { customerSpendingBudget: budgetIn(amount) }
    : {};
}

/** CustomerMonthlyUsageRecord (B 4.2). */
export function customerRecordView(call: ApiCall, usage: CustomerUsage) {
  const { customer, kind, estimate, budget, percentUsed } = usage;
  return {
    budget: budgetIn(budget),
    ...oldBudgets(call, kind, budget),
    percentUsed: new ExactNumber(percentUsed),
    isUpgraded: kind === "azurePlan",
    ...namedView(customer.id, customer.name),
    ...costView(call, customer, kind, estimate),
    attributes: attributesOf("CustomerMonthlyUsageRecord"),
  };
}

/** CustomerUsageSummary (B 4.3), without links. */
export function customerSummaryView(
  call: ApiCall,
  usage: Pick<CustomerUsage, "customer" | "kind" | "estimate" | "budget">,
) {
  const { customer, kind, estimate, budget } = usage;
  const legacy = kind === "legacyAzure";
  const old = oldBudgets(call, kind, budget);
  const scalar = "customerSpendingBudget" in old && budget !== undefined ? new ExactNumber(budget) : undefined;
  return {
    budget: budgetIn(budget, legacy ? call.model.switches.position("budgetAmountMember") : undefined),
    ...old,
    spendingBudget: scalar,
    ...periodView(estimate.period),
    ...summaryNames(call, customer, kind),
    ...costView(call, customer, kind, estimate),
    attributes: attributesOf("CustomerUsageSummary"),
  };
}

/** A plan's summaries have one pair of names only, samples of legacy customers the other one (B 4.1). */
function summaryNames(call: ApiCall, { id, name }: Pick<Customer, "id" | "name">, kind: Kind) {
  if (kind === "azurePlan") {
    return { resourceId: id, resourceName: name };
  }
  return call.model.switches.is("legacySummaryNames", "both") ? namedView(id, name) : { id, name };
}

/** How usage calls a subscription: all plans alike (B 3). */
export const usageName = ({ kind, friendlyName }: Pick<Subscription, "kind" | "friendlyName">): string =>
  kind === "azurePlan" ? "Azure plan" : friendlyName;

/** SubscriptionMonthlyUsageRecord (B 4.5). */
export function subscriptionRecordView(call: ApiCall, customer: Customer, subscription: Subscription, cost: Cost) {
  const { id, kind, status, partnerId, catalogItemId } = subscription;
  return {
    status,
    partnerOnRecord: kind === "azurePlan" ? partnerId || call.partner.partnerId : undefined,
    offerId: catalogItemId,
    ...namedView(id, usageName(subscription)),
    ...costView(call, customer, kind, cost),
    attributes: attributesOf("SubscriptionMonthlyUsageRecord"),
  };
}

/** SubscriptionUsageSummary (B 4.6), without links. */
export function subscriptionSummaryView(
  call: ApiCall,
  customer: Customer,
  subscription: Subscription,
  estimate: Estimate,
) {
  const { id, kind } = subscription;
  const name = usageName(subscription);
  return {
    ...periodView(estimate.period),
    ...(kind === "azurePlan" ? { resourceId: id, resourceName: name } : namedView(id, name)),
    ...costView(call, customer, kind, estimate),
    attributes: attributesOf("SubscriptionUsageSummary"),
  };
}

/** SubscriptionDailyUsageRecord (B 4.10). */
export function dayRecordView(call: ApiCall, customer: Customer, subscription: Subscription, day: Instant, cost: Cost) {
  return {
    dateUsed: zonedDate(day),
    ...namedView(subscription.id, usageName(subscription)),
    ...costView(call, customer, subscription.kind, cost),
    attributes: attributesOf("SubscriptionDailyUsageRecord"),
  };
}
