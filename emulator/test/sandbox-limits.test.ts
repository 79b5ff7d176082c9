import { buy, cartWith, orderBody, registerFor, sandboxSeed } from "./shop";
import { admin, appClient, at, buyPlan, codeOf, customerOf, otherClient, useEmulator, userClient } from "./support";

describe("a sandbox", () => {
  const emulator = useEmulator({
    ...sandboxSeed,
    switches: {
      cartErrorCodes: "snake_case",
      planByOrder: "accepted",
      subscriptionPatch: "200",
      planLimit: "enforced",
      sandboxPlanTotal: "900116",
      orderInProgress: "800089",
    },
  });

  test("lets a customer have five subscriptions", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    for (const _ of [1, 2, 3, 4, 5]) {
      await buy(client, id, "office");
    }
    const cart = await cartWith(client, id, "office");
    expect(at(cart.body, "lineItems.0.error.errorCode")).toBe("sandbox_limit_exceeded");
    expect(await codeOf(client.post(`/customers/${id}/orders`, await orderBody(client, id, "office")))).toEqual([
      403, 800066,
    ]);
  });

  test("lets a subscription have 25 licenses, bought at once or later", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cart = await cartWith(client, id, "office", { quantity: 26 });
    expect(at(cart.body, "lineItems.0.error.errorCode")).toBe("max_allowed_seats_per_subscription_exceeded");
    const order = client.post(`/customers/${id}/orders`, await orderBody(client, id, "office", { quantity: 26 }));
    expect(await codeOf(order)).toEqual([403, 800067]);
    const { subscriptionId } = await buy(client, id, "office");
    const path = `/customers/${id}/subscriptions/${subscriptionId}`;
    expect(await codeOf(client.patch(path, { quantity: 26, autoRenewEnabled: true }))).toEqual([403, 800067]);
    expect((await client.patch(path, { quantity: 25, autoRenewEnabled: true })).body).toMatchObject({ quantity: 25 });
  });

  test("lets a customer have two reserved instances", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { planId } = await buyPlan(client, id);
    await registerFor(client, id, planId);
    const context = { provisioningContext: { scope: "shared", subscriptionId: planId } };
    await buy(client, id, "reservation", context);
    const order = client.post(
      `/customers/${id}/orders`,
      await orderBody(client, id, "reservation", { ...context, quantity: 2 }),
    );
    expect(await codeOf(order)).toEqual([400, 800018]);
    await buy(client, id, "reservation", context);
  });

  test("lets a plan have three Azure subscriptions", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { planId } = await buyPlan(client, id);
    const add = () => admin(emulator(), "POST", `/portal/subscriptions/${planId}/azureSubscriptions`, {});
    expect([(await add()).status, (await add()).status]).toEqual([201, 201]);
    const refused = await add();
    expect([refused.status, at(refused.body, "error")]).toEqual([400, "sandboxLimitReached"]);
  });

  test.each([
    ["900116", [400, 900116]],
    ["800068", [403, 800068]],
  ])("has ten plans in total; the eleventh gives %s", async (value, code) => {
    emulator().switches.set({ sandboxPlanTotal: value });
    const client = await appClient(emulator());
    const customers = emulator().customers.map((one) => one.id);
    for (const id of customers.slice(0, 10)) {
      expect((await admin(emulator(), "POST", `/portal/customers/${id}/plan`, {})).status).toBe(201);
    }
    const eleventh = customers[10] ?? "";
    const order = client.post(`/customers/${eleventh}/orders`, await orderBody(client, eleventh, "plan"));
    expect(await codeOf(order)).toEqual(code);
  });

  test("lets a customer of an indirect provider have three plans", async () => {
    const app = await otherClient(emulator());
    const user = await userClient(emulator(), emulator().otherPartner);
    const id = emulator().otherPartner.customers[0]?.id ?? "";
    const order = async (partnerIdOnRecord: string) =>
      codeOf(user.post(`/customers/${id}/orders`, await orderBody(app, id, "plan", { partnerIdOnRecord })));
    for (const reseller of ["1000001", "1000002", "1000003"]) {
      expect(await order(reseller)).toEqual([201, undefined]);
    }
    expect(await order("1000004")).toEqual([400, 900116]);
  });
});
