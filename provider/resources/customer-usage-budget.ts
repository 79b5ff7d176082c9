import { z } from "zod";
import { compareDecimals, decimal, significantDigits } from "../client/decimal";
import { messageOf } from "../client/errors";
import { whileEngineLives } from "./engine-guard";
import { type FailureRow, isUnanswered, stepOfError } from "./failure-rows";
import { guidField, switchField } from "./fields";
import { assertSamePartner, confirmCustomer } from "./partner-view";
import { poll } from "./polling";
import { type OperationContext, type ResourceModule, UnfinishedError } from "./resource";
import { refuseMovedResource } from "./same-customer";
import { mayTearDown } from "./teardown";

/** The service keeps amounts as .NET decimals, but what passes through its portal is exact to this many digits. */
const MOST_DIGITS = 15;

/** How long a budget that was just set may read back differently, in milliseconds. */
const READ_AFTER_WRITE_MS = 10_000;

const MINUTE_MS = 60_000;

/** What a failed question after a budget, or its failed removal, means. */
export type BudgetStep =
  /** There is none. */
  | "none"
  /** The answer says why. */
  | "stop";

/**
 * The decision table for failed questions, first match wins. Either answer means "no budget" for a customer without Azure
 * usage, and "no customer" for one that is not ours: the customer is asked for next.
 */
export const budgetReadRows = [
  { kind: "api", status: 404, step: "none" },
  { kind: "api", status: 400, codes: ["3000"], step: "none" },
  { step: "stop" },
] as const satisfies readonly FailureRow<BudgetStep>[];

/** The decision table for failed removals, first match wins: with the customer or the relationship the budget has gone. */
export const budgetRemovalRows = [
  { kind: "api", status: 404, step: "none" },
  { kind: "api", status: 403, codes: ["20002"], step: "none" },
  { step: "stop" },
] as const satisfies readonly FailureRow<BudgetStep>[];

/** Inputs of a customer's budget. */
export interface CustomerUsageBudgetInputs {
  readonly customerId: string;
  /** Canonical decimal text. */
  readonly amount: string;
  readonly allowReplacement: boolean;
}

/** What the stack keeps of a budget. */
export interface CustomerUsageBudgetState extends Omit<CustomerUsageBudgetInputs, "amount"> {
  /** Absent only in what `get` asks for. */
  readonly amount?: string;
  readonly partnerTenantId?: string;
}

const amountField = decimal
  .refine((amount) => compareDecimals(amount, "0") > 0, {
    error: "must be greater than 0; to have no budget, remove the resource",
  })
  .refine((amount) => significantDigits(amount) <= MOST_DIGITS, {
    error: `has more than ${MOST_DIGITS} significant digits, which Partner Center does not keep`,
  });

/**
 * The monthly spending budget of one customer: a singleton that informs and stops nothing. Create and update set it,
 * delete removes it. The resource's id is the customer's.
 */
export const customerUsageBudget: ResourceModule<CustomerUsageBudgetInputs, CustomerUsageBudgetState> = {
  type: "CustomerUsageBudget",
  fields: { customerId: guidField, amount: amountField, allowReplacement: switchField(false) },
  state: z.object({
    customerId: z.string(),
    amount: z.string().exactOptional(),
    allowReplacement: switchField(false),
    partnerTenantId: z.string().exactOptional(),
  }),
  replaceOn: ["customerId"],
  timeoutsMs: { create: 5 * MINUTE_MS, read: 5 * MINUTE_MS, update: 5 * MINUTE_MS, delete: 5 * MINUTE_MS },
  endsAtDelete: true,
  target: ({ customerId }) => customerId,

  refuse: (inputs, oldInputs) =>
    refuseMovedResource(inputs, oldInputs, {
      customerId: "would remove one customer's budget and set another's",
    }),

  create: async (context, inputs) => {
    const replaced = await readAmount(context, inputs.customerId);
    const existing = {
      id: inputs.customerId,
      state: { ...inputs, partnerTenantId: context.client.partnerTenantId },
    };
    const unanswered = await sendAmount(context, inputs.customerId, inputs.amount);
    // Written, or perhaps so: whatever fails from here on leaves it in the stack.
    try {
      await confirmAmount(context, inputs.customerId, inputs.amount);
    } catch (error) {
      throw new UnfinishedError(existing, [messageOf(unanswered ?? error)], { cause: unanswered ?? error });
    }
    if (replaced !== undefined && replaced !== inputs.amount) {
      context.log.info(`Replaced the customer's budget of ${replaced}.`);
    }
    return existing;
  },

  read: async (context, id, state) => {
    assertSamePartner(context, state.partnerTenantId, `The budget of customer ${id}`);
    const amount = await readAmount(context, id);
    if (amount === undefined) {
      await confirmCustomer(context, id, `The budget of customer ${id}`);
      return undefined;
    }
    const partnerTenantId = context.client.partnerTenantId;
    return { id, state: { ...state, customerId: id, amount, partnerTenantId } };
  },

  update: async (context, id, old, inputs) => {
    assertSamePartner(context, old.partnerTenantId, `The budget of customer ${id}`);
    // Asked, not compared with the state: after a create that could not be confirmed both say the same.
    if ((await readAmount(context, id)) !== inputs.amount) await setAmount(context, id, inputs.amount);
    return { ...inputs, partnerTenantId: context.client.partnerTenantId };
  },

  delete: async (context, id, state) => {
    assertSamePartner(context, state.partnerTenantId, `The budget of customer ${id}`);
    if (!mayTearDown(context, customerUsageBudget, id, state)) return;
    try {
      await setAmount(context, id, null);
    } catch (error) {
      if (stepOfError<BudgetStep>(budgetRemovalRows, error) === "none") return;
      throw error;
    }
  },
};

/** The amount that is set now, as canonical decimal text; `undefined` when there is none. */
async function readAmount(context: OperationContext, customerId: string): Promise<string | undefined> {
  try {
    return (await context.client.budgets.get({ customerId })).amount;
  } catch (error) {
    if (stepOfError<BudgetStep>(budgetReadRows, error) !== "none") throw error;
    await confirmCustomer(context, customerId, `The budget of customer ${customerId}`);
    return undefined;
  }
}

/** Sets or removes the amount and makes sure that it stays. What nobody has answered is looked at before it fails. */
async function setAmount(context: OperationContext, customerId: string, amount: string | null): Promise<void> {
  const unanswered = await sendAmount(context, customerId, amount);
  try {
    await confirmAmount(context, customerId, amount);
  } catch (error) {
    throw unanswered ?? error;
  }
}

/** @returns why nobody knows whether it was written; nothing when it was. */
async function sendAmount(
  context: OperationContext,
  customerId: string,
  amount: string | null,
): Promise<Error | undefined> {
  const guard = whileEngineLives(context, `the budget of customer ${customerId} was not changed`);
  try {
    if (amount === null) await context.client.budgets.remove({ customerId }, guard);
    else await context.client.budgets.set({ customerId, amount }, guard);
    return undefined;
  } catch (error) {
    if (isUnanswered(error)) return error;
    throw error;
  }
}

/** Reads the amount until it is the one that was written: no answer promises that, and the last writer wins. */
async function confirmAmount(context: OperationContext, customerId: string, amount: string | null): Promise<void> {
  await poll(
    context,
    `setting the budget of customer ${customerId} to ${amount ?? "none"}`,
    async () => {
      const current = (await readAmount(context, customerId)) ?? null;
      return current === amount ? { done: true } : { pending: `read as ${current ?? "none"}` };
    },
    READ_AFTER_WRITE_MS,
  );
}
