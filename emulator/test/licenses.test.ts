import { buy } from "./shop";
import { admin, appClient, at, codeOf, customerOf, effects, textAt, useEmulator, userClient } from "./support";

const days = 86_400_000;

describe("licenses", () => {
  const emulator = useEmulator({ switches: { subscriptionPatch: "200", enumErrors: "900126" } });
  const bought = async (more: object = {}) => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { subscriptionId } = await buy(client, id, "office", more);
    return { client, subscriptionId, path: `/customers/${id}/subscriptions/${subscriptionId}` };
  };

  test("say for how long they are bought and can be given back", async () => {
    const { client, path } = await bought();
    const seen = await client.get(path);
    expect(seen.body).toMatchObject({
      quantity: 5,
      termDuration: "P1Y",
      renewalTermDuration: "P1Y",
      autoRenewEnabled: true,
      billingCycle: "monthly",
      refundOptions: [{ type: "Full", expiresAt: textAt(seen.body, "cancellationAllowedUntilDate") }],
      refundableQuantity: { totalQuantity: 5, details: [{ quantity: 5 }] },
    });
    const end = textAt(seen.body, "commitmentEndDate");
    expect(textAt(seen.body, "commitmentEndDateTime")).toBe(end.replace("00:00:00Z", "23:59:59Z"));
    const [from, until] = [textAt(seen.body, "creationDate"), textAt(seen.body, "billingCycleEndDate")];
    expect((Date.parse(until) - Date.parse(from)) / days).toBeLessThan(32);
    emulator().clock.advance(8 * days);
    const later = await appClient(emulator());
    expect(at((await later.get(path)).body, "refundOptions")).toBeUndefined();
  });

  test("are more or fewer by PATCH, within limits and in time", async () => {
    const { client, path, subscriptionId } = await bought();
    const quantity = (value: number) => client.patch(path, { quantity: value, autoRenewEnabled: true });
    expect((await quantity(9)).body).toMatchObject({ quantity: 9, autoRenewEnabled: true });
    expect(await codeOf(quantity(301))).toEqual([400, 2002]);
    expect((await quantity(2)).body).toMatchObject({ quantity: 2 });
    await admin(emulator(), "POST", `/portal/subscriptions/${subscriptionId}`, { status: "suspended" });
    expect(await codeOf(quantity(4))).toEqual([400, 2001]);
    expect(effects(emulator()).slice(2)).toEqual(["subscriptionUpdated", "subscriptionUpdated"]);
  });

  test.each([
    ["900214", "900117"],
    ["900257", "900213"],
  ])(
    "cannot be given back after a week: %s for some, %s for all of them",
    async (lateSeatReduction, lateCancellation) => {
      emulator().switches.set({ lateSeatReduction, lateCancellation });
      const { path } = await bought();
      emulator().clock.advance(8 * days);
      const later = await appClient(emulator());
      expect((await later.patch(path, { quantity: 6, autoRenewEnabled: true })).body).toMatchObject({ quantity: 6 });
      expect(await codeOf(later.patch(path, { quantity: 4 }))).toEqual([400, Number(lateSeatReduction)]);
      expect(await codeOf(later.patch(path, { status: "deleted" }))).toEqual([400, Number(lateCancellation)]);
      expect((await later.get(path)).body).toMatchObject({ status: "active", quantity: 6 });
    },
  );

  test("are cancelled in time, and gone", async () => {
    const { client, path } = await bought();
    expect((await client.patch(path, { status: "deleted" })).body).toMatchObject({ status: "deleted" });
    expect(await codeOf(client.patch(path, { friendlyName: "x" }))).toEqual([400, 2011]);
  });

  test("renew at the end of their term, unless a body forgot to say so", async () => {
    const { client, path } = await bought({ termDuration: "P1M" });
    const end = async (from = client) => textAt((await from.get(path)).body, "commitmentEndDate");
    const first = await end();
    emulator().clock.advance(32 * days);
    const later = await appClient(emulator());
    expect(Date.parse(await end(later))).toBeGreaterThan(Date.parse(first));
    await later.patch(path, { friendlyName: "Short" });
    expect((await later.get(path)).body).toMatchObject({ autoRenewEnabled: false, status: "active" });
    expect((await later.patch(path, { autoRenewEnabled: true })).body).toMatchObject({ autoRenewEnabled: true });
    await later.patch(path, { autoRenewEnabled: false });
    emulator().clock.advance(32 * days);
    const last = await appClient(emulator());
    expect((await last.get(path)).body).toMatchObject({ status: "expired" });
    expect(await codeOf(last.patch(path, { friendlyName: "x" }))).toEqual([400, 900279]);
  });

  test("are provisioned a quarter of an hour after they were bought, as users see", async () => {
    emulator().switches.set({ provisioningRefresh: "15m" });
    const { client, path } = await bought();
    const user = await userClient(emulator());
    expect(await codeOf(client.get(`${path}/provisioningstatus`))).toEqual([403, 900329]);
    expect((await user.get(`${path}/provisioningstatus`)).body).toMatchObject({
      skuId: "0001",
      status: "pending",
      quantity: 5,
      attributes: { objectType: "SubscriptionProvisioningStatus" },
    });
    emulator().clock.advance(15 * 60_000);
    expect((await user.get(`${path}/provisioningstatus`)).body).toMatchObject({ status: "success" });
    emulator().switches.set({ provisioningRefresh: "1h" });
    expect((await user.get(`${path}/provisioningstatus`)).body).toMatchObject({ status: "pending" });
    await client.patch(path, { status: "deleted" });
    expect((await user.get(`${path}/provisioningstatus`)).body).toMatchObject({ status: "failed" });
  });

  test("are the only ones with a quantity: software takes no updates at all", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { subscriptionId } = await buy(client, id, "server");
    const path = `/customers/${id}/subscriptions/${subscriptionId}`;
    expect((await client.get(path)).body).toMatchObject({ unitType: "License(s)", productType: { id: "Software" } });
    expect(await codeOf(client.patch(path, { quantity: 2 }))).toEqual([400, 2006]);
    expect((await client.patch(path, {})).status).toBe(200);
  });
});
