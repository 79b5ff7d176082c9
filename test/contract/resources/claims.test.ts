import { PartnerCenter } from "../../support/partner-center";
import { budget, type Declaration, plan, type Report, SmallEngine } from "../../support/small-engine";

let center: PartnerCenter;
let stack: SmallEngine;
let customerId: string;
let bought: string;

/** A plan in the stack, under which nothing is active any more: any delete that is not stopped suspends it. */
beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
  customerId = center.customer("new").id;
  expect((await stack.up([plan(customerId)])).failures).toEqual([]);
  bought = stack.row("plan")?.id ?? "";
  for (const { id } of center.emulator.model.azureSubscriptionsOf(bought)) {
    await center.portal(`/azureSubscriptions/${id}`, { status: "inactive" });
  }
});

afterEach(() => center.close());

const SUSPENDED = () => center.effects("subscriptionUpdated").length;
const renamed = (aliases: readonly string[] = []) => plan(customerId, {}, { name: "renamed", aliases });
const said = (report: Report) => report.said.map(({ text }) => text).join("\n");

function expectUntouched(): void {
  expect(center.plan(bought).status).toBe("active");
  expect(SUSPENDED()).toBe(0);
  expect(center.ordersMade).toBe(1);
}

/** Kills a run once the new row of the plan is there and before the old one is deleted. */
async function killedBeforeDelete(program: readonly Declaration[], options = {}): Promise<void> {
  const running = stack.begin(program, options);
  // The last question of a create that adopts; the delete of the old row asks nothing when it is claimed.
  const hold = center.hold("GET", "/v1/customers/*/subscriptions/*/azureEntitlements", "committed");
  await hold.whenHeld();
  const provider = await running.process.provider("AzurePlanSubscription");
  const stop = new Promise<void>((resolve) => {
    provider.delete = () => {
      resolve();
      return new Promise(() => {});
    };
  });
  hold.release();
  await stop;
  await running.kill();
  expect(stack.rows.filter(({ type }) => type === "AzurePlanSubscription")).toHaveLength(2);
}

describe("the plan is still wanted: only its row goes", () => {
  test("renamed without an alias", async () => {
    const report = await stack.up([renamed()]);
    expect(report.failures).toEqual([]);
    expect(report.steps).toEqual(["create renamed-cart", "create renamed", "delete plan", "delete plan-cart"]);
    expect(said(report)).toMatch(/is managed by another resource of this program now; it is left as it is/);
    expect(said(report)).not.toMatch(/no resource manages its plan/);
    expect(stack.row("renamed")?.id).toBe(bought);
    expectUntouched();
  });

  test("renamed with an alias: nothing but the row's name changes", async () => {
    const report = await stack.up([renamed(["plan"])]);
    expect(report.steps).toEqual(["same renamed-cart", "same renamed"]);
    expectUntouched();
  });

  test("--replace of the plan, of its cart, of both", async () => {
    for (const replace of [["plan"], ["plan-cart"], ["plan", "plan-cart"]]) {
      const report = await stack.up([plan(customerId)], { replace });
      expect(report.failures).toEqual([]);
      expect(stack.row("plan")?.id).toBe(bought);
      expect(stack.rows).toHaveLength(2);
      expectUntouched();
    }
  });

  test.each([false, true])("a rename killed before the old row's delete, then up (refresh: %p)", async (refresh) => {
    await killedBeforeDelete([renamed()]);
    const report = await stack.up([renamed()], { refresh });
    expect(report.failures).toEqual([]);
    expect(stack.rows).toHaveLength(2);
    expectUntouched();
  });

  test.each([false, true])("a --replace killed before the old row's delete, then up (refresh: %p)", async (refresh) => {
    await killedBeforeDelete([plan(customerId)], { replace: ["plan"] });
    const report = await stack.up([plan(customerId)], { refresh });
    expect(report.failures).toEqual([]);
    expect(stack.rows).toHaveLength(2);
    expectUntouched();
  });

  test("half made under its new name: claimed too", async () => {
    center.emulator.faults.add({ method: "PATCH", path: "/v1/customers/*/subscriptions/*", status: 400, code: 800092 });
    const named = plan(customerId, { friendlyName: "Contoso" }, { name: "renamed" });
    const report = await stack.up([named], { continueOnError: true });
    expect(report.failures).toHaveLength(1);
    expect(report.steps).toContain("half create renamed");
    expect(report.steps).toContain("delete plan");
    expectUntouched();
  });
});

describe("declared, but not taken over: the delete stops", () => {
  test("renamed under --continue-on-error, and the create fails", async () => {
    const failing = plan(customerId, { onExisting: "fail" }, { name: "renamed" });
    const report = await stack.up([failing], { continueOnError: true });
    expect(report.error).toMatch(
      /was not touched: .*::renamed is declared for the same customer.*Solve that resource's error/s,
    );
    expect(stack.row("plan")?.id).toBe(bought);
    expectUntouched();
  });

  test("--replace under --continue-on-error, and the create fails: the old row stays the row", async () => {
    center.emulator.faults.add({ method: "POST", path: "/v1/customers/*/carts/*/checkout", status: 422, code: 1 });
    const report = await stack.up([plan(customerId)], { replace: ["plan"], continueOnError: true });
    expect(report.failures.length).toBeGreaterThan(0);
    expect(stack.row("plan")?.id).toBe(bought);
    expectUntouched();
  });

  test("another customer's plan contests nothing", async () => {
    const other = center.emulator.customers.filter(({ kind }) => kind === "new")[1]?.id ?? "";
    const report = await stack.up([plan(other, {}, { name: "other" })]);
    expect(report.failures).toEqual([]);
    expect(center.plan(bought).status).toBe("suspended");
  });
});

describe("not wanted any more: suspended in one run", () => {
  test.each([false, true])("destroy (refresh: %p)", async (refresh) => {
    expect((await stack.destroy({ refresh })).failures).toEqual([]);
    expect(center.plan(bought).status).toBe("suspended");
    expect(stack.rows).toEqual([]);
  });

  test.each([false, true])("removed from the program (refresh: %p)", async (refresh) => {
    expect((await stack.up([], { refresh })).failures).toEqual([]);
    expect(center.plan(bought).status).toBe("suspended");
  });

  test.each([false, true])("removed after a --replace that was killed (refresh: %p)", async (refresh) => {
    await killedBeforeDelete([plan(customerId, { onDestroy: "suspend" })], { replace: ["plan"] });
    expect((await stack.up([], { refresh })).failures).toEqual([]);
    expect(center.plan(bought).status).toBe("suspended");
    expect(SUSPENDED()).toBe(1);
  });

  test.each([false, true])("destroyed after a rename that was killed (refresh: %p)", async (refresh) => {
    await killedBeforeDelete([plan(customerId, { onDestroy: "suspend" }, { name: "renamed" })]);
    expect((await stack.destroy({ refresh })).failures).toEqual([]);
    expect(center.plan(bought).status).toBe("suspended");
    expect(SUSPENDED()).toBe(1);
  });

  test("renamed with an alias, then destroyed", async () => {
    await stack.up([renamed(["plan"])]);
    expect((await stack.destroy({ refresh: true })).failures).toEqual([]);
    expect(center.plan(bought).status).toBe("suspended");
  });
});

describe("budgets", () => {
  const key = () => `${center.emulator.tenantId}/${customerId}`;
  const both = (name: string) => [plan(customerId), budget(customerId, "100", { name })];

  test("renamed without an alias: set once more, not removed", async () => {
    await stack.up(both("budget"));
    const report = await stack.up(both("limit"));
    expect(report.failures).toEqual([]);
    expect(report.steps).toContain("delete budget");
    expect(center.emulator.model.budgets.get(key())).toBe("100");
  });

  test("declared anew but failing: not removed", async () => {
    await stack.up(both("budget"));
    const path = "/v1/customers/*/usagebudget";
    center.emulator.faults.add({ method: "PATCH", path, status: 400, code: 3000 });
    const report = await stack.up(both("limit"), { continueOnError: true });
    expect(report.error).toMatch(/was not touched/);
    expect(center.emulator.model.budgets.get(key())).toBe("100");
  });

  test("removed from the program: removed", async () => {
    await stack.up(both("budget"));
    await stack.up([plan(customerId)], { refresh: true });
    expect(center.emulator.model.budgets.has(key())).toBe(false);
  });
});
