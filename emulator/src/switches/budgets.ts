import type { SwitchFact } from "./switch-fact";

/** Usage budgets. */
export const budgetsSwitches = {
  budgetWithoutAzure: {
    values: ["empty", "404", "3000"],
    default: "empty",
    section: "B 6.2",
    reason: "GET budget of a customer without any plan: 200 without amount, 404/1000 or 400/3000.",
  },
  budgetEmptyBody: {
    values: ["removes", "ignored"],
    default: "removes",
    section: "B 6.3",
    reason: "PATCH budget with `{}`. The service's model cannot tell an absent amount from null.",
  },
  budgetZero: {
    values: ["stored", "refused"],
    default: "stored",
    section: "B 6.3",
    reason: "A budget of 0: kept, or 400/3000. Not documented.",
  },
  budgetRounding: {
    values: ["none", "twoDecimals"],
    default: "none",
    section: "B 6.3",
    reason: "Whether amounts keep every digit or are rounded to cents. The type is a decimal; the service may round.",
  },
  sandboxBudgets: {
    values: ["400", "403", "404"],
    default: "400",
    section: "B 6.1",
    reason:
      "Budgets of a sandbox account, which has none: 400/900127, 403/2032 or 404/1000. No source shows the answer.",
  },
  planBudgets: {
    values: ["effective", "ignored", "refused"],
    default: "effective",
    section: "B 6.1",
    reason:
      "PATCH budget of a customer that has Azure plans alone: it counts, it is answered with 200 and changes nothing, or 400/3000. Newer portal pages speak of legacy customers only.",
  },
  budgetReadLag: {
    values: "duration",
    default: "0s",
    section: "B 6.4",
    reason: "How long GET budget still shows what was before. No source promises that it follows a PATCH at once.",
  },
  budgetLinks: {
    values: ["present", "absent"],
    default: "present",
    section: "B 4.11",
    reason: "`links.self` of a budget: in the samples of its own two pages, nowhere else.",
  },
  removedBudget: {
    values: ["absent", "null"],
    default: "absent",
    section: "B 6.3",
    reason: "How a budget without amount is written: the member left out, or null.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
