import { buy } from "./shop";
import { appClient, at, buyPlan, codeOf, customerOf, planCart, useEmulator, userClient } from "./support";

describe("what comes back", () => {
  const emulator = useEmulator({
    switches: {
      subscriptionPatch: "200",
      planLimit: "enforced",
      planLimitCounts: "activeAndPending",
      reactivatedPlan: "alone",
      azureSubscriptionStates: "inactive",
      entitlementDelay: "10m",
      entitlementsOfOthers: "empty",
    },
  });
  const withPlan = () => {
    const { id, subscriptionId = "", azureSubscriptionIds = [] } = customerOf(emulator(), "withPlan");
    const path = `/customers/${id}/subscriptions/${subscriptionId}`;
    return { id, path, azure: azureSubscriptionIds.map((one) => `${path}/azureEntitlements/${one}`) };
  };

  /** Cancels everything under the plan and lets that show. */
  async function withNothingActive() {
    const client = await appClient(emulator());
    const plan = withPlan();
    for (const one of plan.azure) {
      await client.post(`${one}/cancel`, { cancellationReason: "compromise" });
    }
    emulator().clock.advance(600_001);
    return { client, ...plan };
  }

  test("a suspended plan whose place was taken by another stays suspended", async () => {
    const { client, id, path } = await withNothingActive();
    await client.patch(path, { status: "suspended" });
    const { planId } = await buyPlan(client, id);
    expect(await codeOf(client.patch(path, { status: "active" }))).toEqual([403, 800089]);
    expect((await client.get(path)).body).toMatchObject({ status: "suspended" });
    expect((await client.get(`/customers/${id}/subscriptions/${planId}`)).body).toMatchObject({ status: "active" });
    emulator().switches.set({ planLimit: "off" });
    expect((await client.patch(path, { status: "active" })).body).toMatchObject({ status: "active" });
  });

  test("a suspended plan that counts takes no place from itself", async () => {
    emulator().switches.set({ planLimitCounts: "suspendedToo" });
    const { client, id, path } = await withNothingActive();
    await client.patch(path, { status: "suspended" });
    const again = `/customers/${id}/carts/${await planCart(client, id)}/checkout`;
    expect(await codeOf(client.post(again))).toEqual([403, 800089]);
    expect((await client.patch(path, { status: "active" })).body).toMatchObject({ status: "active" });
  });

  test("a plan is not suspended while an Azure subscription of it is being reactivated", async () => {
    const { client, path, azure } = await withNothingActive();
    expect((await client.post(`${azure[0]}/reactivate`)).status).toBe(202);
    expect((await client.get(`${azure[0]}`)).body).toMatchObject({ status: "inactive" });
    expect(await codeOf(client.patch(path, { status: "suspended" }))).toEqual([403, 900115]);
    emulator().clock.advance(600_001);
    expect((await client.get(path)).body).toMatchObject({ status: "active" });
    expect((await client.get(`${azure[0]}`)).body).toMatchObject({ status: "active" });
  });

  test("a legacy subscription that was upgraded stays suspended", async () => {
    emulator().switches.set({ entitlementIdAsSubscription: "20003" });
    const { id, subscriptionId = "" } = customerOf(emulator(), "legacy");
    const client = await userClient(emulator());
    await client.post("/productUpgrades", { customerId: id, productFamily: "azure" });
    emulator().clock.advance(60 * 60_000 - 1);
    const path = `/customers/${id}/subscriptions/${subscriptionId}`;
    const again = await userClient(emulator());
    expect((await again.get(path)).body).toMatchObject({ status: "suspended" });
    expect(await codeOf(again.patch(path, { status: "active" }))).toEqual([400, 900279]);
    expect((await again.get(path)).body).toMatchObject({ status: "suspended" });
  });

  test("suspended licenses do not change whether they renew", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { subscriptionId } = await buy(client, id, "office");
    const path = `/customers/${id}/subscriptions/${subscriptionId}`;
    expect((await client.patch(path, { status: "suspended", autoRenewEnabled: true })).status).toBe(200);
    expect(await codeOf(client.patch(path, { autoRenewEnabled: false }))).toEqual([400, 800091]);
    expect(await codeOf(client.patch(path, {}))).toEqual([400, 800091]);
    expect((await client.get(path)).body).toMatchObject({ status: "suspended", autoRenewEnabled: true });
    const back = await client.patch(path, { status: "active", autoRenewEnabled: true });
    expect(back.body).toMatchObject({ status: "active", autoRenewEnabled: true });
  });

  test("the Azure subscriptions of what is no id are refused as such", async () => {
    const client = await appClient(emulator());
    const path = `/customers/${withPlan().id}/subscriptions/plan/azureEntitlements`;
    expect(await codeOf(client.get(path))).toEqual([400, 800002]);
  });

  test("pages do not start over when the customer after which to go on is gone", async () => {
    const client = await appClient(emulator());
    const first = await client.get("/customers?size=2");
    const token = String(at(first.body, "continuationToken"));
    const next = () => client.get("/customers?seekOperation=Next", { "MS-ContinuationToken": token });
    expect((await next()).status).toBe(200);
    emulator().model.customers.delete(String(at(first.body, "items.1.id")));
    expect(await codeOf(next())).toEqual([400, 800002]);
  });
});
