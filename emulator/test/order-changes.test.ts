import { buy, orderBody, registerFor, sandboxSeed } from "./shop";
import {
  admin,
  appClient,
  at,
  buyPlan,
  type Client,
  codeOf,
  customerOf,
  effects,
  letProvision,
  textAt,
  useEmulator,
  userClient,
} from "./support";

const cancelled = { status: "cancelled" };
const days = 86_400_000;

describe("the provisioning of an order", () => {
  const emulator = useEmulator({ switches: { provisioningDelay: "20s" } });

  test("is told line by line to users, as far as it is", async () => {
    emulator().switches.set({ linkVersion: "omitted", provisioningCase: "documented" });
    const app = await appClient(emulator());
    const client = await userClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const made = await app.post(`/customers/${id}/orders`, await orderBody(app, id, "office"));
    const path = `/customers/${id}/orders/${textAt(made.body, "id")}/provisioningstatus`;
    expect(at(made.body, "links.provisioningStatus.uri")).toBe(path);
    expect(await codeOf(app.get(path))).toEqual([403, 900329]);
    const item = (status: string) => ({
      orderLineItemId: 0,
      lineItemNumber: 0,
      status,
      quantityProvisioningInformation: [{ quantity: 5, status }],
    });
    const items = async () => at((await client.get(path)).body, "items");
    expect(await items()).toEqual([item("PrefulfillmentPending")]);
    letProvision(emulator());
    expect(await items()).toEqual([item("Fulfilled")]);
    emulator().switches.set({ provisioningCase: "sampled" });
    expect(await items()).toEqual([item("fulfilled")]);
  });

  test("of one that failed is not available, of a cancelled one unfulfilled", async () => {
    emulator().switches.set({ provisioningCase: "documented" });
    const app = await appClient(emulator());
    const client = await userClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const order = async (status: string) => {
      const made = await app.post(`/customers/${id}/orders`, await orderBody(app, id, "office"));
      const orderId = textAt(made.body, "id");
      await admin(emulator(), "POST", `/portal/orders/${orderId}`, { status });
      return client.get(`/customers/${id}/orders/${orderId}/provisioningstatus`);
    };
    expect(await codeOf(order("error"))).toEqual([404, 800007]);
    expect(await codeOf(order("po_review_rejected"))).toEqual([404, 800007]);
    expect(at((await order("cancelled")).body, "items.0.status")).toBe("Unfulfilled");
    expect(await codeOf(client.get(`/customers/${id}/orders/0123456789ab/provisioningstatus`))).toEqual([404, 20000]);
  });

  test("can wait for days, in words of either spelling", async () => {
    const app = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const made = await app.post(`/customers/${id}/orders`, await orderBody(app, id, "office"));
    const path = `/customers/${id}/orders/${textAt(made.body, "id")}`;
    for (const status of [
      "pending_review",
      "pending_po_upload",
      "po_upload_complete",
      "suspended",
      "po_review_rejected",
    ]) {
      expect((await admin(emulator(), "POST", `/portal/orders/${textAt(made.body, "id")}`, { status })).status).toBe(
        200,
      );
      emulator().switches.set({ orderStatuses: "snake_case" });
      expect((await app.get(path)).body).toMatchObject({ status });
      emulator().switches.set({ orderStatuses: "blanks" });
      expect((await app.get(path)).body).toMatchObject({ status: status.replaceAll("_", " ") });
    }
    expect((await app.get(`/customers/${id}/subscriptions`)).body).toMatchObject({ totalCount: 0 });
  });
});

describe("an order of two lines", () => {
  const emulator = useEmulator({ switches: { provisioningDelay: "20s" } });

  test("can succeed for the first one alone", async () => {
    emulator().switches.set({ provisioningCase: "documented", orderStatuses: "snake_case" });
    const app = await appClient(emulator());
    const client = await userClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { lineItems, ...rest } = Object(await orderBody(app, id, "office"));
    const both = { ...rest, lineItems: [lineItems[0], { ...lineItems[0], lineItemNumber: 1 }] };
    const made = await app.post(`/customers/${id}/orders`, both);
    const orderId = textAt(made.body, "id");
    const hand = (status: string) => admin(emulator(), "POST", `/portal/orders/${orderId}`, { status });
    expect((await hand("partial_success")).status).toBe(200);
    const order = await app.get(`/customers/${id}/orders/${orderId}`);
    expect(order.body).toMatchObject({
      status: "partial_success",
      lineItems: [{ subscriptionId: expect.any(String) }, {}],
    });
    expect(at(order.body, "lineItems.1.subscriptionId")).toBeUndefined();
    expect((await app.get(`/customers/${id}/subscriptions`)).body).toMatchObject({ totalCount: 1 });
    expect((await client.get(`/customers/${id}/orders/${orderId}/provisioningstatus`)).body).toMatchObject({
      items: [{ status: "Fulfilled" }, { status: "Unfulfilled" }],
    });
    expect((await hand("completed")).status).toBe(400);
  });

  test("is needed for that", async () => {
    const app = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const made = await app.post(`/customers/${id}/orders`, await orderBody(app, id, "office"));
    const partly = { status: "partial_success" };
    expect((await admin(emulator(), "POST", `/portal/orders/${textAt(made.body, "id")}`, partly)).status).toBe(400);
  });
});

describe("activation links", () => {
  const emulator = useEmulator({ switches: { provisioningDelay: "20s" } });

  test("are there once SaaS is, until the customer activates it, and nothing else has any", async () => {
    emulator().switches.set({ linkVersion: "omitted", subscriptionPatch: "200" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const made = await client.post(`/customers/${id}/orders`, await orderBody(client, id, "ledger"));
    const orderId = textAt(made.body, "id");
    const line = `/customers/${id}/orders/${orderId}/lineitems/0/activationlinks`;
    const none = { totalCount: 0, items: [] };
    expect((await client.get(line)).body).toMatchObject(none);
    letProvision(emulator());
    const bought = Object(at((await client.get(`/customers/${id}/subscriptions`)).body, "items.0"));
    expect(bought).toMatchObject({ status: "pending", isMicrosoftProduct: false, attributes: { etag: "" } });
    expect(bought.creationDate).toMatch(/\+00:00$/);
    const own = textAt(bought, "links.activationLinks.uri");
    expect(own).toBe(`/customers/${id}/subscriptions/${bought.id}/activationlinks`);
    for (const path of [line, `/customers/${id}/orders/${orderId}/activationlinks`, own]) {
      expect((await client.get(path)).body).toMatchObject({
        items: [{ lineItemNumber: 0, link: { uri: expect.stringContaining(bought.id), method: "GET" } }],
      });
    }
    expect(await codeOf(client.get(line.replace("/0/", "/1/")))).toEqual([404, 1000]);
    const path = `/customers/${id}/subscriptions/${bought.id}`;
    expect(await codeOf(client.patch(path, { quantity: 4 }))).toEqual([400, 800081]);
    await admin(emulator(), "POST", `/portal/subscriptions/${bought.id}`, { status: "active" });
    expect((await client.get(line)).body).toMatchObject(none);
    expect((await client.patch(path, { quantity: 4, autoRenewEnabled: true })).body).toMatchObject({ quantity: 4 });
    const { orderId: plan } = await buyPlan(client, id);
    expect((await client.get(`/customers/${id}/orders/${plan}/activationlinks`)).body).toMatchObject(none);
  });
});

describe("PATCH of an order", () => {
  const emulator = useEmulator({ switches: { provisioningDelay: "20s" } });

  test("of licenses and of savings plans is refused with codes of their own", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { orderId } = await buy(client, id, "office");
    expect(await codeOf(client.patch(`/customers/${id}/orders/${orderId}`, cancelled))).toEqual([403, 800077]);
    const { id: withPlan, subscriptionId: planId } = customerOf(emulator(), "withPlan");
    const purchase = { kind: "savingsPlan", planId };
    const bought = await admin(emulator(), "POST", `/portal/customers/${withPlan}/purchases`, purchase);
    const path = `/customers/${withPlan}/orders/${textAt(bought.body, "orderId")}`;
    expect(await codeOf(client.patch(path, cancelled))).toEqual([403, 900321]);
  });

  test("waits while what it brought is being changed", async () => {
    emulator().switches.set({ subscriptionPatch: "202", subscriptionPatchDelay: "5s" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { orderId, subscriptionId } = await buy(client, id, "office");
    expect((await client.patch(`/customers/${id}/subscriptions/${subscriptionId}`, { quantity: 9 })).status).toBe(202);
    expect(await codeOf(client.patch(`/customers/${id}/orders/${orderId}`, cancelled))).toEqual([409, 800014]);
    emulator().clock.advance(5_001);
    expect(await codeOf(client.patch(`/customers/${id}/orders/${orderId}`, cancelled))).toEqual([403, 800077]);
  });

  test("of software outside the sandbox is refused, as is any other status", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { orderId } = await buy(client, id, "server");
    const path = `/customers/${id}/orders/${orderId}`;
    expect(await codeOf(client.patch(path, cancelled))).toEqual([403, 800019]);
    expect(await codeOf(client.patch(path, { status: "completed" }))).toEqual([400, 800002]);
    expect(await codeOf(client.patch(path, {}))).toEqual([400, 800002]);
  });

  test("of a legacy order refuses another billing cycle", async () => {
    const client = await appClient(emulator());
    const { id, subscriptionId } = customerOf(emulator(), "legacy");
    const [order] = Object((await client.get(`/customers/${id}/orders`)).body).items;
    expect(order.attributes.etag).toMatch(/^[\w+/=]+$/);
    const path = `/customers/${id}/orders/${order.id}`;
    expect(await codeOf(client.patch(path, { ...order, billingCycle: "annual", status: undefined }))).toEqual([
      400, 6000,
    ]);
    expect((await client.patch(path, { id: order.id, billingCycle: "Monthly" })).body).toMatchObject({
      status: "completed",
    });
    const bySubscription = client.patch(`/customers/${id}/subscriptions/${subscriptionId}`, { billingCycle: "annual" });
    expect(await codeOf(bySubscription)).toEqual([400, 2054]);
  });
});

describe("PATCH of an order in a sandbox", () => {
  const emulator = useEmulator(sandboxSeed);

  test.each(["server", "reservation"] as const)(
    "cancels %s with everything it brought, within 60 days",
    async (name) => {
      const client = await appClient(emulator());
      const { id } = customerOf(emulator(), "new");
      const context = name === "reservation" ? await readyPlan(client, id) : {};
      const { orderId, subscriptionId } = await buy(client, id, name, context);
      const path = `/customers/${id}/orders/${orderId}`;
      expect((await client.patch(path, { id: orderId, status: "Cancelled" })).body).toMatchObject({
        status: "cancelled",
      });
      expect((await client.get(`/customers/${id}/subscriptions/${subscriptionId}`)).body).toMatchObject({
        status: "deleted",
      });
      expect(effects(emulator()).at(-1)).toBe("orderCancelled");
      expect(await codeOf(client.patch(path, cancelled))).toEqual([400, 800061]);
      const { orderId: second } = await buy(client, id, name, context);
      emulator().clock.advance(60 * days);
      const later = await appClient(emulator());
      expect(await codeOf(later.patch(`/customers/${id}/orders/${second}`, cancelled))).toEqual([400, 800061]);
    },
  );

  const readyPlan = async (client: Client, id: string) => {
    const { planId } = await buyPlan(client, id);
    await registerFor(client, id, planId);
    return { provisioningContext: { Scope: "shared", SubscriptionId: planId } };
  };
});
