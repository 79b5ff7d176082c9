import {
  admin,
  appClient,
  at,
  buyPlan,
  customerOf,
  effects,
  letProvision,
  otherClient,
  planCart,
  planItem,
  textAt,
  useEmulator,
} from "./support";

describe("checkout", () => {
  const emulator = useEmulator();

  test("makes one pending order, provisions it later and gives the plan its first Azure subscription", async () => {
    emulator().switches.set({ orderIds: "hex12", provisioningDelay: "20s" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cartId = await planCart(client, id);
    const checkout = await client.post(`/customers/${id}/carts/${cartId}/checkout`);
    expect(checkout.status).toBe(201);
    expect(checkout.body).toMatchObject({
      orders: [
        {
          status: "pending",
          referenceCustomerId: id,
          transactionType: "UserPurchase",
          client: {},
          lineItems: [{ quantity: 1 }],
        },
      ],
      attributes: { objectType: "CartCheckoutResult" },
    });
    expect(at(checkout.body, "orders.0.lineItems.0.subscriptionId")).toBeUndefined();
    const orderId = textAt(checkout.body, "orders.0.id");
    expect(orderId).toMatch(/^[0-9a-f]{12}$/);
    expect((await client.get(`/customers/${id}/carts/${cartId}`)).body).toMatchObject({ status: "Ordered" });
    expect((await client.get(`/customers/${id}/subscriptions`)).body).toMatchObject({ totalCount: 0 });

    letProvision(emulator());
    const order = await client.get(`/customers/${id}/orders/${orderId}`);
    expect(order.body).toMatchObject({ id: orderId, alternateId: orderId, status: "completed" });
    const planId = textAt(order.body, "lineItems.0.subscriptionId");
    expect((await client.get(`/customers/${id}/subscriptions`)).body).toMatchObject({
      items: [
        {
          id: planId,
          status: "active",
          friendlyName: "Azure plan",
          orderId,
          attributes: { objectType: "Subscription" },
        },
      ],
    });
    expect((await client.get(`/customers/${id}/subscriptions/${planId}/azureEntitlements`)).body).toMatchObject({
      items: [{ status: "active", friendlyName: "Microsoft Azure", subscriptionId: planId }],
    });
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
  });

  test("repeated, gives the same order and changes nothing", async () => {
    emulator().switches.set({ repeatedCheckout: "storedResult" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cartId = await planCart(client, id);
    const before = emulator().model.orders.size;
    const first = await client.post(`/customers/${id}/carts/${cartId}/checkout`);
    const second = await client.post(`/customers/${id}/carts/${cartId}/checkout`, JSON.stringify("success"));
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
    expect(emulator().model.orders.size).toBe(before + 1);
  });

  test("repeated, is refused with 800065 when the switch says so", async () => {
    emulator().switches.set({ repeatedCheckout: "800065" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cartId = await planCart(client, id);
    await client.post(`/customers/${id}/carts/${cartId}/checkout`);
    const second = await client.post(`/customers/${id}/carts/${cartId}/checkout`);
    expect([second.status, at(second.body, "code")]).toEqual([400, 800065]);
  });

  test("retries an order that failed, and never one that did not", async () => {
    emulator().switches.set({ repeatedCheckout: "storedResult", provisioningDelay: "20s" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cartId = await planCart(client, id);
    const path = `/customers/${id}/carts/${cartId}/checkout`;
    const failed = textAt((await client.post(path)).body, "orders.0.id");
    await admin(emulator(), "POST", `/portal/orders/${failed}`, { status: "error" });
    expect((await client.get(`/customers/${id}/orders/${failed}`)).body).toMatchObject({ status: "error" });
    emulator().clock.advance(60_000);
    expect((await client.get(`/customers/${id}/subscriptions`)).body).toMatchObject({ totalCount: 0 });
    const retried = textAt((await client.post(path)).body, "orders.0.id");
    expect(retried).not.toBe(failed);
    emulator().clock.advance(60_000);
    const late = await admin(emulator(), "POST", `/portal/orders/${retried}`, { status: "cancelled" });
    expect([late.status, at(late.body, "error")]).toEqual([400, "orderNotCancellable"]);
    expect(textAt((await client.post(path)).body, "orders.0.id")).toBe(retried);
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated", "orderCreated"]);
  });

  test("an order under review is completed by hand", async () => {
    emulator().switches.set({ orderStatuses: "snake_case", provisioningDelay: "20s" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cartId = await planCart(client, id);
    const orderId = textAt((await client.post(`/customers/${id}/carts/${cartId}/checkout`)).body, "orders.0.id");
    await admin(emulator(), "POST", `/portal/orders/${orderId}`, { status: "pending_review" });
    emulator().clock.advance(1_800_000);
    expect((await client.get(`/customers/${id}/orders/${orderId}`)).body).toMatchObject({ status: "pending_review" });
    expect((await client.get(`/customers/${id}/subscriptions`)).body).toMatchObject({ totalCount: 0 });
    await admin(emulator(), "POST", `/portal/orders/${orderId}`, { status: "completed" });
    expect((await client.get(`/customers/${id}/subscriptions`)).body).toMatchObject({ totalCount: 1 });
  });

  test("without the customer agreement is refused with 13605 and leaves the cart active", async () => {
    emulator().switches.set({ agreementCheckedAt: "checkout" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "noAgreement");
    const cartId = await planCart(client, id);
    const refused = await client.post(`/customers/${id}/carts/${cartId}/checkout`);
    expect([refused.status, at(refused.body, "code")]).toEqual([403, 13605]);
    expect((await client.get(`/customers/${id}/carts/${cartId}`)).body).toMatchObject({ status: "Active" });
    await admin(emulator(), "POST", `/portal/customers/${id}/agreement`, { accepted: true });
    expect((await client.post(`/customers/${id}/carts/${cartId}/checkout`)).status).toBe(201);
  });

  test("without the customer agreement the cart is refused already when the switch says so", async () => {
    emulator().switches.set({ agreementCheckedAt: "cart" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "noAgreement");
    const lineItems = [{ catalogItemId: await planItem(client, id), quantity: 1, billingCycle: "one_time" }];
    const refused = await client.post(`/customers/${id}/carts`, { lineItems });
    expect([refused.status, at(refused.body, "code")]).toEqual([403, 13605]);
  });

  test.each([
    ["800020", 403],
    ["2085", 403],
    ["4018", 400],
  ])("for a legacy customer is refused with %s", async (code, status) => {
    emulator().switches.set({ legacyCustomerPurchase: code });
    const client = await appClient(emulator());
    const { id, subscriptionId } = customerOf(emulator(), "legacy");
    const cartId = await planCart(client, id);
    const refused = await client.post(`/customers/${id}/carts/${cartId}/checkout`);
    expect([refused.status, at(refused.body, "code")]).toEqual([status, Number(code)]);
    expect(at(refused.body, "description")).toContain(subscriptionId);
  });

  test("a second plan is refused with 800089, also while the first is not there yet", async () => {
    emulator().switches.set({ orderInProgress: "800089", planLimit: "enforced" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const [one, two] = [await planCart(client, id), await planCart(client, id)];
    expect((await client.post(`/customers/${id}/carts/${one}/checkout`)).status).toBe(201);
    const refused = await client.post(`/customers/${id}/carts/${two}/checkout`);
    expect([refused.status, at(refused.body, "code")]).toEqual([403, 800089]);
    emulator().switches.set({ planLimit: "off" });
    expect((await client.post(`/customers/${id}/carts/${two}/checkout`)).status).toBe(201);
  });

  test("a suspended plan leaves room for another, unless it counts too", async () => {
    emulator().switches.set({ planLimit: "enforced" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "suspendedPlan");
    const cartId = await planCart(client, id);
    emulator().switches.set({ planLimitCounts: "suspendedToo" });
    expect(at((await client.post(`/customers/${id}/carts/${cartId}/checkout`)).body, "code")).toBe(800089);
    emulator().switches.set({ planLimitCounts: "activeAndPending" });
    expect((await client.post(`/customers/${id}/carts/${cartId}/checkout`)).status).toBe(201);
  });

  test("a reissued availability gives 400019 until the cart has the new one", async () => {
    emulator().switches.set({ cartUpdate: "200" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cartId = await planCart(client, id);
    const before = await planItem(client, id);
    await admin(emulator(), "POST", "/portal/catalog/reissue");
    const refused = await client.post(`/customers/${id}/carts/${cartId}/checkout`);
    expect([refused.status, at(refused.body, "code")]).toEqual([404, 400019]);
    const after = await planItem(client, id);
    expect(after).not.toBe(before);
    const cart = await client.get(`/customers/${id}/carts/${cartId}`);
    const lineItems = [{ ...Object(at(cart.body, "lineItems.0")), catalogItemId: after }];
    expect((await client.put(`/customers/${id}/carts/${cartId}`, { ...Object(cart.body), lineItems })).status).toBe(
      200,
    );
    expect((await client.post(`/customers/${id}/carts/${cartId}/checkout`)).status).toBe(201);
    expect(effects(emulator())).toEqual(["cartCreated", "cartUpdated", "orderCreated"]);
  });

  test("a plan's order cannot be cancelled", async () => {
    emulator().switches.set({ orderPatch: "800063" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { orderId } = await buyPlan(client, id);
    const path = `/customers/${id}/orders/${orderId}`;
    const refused = await client.patch(path, { id: orderId, status: "cancelled" });
    expect([refused.status, at(refused.body, "code")]).toEqual([400, 800063]);
    emulator().switches.set({ orderPatch: "800061" });
    expect(at((await client.patch(path, { id: orderId, status: "cancelled" })).body, "code")).toBe(800061);
  });

  test.each([
    ["asSent", "monthly"],
    ["one_time", "one_time"],
    ["monthly", "monthly"],
  ])("with planOrderBillingCycle %s a cart sent as Monthly becomes a %s order", async (value, cycle) => {
    emulator().switches.set({ planOrderBillingCycle: value });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cartId = await planCart(client, id, { billingCycle: "Monthly" });
    const checkout = await client.post(`/customers/${id}/carts/${cartId}/checkout`);
    expect(at(checkout.body, "orders.0.billingCycle")).toBe(cycle);
  });

  test("needs the attestation of a direct-bill partner, too, when the switch says so", async () => {
    emulator().switches.set({ attestationRequired: "everyone" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const body = { lineItems: [{ catalogItemId: await planItem(client, id), quantity: 1, billingCycle: "one_time" }] };
    const cart = await client.post(`/customers/${id}/carts`, body);
    const refused =
      cart.status === 201 ? await client.post(`/customers/${id}/carts/${textAt(cart.body, "id")}/checkout`) : cart;
    expect([refused.status, at(refused.body, "code")]).toEqual([400, 900206]);
    expect(effects(emulator())).not.toContain("orderCreated");
  });

  describe("of an indirect provider", () => {
    const customer = () => emulator().otherPartner.customers[0]?.id ?? "";
    const participants = (value: string) => ({ participants: [{ key: "transaction_reseller", value }] });

    test("sells one plan for each reseller", async () => {
      emulator().switches.set({ orderInProgress: "800089", planLimit: "enforced" });
      const client = await otherClient(emulator());
      const id = customer();
      for (const [reseller, status] of [
        ["4821077", 201],
        ["5330914", 201],
        ["4821077", 403],
      ] as const) {
        const cartId = await planCart(client, id, participants(reseller));
        expect((await client.post(`/customers/${id}/carts/${cartId}/checkout`)).status).toBe(status);
      }
      letProvision(emulator());
      const found = await client.get(`/customers/${id}/subscriptions?mpn_id=5330914`);
      expect(found.body).toMatchObject({ totalCount: 1, items: [{ partnerId: "5330914" }] });
    });

    test("refuses unknown resellers and the provider itself", async () => {
      emulator().switches.set({ unknownReseller: "800016" });
      const client = await otherClient(emulator());
      const id = customer();
      const own = emulator().model.partners.get(emulator().otherPartner.tenantId)?.partnerId ?? "";
      for (const [reseller, code] of [
        ["9999999", 800016],
        [own, 2072],
      ] as const) {
        const cartId = await planCart(client, id, participants(reseller));
        expect(at((await client.post(`/customers/${id}/carts/${cartId}/checkout`)).body, "code")).toBe(code);
      }
    });

    test("orders group by group: what fails is told, and retried alone", async () => {
      emulator().switches.set({ orderInProgress: "800089" });
      emulator().switches.set({
        repeatedCheckout: "storedResult",
        planLimit: "enforced",
        planLimitCounts: "activeAndPending",
        planOrderBillingCycle: "asSent",
        provisioningDelay: "20s",
      });
      const client = await otherClient(emulator());
      const id = customer();
      const catalogItemId = await planItem(client, id);
      const line = (billingCycle: string) => ({ catalogItemId, quantity: 1, billingCycle, ...participants("4821077") });
      const lineItems = [line("one_time"), line("monthly")];
      const cart = await client.post(`/customers/${id}/carts`, { lineItems, partnerOnRecordAttestationAccepted: true });
      expect(cart.body).toMatchObject({
        lineItems: [
          { id: 0, orderGroup: "0" },
          { id: 1, orderGroup: "1" },
        ],
      });
      const path = `/customers/${id}/carts/${textAt(cart.body, "id")}/checkout`;
      const first = await client.post(path);
      expect(first.status).toBe(201);
      expect(first.body).toMatchObject({
        orders: [{ billingCycle: "one_time", lineItems: [{ lineItemNumber: 0, partnerIdOnRecord: "4821077" }] }],
        orderErrors: [{ orderGroupId: "1", code: 800089 }],
      });
      const [plan] = emulator()
        .journal.entries({ effect: true })
        .flatMap((entry) => entry.effect?.subscriptionIds ?? []);
      letProvision(emulator());
      await admin(emulator(), "POST", `/portal/subscriptions/${plan}`, { status: "suspended" });
      const second = await client.post(path);
      expect(at(second.body, "orders.0.id")).toBe(at(first.body, "orders.0.id"));
      expect(second.body).toMatchObject({
        orders: [{ status: "completed" }, { status: "pending", billingCycle: "monthly" }],
      });
      expect(at(second.body, "orderErrors")).toBeUndefined();
      expect(effects(emulator())).toEqual(["cartCreated", "orderCreated", "orderCreated"]);
    });

    test("orders all plans of a group or none", async () => {
      emulator().switches.set({ planLimit: "enforced" });
      const client = await otherClient(emulator());
      const id = customer();
      const catalogItemId = await planItem(client, id);
      const line = (reseller: string) => ({
        catalogItemId,
        quantity: 1,
        billingCycle: "one_time",
        ...participants(reseller),
      });
      const make = async (...resellers: string[]) => {
        const body = { lineItems: resellers.map(line), partnerOnRecordAttestationAccepted: true };
        const cart = await client.post(`/customers/${id}/carts`, body);
        return client.post(`/customers/${id}/carts/${textAt(cart.body, "id")}/checkout`);
      };
      expect(at((await make("4821077", "4821077")).body, "code")).toBe(800089);
      expect(effects(emulator())).toEqual(["cartCreated"]);
      expect((await make("4821077", "5330914")).body).toMatchObject({ orders: [{ lineItems: [{}, {}] }] });
    });

    test("needs the partner's attestation, at checkout or at the cart", async () => {
      emulator().switches.set({ attestationRequired: "indirectProviders", attestationCheckedAt: "checkout" });
      const client = await otherClient(emulator());
      const id = customer();
      const lineItems = [{ catalogItemId: await planItem(client, id), quantity: 1, billingCycle: "one_time" }];
      const cart = await client.post(`/customers/${id}/carts`, { lineItems });
      const refused = await client.post(`/customers/${id}/carts/${textAt(cart.body, "id")}/checkout`);
      expect([refused.status, at(refused.body, "code")]).toEqual([400, 900206]);
      emulator().switches.set({ attestationCheckedAt: "cart" });
      expect(at((await client.post(`/customers/${id}/carts`, { lineItems })).body, "code")).toBe(900206);
      emulator().switches.set({ attestationRequired: "nobody" });
      expect((await client.post(`/customers/${id}/carts`, { lineItems })).status).toBe(201);
    });
  });
});

describe("checkout in a sandbox", () => {
  const emulator = useEmulator({
    seedFile: {
      partners: [
        { name: "Sand", domain: "sand.example", sandbox: true, customers: [{ name: "Box", domain: "box.example" }] },
        { name: "Other", domain: "other.example" },
      ],
    },
  });

  test("meets another limit, and there are no budgets", async () => {
    emulator().switches.set({ sandboxBudgets: "400", planLimit: "enforced" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    await buyPlan(client, id);
    const cartId = await planCart(client, id);
    const refused = await client.post(`/customers/${id}/carts/${cartId}/checkout`);
    expect([refused.status, at(refused.body, "code")]).toEqual([400, 900116]);
    expect(at((await client.get(`/customers/${id}/usagebudget`)).body, "code")).toBe(900127);
  });
});
