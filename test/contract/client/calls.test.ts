import { getDirectSignedStatus, listCustomerAgreements } from "../../../provider/client/endpoints/agreements";
import { getUsageBudget, setUsageBudget } from "../../../provider/client/endpoints/budgets";
import { checkoutCart, createCart, getCart, updateCart } from "../../../provider/client/endpoints/carts";
import { getCustomer, listCustomers } from "../../../provider/client/endpoints/customers";
import {
  cancelAzureEntitlement,
  getAzureEntitlement,
  listAzureEntitlements,
} from "../../../provider/client/endpoints/entitlements";
import { getOrder, listOrders } from "../../../provider/client/endpoints/orders";
import { getSku, listAvailabilities } from "../../../provider/client/endpoints/products";
import {
  getSubscription,
  listSubscriptions,
  updateSubscription,
} from "../../../provider/client/endpoints/subscriptions";
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
    const { items, serviceTimeMs } = await one.list(listCustomers, { query: { size: 2 } });
    expect(new Set(items.map(({ id }) => id))).toEqual(new Set(emulator.customers.map(({ id }) => id)));
    expect(Math.abs((serviceTimeMs ?? 0) - emulator.clock.now())).toBeLessThan(60_000);
    const [first] = emulator.customers;
    const filter = { Field: "CompanyName", Value: first?.name.slice(0, 6) ?? "", Operator: "starts_with" } as const;
    const found = await one.list(listCustomers, { query: { size: 100, filter } });
    expect(found.items.map(({ id }) => id)).toEqual([first?.id]);
    const { body } = await one.call(getCustomer, { path: { customerId: first?.id ?? "" } });
    expect(body).toMatchObject({ id: first?.id, companyProfile: { companyName: first?.name } });
    expect(body.billingProfile?.defaultAddress?.country).toBe(first?.country);
  });

  it("catalog, cart, checkout, order, plan, its name and its end", async () => {
    const { emulator, client } = bench();
    const one = client().with({ correlationId: "8f1d4c1e-0000-4000-8000-000000000001" });
    const customerId = bench().customer("new").id;
    const item = await itemOf(bench(), customerId);
    const { body: cart } = await one.call(createCart, {
      path: { customerId },
      body: { PartnerOnRecordAttestationAccepted: true, lineItems: [{ id: 0, ...item, quantity: 1 }] },
    });
    expect(cart.lineItems[0]).toMatchObject({ id: 0, quantity: 1, catalogItemId: item.catalogItemId });
    expect(cart.lineItems[0]?.error).toBeUndefined();
    const path = { customerId, cartId: cart.id };
    const { body: read } = await one.call(getCart, { path });
    await one.call(updateCart, { path, body: read });

    const { body: result } = await one.call(checkoutCart, { path });
    const [order] = result.orders;
    if (!order) throw new Error("no order");
    emulator.clock.advance(60 * 60_000);
    const { body: completed } = await one.call(getOrder, { path: { customerId, orderId: order.id } });
    expect(completed.status).toBe("completed");
    const subscriptionId = completed.lineItems[0]?.subscriptionId ?? "";
    expect((await one.list(listOrders, { path: { customerId } })).items.map(({ id }) => id)).toContain(order.id);

    const plan = { customerId, subscriptionId };
    const byOrder = await one.list(listSubscriptions, { path: { customerId }, query: { order_id: order.id } });
    expect(byOrder.items.map(({ id }) => id)).toEqual([subscriptionId]);
    await change(bench(), plan, { friendlyName: "Production" });
    expect((await one.call(getSubscription, { path: plan })).body.friendlyName).toBe("Production");

    const { items: entitlements } = await one.list(listAzureEntitlements, { path: plan });
    const entitlement = { ...plan, entitlementId: entitlements[0]?.id ?? "" };
    await expect(change(bench(), plan, { status: "suspended" })).rejects.toMatchObject({ status: 403, code: "900115" });
    await one.call(cancelAzureEntitlement, { path: entitlement, body: { cancellationReason: "compromise" } });
    emulator.clock.advance(60 * 60_000);
    expect((await one.call(getAzureEntitlement, { path: entitlement })).body.status).not.toBe("active");
    await change(bench(), plan, { status: "suspended" });
    expect((await one.call(getSubscription, { path: plan })).body.status).toBe("suspended");
    expect(emulator.unknownRoutes.size).toBe(0);
  });

  it("budgets, with every digit", async () => {
    const one = bench().client();
    const path = { customerId: bench().customer("withPlan").id };
    expect((await one.call(getUsageBudget, { path })).body.amount).toBe("1250.5");
    const Amount = "123456789012345.12345678";
    expect((await one.call(setUsageBudget, { path, body: { Amount } })).body.amount).toBe(Amount);
    expect((await one.call(getUsageBudget, { path })).body.amount).toBe(Amount);
    await one.call(setUsageBudget, { path, body: { Amount: null } });
    expect((await one.call(getUsageBudget, { path })).body.amount).toBeUndefined();
  });

  it("failures, as what they are", async () => {
    const { client, customer, emulator } = bench();
    const one = client();
    const unknown = "00000000-0000-4000-8000-00000000dead";
    const foreign = emulator.otherPartner.customers[0]?.id ?? "";
    const customerId = customer("withPlan").id;
    await expect(one.call(getCustomer, { path: { customerId: unknown } })).rejects.toMatchObject({ code: "60003" });
    await expect(one.call(getCustomer, { path: { customerId: foreign } })).rejects.toMatchObject({
      status: 403,
      code: "20002",
      message: expect.stringMatching(
        /no reseller relationship.*MS-RequestId [0-9a-f-]{36}, MS-CorrelationId [0-9a-f-]{36}\)$/,
      ),
    });
    await expect(one.call(getCart, { path: { customerId, cartId: unknown } })).rejects.toMatchObject({
      code: "800008",
    });
    await expect(one.call(getOrder, { path: { customerId, orderId: "dead" } })).rejects.toMatchObject({
      code: "20000",
    });
    await expect(one.call(getSubscription, { path: { customerId, subscriptionId: unknown } })).rejects.toMatchObject({
      status: 404,
      code: "20003",
    });
    await expect(one.call(getSku, { path: { customerId, ...product, skuId: "9999" } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(one.call(getUsageBudget, { path: { customerId: "nobody" } })).rejects.toMatchObject({ status: 400 });
    // An application alone may not read agreements.
    const refused = { kind: "refused", message: expect.stringContaining("App+User") };
    await expect(one.list(listCustomerAgreements, { path: { customerId } })).rejects.toMatchObject(refused);
    await expect(one.call(getDirectSignedStatus, { path: { customerId } })).rejects.toMatchObject(refused);
  });

  it("a cart line that cannot be bought", async () => {
    const customerId = bench().customer("new").id;
    const line = { id: 0, catalogItemId: "DZH318Z0BPS6:0001:NOSUCHITEM00", quantity: 1, billingCycle: "one_time" };
    const { body } = await bench()
      .client()
      .call(createCart, {
        path: { customerId },
        body: { PartnerOnRecordAttestationAccepted: true, lineItems: [line] },
      });
    expect(body.lineItems[0]?.error?.errorCode).toBe("CatalogItemIdIsNotValid");
  });
});

async function itemOf({ client }: Bench, customerId: string): Promise<{ catalogItemId: string; billingCycle: string }> {
  const path = { customerId, ...product };
  const { items } = await client().list(listAvailabilities, { path, query: { targetSegment: "commercial" } });
  const { body: sku } = await client().call(getSku, { path });
  const catalogItemId = items.find(({ isPurchasable }) => isPurchasable)?.catalogItemId ?? "";
  return { catalogItemId, billingCycle: sku.supportedBillingCycles?.[0] ?? "" };
}

/** Changes a plan as the service asks for it: the whole fresh resource, and a look until the change shows. */
async function change(
  { client, emulator }: Bench,
  path: { customerId: string; subscriptionId: string },
  wanted: Readonly<Record<string, string>>,
): Promise<void> {
  const one = client();
  const { body } = await one.call(getSubscription, { path });
  const reply = await one.call(updateSubscription, { path, body: { ...body, ...wanted } });
  if (reply.status === 202) {
    expect(reply.location).toContain(path.subscriptionId);
    emulator.clock.advance(60_000);
  }
}
