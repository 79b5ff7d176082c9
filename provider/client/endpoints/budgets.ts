import { z } from "zod";
import { decimal, decimalNumber } from "../decimal";
import { endpoint } from "../endpoint";
import { Attributes, Links } from "./shapes";

/** A customer's monthly spending budget, in the currency of its usage records. It informs and stops nothing. */
export const SpendingBudget = z.looseObject({
  /** Canonical decimal text; absent when there is no budget. */
  amount: decimal.optional(),
  /** The same once more; Microsoft means to remove it. */
  usageSpendingBudget: decimal.optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export interface SpendingBudget extends z.output<typeof SpendingBudget> {}

/** The customer's budget; it always exists, perhaps without an amount. */
export const getUsageBudget = endpoint({
  name: "getUsageBudget",
  method: "GET",
  path: "/v1/customers/{customerId}/usagebudget",
  response: SpendingBudget,
  retry: "safe",
  credential: "either",
  source: "get-a-customer-s-usage-spending-budget",
});

/** Sets the budget, or removes it with `Amount: null`. The last writer wins; repeating changes nothing. */
export const setUsageBudget = endpoint({
  name: "setUsageBudget",
  method: "PATCH",
  path: "/v1/customers/{customerId}/usagebudget",
  // Required and nullable: a body without the member would remove the budget by accident.
  request: z.strictObject({ Amount: decimalNumber.nullable() }),
  response: SpendingBudget,
  retry: "safe",
  credential: "either",
  source: "update-a-customer-s-usage-spending-budget",
});
