import { useBench } from "./emulated-client";

describe.each([{}, { subscriptionPatch: "202" }])("subscriptions (%j)", (switches) => {
  const bench = useBench({ switches });

  it("are listed by reseller, and changed as they were read", async () => {
    const { client, customer, emulator } = bench();
    const { subscriptions } = client();
    const { id: customerId, subscriptionId = "" } = customer("withPlan");
    const plan = { customerId, subscriptionId };
    expect((await subscriptions.list({ customerId, partnerId: "7654321" }).all()).items).toEqual([]);
    expect((await subscriptions.list({ customerId }).all()).items.map(({ id }) => id)).toEqual([subscriptionId]);
    const before = await subscriptions.get(plan);
    const subscription = { ...before, friendlyName: "Renamed" };
    const changed = await subscriptions.update({ ...plan, subscription });
    if (changed === undefined) emulator.clock.advance(60_000);
    const after = await subscriptions.get(plan);
    expect({ ...after, attributes: undefined }).toEqual({ ...subscription, attributes: undefined });
    await expect(subscriptions.list({ customerId, orderId: "dead" }).all()).rejects.toMatchObject({ code: "20000" });
  });
});
