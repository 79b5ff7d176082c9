import { admin, appClient, at, codeOf, customerOf, textAt, useEmulator } from "./support";

const days = 86_400_000;

describe("a plan", () => {
  const emulator = useEmulator({ switches: { subscriptionPatch: "200", planDeletion: "refused" } });
  const withPlan = () => {
    const { id, subscriptionId = "", azureSubscriptionIds: [azure = ""] = [] } = customerOf(emulator(), "withPlan");
    return { id, azure, planId: subscriptionId, path: `/customers/${id}/subscriptions/${subscriptionId}` };
  };
  const stopAll = async (planId: string) => {
    for (const one of emulator().model.azureSubscriptionsOf(planId)) {
      await admin(emulator(), "POST", `/portal/azureSubscriptions/${one.id}`, { status: "inactive" });
    }
  };

  test.each([
    ["planBillingType", "usage", "billingType", "usage"],
    ["planBillingType", "none", "billingType", "none"],
    ["planBillingType", "license", "billingType", "license"],
    ["planCommitmentEnd", "farFuture", "commitmentEndDate", "9999-12-10T00:00:00Z"],
    ["planCommitmentEnd", "farFuture", "commitmentEndDateTime", "9999-12-10T23:59:59Z"],
    ["planCommitmentEnd", "absent", "commitmentEndDate", undefined],
    ["planCommitmentEnd", "absent", "commitmentEndDateTime", undefined],
    ["planUnitType", "Licenses", "unitType", "Licenses"],
    ["planTermDuration", "empty", "termDuration", ""],
  ])("with %s %s has the %s %s", async (name, value, member, text) => {
    emulator().switches.set({ [name]: value });
    const client = await appClient(emulator());
    expect(at((await client.get(withPlan().path)).body, member)).toBe(text);
  });

  test("with planCommitmentEnd oneYear ends a year after its purchase, and stays active then", async () => {
    emulator().switches.set({ planCommitmentEnd: "oneYear" });
    const client = await appClient(emulator());
    const { path } = withPlan();
    const plan = await client.get(path);
    const lasts =
      Date.parse(textAt(plan.body, "commitmentEndDate")) - Date.parse(textAt(plan.body, "effectiveStartDate"));
    expect([365 * days, 366 * days]).toContain(lasts);
    emulator().clock.advance(400 * days);
    expect((await (await appClient(emulator())).get(path)).body).toMatchObject({ status: "active" });
  });

  test.each([
    ["alone", "inactive"],
    ["withAzureSubscriptions", "active"],
  ])("comes back %s: its Azure subscriptions are %s ten minutes later", async (value, status) => {
    emulator().switches.set({ reactivatedPlan: value, entitlementDelay: "10m" });
    const client = await appClient(emulator());
    const { path, planId } = withPlan();
    await stopAll(planId);
    await client.patch(path, { status: "suspended" });
    expect((await client.patch(path, { status: "active" })).body).toMatchObject({ status: "active" });
    const list = async () => at((await client.get(`${path}/azureEntitlements`)).body, "items.0.status");
    expect(await list()).toBe("inactive");
    emulator().clock.advance(600_001);
    expect(await list()).toBe(status);
  });

  test.each([
    ["suspended", 200],
    ["deleted", 2011],
    ["expired", 800040],
    ["disabled", 800040],
  ])("that stays suspended is %s after 90 days", async (value, reactivated) => {
    emulator().switches.set({ suspendedPlanBecomes: value, suspendedPlanLifetime: "90d" });
    const client = await appClient(emulator());
    const { path, planId } = withPlan();
    await stopAll(planId);
    await client.patch(path, { status: "suspended" });
    emulator().clock.advance(89 * days);
    const early = await appClient(emulator());
    expect((await early.get(path)).body).toMatchObject({ status: "suspended" });
    emulator().clock.advance(days + 1);
    const late = await appClient(emulator());
    expect((await late.get(path)).body).toMatchObject({ status: value });
    const [status, code] = await codeOf(late.patch(path, { status: "active" }));
    expect(code ?? status).toBe(reactivated);
  });

  test("that stays suspended does so for as long as a switch says", async () => {
    emulator().switches.set({ suspendedPlanBecomes: "deleted", suspendedPlanLifetime: "2d" });
    const client = await appClient(emulator());
    const { path, planId } = withPlan();
    await stopAll(planId);
    await client.patch(path, { status: "suspended" });
    emulator().clock.advance(2 * days);
    expect((await (await appClient(emulator())).get(path)).body).toMatchObject({ status: "deleted" });
  });

  test.each([
    ["409", [409, 800082]],
    ["400", [400, 800082]],
    ["900278", [409, 900278]],
  ])("whose change is on its way refuses another one, by pendingChange %s", async (value, code) => {
    emulator().switches.set({ subscriptionPatch: "202", subscriptionPatchDelay: "5s", pendingChange: value });
    const client = await appClient(emulator());
    const { path } = withPlan();
    expect((await client.patch(path, { friendlyName: "One" })).status).toBe(202);
    expect(await codeOf(client.patch(path, { friendlyName: "Two" }))).toEqual(code);
  });

  test.each([
    ["400", [400, 2055]],
    ["412", [412, 2055]],
  ])("of a legacy customer refuses a stale etag with %s", async (value, code) => {
    emulator().switches.set({ staleEtag: value });
    const client = await appClient(emulator());
    const { id, subscriptionId } = customerOf(emulator(), "legacy");
    const path = `/customers/${id}/subscriptions/${subscriptionId}`;
    const before = (await client.get(path)).body;
    await client.patch(path, { friendlyName: "One" });
    expect(await codeOf(client.patch(path, before))).toEqual(code);
  });

  test.each([
    ["20003", [404, 20003]],
    ["2012", [400, 2012]],
  ])("is not found by the id of one of its Azure subscriptions: %s", async (value, code) => {
    emulator().switches.set({ entitlementIdAsSubscription: value });
    const client = await appClient(emulator());
    const { id, azure } = withPlan();
    expect(await codeOf(client.get(`/customers/${id}/subscriptions/${azure}`))).toEqual(code);
  });

  test("has Azure subscriptions that the partner cannot reactivate", async () => {
    const client = await appClient(emulator());
    const { path, azure } = withPlan();
    const url = `${path}/azureEntitlements/${azure}/reactivate`;
    const edit = (body: object) => admin(emulator(), "POST", `/portal/azureSubscriptions/${azure}`, body);
    await edit({ status: "inactive", reactivation: "refused" });
    expect(await codeOf(client.post(url))).toEqual([400, 900337]);
    await edit({ reactivation: "allowed" });
    expect((await client.post(url)).status).toBe(202);
  });
});
