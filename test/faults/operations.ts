import type { Bag } from "../support/engine-values";
import type { PartnerCenter } from "../support/partner-center";
import { budget, type Declaration, plan, type SmallEngine, upgrade } from "../support/small-engine";

/** What an operation is played in: one customer and the stack that declares things for it. */
export interface Stage {
  readonly center: PartnerCenter;
  readonly stack: SmallEngine;
  readonly customerId: string;
}

/** An operation that a campaign interrupts. */
export interface Operation {
  readonly name: string;
  /** How its customer is seeded (`plans`, `legacyAzure`, `budget` of the seed file). */
  readonly seed?: Bag;
  /** It is made as a user. */
  readonly asUser?: true;
  /** What the stack has already before it begins. */
  readonly before?: (customerId: string) => readonly Declaration[];
  /** The command, and the program that it is given. */
  readonly command: "up" | "refresh" | "destroy";
  readonly program: (customerId: string) => readonly Declaration[];
  /** What is not as it should be once it has come to its end: sentences, none when all is well. */
  readonly judge: (stage: Stage) => readonly string[];
  /** How many orders its customer may have had made, how many upgrades begun. */
  readonly orders: 0 | 1;
  readonly upgrades?: 1;
  /** Whether it may suspend a plan. */
  readonly suspends?: true;
}

const anEmptyPlan = { azureSubscriptions: [] };
const aSuspendedPlan = { status: "suspended", azureSubscriptions: [] };

/** One active plan, managed by the stack's row, with this name. */
function declaredPlan({ center, stack, customerId }: Stage, status: string, friendlyName?: string): readonly string[] {
  const row = stack.row("plan");
  const plans = center.plans(customerId);
  const found: string[] = [];
  if (!row) found.push("the plan is not in the stack");
  if (row?.initErrors) found.push("the plan is half made");
  if (plans.length !== 1) found.push(`there are ${plans.length} plans`);
  const [live] = plans;
  if (live && row && live.id !== row.id) found.push("the stack manages another plan");
  if (live && live.status !== status) found.push(`the plan is ${live.status}`);
  if (friendlyName !== undefined && live?.friendlyName !== friendlyName) {
    found.push(`the plan is called ${live?.friendlyName}`);
  }
  return found;
}

function suspendedAndForgotten({ center, stack, customerId }: Stage): readonly string[] {
  const found = center
    .plans(customerId)
    .flatMap(({ status }) => (status === "suspended" ? [] : [`a plan is ${status}`]));
  return stack.rows.length > 0 ? [...found, "the stack still has rows"] : found;
}

function declaredBudget({ center, customerId }: Stage, amount: string | undefined): readonly string[] {
  const live = center.emulator.model.budgets.get(`${center.emulator.tenantId}/${customerId}`);
  const asDeclared = amount === undefined ? live === undefined : Number(live) === Number(amount);
  return asDeclared ? [] : [`the budget is ${live}`];
}

const named = (customerId: string) => [plan(customerId, { friendlyName: "Contoso Azure" })];

/** Everything that a resource does at the service. */
export const operations: readonly Operation[] = [
  {
    name: "buy a plan",
    command: "up",
    program: named,
    judge: (stage) => declaredPlan(stage, "active", "Contoso Azure"),
    orders: 1,
  },
  {
    name: "take over a plan",
    seed: { plans: [{ friendlyName: "Azure plan" }] },
    command: "up",
    program: named,
    judge: (stage) => declaredPlan(stage, "active", "Contoso Azure"),
    orders: 0,
  },
  {
    name: "take over a suspended plan",
    seed: { plans: [aSuspendedPlan] },
    command: "up",
    program: (customerId) => [plan(customerId)],
    judge: (stage) => declaredPlan(stage, "active"),
    orders: 0,
  },
  {
    name: "rename a plan",
    seed: { plans: [{}] },
    before: (customerId) => [plan(customerId)],
    command: "up",
    program: named,
    judge: (stage) => declaredPlan(stage, "active", "Contoso Azure"),
    orders: 0,
  },
  {
    name: "suspend a plan",
    seed: { plans: [anEmptyPlan] },
    before: (customerId) => [plan(customerId)],
    command: "up",
    program: (customerId) => [plan(customerId, { status: "suspended" })],
    judge: (stage) => declaredPlan(stage, "suspended"),
    orders: 0,
    suspends: true,
  },
  {
    name: "reactivate a plan",
    seed: { plans: [aSuspendedPlan] },
    before: (customerId) => [plan(customerId, { status: "suspended" })],
    command: "up",
    program: (customerId) => [plan(customerId)],
    judge: (stage) => declaredPlan(stage, "active"),
    orders: 0,
  },
  {
    name: "refresh",
    seed: { plans: [{}], budget: "100" },
    before: (customerId) => [plan(customerId), budget(customerId, "100")],
    command: "refresh",
    program: (customerId) => [plan(customerId), budget(customerId, "100")],
    judge: (stage) => [...declaredPlan(stage, "active"), ...declaredBudget(stage, "100")],
    orders: 0,
  },
  {
    name: "destroy a plan, cancelling through Partner Center",
    before: (customerId) => [plan(customerId, { cancelAzureSubscriptions: "partnerCenter" })],
    command: "destroy",
    program: () => [],
    judge: suspendedAndForgotten,
    orders: 1,
    suspends: true,
  },
  {
    name: "destroy a plan, cancelling at Azure",
    before: (customerId) => [plan(customerId, { cancelAzureSubscriptions: "azure" })],
    command: "destroy",
    program: () => [],
    judge: suspendedAndForgotten,
    orders: 1,
    suspends: true,
  },
  {
    name: "set a budget",
    command: "up",
    program: (customerId) => [budget(customerId, "1250.50")],
    judge: (stage) => declaredBudget(stage, "1250.50"),
    orders: 0,
  },
  {
    name: "change a budget",
    seed: { budget: "100" },
    before: (customerId) => [budget(customerId, "100")],
    command: "up",
    program: (customerId) => [budget(customerId, "200")],
    judge: (stage) => declaredBudget(stage, "200"),
    orders: 0,
  },
  {
    name: "remove a budget",
    seed: { budget: "100" },
    before: (customerId) => [budget(customerId, "100")],
    command: "up",
    program: () => [],
    judge: (stage) => declaredBudget(stage, undefined),
    orders: 0,
  },
  {
    name: "upgrade",
    seed: { legacyAzure: true },
    asUser: true,
    command: "up",
    program: (customerId) => [upgrade(customerId)],
    judge: ({ center, stack, customerId }) => {
      const begun = [...center.emulator.model.upgrades.values()].filter((one) => one.customerId === customerId);
      const row = stack.row("upgrade");
      return [
        ...(begun.length === 1 ? [] : [`${begun.length} upgrades were begun`]),
        ...(row?.id === begun[0]?.id && !row?.initErrors ? [] : ["the stack does not have the upgrade"]),
        ...(row?.outputs.status === "completed" ? [] : [`the upgrade is ${row?.outputs.status}`]),
        ...(center.plans(customerId).length === 1 ? [] : [`there are ${center.plans(customerId).length} plans`]),
      ];
    },
    orders: 0,
    upgrades: 1,
  },
];
