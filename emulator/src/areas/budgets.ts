import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { selfLink } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { ExactNumber } from "../json";
import { readBudget, setBudget } from "../model/budgets";
import { customerOf } from "./customer-of";

/** A customer's monthly usage budget: get and PATCH, nothing else (B 6). It has no id and always exists. */
export const budgetRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/customers/{customerId}/usagebudget", getBudget),
  api("PATCH", "/v1/customers/{customerId}/usagebudget", patchBudget),
];

/** An object, not `caseless`: here null is not the same as absent. */
const budgetBody = z.record(z.string(), z.unknown());

function getBudget(call: ApiCall<"customerId">): Reply {
  return { status: 200, body: budgetView(call, readBudget(call.model, call.partner, customerOf(call))) };
}

function patchBudget(call: ApiCall<"customerId">): Reply {
  const customer = customerOf(call);
  const members = Object.entries(call.exactBody(budgetBody));
  const sent = members.find(([name]) => name.toLowerCase() === "amount");
  if (sent === undefined && call.model.switches.is("budgetEmptyBody", "ignored")) {
    return { status: 200, body: budgetView(call, readBudget(call.model, call.partner, customer)) };
  }
  const { amount, changed } = setBudget(call.model, call.partner, customer, amountOf(sent?.[1]));
  return {
    status: 200,
    body: budgetView(call, amount),
    note: sent === undefined ? "a body without amount: the budget is removed" : undefined,
    effect: changed
      ? { kind: "budgetSet", id: customer.id, customerId: customer.id, amount: amount ?? null }
      : undefined,
  };
}

function amountOf(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!(value instanceof ExactNumber)) {
    throw new Refusal("invalidProperty", "Amount is a number or null.");
  }
  return value.text;
}

function budgetView(call: ApiCall, amount: string | undefined) {
  const number = amount === undefined ? undefined : new ExactNumber(amount);
  const none = call.model.switches.is("removedBudget", "null") ? null : undefined;
  return {
    amount: number ?? none,
    usageSpendingBudget: number,
    links: call.model.switches.is("budgetLinks", "present") ? { self: selfLink(call) } : undefined,
    attributes: { objectType: "SpendingBudget" },
  };
}
