import fc from "fast-check";
import { PartnerCenter } from "../../support/partner-center";
import { budget, type RunOptions, SmallEngine } from "../../support/small-engine";

const PATH = "/v1/customers/*/usagebudget";

let center: PartnerCenter;
let stack: SmallEngine;
let customerId: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
  customerId = center.customer("new").id;
});

afterEach(() => center.close());

const amountSet = () => center.emulator.model.budgets.get(`${center.emulator.tenantId}/${customerId}`);
const byHand = (amount: string | null) => center.portal(`/customers/${customerId}/budget`, { amount });
const up = (amount: unknown, options?: RunOptions) => stack.up([budget(customerId, amount)], options);
const row = () => stack.row("budget");

/** Bodies of the PATCHes that a run sent. */
function sentBodies(): { readonly bodies: string[]; readonly options: RunOptions } {
  const bodies: string[] = [];
  const alter: NonNullable<RunOptions["alter"]> = (request, reply) => {
    if (request.method === "PATCH") bodies.push(request.body ?? "");
    return reply;
  };
  return { bodies, options: { alter } };
}

describe("create", () => {
  test("sets it; its id is the customer's", async () => {
    const report = await up("1250.50");
    expect(report).toMatchObject({ failures: [], steps: ["create budget"], said: [] });
    expect(row()).toMatchObject({ id: customerId, outputs: { amount: "1250.5", customerId } });
    expect(amountSet()).toBe("1250.5");
  });

  test("says what it replaces", async () => {
    await byHand("300");
    const report = await up(500);
    expect(report.failures).toEqual([]);
    expect(report.said).toEqual([
      expect.objectContaining({
        severity: "info",
        text: expect.stringMatching(/^Replaced the customer's budget of 300\.$/),
      }),
    ]);
    expect(amountSet()).toBe("500");
  });

  test("says nothing when it was so already", async () => {
    await byHand("500.00");
    expect((await up("500")).said).toEqual([]);
  });

  test.each([
    ["0", /greater than 0; to have no budget, remove the resource/],
    ["-5", /greater than 0/],
    ["1234567890.123456", /more than 15 significant digits/],
    ["lots", /amount: /],
  ])("%s is refused by check", async (amount, text) => {
    expect((await up(amount)).error).toMatch(text);
    expect(center.calls()).toEqual([]);
  });

  test.each(["resetBeforeCommit", "resetAfterCommit"] as const)("%s: set all the same", async (action) => {
    center.emulator.faults.add({ method: "PATCH", path: PATH, action });
    expect((await up("10")).failures).toEqual([]);
    expect(amountSet()).toBe("10");
  });

  test("the service rounds: an error, since what stands there is not what was asked for", async () => {
    center.switch({ budgetRounding: "twoDecimals" });
    expect((await up("10.123")).error).toMatch(/setting the budget.*10\.12/s);
    expect(row()?.id).toBe(customerId);
    expect((await up("10.123")).error).toMatch(/setting the budget.*10\.12/s);
    expect((await up("10.12")).failures).toEqual([]);
  });

  test("killed after it took effect: the next up sets it again and keeps it", async () => {
    const hold = center.hold("PATCH", PATH, "committed");
    const running = stack.begin([budget(customerId, "10")]);
    await hold.whenHeld();
    await running.kill();
    hold.release();
    expect((await up("10")).failures).toEqual([]);
    expect(row()?.id).toBe(customerId);
  });
});

test("amounts keep every digit, to the service and back", async () => {
  const amounts = fc
    .tuple(fc.bigInt({ min: 1n, max: 10n ** 15n - 1n }), fc.integer({ min: 0, max: 15 }))
    .map(([digits, scale]) => {
      const text = String(digits).padStart(scale + 1, "0");
      return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`.replace(/\.?0+$/, "");
    });
  await fc.assert(
    fc.asyncProperty(amounts, async (amount) => {
      expect((await up(amount)).failures).toEqual([]);
      expect(amountSet()).toBe(amount);
      expect((await stack.refresh()).steps).toEqual(["unchanged budget"]);
      expect(row()?.inputs.amount).toBe(amount);
    }),
    { numRuns: 25 },
  );
});

describe("read and update", () => {
  test.each([
    ["another amount", "77.7"],
    ["no amount", null],
  ])("%s set behind our back is drift, healed by up --refresh", async (_, amount) => {
    await up("100");
    await byHand(amount);
    expect((await stack.refresh()).steps).toEqual([amount === null ? "gone budget" : "drifted budget"]);
    if (amount !== null) expect(row()?.inputs.amount).toBe(amount);
    expect((await up("100", { refresh: true })).failures).toEqual([]);
    expect(amountSet()).toBe("100");
  });

  test("a changed amount is sent as a bare number, once; an equal one not at all", async () => {
    await up("100");
    const { bodies, options } = sentBodies();
    expect((await up("99999999999999.9", options)).steps).toEqual(["update budget"]);
    expect((await up("99999999999999.90", options)).steps).toEqual(["same budget"]);
    expect(bodies.map((body) => body.replaceAll(/\s/g, ""))).toEqual(['{"Amount":99999999999999.9}']);
  });

  test.each(["404", "3000"])("%s means no budget while the customer answers", async (budgetWithoutAzure) => {
    center.switch({ budgetWithoutAzure });
    const { said, failures } = await up("100");
    expect({ said, failures }).toEqual({ said: [], failures: [] });
    await byHand(null);
    expect((await stack.refresh()).steps).toEqual(["gone budget"]);
  });

  test.each([
    [404, 1000],
    [400, 3000],
    [403, 20002],
  ])("%i %i of a customer that does not answer: an error, and the state stays", async (status, code) => {
    await up("100");
    const before = stack.rows;
    center.emulator.faults.add({ method: "GET", path: PATH, status, code });
    await center.portal(`/customers/${customerId}/relationship`, { relationship: "none" });
    expect((await stack.refresh()).error).toMatch(/20002/);
    expect(stack.rows).toEqual(before);
  });

  test("another partner's credentials: refused on read, update and delete", async () => {
    await up("100");
    const before = stack.rows;
    const options = { partner: center.emulator.otherPartner };
    for (const report of [await stack.refresh(options), await up("5", options), await stack.destroy(options)]) {
      expect(report.error).toMatch(/belongs to partner tenant/);
    }
    expect(stack.rows).toEqual(before);
    expect(amountSet()).toBe("100");
  });
});

describe("delete", () => {
  test("sends null, not nothing, and makes sure", async () => {
    await up("100");
    const { bodies, options } = sentBodies();
    expect((await stack.destroy(options)).failures).toEqual([]);
    expect(bodies.map((body) => body.replaceAll(/\s/g, ""))).toEqual(['{"Amount":null}']);
    expect(amountSet()).toBeUndefined();
  });

  test.each(["absent", "null"])("a removed budget that reads %s counts as removed", async (removedBudget) => {
    center.switch({ removedBudget, budgetEmptyBody: "ignored" });
    await up("100");
    expect((await stack.destroy()).failures).toEqual([]);
  });

  test("the relationship has ended: done, for the same partner", async () => {
    await up("100");
    await center.portal(`/customers/${customerId}/relationship`, { relationship: "none" });
    expect((await stack.destroy()).failures).toEqual([]);
    expect(stack.rows).toEqual([]);
  });

  test("the role was taken away: an error", async () => {
    await up("100");
    await center.portal(`/partners/${center.emulator.tenantId}/roles`, { adminAgent: false });
    expect((await stack.destroy()).error).toMatch(/900150/);
    expect(row()).toBeDefined();
  });
});

test("another customer is refused without allowReplacement", async () => {
  await up("100");
  const other = center.customer("withPlan").id;
  const report = await stack.up([budget(other, "100")]);
  expect(report.error).toMatch(/would remove one customer's budget and set another's.*allowReplacement/s);
  expect(amountSet()).toBe("100");
});
