import { Refusal } from "../errors";
import { plainDecimal, sameDecimal, toCents } from "./decimals";
import type { Customer, Partner } from "./entities";
import type { Model } from "./model";

/** Where the budget of a partner's customer is kept. */
export const budgetKey = (partnerTenantId: string, customerId: string): string => `${partnerTenantId}/${customerId}`;

/** The monthly budget, or undefined when there is none (B 6.2). */
export function readBudget(model: Model, partner: Partner, customer: Customer): string | undefined {
  requireProduction(partner);
  const amount = model.budgets.get(budgetKey(partner.tenantId, customer.id));
  if (amount === undefined && model.visibleSubscriptions(partner, customer).length === 0) {
    if (model.switches.is("budgetWithoutAzure", "404")) {
      throw new Refusal("notFound");
    }
    if (model.switches.is("budgetWithoutAzure", "3000")) {
      throw new Refusal("invalidProperty", "The customer does not have usage data.");
    }
  }
  return amount;
}

/** Sets the budget (a JSON number's text) or removes it. Says whether that changed anything. */
export function setBudget(model: Model, partner: Partner, customer: Customer, amount: string | undefined): boolean {
  requireProduction(partner);
  const key = budgetKey(partner.tenantId, customer.id);
  const before = model.budgets.get(key);
  const after = amount === undefined ? undefined : checkedAmount(model, amount);
  if (after === undefined) {
    model.budgets.delete(key);
  } else {
    model.budgets.set(key, after);
  }
  return !sameDecimal(before, after);
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

/** Budgets do not exist in sandbox accounts (B 6.1). */
function requireProduction(partner: Partner): void {
  if (partner.sandbox) {
    throw new Refusal("notInThisEnvironment");
  }
}
