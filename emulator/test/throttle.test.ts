import type { ThrottleWish } from "../src";
import {
  admin,
  appClient,
  at,
  type Client,
  customerOf,
  effects,
  launch,
  otherClient,
  planCart,
  useEmulator,
} from "./support";

const start = Date.parse("2026-03-01T08:00:00Z");

describe("throttling", () => {
  const emulator = useEmulator({ clock: start });
  beforeEach(() => emulator().clock.change({ frozen: true, now: start }));

  const throttle = (...policies: ThrottleWish[]) => emulator().throttle.set(policies);
  const customer = (index = 0) => `/customers/${customerOf(emulator(), "new", index).id}`;
  const statuses = async (client: Client, count: number, path: string) => {
    const seen: number[] = [];
    for (let time = 0; time < count; time += 1) {
      seen.push((await client.get(path)).status);
    }
    return seen;
  };
  const waitOf = async (client: Client, path: string) => (await client.get(path)).headers.get("retry-after");

  test("is off unless somebody wants it", async () => {
    const client = await appClient(emulator());
    expect(emulator().throttle.all()).toEqual([]);
    expect(new Set(await statuses(client, 30, customer()))).toEqual(new Set([200]));
  });

  test("answers 429 in shape C with the wait that is needed, and lets the client in after it", async () => {
    throttle({ limit: 60, burst: 2 });
    const client = await appClient(emulator());
    expect(await statuses(client, 2, customer())).toEqual([200, 200]);
    const refused = await client.get(customer());
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "2"]);
    expect(refused.body).toEqual({ statusCode: 429, message: expect.stringContaining("2 seconds") });
    expect(emulator().journal.entries().at(-1)).toMatchObject({ status: 429, note: "throttled by throttle-1" });
    emulator().clock.advance(2_000);
    expect(await statuses(client, 1, customer())).toEqual([200]);
  });

  test("counts rejected calls, so that hammering makes it worse, or does not", async () => {
    const client = await appClient(emulator());
    throttle({ limit: 60, burst: 3 });
    await statuses(client, 3, customer());
    const waits: (string | null)[] = [];
    for (let time = 0; time < 5; time += 1) {
      waits.push(await waitOf(client, customer()));
    }
    expect(waits).toEqual(["2", "3", "4", "4", "4"]);
    throttle({ limit: 60, burst: 1, rejectedCount: false });
    await statuses(client, 4, customer());
    expect(await waitOf(client, customer())).toBe("1");
  });

  test("gives each partner, or each partner's customer, a bucket", async () => {
    const [client, other] = [await appClient(emulator()), await otherClient(emulator())];
    throttle({ limit: 2 });
    expect(await statuses(client, 2, customer())).toEqual([200, 200]);
    expect(await statuses(client, 1, customer(1))).toEqual([429]);
    const foreign = `/customers/${emulator().otherPartner.customers[0]?.id}`;
    expect(await statuses(other, 3, foreign)).toEqual([200, 200, 429]);
    throttle({ limit: 1, per: "partnerAndCustomer" });
    expect(await statuses(client, 2, customer())).toEqual([200, 429]);
    expect(await statuses(client, 2, customer(1))).toEqual([200, 429]);
  });

  test("concerns the endpoints that the documents name, or all, or a path", async () => {
    emulator().switches.set({ budgetWithoutAzure: "empty" });
    const client = await appClient(emulator());
    throttle({ limit: 1 });
    expect(await statuses(client, 3, "/customers")).toEqual([200, 200, 200]);
    expect(await statuses(client, 2, `${customer()}/orders`)).toEqual([200, 429]);
    throttle({ limit: 1, endpoints: "all" });
    expect(await statuses(client, 2, "/customers")).toEqual([200, 429]);
    throttle({ limit: 1, endpoints: "/v1/**/usagebudget" });
    expect(await statuses(client, 2, "/customers")).toEqual([200, 200]);
    expect(await statuses(client, 2, `${customer()}/usagebudget`)).toEqual([200, 429]);
  });

  test("changes nothing for whom it turns away, and burns no fault", async () => {
    const client = await appClient(emulator());
    const cart = `${customer()}/carts/${await planCart(client, customerOf(emulator(), "new").id)}`;
    throttle({ limit: 60, burst: 1 });
    emulator().faults.add({ path: "/v1/**/checkout", action: "resetBeforeCommit", skip: 1 });
    expect((await client.get(customer())).status).toBe(200);
    expect((await client.post(`${cart}/checkout`)).status).toBe(429);
    expect(emulator().faults.all()).toMatchObject([{ matched: 0 }]);
    expect(effects(emulator())).toEqual(["cartCreated"]);
    emulator().clock.advance(5_000);
    expect((await client.post(`${cart}/checkout`)).status).toBe(201);
  });

  test.each([
    [0.5, "5"],
    [3, "30"],
  ])("asks for %d times the wait that is needed, in any form", async (retryAfterFactor, seconds) => {
    const client = await appClient(emulator());
    const policy = { limit: 6, burst: 1, rejectedCount: false, retryAfterFactor };
    throttle(policy);
    await client.get(customer());
    expect(await waitOf(client, customer())).toBe(seconds);
    throttle({ ...policy, retryAfterAs: "date" });
    await client.get(customer());
    expect(await waitOf(client, customer())).toBe(new Date(start + Number(seconds) * 1_000).toUTCString());
    throttle({ ...policy, retryAfterAs: "missing" });
    await client.get(customer());
    expect(await waitOf(client, customer())).toBeNull();
  });

  test("has limits that move, the same way under the same seed", async () => {
    const limits = async (seed: number) => {
      const one = await launch({ seed, clock: start, throttle: [{ limit: { min: 10, max: 500 } }] });
      one.clock.change({ frozen: true, now: start });
      const seen: (number | undefined)[] = [];
      for (let minute = 0; minute < 6; minute += 1) {
        seen.push(one.throttle.all()[0]?.limit);
        one.clock.advance(59_999);
        expect(one.throttle.all()[0]?.limit).toBe(seen.at(-1));
        one.clock.advance(1);
      }
      await one.close();
      return seen;
    };
    const first = await limits(3);
    expect(new Set(first).size).toBeGreaterThan(3);
    expect(await limits(3)).toEqual(first);
    expect(await limits(4)).not.toEqual(first);
  });

  test("is set, shown with what it did, and taken away over the admin API", async () => {
    const client = await appClient(emulator());
    const set = await admin(emulator(), "PUT", "/throttle", { policies: [{ limit: 1, endpoints: "orders" }] });
    expect(set.body).toMatchObject({ policies: [{ id: "throttle-1", limit: 1, passed: 0, rejected: 0 }] });
    await statuses(client, 3, `${customer()}/orders`);
    expect((await admin(emulator(), "GET", "/throttle")).body).toMatchObject({
      policies: [{ policy: { endpoints: "orders", per: "partner" }, passed: 1, rejected: 2 }],
    });
    expect((await admin(emulator(), "PUT", "/throttle", { preset: "documented" })).body).toMatchObject({
      policies: ["customers", "orders", "subscriptions"].map((endpoints) => ({ limit: 500, policy: { endpoints } })),
    });
    expect((await admin(emulator(), "DELETE", "/throttle")).status).toBe(204);
    expect((await admin(emulator(), "GET", "/throttle")).body).toEqual({ policies: [] });
  });

  test.each([{ preset: "friendly" }, { policies: [{ limit: 0 }] }, { policies: [{ limit: 1, per: "user" }] }, {}])(
    "refuses %j",
    async (wish) => {
      const refused = await admin(emulator(), "PUT", "/throttle", wish);
      expect(refused.status).toBe(400);
      expect(at(refused.body, "message")).toBeTruthy();
    },
  );
});

describe("a throttle preset", () => {
  const emulator = useEmulator({ clock: start, throttle: "documented" });

  test("with the documented limit stops the 501st request to a resource in a minute", async () => {
    emulator().clock.change({ frozen: true, now: start });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const request = { method: "GET", path: `/v1/customers/${id}`, partnerTenantId: emulator().tenantId };
    for (let time = 0; time < 499; time += 1) {
      expect(emulator().throttle.judge(request)).toBeUndefined();
    }
    expect((await client.get(`/customers/${id}`)).status).toBe(200);
    expect((await client.get(`/customers/${id}`)).status).toBe(429);
    expect((await client.get(`/customers/${id}/orders`)).status).toBe(200);
  });

  test("is there again after a reset", () => {
    emulator().throttle.set("tight");
    emulator().reset();
    expect(emulator().throttle.all()).toMatchObject([{ limit: 500 }, { limit: 500 }, { limit: 500 }]);
  });
});
