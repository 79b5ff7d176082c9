import { useBench } from "./emulated-client";

describe("a service in trouble", () => {
  const bench = useBench();
  const budgetPath = "/v1/customers/*/usagebudget";

  /** Request ids and statuses of the calls of one path, in order. */
  function answersOf(part: string): { status: number | null; requestId: string; effect: boolean }[] {
    return bench()
      .emulator.journal.entries()
      .filter(({ path }) => path.includes(part))
      .map(({ status, requestId, effect }) => ({ status, requestId, effect: effect !== null }));
  }

  it("is asked again when a read breaks, under the same id", async () => {
    const { client, emulator, customer, clock } = bench();
    emulator.faults.add({ method: "GET", path: budgetPath, action: "resetBeforeCommit", times: 2 });
    await client().budgets.get({ customerId: customer("withPlan").id });
    const answers = answersOf("usagebudget");
    expect(answers.map(({ status }) => status)).toEqual([null, null, 200]);
    expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(1);
    expect(clock.sleeps).toEqual([250, 500]);
  });

  it("carries a repeated write out once when it honours request ids", async () => {
    const { client, emulator, customer } = bench();
    emulator.faults.add({ method: "PATCH", path: budgetPath, action: "resetAfterCommit" });
    const budget = await client().budgets.set({ customerId: customer("withPlan").id, amount: "7.10" });
    expect(budget.amount).toBe("7.1");
    expect(answersOf("usagebudget").filter(({ effect }) => effect)).toHaveLength(1);
  });

  it.each(["truncate", "html", "empty"] as const)("is asked again after a reply that is %s", async (action) => {
    const { client, emulator, customer } = bench();
    emulator.faults.add({ method: "GET", path: budgetPath, action, status: 502 });
    await client().budgets.get({ customerId: customer("withPlan").id });
    expect(answersOf("usagebudget")).toHaveLength(2);
  });

  it("is asked again after 5xx under a new id", async () => {
    const { client, emulator, customer } = bench();
    emulator.faults.add({ method: "GET", path: budgetPath, status: 503, code: 800003 });
    await client().budgets.get({ customerId: customer("withPlan").id });
    const answers = answersOf("usagebudget");
    expect(answers.map(({ status }) => status)).toEqual([503, 200]);
    expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(2);
  });

  it("is left alone for as long as it says", async () => {
    const { client, emulator, customer, clock } = bench();
    emulator.faults.add({ method: "GET", path: "/v1/customers/*", status: 429, retryAfterSeconds: 57 });
    const startedMs = clock.now();
    await client().customers.get({ customerId: customer("new").id });
    expect(clock.now() - startedMs).toBeGreaterThanOrEqual(57_000);
  });

  it("makes no second order, whatever happens to a checkout", async () => {
    const { client, emulator, customer } = bench();
    const one = client();
    const customerId = customer("new").id;
    const cart = await one.carts.create({
      customerId,
      lineItems: [{ id: 0, catalogItemId: "DZH318Z0BPS6:0001:NOSUCHITEM00", quantity: 1, billingCycle: "one_time" }],
    });
    const reference = { customerId, cartId: cart.id };
    for (const fault of [{ status: 503 }, { status: 429, retryAfterSeconds: 1 }, { status: 401 }]) {
      emulator.faults.add({ method: "POST", path: "/v1/customers/*/carts/*/checkout", ...fault });
      await expect(one.carts.checkout(reference)).rejects.toMatchObject({ status: fault.status });
    }
    emulator.faults.add({ method: "POST", path: "/v1/customers/*/carts/*/checkout", action: "resetBeforeCommit" });
    await expect(one.carts.checkout(reference)).rejects.toMatchObject({ kind: "transport", unsent: false });
    expect(answersOf("/checkout").map(({ status }) => status)).toEqual([503, 429, 401, null]);
  });

  it("is not asked twice to cancel an Azure subscription", async () => {
    const { client, emulator, customer } = bench();
    const { id: customerId, subscriptionId = "", azureSubscriptionIds = [] } = customer("withPlan");
    emulator.faults.add({ method: "POST", path: "/v1/**/cancel", action: "resetAfterCommit" });
    const entitlement = { customerId, subscriptionId, entitlementId: azureSubscriptionIds[0] ?? "" };
    const cancelling = client().azureEntitlements.cancel(entitlement);
    await expect(cancelling).rejects.toMatchObject({ kind: "transport", unsent: false });
    expect(answersOf("/cancel")).toHaveLength(1);
  });

  it.each(["A", "B", "C", "D", "E"] as const)("is understood in error shape %s", async (bodyShape) => {
    const { client, emulator, customer } = bench();
    const description = "The reason.";
    emulator.faults.add({ method: "GET", path: budgetPath, status: 409, code: 900278, description, bodyShape });
    const call = client().budgets.get({ customerId: customer("withPlan").id });
    await expect(call).rejects.toMatchObject({
      kind: "api",
      status: 409,
      failure: { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), description: expect.stringContaining("reason") },
    });
  });

  it("gets one list for a whole refresh", async () => {
    const { client, customer } = bench();
    const one = client();
    const customerId = customer("withPlan").id;
    const operations = Array.from({ length: 20 }, (_, index) => one.with({ correlationId: `operation-${index}` }));
    await Promise.all(operations.map((one) => one.subscriptions.list({ customerId }, { share: true }).all()));
    expect(answersOf("/subscriptions")).toHaveLength(1);
  });

  it("is left alone once the caller gives up", async () => {
    const { client, emulator, customer } = bench();
    const controller = new AbortController();
    const hold = emulator.holds.add({ method: "GET", path: budgetPath, point: "received" });
    const customerId = customer("withPlan").id;
    const call = client().budgets.get({ customerId }, { signal: controller.signal });
    const ended = expect(call).rejects.toThrow("the operation's deadline");
    await hold.whenHeld();
    controller.abort(new Error("the operation's deadline"));
    await ended;
  });
});
