import { admin, appClient, at, buyPlan, customerOf, otherClient, useEmulator } from "./support";

const start = Date.parse("2026-03-01T08:00:00Z");

describe("the journal", () => {
  const emulator = useEmulator({ clock: start });
  const ask = async (query: string) => Object((await admin(emulator(), "GET", `/journal?${query}`)).body);
  const paths = async (query: string): Promise<unknown[]> =>
    (await ask(query)).entries.map((entry: unknown) => at(entry, "path"));

  beforeEach(() => emulator().clock.change({ frozen: true, now: start }));

  test("finds entries by who asked, for whom, and what came of it", async () => {
    emulator().switches.set({ planBudgets: "effective", malformedCustomerId: "800002" });
    const client = await appClient(emulator());
    const other = await otherClient(emulator());
    const { id } = customerOf(emulator(), "new");
    await buyPlan(client, id);
    await other.get("/customers");
    await client.get("/customers/nobody", { "MS-RequestId": "Seven" });
    emulator().faults.add({ action: "resetBeforeCommit" });
    await expect(client.get("/customers")).rejects.toThrow();
    const budget = `/v1/customers/${id}/usagebudget`;
    await client.patch(budget.slice(3), { Amount: 1 });

    expect((await ask(`partner=${emulator().otherPartner.tenantId.toUpperCase()}&path=/v1/**`)).count).toBe(1);
    expect((await ask(`customer=${id}`)).count).toBe(5);
    expect(await paths("status=400")).toEqual(["/v1/customers/nobody"]);
    expect(await paths("status=4xx")).toEqual(["/v1/customers/nobody"]);
    expect(await paths("status=none")).toEqual(["/v1/customers"]);
    expect(await paths("code=800002")).toEqual(["/v1/customers/nobody"]);
    expect(await paths("requestId=seven")).toEqual(["/v1/customers/nobody"]);
    expect(await paths("kind=budgetSet")).toEqual([budget]);
    expect(emulator().journal.entries({ kind: "orderCreated", status: 201, customer: id })).toHaveLength(1);
    expect((await ask("kind=budgetSet&status=5xx")).count).toBe(0);
  });

  test("finds entries by time, the first or the last of them, or only counts them", async () => {
    const client = await appClient(emulator());
    for (let minute = 0; minute < 5; minute += 1) {
      await client.get(`/customers?size=${minute + 1}`);
      emulator().clock.advance(60_000);
    }
    const queries = async (query: string): Promise<unknown[]> =>
      (await ask(`path=/v1/**&${query}`)).entries.map((entry: unknown) => at(entry, "query"));
    expect(await queries("from=2026-03-01T08:01:00Z&until=2026-03-01T08:03:00Z")).toEqual(["size=2", "size=3"]);
    expect(await queries("limit=2")).toEqual(["size=1", "size=2"]);
    expect(await queries("last=1")).toEqual(["size=5"]);
    expect(await queries("last=0")).toEqual([]);
    expect(await queries("limit=4&last=2")).toEqual(["size=3", "size=4"]);
    expect((await ask("path=/v1/**&limit=2")).count).toBe(5);
    expect(await ask("path=/v1/**&countOnly=true")).toEqual({ count: 5 });
  });

  test.each(["status=many", "limit=-1", "from=yesterday", "effect=maybe", "colour=red"])(
    "refuses %s",
    async (query) => {
      const refused = await admin(emulator(), "GET", `/journal?${query}`);
      expect([refused.status, at(refused.body, "error")]).toEqual([400, "InvalidBody"]);
    },
  );
});
