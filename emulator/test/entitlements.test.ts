import { admin, appClient, at, customerOf, effects, textAt, useEmulator } from "./support";

const reason = { cancellationReason: "compromise" };

describe("Azure entitlements", () => {
  const emulator = useEmulator();
  const plan = () => {
    const { id, subscriptionId, azureSubscriptionIds = [] } = customerOf(emulator(), "withPlan");
    return { id, path: `/customers/${id}/subscriptions/${subscriptionId}`, azure: [...azureSubscriptionIds] };
  };

  test("are listed and read", async () => {
    const client = await appClient(emulator());
    const { path, azure } = plan();
    const list = await client.get(`${path}/AzureEntitlements`);
    expect(list.body).toMatchObject({
      totalCount: 2,
      items: azure.map((id) => ({ id, status: "active" })),
      attributes: { objectType: "Collection" },
    });
    expect(at(list.body, "links")).toBeUndefined();
    const one = await client.get(`${path}/azureEntitlements/${azure[0]}`);
    expect(one.body).toMatchObject({ friendlyName: "Esker landing zone", links: { self: { method: "GET" } } });
    expect(at(one.body, "attributes")).toBeUndefined();
  });

  test("are cancelled with 202 and show it ten minutes later; then the plan can be suspended", async () => {
    emulator().switches.set({
      subscriptionPatch: "200",
      azureSubscriptionStates: "inactive",
      entitlementCancel: "202",
      entitlementDelay: "10m",
    });
    const client = await appClient(emulator());
    const { path, azure } = plan();
    const one = `${path}/azureEntitlements/${azure[0]}`;
    expect((await client.get(`${path}/azureEntitlements`)).body).toMatchObject({
      items: [{ status: "active" }, { status: "active" }],
    });
    for (const id of azure) {
      const cancelled = await client.post(`${path}/azureEntitlements/${id}/cancel`, {
        CancellationReason: "Compromise",
      });
      expect([cancelled.status, at(cancelled.body, "status")]).toEqual([202, "active"]);
    }
    emulator().clock.advance(9 * 60_000);
    expect(at((await client.patch(path, { status: "suspended" })).body, "code")).toBe(900115);
    expect(at((await client.get(one)).body, "status")).toBe("active");
    emulator().clock.advance(61_000);
    expect(at((await client.get(one)).body, "status")).toBe("inactive");
    expect((await client.get(`${path}/azureEntitlements`)).body).toMatchObject({
      items: [{ status: "inactive" }, { status: "inactive" }],
    });
    expect((await client.patch(path, { status: "suspended" })).status).toBe(200);
    expect(effects(emulator())).toEqual(["entitlementCancelled", "entitlementCancelled", "subscriptionUpdated"]);
  });

  test("cancelled again change nothing", async () => {
    emulator().switches.set({ azureSubscriptionStates: "inactive", entitlementDelay: "10m", entitlementCancel: "200" });
    const client = await appClient(emulator());
    const { path, azure } = plan();
    const cancel = () => client.post(`${path}/azureEntitlements/${azure[0]}/cancel`, reason);
    expect((await cancel()).status).toBe(200);
    emulator().clock.advance(300_000);
    await cancel();
    emulator().clock.advance(301_000);
    expect((await client.get(`${path}/azureEntitlements/${azure[0]}`)).body).toMatchObject({ status: "inactive" });
    await cancel();
    expect(effects(emulator())).toEqual(["entitlementCancelled"]);
  });

  test.each(["disabled", "suspended"])("can be called %s once cancelled", async (called) => {
    emulator().switches.set({ azureSubscriptionStates: called, entitlementDelay: "0s" });
    const client = await appClient(emulator());
    const { path, azure } = plan();
    await client.post(`${path}/azureEntitlements/${azure[0]}/cancel`, reason);
    expect((await client.get(`${path}/azureEntitlements/${azure[0]}`)).body).toMatchObject({ status: called });
  });

  test("are reactivated after a while, under an active plan only", async () => {
    const client = await appClient(emulator());
    const { path, azure } = plan();
    const url = `${path}/azureEntitlements/${azure[0]}`;
    await client.post(`${url}/cancel`, reason);
    emulator().clock.advance(601_000);
    const accepted = await client.post(`${url}/reactivate`);
    expect([accepted.status, accepted.raw]).toEqual([202, ""]);
    emulator().clock.advance(601_000);
    expect((await client.get(url)).body).toMatchObject({ status: "active" });
    const inactive = customerOf(emulator(), "suspendedPlan");
    const other = `/customers/${inactive.id}/subscriptions/${inactive.subscriptionId}/azureEntitlements/${inactive.azureSubscriptionIds?.[0]}`;
    const refused = await client.post(`${other}/reactivate`);
    expect([refused.status, at(refused.body, "code")]).toEqual([400, 900337]);
    expect(effects(emulator())).toEqual(["entitlementCancelled", "entitlementReactivated"]);
  });

  test("refuse what the documents say", async () => {
    const client = await appClient(emulator());
    const { id, path, azure } = plan();
    const url = `${path}/azureEntitlements/${azure[0]}`;
    const nobody = "00000000-1111-4222-8333-444444444444";
    const code = async (target: string, body?: unknown) => {
      const answer = await client.post(target, body);
      return [answer.status, at(answer.body, "code")];
    };
    expect(await code(`${url}/cancel`, { cancellationReason: "bored" })).toEqual([400, 900307]);
    expect(await code(`${url}/cancel`)).toEqual([400, 800002]);
    expect(await code(`${path}/azureEntitlements/${nobody}/cancel`, reason)).toEqual([404, 800111]);
    expect(await code(`${path}/azureEntitlements/mine/cancel`, reason)).toEqual([400, 800002]);
    expect(await code(url.replace(id, "contoso").concat("/cancel"), reason)).toEqual([400, 900118]);
    await admin(emulator(), "POST", `/portal/customers/${id}/relationship`, { relationship: "none" });
    expect(await code(`${url}/cancel`, reason)).toEqual([403, 900159]);
    expect(effects(emulator())).toEqual([]);
  });

  test("of other subscriptions are empty or refused", async () => {
    emulator().switches.set({ entitlementsOfOthers: "empty" });
    const client = await appClient(emulator());
    const { id, subscriptionId } = customerOf(emulator(), "legacy");
    const path = `/customers/${id}/subscriptions/${subscriptionId}/azureEntitlements`;
    expect((await client.get(path)).body).toMatchObject({ totalCount: 0, items: [] });
    emulator().switches.set({ entitlementsOfOthers: "400" });
    expect((await client.get(path)).status).toBe(400);
    const missing = await client.get(
      `/customers/${id}/subscriptions/00000000-1111-4222-8333-444444444444/azureEntitlements`,
    );
    expect([missing.status, at(missing.body, "code")]).toEqual([404, 20003]);
  });

  test("can be added by a human in Azure", async () => {
    const client = await appClient(emulator());
    const { path } = plan();
    const made = await admin(
      emulator(),
      "POST",
      `/portal${path.replace(/^.*\/subscriptions/, "/subscriptions")}/azureSubscriptions`,
      { friendlyName: "By hand" },
    );
    expect(made.status).toBe(201);
    expect((await client.get(`${path}/azureEntitlements/${textAt(made.body, "id")}`)).body).toMatchObject({
      friendlyName: "By hand",
      status: "active",
    });
  });
});
