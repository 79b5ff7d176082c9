import { admin, appClient, at, type Client, customerOf, launch, otherClient, useEmulator, userClient } from "./support";

describe("fault rules", () => {
  const emulator = useEmulator({ clock: "2026-03-01T08:00:00Z" });
  const list = { method: "GET", path: "/v1/customers", status: 503 };

  const statuses = async (client: Client, count: number, path = "/customers") => {
    const seen: number[] = [];
    for (let time = 0; time < count; time += 1) {
      seen.push((await client.get(path)).status);
    }
    return seen;
  };

  test("strike every k-th request after the first so many, as often as wanted", async () => {
    const client = await appClient(emulator());
    emulator().faults.add({ ...list, skip: 1, every: 2, times: 2 });
    expect(await statuses(client, 7)).toEqual([200, 200, 503, 200, 503, 200, 200]);
    emulator().faults.add({ ...list, every: 3 });
    expect(await statuses(client, 9)).toEqual([200, 200, 503, 200, 200, 503, 200, 200, 503]);
  });

  test("strike with a probability that the seed decides: the same ones on every run", async () => {
    const client = await appClient(emulator());
    emulator().faults.add({ ...list, chance: 0.5 });
    const first = await statuses(client, 40);
    const struck = first.filter((status) => status === 503).length;
    expect(struck).toBeGreaterThan(8);
    expect(struck).toBeLessThan(32);
    const runs: number[][] = [];
    for (const seed of [7, 8]) {
      const again = await launch({ seed });
      again.faults.add({ ...list, chance: 0.5 });
      runs.push(await statuses(await appClient(again), 40));
      await again.close();
    }
    expect(runs[0]).toEqual(first);
    expect(runs[1]).not.toEqual(first);
  });

  test("tell partners, customers and applications apart", async () => {
    emulator().switches.set({ budgetWithoutAzure: "empty" });
    const client = await appClient(emulator());
    const other = await otherClient(emulator());
    const [one, two] = [customerOf(emulator(), "new").id, customerOf(emulator(), "new", 1).id];
    const { otherPartner, faults } = emulator();
    faults.add({ path: "/v1/customers", partner: otherPartner.tenantId, status: 500 });
    expect(await statuses(client, 1)).toEqual([200]);
    expect(await statuses(other, 2)).toEqual([500, 200]);
    faults.add({ customer: one.toUpperCase(), status: 500 });
    expect(await statuses(client, 1, `/customers/${two}`)).toEqual([200]);
    expect(await statuses(client, 2, `/customers/${one}/usagebudget`)).toEqual([500, 200]);
    faults.add({ path: "/v1/**", application: otherPartner.clientId, status: 500 });
    expect(await statuses(client, 1)).toEqual([200]);
    expect(await statuses(other, 2)).toEqual([500, 200]);
    faults.add({ path: "/*/oauth2/**", application: otherPartner.clientId, status: 503, bodyShape: "E" });
    await appClient(emulator());
    await expect(otherClient(emulator())).rejects.toThrow("temporarily_unavailable");
  });

  test("look at the query, with wildcards", async () => {
    const client = await appClient(emulator());
    emulator().faults.add({ query: { Size: "2*" }, status: 500, times: "always" });
    expect(await statuses(client, 1, "/customers?size=3")).toEqual([200]);
    expect(await statuses(client, 1)).toEqual([200]);
    expect(await statuses(client, 2, "/customers?SIZE=20")).toEqual([500, 500]);
  });

  test("hold between two instants of the emulator's clock", async () => {
    const client = await appClient(emulator());
    const { clock, faults } = emulator();
    clock.change({ frozen: true, now: Date.parse("2026-03-01T08:00:00Z") });
    faults.add({ ...list, from: "2026-03-01T08:10:00Z", until: "2026-03-01T10:20:00+02:00" });
    const seen: number[] = [];
    for (const minutes of [0, 10, 9, 1]) {
      clock.advance(minutes * 60_000);
      seen.push(...(await statuses(client, 1)));
    }
    expect(seen).toEqual([200, 503, 503, 200]);
  });

  test("are listed with what they did, also when they are done", async () => {
    const client = await userClient(emulator());
    const make = async (wish: object) => (await admin(emulator(), "POST", "/faults", wish)).body;
    expect(await make({ ...list, every: 2 })).toEqual({ id: "fault-1", action: "status", left: null });
    expect(await make({ path: "/v1/agreements", action: "empty" })).toEqual({
      id: "fault-2",
      action: "empty",
      left: 1,
    });
    await statuses(client, 5);
    await statuses(client, 2, "/agreements");
    const { body } = await admin(emulator(), "GET", "/faults");
    expect(body).toMatchObject({
      faults: [{ id: "fault-1", matched: 5, struck: 2, left: null, rule: { every: 2, status: 503 } }],
      spent: [{ id: "fault-2", matched: 1, struck: 1, left: 0 }],
    });
    await admin(emulator(), "DELETE", "/faults");
    expect((await admin(emulator(), "GET", "/faults")).body).toEqual({ faults: [], spent: [] });
  });

  test.each([
    { chance: 2 },
    { every: 0 },
    { from: "soon" },
    { path: "customers" },
    { lengthOffset: 0 },
    { sometimes: true },
  ])("of %j are refused over the admin API and in process", async (wish) => {
    const refused = await admin(emulator(), "POST", "/faults", wish);
    expect([refused.status, at(refused.body, "error")]).toEqual([400, "InvalidBody"]);
    expect(() => emulator().faults.add(wish)).toThrow();
    expect(emulator().faults.all()).toEqual([]);
  });
});
