import type { SeedFile } from "../src";
import { admin, appClient, at, codeOf, customerOf, effects, useEmulator } from "./support";

const attributes = { objectType: "SpendingBudget" };

describe("usage budgets", () => {
  const emulator = useEmulator({ switches: { budgetReadLag: "0s" } });
  const path = () => `/customers/${customerOf(emulator(), "new").id}/usagebudget`;
  /** The positions that whole answers speak of. */
  const whole = { linkVersion: "omitted", linkHeaders: "empty", budgetLinks: "present", removedBudget: "absent" };
  const links = () => ({ self: { uri: path(), method: "GET", headers: [] } });
  const empty = () => ({ links: links(), attributes });

  test("always exist, are set, changed and removed, and are consistent at once", async () => {
    emulator().switches.set({ ...whole, budgetWithoutAzure: "empty", budgetRounding: "none" });
    const client = await appClient(emulator());
    expect((await client.get(path())).body).toEqual(empty());
    const set = { amount: 250, usageSpendingBudget: 250, ...empty() };
    expect((await client.patch(path(), { Amount: 250, Attributes: { ObjectType: "SpendingBudget" } })).body).toEqual(
      set,
    );
    expect((await client.get(path())).body).toEqual(set);
    expect((await client.patch(path(), { amount: null })).body).toEqual(empty());
    expect((await client.get(path())).body).toEqual(empty());
    emulator().switches.set({ removedBudget: "null" });
    expect((await client.get(path())).body).toEqual({ amount: null, ...empty() });
    expect(
      emulator()
        .journal.entries({ effect: true })
        .map((entry) => entry.effect),
    ).toMatchObject([
      { kind: "budgetSet", amount: "250" },
      { kind: "budgetSet", amount: null },
    ]);
  });

  test.each([
    ["1234567890.123456789012345678", "1234567890.123456789012345678"],
    ["300.000000", "300.000000"],
    ["0.0000000000000000000000000001", "0.0000000000000000000000000001"],
    ["1.5e3", "1500"],
    ["12e-4", "0.0012"],
  ])("keep every digit of %s", async (sent, kept) => {
    emulator().switches.set({ budgetRounding: "none" });
    const client = await appClient(emulator());
    const answer = await client.patch(path(), `{"Amount":${sent}}`);
    expect(answer.raw).toContain(`"amount":${kept},`);
    expect((await client.get(path())).raw).toContain(`"amount":${kept},`);
  });

  test.each(["-1", "79228162514264337593543950335", '"250"', "true", "1e40"])("refuse %s with 3000", async (amount) => {
    const client = await appClient(emulator());
    const refused = await client.patch(path(), `{"Amount":${amount}}`);
    expect([refused.status, at(refused.body, "code")]).toEqual([400, 3000]);
    expect(effects(emulator())).toEqual([]);
  });

  test("set to what they are change nothing", async () => {
    const client = await appClient(emulator());
    await client.patch(path(), '{"Amount":10}');
    await client.patch(path(), '{"Amount":10.00}');
    expect(effects(emulator())).toEqual(["budgetSet"]);
  });

  test("without an amount in the body are removed, or left, by switch", async () => {
    emulator().switches.set(whole);
    const client = await appClient(emulator());
    await client.patch(path(), { Amount: 5 });
    emulator().switches.set({ budgetEmptyBody: "ignored" });
    expect((await client.patch(path(), {})).body).toMatchObject({ amount: 5 });
    emulator().switches.set({ budgetEmptyBody: "removes" });
    expect((await client.patch(path(), {})).body).toEqual(empty());
    const [last] = emulator().journal.entries({ method: "PATCH" }).slice(-1);
    expect(last?.note).toBe("a body without amount: the budget is removed");
  });

  test("of 0 are stored or refused, and cents rounded, by switch", async () => {
    emulator().switches.set({ budgetZero: "stored" });
    const client = await appClient(emulator());
    expect((await client.patch(path(), { Amount: 0 })).body).toMatchObject({ amount: 0 });
    emulator().switches.set({ budgetZero: "refused", budgetRounding: "twoDecimals" });
    expect(at((await client.patch(path(), { Amount: 0 })).body, "code")).toBe(3000);
    expect((await client.patch(path(), '{"Amount":9.995}')).raw).toContain('"amount":10.00,');
  });

  test("of customers without Azure answer as the switch says", async () => {
    const client = await appClient(emulator());
    for (const [value, status, code] of [
      ["404", 404, 1000],
      ["3000", 400, 3000],
    ] as const) {
      emulator().switches.set({ budgetWithoutAzure: value });
      const answer = await client.get(path());
      expect([answer.status, at(answer.body, "code")]).toEqual([status, code]);
    }
    const withPlan = await client.get(`/customers/${customerOf(emulator(), "withPlan").id}/usagebudget`);
    expect(withPlan.raw).toContain('"amount":1250.50,');
  });

  test("link to themselves, or not", async () => {
    emulator().switches.set(whole);
    const client = await appClient(emulator());
    expect((await client.patch(path(), { Amount: 5 })).body).toMatchObject({ links: links() });
    emulator().switches.set({ budgetLinks: "absent" });
    expect((await client.get(path())).body).toEqual({ amount: 5, usageSpendingBudget: 5, attributes });
  });

  test("show what was before for a while, by switch", async () => {
    emulator().switches.set(whole);
    const client = await appClient(emulator());
    const amount = async () => at((await client.get(path())).body, "amount");
    await client.patch(path(), { Amount: 5 });
    emulator().switches.set({ budgetReadLag: "10s" });
    emulator().clock.change({ advanceMs: 20_000, frozen: true });
    expect((await client.patch(path(), { Amount: 6 })).body).toMatchObject({ amount: 6 });
    emulator().clock.advance(5_000);
    expect((await client.patch(path(), { Amount: null })).body).toEqual(empty());
    expect(await amount()).toBe(5);
    emulator().clock.advance(5_000);
    expect(await amount()).toBe(6);
    emulator().clock.advance(5_000);
    expect(await amount()).toBeUndefined();
  });

  test("of customers with plans alone count, are ignored or refused, by switch", async () => {
    const client = await appClient(emulator());
    const of = (kind: "withPlan" | "legacy") => `/customers/${customerOf(emulator(), kind).id}/usagebudget`;
    const amount = async (kind: "withPlan" | "legacy") => at((await client.get(of(kind))).body, "amount");
    emulator().switches.set({ planBudgets: "ignored" });
    expect(at((await client.patch(of("withPlan"), { Amount: 7 })).body, "amount")).toBe(7);
    expect(await amount("withPlan")).toBe(1250.5);
    emulator().switches.set({ planBudgets: "refused" });
    expect(await codeOf(client.patch(of("withPlan"), { Amount: 7 }))).toEqual([400, 3000]);
    expect(effects(emulator())).toEqual([]);
    await client.patch(of("legacy"), { Amount: 7 });
    expect(await amount("legacy")).toBe(7);
    emulator().switches.set({ planBudgets: "effective" });
    await client.patch(of("withPlan"), { Amount: 7 });
    expect(await amount("withPlan")).toBe(7);
  });

  test.each(["PUT", "POST", "DELETE"])("know no %s", async (method) => {
    const client = await appClient(emulator());
    const refused = await client.send(method, path(), method === "DELETE" ? undefined : { Amount: 1 });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, PATCH"]);
  });

  test("can be changed in the portal", async () => {
    emulator().switches.set({ ...whole, budgetWithoutAzure: "empty" });
    const client = await appClient(emulator());
    const portal = (amount: unknown) =>
      admin(emulator(), "POST", `/portal${path().replace("usagebudget", "budget")}`, { amount });
    expect((await portal(77.5)).status).toBe(200);
    expect((await client.get(path())).body).toMatchObject({ amount: 77.5 });
    await portal("0.30");
    expect((await client.get(path())).raw).toContain('"amount":0.30,');
    await portal(null);
    expect((await client.get(path())).body).toEqual(empty());
  });
});

const sandbox: SeedFile = {
  partners: [
    { name: "Box", domain: "box.example", sandbox: true, customers: [{ name: "In", domain: "in.example" }] },
    { name: "Two", domain: "two.example" },
  ],
};

describe("usage budgets in a sandbox", () => {
  const emulator = useEmulator({ seedFile: sandbox });

  test("do not exist: 400, 403 or 404, by switch", async () => {
    const client = await appClient(emulator());
    const path = `/customers/${emulator().customers[0]?.id}/usagebudget`;
    for (const [position, code] of [
      ["400", 900127],
      ["403", 2032],
      ["404", 1000],
    ] as const) {
      emulator().switches.set({ sandboxBudgets: position });
      expect(await codeOf(client.get(path))).toEqual([Number(position), code]);
      expect(await codeOf(client.patch(path, { Amount: 1 }))).toEqual([Number(position), code]);
    }
  });
});
