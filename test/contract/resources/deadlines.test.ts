import { captureTimer } from "../../support/captured-timer";
import { PartnerCenter } from "../../support/partner-center";
import { budget, type Declaration, plan, SmallEngine } from "../../support/small-engine";

/** No default of any operation. */
const OWN_MS = 1_799_999;
const BUDGET = "/v1/customers/*/usagebudget";
const PLAN = "/v1/customers/*/subscriptions/*";

let center: PartnerCenter;
let stack: SmallEngine;
let customerId: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
  customerId = center.customer("new").id;
});

afterEach(() => center.close());

/** Runs until a request like this is held, and lets the time of `customTimeouts` be over. */
async function untilDeadline(method: string, path: string, run: () => Promise<{ readonly error?: string }>) {
  const hold = center.hold(method, path, "received");
  const deadline = captureTimer(OWN_MS);
  const running = run();
  await hold.whenHeld();
  deadline.end();
  const { error } = await running;
  hold.release();
  return error;
}

const timed = (operation: string) => ({ timeouts: { [operation]: OWN_MS } });
const ended = (operation: string) =>
  new RegExp(`${operation} was not finished after 1799\\.999 seconds.*customTimeouts: \\{ ${operation}`, "s");

type Declare = (name: string, more: Partial<Declaration>) => Declaration;
const cases: readonly [string, string, string, Declare][] = [
  ["plan", "PATCH", PLAN, (value, more) => plan(customerId, { friendlyName: value, onDestroy: "retain" }, more)],
  ["budget", "PATCH", BUDGET, (value, more) => budget(customerId, value === "before" ? 1 : 2, more)],
];

test.each(cases)(
  "an update of a %s ends at its own deadline, and the next up does it",
  async (_, method, path, row) => {
    expect((await stack.up([row("before", {})])).failures).toEqual([]);
    const program = [row("after", timed("update"))];
    expect(await untilDeadline(method, path, () => stack.up(program))).toMatch(ended("update"));
    expect(await stack.up(program)).toMatchObject({ failures: [] });
    expect((await stack.up(program)).steps.every((step) => step.startsWith("same"))).toBe(true);
  },
);

test("a budget is set and removed within its own time, or by the next run", async () => {
  const setting = [budget(customerId, 1, timed("create"))];
  expect(await untilDeadline("PATCH", BUDGET, () => stack.up(setting))).toMatch(ended("create"));
  expect(stack.row("budget")).toBeUndefined();
  expect(await stack.up([budget(customerId, 1, timed("delete"))])).toMatchObject({ failures: [] });
  expect(await untilDeadline("PATCH", BUDGET, () => stack.destroy())).toMatch(ended("delete"));
  expect(stack.row("budget")).toBeDefined();
  expect(await stack.destroy()).toMatchObject({ failures: [] });
  expect(center.emulator.model.budgets.get(`${center.emulator.tenantId}/${customerId}`)).toBeUndefined();
});

test("a plan whose suspension runs out of time stays in the stack, and the next destroy suspends it", async () => {
  const args = { cancelAzureSubscriptions: "partnerCenter" };
  expect((await stack.up([plan(customerId, args, timed("delete"))])).failures).toEqual([]);
  const id = stack.row("plan")?.id;
  expect(await untilDeadline("PATCH", PLAN, () => stack.destroy())).toMatch(ended("delete"));
  expect(stack.row("plan")?.id).toBe(id);
  expect((await stack.destroy()).failures).toEqual([]);
  expect(center.plan(id).status).toBe("suspended");
});
