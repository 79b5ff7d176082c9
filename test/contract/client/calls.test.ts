import { type Bench, useBench } from "./emulated-client";

const product = { productId: "DZH318Z0BPS6", skuId: "0001" };

/** What every service of Partner Center may do differently from the next. */
const manners: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["as recorded", {}],
  ["gzip, no byte order mark, codes as text", { gzip: "on", bom: "off", errorCodes: "string" }],
  [
    "versioned links, single headers, small pages",
    { linkVersion: "included", catalogHeaders: "single", customerPageSize: "2" },
  ],
  [
    "202 for changes, 200 for cancelling, null for none",
    { subscriptionPatch: "202", entitlementCancel: "200", removedBudget: "null" },
  ],
  ["201 for a changed cart, numbers for its errors", { cartUpdate: "201", cartErrorCodes: "number" }],
];

describe.each(manners)("calls to a service that answers %s", (_manner, switches) => {
  const bench = useBench({ switches });

  it("customers", async () => {
    const { client, emulator } = bench();
    const one = client();
    const { items, serviceTimeMs } = await one.customers.list({ size: 2 }).all();
    expect(new Set(items.map(({ id }) => id))).toEqual(new Set(emulator.customers.map(({ id }) => id)));
    expect(Math.abs((serviceTimeMs ?? 0) - emulator.clock.now())).toBeLessThan(60_000);
    const [first] = emulator.customers;
    const filter = { field: "CompanyName", startsWith: first?.name.slice(0, 6) ?? "" } as const;
    const found = await one.customers.list({ size: 100, filter }).all();
    expect(found.items.map(({ id }) => id)).toEqual([first?.id]);
    const customer = await one.customers.get({ customerId: first?.id ?? "" });
    expect(customer).toMatchObject({ id: first?.id, companyProfile: { companyName: first?.name } });
    expect(customer.billingProfile?.defaultAddress?.country).toBe(first?.country);
  });

  it("catalog, cart, checkout, order, plan, its name and its end", async () => {
    const { emulator, client } = bench();
    const one = client().with({ correlationId: "8f1d4c1e-0000-4000-8000-000000000001" });
    const customerId = bench().customer("new").id;
    const { item } = await one.catalog.findItem({ customerId });
    if (!item) throw new Error("no item");
    const { catalogItemId, billingCycle } = item;
    const cart = await one.carts.create({
      customerId,
      lineItems: [{ id: 0, catalogItemId, billingCycle, quantity: 1 }],
    });
    expect(cart.lineItems[0]).toMatchObject({ id: 0, quantity: 1, catalogItemId });
    expect(cart.lineItems[0]?.error).toBeUndefined();
    const reference = { customerId, cartId: cart.id };
    await one.carts.update({ customerId, cart: await one.carts.get(reference) });

    const { orders } = await one.carts.checkout(reference);
    const [order] = orders;
    if (!order) throw new Error("no order");
    emulator.clock.advance(60 * 60_000);
    expect((await one.carts.get(reference)).status).toBe("Ordered");
    const completed = await one.orders.get({ customerId, orderId: order.id });
    expect(completed.status).toBe("completed");
    const subscriptionId = completed.lineItems[0]?.subscriptionId ?? "";
    expect((await one.orders.list({ customerId }).all()).items.map(({ id }) => id)).toContain(order.id);

    const plan = { customerId, subscriptionId };
    const byOrder = await one.subscriptions.list({ customerId, orderId: order.id }).all();
    expect(byOrder.items.map(({ id }) => id)).toEqual([subscriptionId]);
    await settled(bench(), one.subscriptions.rename({ ...plan, friendlyName: "Production" }));
    expect((await one.subscriptions.get(plan)).friendlyName).toBe("Production");

    const { items: entitlements } = await one.azureEntitlements.list(plan).all();
    const entitlement = { ...plan, entitlementId: entitlements[0]?.id ?? "" };
    await expect(one.subscriptions.suspend(plan)).rejects.toMatchObject({ status: 403, code: "900115" });
    await one.azureEntitlements.cancel(entitlement);
    emulator.clock.advance(60 * 60_000);
    expect((await one.azureEntitlements.get(entitlement)).status).not.toBe("active");
    await settled(bench(), one.subscriptions.suspend(plan));
    expect((await one.subscriptions.get(plan)).status).toBe("suspended");
    await settled(bench(), one.subscriptions.reactivate(plan));
    expect((await one.subscriptions.get(plan)).status).toBe("active");
    await one.azureEntitlements.reactivate(entitlement);
    emulator.clock.advance(60 * 60_000);
    expect((await one.azureEntitlements.get(entitlement)).status).toBe("active");
    expect(emulator.unknownRoutes.size).toBe(0);
  });

  it("budgets, with every digit", async () => {
    const one = bench().client();
    const customerId = bench().customer("withPlan").id;
    expect((await one.budgets.get({ customerId })).amount).toBe("1250.5");
    const amount = "123456789012345.12345678";
    expect((await one.budgets.set({ customerId, amount })).amount).toBe(amount);
    expect((await one.budgets.get({ customerId })).amount).toBe(amount);
    await one.budgets.remove({ customerId });
    expect((await one.budgets.get({ customerId })).amount).toBeUndefined();
  });

  it("failures, as what they are", async () => {
    const { client, customer, emulator } = bench();
    const one = client();
    const unknown = "00000000-0000-4000-8000-00000000dead";
    const foreign = emulator.otherPartner.customers[0]?.id ?? "";
    const customerId = customer("withPlan").id;
    await expect(one.customers.get({ customerId: unknown })).rejects.toMatchObject({ code: "60003" });
    await expect(one.customers.get({ customerId: foreign })).rejects.toMatchObject({
      status: 403,
      code: "20002",
      message: expect.stringMatching(
        /no reseller relationship.*MS-RequestId [0-9a-f-]{36}, MS-CorrelationId [0-9a-f-]{36}\)$/,
      ),
    });
    await expect(one.carts.get({ customerId, cartId: unknown })).rejects.toMatchObject({
      code: "800008",
    });
    await expect(one.orders.get({ customerId, orderId: "dead" })).rejects.toMatchObject({
      code: "20000",
    });
    await expect(one.subscriptions.get({ customerId, subscriptionId: unknown })).rejects.toMatchObject({
      status: 404,
      code: "20003",
    });
    await expect(one.catalog.getSku({ customerId, ...product, skuId: "9999" })).rejects.toMatchObject({
      status: 404,
    });
    await expect(one.budgets.get({ customerId: "nobody" })).rejects.toMatchObject({ status: 400 });
    // An application alone may not read agreements.
    const refused = { kind: "refused", message: expect.stringContaining("App+User") };
    await expect(one.agreements.list({ customerId }).all()).rejects.toMatchObject(refused);
    await expect(one.agreements.getDirectSignedStatus({ customerId })).rejects.toMatchObject(refused);
  });

  it("a cart line that cannot be bought", async () => {
    const customerId = bench().customer("new").id;
    const line = { id: 0, catalogItemId: "DZH318Z0BPS6:0001:NOSUCHITEM00", quantity: 1, billingCycle: "one_time" };
    const cart = await bench()
      .client()
      .carts.create({ customerId, lineItems: [line] });
    expect(cart.lineItems[0]?.error?.errorCode).toBe("CatalogItemIdIsNotValid");
  });
});

/** Waits for a change that the service takes its time for. */
async function settled({ emulator }: Bench, changing: Promise<unknown>): Promise<void> {
  if ((await changing) === undefined) emulator.clock.advance(60_000);
}
