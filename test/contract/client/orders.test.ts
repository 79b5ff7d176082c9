import { useBench } from "./emulated-client";

describe("orders", () => {
  const bench = useBench();

  it("say how far each line is", async () => {
    const { userClient, customer, emulator } = bench();
    const { carts, catalog, orders } = userClient();
    const customerId = customer("new").id;
    const { item } = await catalog.findItem({ customerId });
    const line = { id: 0, catalogItemId: item?.catalogItemId ?? "", billingCycle: "one_time", quantity: 1 };
    const cart = await carts.create({ customerId, lineItems: [line] });
    const { orders: made } = await carts.checkout({ customerId, cartId: cart.id });
    const order = { customerId, orderId: made[0]?.id ?? "" };
    const statuses = async () =>
      (await orders.listProvisioning(order).all()).items.map(({ status }) => status.toLowerCase());
    expect(await statuses()).toEqual(["prefulfillmentpending"]);
    emulator.clock.advance(60_000);
    expect(await statuses()).toEqual(["fulfilled"]);
    await expect(orders.listProvisioning({ customerId, orderId: "dead" }).all()).rejects.toMatchObject({ status: 404 });
  });

  it("are listed by billing cycle, and with prices", async () => {
    const { client, customer } = bench();
    const { orders } = client();
    const customerId = customer("withPlan").id;
    const { items } = await orders.list({ customerId, includePrice: true }).all();
    const cycle = items[0]?.billingCycle?.replace("_", "") === "monthly" ? "monthly" : "onetime";
    const other = cycle === "monthly" ? "onetime" : "monthly";
    expect((await orders.list({ customerId, billingType: cycle }).all()).items).toHaveLength(items.length);
    expect((await orders.list({ customerId, billingType: other }).all()).items).toEqual([]);
  });
});
