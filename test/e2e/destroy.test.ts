import type { OperationResult } from "../support/pulumi-stack";
import { complaintsAbout, complaintsOf, mayFail, type ProgramStack, stepsOf, useWorld } from "./world";

jest.setTimeout(120_000);

const world = useWorld({
  live: {},
  twice: {},
  adopted: { plans: [{}] },
  kept: {},
  empty: {},
  early: {},
  late: {},
});

/** Somebody ends all Azure subscriptions of the customer in Azure. */
async function endAzureSubscriptions(customer: string): Promise<void> {
  for (const { id } of world.azureSubscriptions(customer)) {
    await world.portal(`azureSubscriptions/${id}`, { status: "inactive" });
  }
}

describe("destroying plans with active Azure subscriptions", () => {
  let stack: ProgramStack;
  const customers = ["live", "twice"];
  const rows = (args: Readonly<Record<string, unknown>> = {}) => [
    ...customers.map((customer) => world.planRow(customer, args)),
    world.budgetRow("live", 100),
  ];

  beforeAll(async () => {
    stack = await world.stack("live");
    stack.rows = rows();
    await stack.up();
    await world.portal(`subscriptions/${world.plan("twice").id}/azureSubscriptions`, { friendlyName: "Landing zone" });
  });

  test("is refused by naming each and the remedy; nothing is suspended, and the plans stay in the stack", async () => {
    const since = world.now;
    const result = await stack.destroy(["--continue-on-error"], mayFail);
    expect(result.code).not.toBe(0);
    for (const customer of customers) {
      const [text, ...others] = complaintsAbout(customer, result);
      expect(others).toEqual([]);
      expect(text).toContain(`Azure plan ${world.plan(customer).id}`);
      for (const { friendlyName, id } of world.azureSubscriptions(customer)) {
        expect(text).toContain(`${friendlyName} ${id}`);
      }
      expect(text).toMatch(/cancelAzureSubscriptions: "azure".*or "partnerCenter"/s);
      expect(text).toContain('onDestroy: "retain"');
      expect(text).toContain("takes effect only after a `pulumi up` has written it");
      expect(world.plan(customer).status).toBe("active");
      expect(stack.plan(customer)?.id).toBe(world.plan(customer).id);
    }
    expect(complaintsAbout("twice", result)[0]).toContain("2 active");
    expect(world.writes(since).filter((write) => !write.startsWith("budgetSet"))).toEqual([]);
  });

  test("is what it was while the program's consent has not been written by an up", async () => {
    stack.rows = rows({ cancelAzureSubscriptions: "partnerCenter" });
    const since = world.now;
    const result = await stack.destroy(["--continue-on-error"], mayFail);
    expect(result.code).not.toBe(0);
    expect(world.writes(since)).toEqual([]);
  });

  test("with consent cancels them, waits until they have ended, and suspends", async () => {
    const sinceConsent = world.now;
    await stack.up();
    expect(world.writes(sinceConsent).filter((write) => !write.startsWith("budgetSet"))).toEqual([]);

    const since = world.now;
    const result = await stack.destroy();
    expect(stack.resources).toEqual([]);
    for (const customer of customers) {
      const plan = world.plan(customer);
      const azure = world.azureSubscriptions(customer).map(({ id }) => `entitlementCancelled ${id}`);
      const writes = world.writes(since, customer).filter((write) => !write.startsWith("budgetSet"));
      expect(writes.slice(0, -1).sort()).toEqual(azure.sort());
      expect(writes.at(-1)).toBe(`subscriptionUpdated ${plan.id}`);
      expect(plan.status).toBe("suspended");
      expect(complaintsAbout(customer, result, "info").filter((text) => text.includes(plan.id))).toEqual([
        expect.stringMatching(/reservations cannot be listed: only a signed-in user may ask/),
        `Azure plan ${plan.id} of customer ${world.id(customer)} is suspended.`,
      ]);
    }
    // Nobody was asked to suspend a plan too early.
    expect(world.requests(since).filter(({ code }) => code === "900115")).toEqual([]);
    expect(world.budget("live")).toBeUndefined();
  });
});

describe("destroying plans without active Azure subscriptions", () => {
  let stack: ProgramStack;
  let result: OperationResult;
  let since: number;

  beforeAll(async () => {
    stack = await world.stack("ended");
    stack.rows = [world.planRow("adopted"), world.planRow("kept", { onDestroy: "retain" }), world.planRow("empty")];
    await stack.up();
    await endAzureSubscriptions("empty");
    since = world.now;
    result = await stack.destroy(["--refresh"]);
  });

  test.each([
    ["an adopted plan is left as it is", "adopted", "this stack adopted it and did not buy it"],
    ['a plan with onDestroy "retain" is left as it is', "kept", 'onDestroy is "retain"'],
  ])("%s, with one line that says so", (_what, customer, reason) => {
    const { id, status } = world.plan(customer);
    expect(status).toBe("active");
    expect(complaintsAbout(customer, result, "info")).toEqual([
      `Azure plan ${id} of customer ${world.id(customer)} is left active as it is: ${reason}.`,
    ]);
    expect(world.writes(since, customer)).toEqual([]);
    expect(world.orders(customer)).toHaveLength(customer === "adopted" ? 0 : 1);
  });

  test("a plan that the stack bought is suspended, after a refresh in the same run too", () => {
    expect(world.writes(since, "empty")).toEqual([`subscriptionUpdated ${world.plan("empty").id}`]);
    expect(world.plan("empty").status).toBe("suspended");
  });

  test("the stack is empty, and nothing was complained about", () => {
    expect(stack.resources).toEqual([]);
    expect([...complaintsOf(result), ...complaintsOf(result, "warning")]).toEqual([]);
  });
});

describe("a plan that the program does not want any more", () => {
  let stack: ProgramStack;

  beforeAll(async () => {
    stack = await world.stack("unwanted");
    stack.rows = [
      world.planRow("early"),
      world.budgetRow("early", 5),
      world.planRow("late"),
      world.budgetRow("late", 6),
    ];
    await stack.up();
    await endAzureSubscriptions("early");
    await endAzureSubscriptions("late");
  });

  test("is suspended by the up that misses its row, and its budget removed", async () => {
    stack.rows = stack.rows.filter(({ name }) => name === "late");
    const since = world.now;
    const result = await stack.up();
    expect(
      stepsOf(result)
        .filter((step) => step.endsWith("delete"))
        .sort(),
    ).toEqual([
      "AzurePlanCart early-cart: delete",
      "AzurePlanSubscription early: delete",
      "CustomerUsageBudget early: delete",
    ]);
    expect(world.plan("early").status).toBe("suspended");
    expect(world.budget("early")).toBeUndefined();
    expect(world.writes(since)).toHaveLength(2);
    expect(complaintsOf(result, "warning")).toEqual([]);
  });

  test("is suspended by destroy --run-program, whose program still declares it, and its budget removed", async () => {
    const result = await stack.destroy(["--run-program"]);
    expect(stack.resources).toEqual([]);
    expect(world.plan("late").status).toBe("suspended");
    expect(world.budget("late")).toBeUndefined();
    expect(complaintsOf(result)).toEqual([]);
  });

  test("is reactivated, and not bought, when it is wanted again", async () => {
    stack.rows = [world.planRow("early")];
    await stack.up();
    expect(world.plan("early").status).toBe("active");
    expect(world.orders("early")).toHaveLength(1);
    expect(stack.plan("early")?.outputs).toMatchObject({ adopted: true });
  });
});

describe("secrets", () => {
  test("none is in clear in anything that was printed or stored", () => {
    expect(world.leaks()).toEqual([]);
  });
});
