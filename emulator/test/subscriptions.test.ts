import { admin, appClient, at, buyPlan, customerOf, effects, textAt, useEmulator } from "./support";

describe("subscriptions", () => {
  const emulator = useEmulator();
  const withPlan = () => {
    const { id, subscriptionId = "" } = customerOf(emulator(), "withPlan");
    return { id, planId: subscriptionId, path: `/customers/${id}/subscriptions/${subscriptionId}` };
  };
  const suspended = () => {
    const { id, subscriptionId = "" } = customerOf(emulator(), "suspendedPlan");
    return { id, planId: subscriptionId, path: `/customers/${id}/subscriptions/${subscriptionId}` };
  };
  const cancelAll = async (planId: string) => {
    for (const one of emulator().model.azureSubscriptionsOf(planId)) {
      await admin(emulator(), "POST", `/portal/azureSubscriptions/${one.id}`, { status: "inactive" });
    }
  };

  test("are listed by order and by partner", async () => {
    emulator().switches.set({ unknownOrderFilter: "404" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { orderId, planId } = await buyPlan(client, id);
    const list = `/customers/${id}/subscriptions`;
    expect((await client.get(`${list}?order_id=${orderId}`)).body).toMatchObject({ items: [{ id: planId }] });
    expect((await client.get(`${list}?ORDER_ID=${orderId}&mpn_id=1234567`)).body).toMatchObject({ totalCount: 0 });
    const unknown = await client.get(`${list}?order_id=0123456789ab`);
    expect([unknown.status, at(unknown.body, "code")]).toEqual([404, 20000]);
    emulator().switches.set({ unknownOrderFilter: "empty" });
    expect((await client.get(`${list}?order_id=0123456789ab`)).body).toMatchObject({ totalCount: 0, items: [] });
  });

  test("of a plan have the modern shape", async () => {
    emulator().switches.set({ planBillingType: "usage", planUnitType: "Usage-based", planTermDuration: "absent" });
    const client = await appClient(emulator());
    const { path } = withPlan();
    const plan = await client.get(path);
    expect(plan.body).toMatchObject({
      offerName: "Azure plan",
      friendlyName: "Esker production",
      productType: { id: "Azure", subType: { id: "Azure" } },
      quantity: 1,
      unitType: "Usage-based",
      billingType: "usage",
      autoRenewEnabled: false,
      isTrial: false,
      isMicrosoftProduct: true,
      hasPurchasableAddons: false,
      contractType: "subscription",
      status: "active",
    });
    expect(textAt(plan.body, "offerId")).toMatch(/^DZH318Z0BPS6:0001:/);
    for (const absent of ["attributes.etag", "entitlementId", "termDuration"]) {
      expect(at(plan.body, absent)).toBeUndefined();
    }
    emulator().switches.set({ planUnitType: "Licenses", planTermDuration: "empty" });
    expect((await client.get(path)).body).toMatchObject({ unitType: "Licenses", termDuration: "" });
  });

  test("of a legacy customer carry an etag, and stale ones are refused", async () => {
    emulator().switches.set({ staleEtag: "400", subscriptionPatch: "200" });
    const client = await appClient(emulator());
    const { id, subscriptionId } = customerOf(emulator(), "legacy");
    const path = `/customers/${id}/subscriptions/${subscriptionId}`;
    const before = await client.get(path);
    expect(before.body).toMatchObject({
      offerId: "MS-AZR-0145P",
      entitlementId: subscriptionId,
      offerName: "Microsoft Azure",
    });
    const headers = { "If-Match": `"${textAt(before.body, "attributes.etag")}"` };
    expect((await client.patch(path, { friendlyName: "one" }, headers)).status).toBe(200);
    const stale = await client.patch(path, { friendlyName: "two" }, headers);
    expect([stale.status, at(stale.body, "code")]).toEqual([400, 2055]);
    const staleBody = await client.patch(path, before.body);
    expect(at(staleBody.body, "code")).toBe(2055);
  });

  test("are renamed by a full resource or by one member in any case", async () => {
    emulator().switches.set({ subscriptionPatch: "200" });
    const client = await appClient(emulator());
    const { path, planId } = withPlan();
    const full = Object((await client.get(path)).body);
    expect((await client.patch(path, { ...full, friendlyName: "Blue" })).body).toMatchObject({
      id: planId,
      friendlyName: "Blue",
    });
    expect((await client.patch(path, { FriendlyName: "Red", Status: null, PartnerId: null })).body).toMatchObject({
      friendlyName: "Red",
    });
    expect((await client.get(path)).body).toMatchObject({ friendlyName: "Red", status: "active" });
    expect(effects(emulator())).toEqual(["subscriptionUpdated", "subscriptionUpdated"]);
    await client.patch(path, { friendlyName: "Red" });
    expect(effects(emulator())).toHaveLength(2);
  });

  test("forget next-term instructions that a body leaves out", async () => {
    const client = await appClient(emulator());
    const { path } = withPlan();
    const full = Object((await client.get(path)).body);
    const scheduledNextTermInstructions = { quantity: 1 };
    expect((await client.patch(path, { ...full, scheduledNextTermInstructions })).body).toMatchObject({
      scheduledNextTermInstructions,
    });
    expect(
      at((await client.patch(path, { friendlyName: "New" })).body, "scheduledNextTermInstructions"),
    ).toBeUndefined();
  });

  test("cannot be suspended while an Azure subscription is active", async () => {
    emulator().switches.set({ subscriptionPatch: "200" });
    const client = await appClient(emulator());
    const { path, planId } = withPlan();
    const refused = await client.patch(path, { status: "suspended" });
    expect([refused.status, at(refused.body, "code")]).toEqual([403, 900115]);
    await cancelAll(planId);
    expect((await client.patch(path, { status: "suspended" })).body).toMatchObject({ status: "suspended" });
    expect((await client.patch(path, { Status: "Active" })).body).toMatchObject({ status: "active" });
    expect((await client.get(`${path}/azureEntitlements`)).body).toMatchObject({
      items: [{ status: "inactive" }, { status: "inactive" }],
    });
    expect(effects(emulator())).toEqual(["subscriptionUpdated", "subscriptionUpdated"]);
  });

  test.each([
    ["a name", { friendlyName: "x" }, 800091],
    ["a name with the reactivation", { friendlyName: "x", status: "active" }, 800091],
    ["the status deleted", { status: "deleted" }, 800096],
    ["the status expired", { status: "expired" }, 800040],
    ["an unknown status", { status: "sleepy" }, 900126],
    ["another quantity", { quantity: 3 }, 800090],
    ["another billing cycle", { billingCycle: "annual" }, 800097],
    ["another partner", { partnerId: "1234567" }, 800098],
    ["auto-renew", { autoRenewEnabled: true }, 800093],
  ])("that are suspended refuse %s", async (_what, body, code) => {
    emulator().switches.set({ nicknameWithStatus: "refused", planDeletion: "refused", enumErrors: "900126" });
    const client = await appClient(emulator());
    const { path } = suspended();
    const refused = await client.patch(path, body);
    expect([refused.status, at(refused.body, "code")]).toEqual([400, code]);
    expect((await client.get(path)).body).toMatchObject({ status: "suspended", friendlyName: "Azure plan" });
    expect(effects(emulator())).toEqual([]);
  });

  test("that are suspended take the same body again without a change", async () => {
    const client = await appClient(emulator());
    const { path } = suspended();
    const full = (await client.get(path)).body;
    expect((await client.patch(path, full)).status).toBe(200);
    expect(effects(emulator())).toEqual([]);
  });

  test("take name and status together when the switch says so", async () => {
    emulator().switches.set({ subscriptionPatch: "200", nicknameWithStatus: "applied" });
    const client = await appClient(emulator());
    const { path } = suspended();
    expect((await client.patch(path, { friendlyName: "x", status: "active" })).body).toMatchObject({
      friendlyName: "x",
      status: "active",
    });
  });

  test("can be deleted when the switch says so, and then never updated", async () => {
    emulator().switches.set({ subscriptionPatch: "200", planDeletion: "accepted" });
    const client = await appClient(emulator());
    const { path } = suspended();
    expect((await client.patch(path, { status: "deleted" })).body).toMatchObject({ status: "deleted" });
    expect(at((await client.patch(path, { status: "active" })).body, "code")).toBe(2011);
    const active = withPlan();
    expect(at((await client.patch(active.path, { status: "deleted" })).body, "code")).toBe(900115);
  });

  test("answer 202 with Location and change later when the switch says so", async () => {
    emulator().switches.set({ pendingChange: "409", subscriptionPatchDelay: "30s", subscriptionPatch: "202" });
    const client = await appClient(emulator());
    const { id, planId, path } = withPlan();
    const accepted = await client.patch(path, { friendlyName: "Later" });
    expect([accepted.status, accepted.raw]).toEqual([202, ""]);
    expect(accepted.headers.get("location")).toBe(`/customers/${id}/subscriptions/${planId}`);
    expect((await client.get(path)).body).toMatchObject({ friendlyName: "Esker production" });
    const early = await client.patch(path, { friendlyName: "Other" });
    expect([early.status, at(early.body, "code")]).toEqual([409, 800082]);
    emulator().clock.advance(20_000);
    expect((await client.get(path)).body).toMatchObject({ friendlyName: "Esker production" });
    emulator().clock.advance(10_001);
    expect((await client.get(path)).body).toMatchObject({ friendlyName: "Later" });
  });

  test.each([
    ["suspended", 800091],
    ["deleted", 2011],
    ["expired", 900279],
    ["disabled", 900280],
    ["pending", 800082],
  ])("made %s in the portal show it and refuse a new name with %i", async (status, code) => {
    emulator().switches.set({ pendingChange: "409" });
    const client = await appClient(emulator());
    const { path, planId } = withPlan();
    await admin(emulator(), "POST", `/portal/subscriptions/${planId}`, { status });
    expect((await client.get(path)).body).toMatchObject({ status });
    expect(at((await client.patch(path, { friendlyName: "x" })).body, "code")).toBe(code);
  });

  test("can be renamed in the portal, and vanish", async () => {
    const client = await appClient(emulator());
    const { id, path, planId } = withPlan();
    await admin(emulator(), "POST", `/portal/subscriptions/${planId}`, { friendlyName: "By hand" });
    expect((await client.get(path)).body).toMatchObject({ friendlyName: "By hand" });
    await admin(emulator(), "POST", `/portal/subscriptions/${planId}`, { status: "missing" });
    const gone = await client.get(path);
    expect([gone.status, at(gone.body, "code")]).toEqual([404, 20003]);
    expect((await client.get(`/customers/${id}/subscriptions`)).body).toMatchObject({ totalCount: 0 });
    expect((await client.get(`/customers/${id}`)).status).toBe(200);
  });

  test("can be bought by a human, and then count", async () => {
    emulator().switches.set({ planLimit: "enforced" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const bought = await admin(emulator(), "POST", `/portal/customers/${id}/plan`, { friendlyName: "By hand" });
    expect(bought.status).toBe(201);
    expect((await client.get(`/customers/${id}/subscriptions`)).body).toMatchObject({
      items: [
        { id: textAt(bought.body, "subscriptionId"), orderId: textAt(bought.body, "orderId"), friendlyName: "By hand" },
      ],
    });
    const second = await admin(emulator(), "POST", `/portal/customers/${id}/plan`, {});
    expect([second.status, at(second.body, "code")]).toEqual([403, 800089]);
    expect(effects(emulator())).toEqual([]);
  });

  test("with a malformed id give 800002", async () => {
    const client = await appClient(emulator());
    const refused = await client.get(`/customers/${withPlan().id}/subscriptions/mine`);
    expect([refused.status, at(refused.body, "code")]).toEqual([400, 800002]);
  });
});
