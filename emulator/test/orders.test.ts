import { appClient, at, buyPlan, customerOf, planCart, textAt, useEmulator } from "./support";

describe("orders", () => {
  const emulator = useEmulator();

  test("are there by id at once and in lists 15 minutes later", async () => {
    emulator().switches.set({ provisioningDelay: "20s", orderListLag: "15m" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cartId = await planCart(client, id);
    const orderId = textAt((await client.post(`/customers/${id}/carts/${cartId}/checkout`)).body, "orders.0.id");
    const status = async () => at((await client.get(`/customers/${id}/orders/${orderId}`)).body, "status");
    expect(await status()).toBe("pending");
    emulator().clock.advance(14 * 60_000);
    expect(await status()).toBe("completed");
    expect((await client.get(`/customers/${id}/orders`)).body).toMatchObject({ totalCount: 0, items: [] });
    emulator().clock.advance(61_000);
    expect((await client.get(`/customers/${id}/orders`)).body).toMatchObject({
      items: [{ id: orderId, status: "completed" }],
    });
  });

  test("can be listed by billing cycle, however it is written", async () => {
    emulator().switches.set({ planOrderBillingCycle: "asSent", orderListLag: "0s", provisioningDelay: "0s" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    await buyPlan(client, id);
    for (const [type, count] of [
      ["onetime", 1],
      ["OneTime", 1],
      ["one_time", 1],
      ["monthly", 0],
    ] as const) {
      expect((await client.get(`/customers/${id}/orders?billingType=${type}`)).body).toMatchObject({
        totalCount: count,
      });
    }
    expect((await client.get(`/customers/${id}/orders?billingType=weekly`)).status).toBe(400);
  });

  test("have the shape of modern orders", async () => {
    emulator().switches.set({ linkVersion: "omitted" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new", 1);
    const { orderId, planId } = await buyPlan(client, id);
    const order = await client.get(`/customers/${id}/orders/${orderId}`);
    expect(order.body).toMatchObject({
      currencyCode: "GBP",
      currencySymbol: "£",
      lineItems: [
        {
          lineItemNumber: 0,
          subscriptionId: planId,
          friendlyName: "Azure plan",
          transactionType: "New",
          provisioningContext: {},
          links: {
            product: { uri: "/products/DZH318Z0BPS6?country=GB" },
            subscription: { uri: `/customers/${id}/subscriptions/${planId}` },
          },
        },
      ],
      links: { self: { uri: `/customers/${id}/orders/${orderId}` }, patchOperation: { method: "PATCH" } },
      attributes: { objectType: "Order" },
    });
    expect(at(order.body, "attributes.etag")).toBeUndefined();
  });

  test("that do not exist give 20000", async () => {
    const client = await appClient(emulator());
    const refused = await client.get(`/customers/${customerOf(emulator(), "new").id}/orders/0123456789ab`);
    expect([refused.status, at(refused.body, "code")]).toEqual([404, 20000]);
  });
});
