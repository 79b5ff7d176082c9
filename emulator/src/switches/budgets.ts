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
  removedBudget: {
    values: ["absent", "null"],
    default: "absent",
    section: "B 6.3",
    reason: "How a budget without amount is written: the member left out, or null.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
