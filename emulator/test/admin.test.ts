import { switchTable } from "../src";
import { admin, appClient, at, buyPlan, customerOf, launch, textAt, useEmulator } from "./support";

describe("the clock", () => {
  const emulator = useEmulator({ clock: "2026-03-01T08:00:00Z" });

  test("jumps, advances, runs fast and stands still", async () => {
    const post = (body: object) => admin(emulator(), "POST", "/clock", body);
    expect((await post({ frozen: true, now: "2027-01-01T00:00:00Z" })).body).toEqual({
      now: "2027-01-01T00:00:00.000Z",
      speed: 1,
      frozen: true,
      dateSkewMs: 0,
      tokenSkewMs: 0,
    });
    expect((await post({ advance: "8d" })).body).toMatchObject({ now: "2027-01-09T00:00:00.000Z" });
    expect((await post({ advanceMs: 1_500 })).body).toMatchObject({ now: "2027-01-09T00:00:01.500Z" });
    expect((await post({ speed: 60, frozen: false })).body).toMatchObject({ speed: 60, frozen: false });
    const first = textAt((await admin(emulator(), "GET", "/clock")).body, "now");
    const second = textAt((await admin(emulator(), "GET", "/clock")).body, "now");
    expect(Date.parse(second)).toBeGreaterThan(Date.parse(first));
  });

  test.each([{ advance: "soon" }, { now: "yesterday" }, { speed: 0 }, { fast: true }])("refuses %j", async (body) => {
    const refused = await admin(emulator(), "POST", "/clock", body);
    expect(refused.status).toBe(400);
    expect(textAt(refused.body, "message")).toBeTruthy();
  });

  test("wakes who waits for a moment", async () => {
    const { clock } = emulator();
    clock.change({ frozen: true });
    const order: string[] = [];
    const waits = [clock.wait(2_000).then(() => order.push("late")), clock.wait(1_000).then(() => order.push("early"))];
    clock.advance(1_000);
    await waits[1];
    expect(order).toEqual(["early"]);
    clock.change({ frozen: false, speed: 1_000_000 });
    await waits[0];
    expect(order).toEqual(["early", "late"]);
  });
});

describe("the journal", () => {
  const emulator = useEmulator();

  test("notes every request with what it changed, and can be filtered", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { orderId, planId } = await buyPlan(client, id);
    const get = async (query: string) => Object((await admin(emulator(), "GET", `/journal?${query}`)).body);
    const all = await get("");
    expect(all.count).toBe(5);
    expect(all.entries.map((entry: unknown) => at(entry, "seq"))).toEqual([1, 2, 3, 4, 5]);
    expect(all.entries[0]).toMatchObject({ method: "POST", partnerTenantId: emulator().tenantId, effect: null });
    expect((await get("effect=true")).entries).toMatchObject([
      { status: 201, customerId: id, effect: { kind: "cartCreated" } },
      {
        status: 201,
        customerId: id,
        partnerTenantId: emulator().tenantId,
        effect: { kind: "orderCreated", id: orderId, orderIds: [orderId], subscriptionIds: [planId] },
      },
    ]);
    expect((await get("method=post&path=/v1/customers/*/carts")).count).toBe(1);
    expect((await get("path=/v1/**")).count).toBe(4);
    expect((await get("since=4")).entries).toMatchObject([{ seq: 5, method: "GET" }]);
    expect((await admin(emulator(), "GET", "/journal?since=never")).status).toBe(400);
    expect((await admin(emulator(), "DELETE", "/journal")).status).toBe(204);
    expect((await get("")).count).toBe(0);
    await client.get("/customers");
    expect((await get("")).entries).toMatchObject([{ seq: 6 }]);
  });

  test("has the code of a refusal", async () => {
    emulator().switches.set({ malformedCustomerId: "800002" });
    const client = await appClient(emulator());
    await client.get("/customers/nobody");
    expect(emulator().journal.entries().at(-1)).toMatchObject({ status: 400, code: "800002", effect: null });
  });
});

describe("the state", () => {
  const emulator = useEmulator();

  test("shows what is stored and what follows from the time", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { orderId, planId } = await buyPlan(client, id);
    const { body } = await admin(emulator(), "GET", "/state");
    const state = Object(body);
    const find = (list: object[], wanted: string) => list.find((one) => at(one, "id") === wanted);
    expect(find(state.orders, orderId)).toMatchObject({ status: "completed", customerId: id, boughtWith: "cart" });
    expect(find(state.subscriptions, planId)).toMatchObject({ status: "active", visible: true });
    expect(state.azureSubscriptions.some((one: unknown) => at(one, "planId") === planId)).toBe(true);
    expect(find(state.customers, id)).toMatchObject({ agreementAccepted: true });
    expect(state.budgets).toMatchObject([{ amount: "1250.50" }]);
    expect(state.carts).toMatchObject([{ status: "Ordered", expired: false }]);
  });
});

describe("switches", () => {
  const emulator = useEmulator({ switches: { bom: "off" } });

  test("are shown, set, refused and reset", async () => {
    emulator().switches.set({ gzip: "off" });
    const shown = await admin(emulator(), "GET", "/switches");
    expect(Object.keys(Object(shown.body))).toEqual(Object.keys(switchTable));
    expect(shown.body).toMatchObject({ bom: "off", repeatedCheckout: "storedResult", orderListLag: "15m" });
    expect(
      (await admin(emulator(), "PUT", "/switches", { orderListLag: "0s", customerPageSize: 5 })).body,
    ).toMatchObject({ orderListLag: "0s", customerPageSize: "5" });
    for (const wrong of [
      { fridge: "on" },
      { bom: "maybe", gzip: "on" },
      { orderListLag: "soon" },
      { customerPageSize: "0" },
    ]) {
      const refused = await admin(emulator(), "PUT", "/switches", wrong);
      expect([refused.status, at(refused.body, "error")]).toEqual([400, "InvalidInput"]);
    }
    expect(emulator().switches.position("gzip")).toBe("off");
    expect((await admin(emulator(), "DELETE", "/switches")).body).toMatchObject({ bom: "on", orderListLag: "15m" });
  });
});

describe("portal edits", () => {
  const emulator = useEmulator();

  test.each([
    ["/portal/subscriptions/00000000-1111-4222-8333-444444444444", { status: "active" }, 404],
    ["/portal/customers/00000000-1111-4222-8333-444444444444/budget", { amount: 1 }, 404],
    ["/portal/customers/00000000-1111-4222-8333-444444444444/budget", { amount: true }, 400],
    ["/portal/azureSubscriptions/00000000-1111-4222-8333-444444444444", { status: "inactive" }, 404],
    ["/portal/orders/0123456789ab", { status: "error" }, 404],
    ["/portal/partners/00000000-1111-4222-8333-444444444444/roles", { adminAgent: true }, 404],
    ["/portal/catalog/reissue/now", {}, 404],
  ])("of %s with %j answer %s%i", async (path, body, status) => {
    const refused = await admin(emulator(), "POST", path, body);
    expect(refused.status).toBe(status);
    expect(textAt(refused.body, "message")).toBeTruthy();
  });

  test("are not in the journal", async () => {
    await admin(emulator(), "POST", `/portal/customers/${customerOf(emulator(), "new").id}/budget`, { amount: 1 });
    expect(emulator().journal.entries()).toEqual([]);
  });
});

describe("ids", () => {
  test("are the same for the same seed, whatever happens to other customers", async () => {
    const plans: string[][] = [];
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const emulator = await launch({ seed: 42 });
      const client = await appClient(emulator);
      const bought: string[] = [];
      for (const index of order) {
        bought[index] = (await buyPlan(client, customerOf(emulator, "new", index).id)).planId;
      }
      plans.push([emulator.tenantId, emulator.clientSecret, ...bought]);
      await emulator.close();
    }
    expect(plans[0]).toEqual(plans[1]);
  });

  test("of the built-in tenants stay the same without a seed, those made later do not", async () => {
    const carts: string[] = [];
    const tenants: string[] = [];
    for (let run = 0; run < 2; run += 1) {
      const emulator = await launch();
      const client = await appClient(emulator);
      const { id } = customerOf(emulator, "new");
      carts.push((await buyPlan(client, id)).planId);
      tenants.push(emulator.tenantId);
      await emulator.close();
    }
    expect(tenants[0]).toBe(tenants[1]);
    expect(carts[0]).not.toBe(carts[1]);
  });
});
