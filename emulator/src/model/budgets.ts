import { Refusal } from "../errors";
import { isAzure } from "./catalog-facts";
import { plainDecimal, sameDecimal, toCents } from "./decimals";
import type { Customer, Instant, Partner } from "./entities";
import type { Model } from "./model";

/** Where the budget of a partner's customer is kept. */
export const budgetKey = (partnerTenantId: string, customerId: string): string => `${partnerTenantId}/${customerId}`;

/** The monthly budget, or undefined when there is none (B 6.2). */
export function readBudget(model: Model, partner: Partner, customer: Customer): string | undefined {
  requireProduction(model, partner);
  const amount = budgetAsOf(model, partner, customer, model.clock.now() - model.switches.durationMs("budgetReadLag"));
  if (amount === undefined && !model.visibleSubscriptions(partner, customer).some(isAzure)) {
    if (model.switches.is("budgetWithoutAzure", "404")) {
      throw new Refusal("notFound");
    }
    if (model.switches.is("budgetWithoutAzure", "3000")) {
      throw new Refusal("usageDataMissing");
    }
  }
  return amount;
}

/** What setting a budget is answered with. */
export interface SetBudget {
  readonly amount: string | undefined;
  readonly changed: boolean;
}

/** Sets the budget (a JSON number's text) or removes it. */
export function setBudget(model: Model, partner: Partner, customer: Customer, wanted: string | undefined): SetBudget {
  requireProduction(model, partner);
  const counts = model.switches.is("planBudgets", "effective") || !hasPlansAlone(model, partner, customer);
  if (!counts && model.switches.is("planBudgets", "refused")) {
    throw new Refusal("invalidProperty", "Budgets are for customers with legacy Azure subscriptions.");
  }
  const key = budgetKey(partner.tenantId, customer.id);
  const before = model.budgets.get(key);
  const after = wanted === undefined ? undefined : checkedAmount(model, wanted);
  if (!counts) {
    return { amount: after, changed: false };
  }
  const changed = !sameDecimal(before, after);
  if (changed) {
    const changes = model.budgetChanges.get(key) ?? [];
    model.budgetChanges.set(key, [...changes, { at: model.clock.now(), before: before ?? null }]);
  }
  if (after === undefined) {
    model.budgets.delete(key);
  } else {
    model.budgets.set(key, after);
  }
  return { amount: after, changed };
}

function checkedAmount(model: Model, amount: string): string {
  const plain = plainDecimal(amount);
  if (plain === undefined) {
    throw new Refusal("invalidProperty", `The amount ${amount} is not a decimal of at most 28 digits.`);
  }
  if (plain.startsWith("-") && !sameDecimal(plain, "0")) {
    throw new Refusal("invalidProperty", `The amount ${amount} is negative.`);
  }
  const positive = plain.replace("-", "");
  if (sameDecimal(positive, "0") && model.switches.is("budgetZero", "refused")) {
    throw new Refusal("invalidProperty", "The amount must be above 0.");
  }
  return model.switches.is("budgetRounding", "twoDecimals") ? toCents(positive) : positive;
}

/** The amount that the budget had at that instant; what it has now, if that is to come. */
export function budgetAsOf(model: Model, partner: Partner, customer: Customer, at: Instant): string | undefined {
  const key = budgetKey(partner.tenantId, customer.id);
  const next = model.budgetChanges.get(key)?.find((change) => change.at > at);
  return next === undefined ? model.budgets.get(key) : (next.before ?? undefined);
}

function hasPlansAlone(model: Model, partner: Partner, customer: Customer): boolean {
  const kinds = model.visibleSubscriptions(partner, customer).map((one) => one.kind);
  return kinds.includes("azurePlan") && !kinds.includes("legacyAzure");
}

/** Budgets do not exist in sandbox accounts (B 6.1). */
function requireProduction(model: Model, partner: Partner): void {
  if (partner.sandbox) {
    const answer = model.switches.position("sandboxBudgets");
    throw new Refusal(answer === "404" ? "notFound" : answer === "403" ? "operationDenied" : "notInThisEnvironment");
  }
}
