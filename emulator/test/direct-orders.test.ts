import { buy, cartWith, orderBody, setStock, skus } from "./shop";
import {
  admin,
  appClient,
  at,
  codeOf,
  customerOf,
  effects,
  letProvision,
  otherClient,
  textAt,
  useEmulator,
  userClient,
} from "./support";

describe("direct orders", () => {
  const emulator = useEmulator({
    switches: {
      planLimit: "enforced",
      planByOrder: "accepted",
      planOrderBillingCycle: "asSent",
      provisioningDelay: "20s",
    },
  });
  const customer = () => customerOf(emulator(), "new").id;

  test("are made without a cart, by the rules of a checkout, and bring a plan", async () => {
    const client = await appClient(emulator());
    const id = customer();
    const made = await client.post(
      `/customers/${id}/orders`,
      await orderBody(client, id, "plan", { friendlyName: "Ours" }),
    );
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      status: "pending",
      billingCycle: "one_time",
      referenceCustomerId: id,
      lineItems: [{ lineItemNumber: 0, quantity: 1, friendlyName: "Azure plan", provisioningContext: {} }],
    });
    letProvision(emulator());
    expect((await client.get(`/customers/${id}/orders/${textAt(made.body, "id")}`)).body).toMatchObject({
      status: "completed",
    });
    expect((await client.get(`/customers/${id}/subscriptions`)).body).toMatchObject({
      items: [{ friendlyName: "Azure plan" }],
    });
    const again = client.post(`/customers/${id}/orders`, await orderBody(client, id, "plan"));
    expect(await codeOf(again)).toEqual([403, 800089]);
    expect(emulator().journal.entries({ effect: true })).toMatchObject([
      {
        effect: {
          kind: "orderCreated",
          customerId: id,
          orderIds: [textAt(made.body, "id")],
          subscriptionIds: [expect.anything()],
        },
      },
    ]);
  });

  test("take the billing cycle of the item when they name none, and names in any case", async () => {
    const client = await appClient(emulator());
    const id = customer();
    const { lineItems } = Object(await orderBody(client, id, "plan"));
    emulator().switches.set({ attestationRequired: "nobody", planOrderBillingCycle: "asSent" });
    const made = await client.post(`/customers/${id}/orders`, {
      BillingCycle: 0,
      LineItems: [{ OfferId: lineItems[0].offerId, Quantity: 1, ParentSubscriptionId: null }],
    });
    expect([made.status, at(made.body, "billingCycle")]).toEqual([201, "one_time"]);
  });

  test.each([
    ["no lines", { lineItems: [] }, 800009],
    ["a line without an item", { lineItems: [{ quantity: 1 }] }, 900142],
    ["wrong line numbers", { lineItems: [{ lineItemNumber: 1, offerId: "a:b:c", quantity: 1 }] }, 800071],
    ["an unknown cycle", { billingCycle: "weekly", lineItems: [{ offerId: "a:b:c", quantity: 1 }] }, 900126],
    ["an unknown offer", { lineItems: [{ offerId: "a:b:c", quantity: 1 }] }, 800004],
    ["no quantity", { lineItems: [{ offerId: "a:b:c" }] }, 800002],
  ])("with %s are refused", async (_what, body, code) => {
    emulator().switches.set({ enumErrors: "900126", attestationRequired: "nobody" });
    const client = await appClient(emulator());
    expect(await codeOf(client.post(`/customers/${customer()}/orders`, body))).toEqual([400, code]);
    expect(effects(emulator())).toEqual([]);
  });

  test("need the customer's agreement", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "noAgreement");
    const body = await orderBody(client, id, "plan");
    expect(await codeOf(client.post(`/customers/${id}/orders`, body))).toEqual([403, 13605]);
  });

  test("of a plan are refused when the switch says so, those of other items are not", async () => {
    emulator().switches.set({ planByOrder: "4018" });
    const client = await appClient(emulator());
    const id = customer();
    const post = async (name: "plan" | "office") =>
      client.post(`/customers/${id}/orders`, await orderBody(client, id, name));
    expect(await codeOf(post("plan"))).toEqual([400, 4018]);
    expect((await post("office")).status).toBe(201);
  });

  test("are refused with 800060 while a plan is being provisioned, when the switch says so", async () => {
    emulator().switches.set({ orderInProgress: "800060" });
    const client = await appClient(emulator());
    const id = customer();
    const body = await orderBody(client, id, "plan");
    const post = () => client.post(`/customers/${id}/orders`, body);
    expect((await post()).status).toBe(201);
    expect(await codeOf(post())).toEqual([409, 800060]);
    letProvision(emulator());
    expect(await codeOf(post())).toEqual([403, 800089]);
  });

  test("through a reseller are for users only, and name it", async () => {
    emulator().switches.set({ attestationRequired: "indirectProviders" });
    const { otherPartner } = emulator();
    const id = otherPartner.customers[0]?.id ?? "";
    const app = await otherClient(emulator());
    const user = await userClient(emulator(), otherPartner);
    const body = await orderBody(app, id, "plan", { partnerIdOnRecord: "4821077" });
    expect(await codeOf(app.post(`/customers/${id}/orders`, body))).toEqual([403, 900329]);
    const unattested = { ...body, partnerOnRecordAttestationAccepted: false };
    expect(await codeOf(user.post(`/customers/${id}/orders`, unattested))).toEqual([400, 900206]);
    expect((await user.post(`/customers/${id}/orders`, body)).body).toMatchObject({
      lineItems: [{ partnerIdOnRecord: "4821077" }],
    });
  });

  test("have additional resellers in Europe only, five at most", async () => {
    emulator().switches.set({ cartErrorCodes: "snake_case" });
    const app = await appClient(emulator());
    const order = async (id: string, count: number) => {
      const additionalPartnerIdsOnRecord = Array.from({ length: count }, (_, index) => `100000${index}`);
      return codeOf(
        app.post(`/customers/${id}/orders`, await orderBody(app, id, "office", { additionalPartnerIdsOnRecord })),
      );
    };
    const { id: european } = customerOf(emulator(), "withPlan");
    expect(await order(european, 6)).toEqual([400, 800002]);
    expect(await order(european, 5)).toEqual([201, undefined]);
    expect(await order(customer(), 1)).toEqual([400, 800002]);
    const participants = [{ key: "additional_transaction_reseller", value: "1000001" }];
    const cart = await cartWith(app, customer(), "office", { participants });
    expect(textAt(cart.body, "lineItems.0.error.errorCode")).toMatch(/participants_is_not_supported_for_partner/);
  });

  test("have the ids of their time", async () => {
    const client = await appClient(emulator());
    const id = customer();
    const body = await orderBody(client, id, "office");
    for (const [form, pattern, sameId] of [
      ["hex12", /^[0-9a-f]{12}$/, true],
      ["base64url", /^[\w-]{32}1$/, false],
      ["guid", /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/, true],
    ] as const) {
      emulator().switches.set({ orderIds: form });
      const made = await client.post(`/customers/${id}/orders`, body);
      const [orderId, alternateId] = [textAt(made.body, "id"), textAt(made.body, "alternateId")];
      expect(orderId).toMatch(pattern);
      expect(alternateId === orderId).toBe(sameId);
      expect((await client.get(`/customers/${id}/orders/${orderId}`)).body).toMatchObject({ id: orderId });
    }
  });

  test("have dates in the zone that a switch says, all the same instant", async () => {
    const client = await appClient(emulator());
    const id = customer();
    const made = await client.post(`/customers/${id}/orders`, await orderBody(client, id, "office"));
    const dates: string[] = [];
    for (const zone of ["Z", "+00:00", "-08:00"]) {
      emulator().switches.set({ orderDates: zone });
      const date = textAt(
        (await client.get(`/customers/${id}/orders/${textAt(made.body, "id")}`)).body,
        "creationDate",
      );
      expect(date.endsWith(zone)).toBe(true);
      dates.push(date);
    }
    expect(new Set(dates).size).toBe(3);
    expect(new Set(dates.map((date) => Date.parse(date))).size).toBe(1);
  });

  test("tell prices of what is paid by usage only to those who ask", async () => {
    const client = await appClient(emulator());
    const id = customer();
    const made = await client.post(`/customers/${id}/orders`, await orderBody(client, id, "plan"));
    expect(at(made.body, "totalPrice")).toBeUndefined();
    const path = `/customers/${id}/orders/${textAt(made.body, "id")}`;
    expect((await client.get(`${path}?include_price=True`)).body).toMatchObject({
      totalPrice: 0,
      lineItems: [{ pricing: { price: 0 } }],
    });
  });

  test("take from what is in stock", async () => {
    const client = await appClient(emulator());
    await setStock(client, "office", { remaining: 7 });
    await buy(client, customer(), "office");
    const left = await admin(
      emulator(),
      "POST",
      `/portal/catalog/products/${skus.office[0]}/skus/${skus.office[1]}`,
      {},
    );
    expect(left.body).toMatchObject({ withdrawn: false, remaining: 2 });
  });
});
