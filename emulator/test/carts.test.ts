import { appClient, at, customerOf, effects, planCart, planItem, textAt, useEmulator } from "./support";

const days = 86_400_000;

describe("carts", () => {
  const emulator = useEmulator();

  test("are made active for seven days, with what the service fills in", async () => {
    emulator().switches.set({ linkHeaders: "empty", linkVersion: "omitted", cartLifetime: "7d" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new", 1);
    const catalogItemId = await planItem(client, id);
    const made = await client.post(`/customers/${id}/carts`, {
      LineItems: [
        {
          CatalogItemId: catalogItemId,
          FriendlyName: "Ours",
          Quantity: 1,
          BillingCycle: "OneTime",
          TermDuration: null,
          ProvisioningContext: { Scope: "x" },
        },
      ],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      status: "Active",
      lineItems: [
        {
          id: 0,
          catalogItemId,
          friendlyName: "Ours",
          quantity: 1,
          currencyCode: "GBP",
          billingCycle: "one_time",
          orderGroup: "0",
          provisioningContext: { Scope: "x" },
        },
      ],
      links: { self: { uri: `/customers/${id}/carts/${textAt(made.body, "id")}`, method: "GET", headers: [] } },
      attributes: { objectType: "Cart" },
    });
    const [from, to] = [textAt(made.body, "creationTimestamp"), textAt(made.body, "expirationTimestamp")];
    expect(from).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,6}[1-9])?Z$/);
    const lifetime = Date.parse(to) - Date.parse(from);
    expect(lifetime).toBeGreaterThan(7 * days);
    expect(lifetime).toBeLessThan(7 * days + 4_000);
    expect(made.headers.get("x-locale")).toBe("en-US");
  });

  test.each([
    ["an unknown item", { catalogItemId: "DZH318Z0BPS6:0001:DZH318Z0XXXX" }, "catalog_item_id_is_not_valid", 10001],
    ["the Dev/Test SKU", { catalogItemId: "DZH318Z0BPS6:0002:any" }, "catalog_item_id_is_not_valid", 10001],
    ["a quantity of 2", { quantity: 2 }, "invalid_input", 10010],
    ["a term", { termDuration: "P1Y" }, "invalid_input", 10010],
    ["yearly billing", { billingCycle: "annual" }, "billing_plan_not_supported", 10013],
  ])("with %s succeed with an error on the line and cannot be checked out", async (_what, more, code, number) => {
    emulator().switches.set({ cartErrorCodes: "snake_case" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const cartId = await planCart(client, id, more);
    const cart = () => client.get(`/customers/${id}/carts/${cartId}`);
    expect(at((await cart()).body, "lineItems.0.error.errorCode")).toBe(code);
    emulator().switches.set({ cartErrorCodes: "number" });
    expect(at((await cart()).body, "lineItems.0.error.errorCode")).toBe(number);
    emulator().switches.set({ cartErrorCodes: "PascalCase" });
    expect(textAt((await cart()).body, "lineItems.0.error.errorCode")).toMatch(/^[A-Z]/);
    const refused = await client.post(`/customers/${id}/carts/${cartId}/checkout`);
    expect([refused.status, at(refused.body, "code")]).toEqual([400, 800009]);
    expect(effects(emulator())).toEqual(["cartCreated"]);
  });

  test("of a direct-bill partner take participants, or mark them, by switch", async () => {
    emulator().switches.set({ directBillParticipants: "accepted", cartErrorCodes: "snake_case" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const more = { participants: [{ key: "transaction_reseller", value: "1234567" }] };
    const accepted = await client.get(`/customers/${id}/carts/${await planCart(client, id, more)}`);
    expect(at(accepted.body, "lineItems.0.participants")).toEqual(more.participants);
    expect(at(accepted.body, "lineItems.0.error")).toBeUndefined();
    emulator().switches.set({ directBillParticipants: "lineError" });
    const marked = await client.get(`/customers/${id}/carts/${await planCart(client, id, more)}`);
    expect(at(marked.body, "lineItems.0.error.errorCode")).toBe("participants_is_not_supported_for_partner");
  });

  test.each([
    ["no lines", { lineItems: [] }, 400, 800009],
    ["no item", { lineItems: [{ quantity: 1, billingCycle: "monthly" }] }, 400, 900142],
    [
      "another currency",
      { lineItems: [{ catalogItemId: "a:b:c", quantity: 1, billingCycle: "monthly", currencyCode: "SEK" }] },
      400,
      900169,
    ],
    [
      "an unknown billing cycle",
      { lineItems: [{ catalogItemId: "a:b:c", quantity: 1, billingCycle: "weekly" }] },
      400,
      900126,
    ],
    [
      "wrong numbers",
      { lineItems: [{ id: 3, catalogItemId: "a:b:c", quantity: 1, billingCycle: "monthly" }] },
      400,
      800071,
    ],
    ["no quantity", { lineItems: [{ catalogItemId: "a:b:c", billingCycle: "monthly" }] }, 400, 800002],
    ["no JSON", "lineItems", 400, 800002],
    ["nothing", "", 400, 800002],
  ])("with %s are refused", async (_what, body, status, code) => {
    emulator().switches.set({ cartProblems: "refused", enumErrors: "900126" });
    const client = await appClient(emulator());
    const refused = await client.post(`/customers/${customerOf(emulator(), "new").id}/carts`, body);
    expect([refused.status, at(refused.body, "code")]).toEqual([status, code]);
    expect(effects(emulator())).toEqual([]);
  });

  test("answer an unparsable enum with code 0 when the switch says so", async () => {
    emulator().switches.set({ enumErrors: "0" });
    const client = await appClient(emulator());
    const body = { lineItems: [{ catalogItemId: "a:b:c", quantity: 1, billingCycle: "weekly" }] };
    expect(at((await client.post(`/customers/${customerOf(emulator(), "new").id}/carts`, body)).body, "code")).toBe(0);
  });

  test("are replaced by PUT, with the status a switch says, until they are ordered", async () => {
    emulator().switches.set({ cartUpdate: "200" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const path = `/customers/${id}/carts/${await planCart(client, id)}`;
    const cart = Object((await client.get(path)).body);
    const changed = {
      ...cart,
      creationTimestamp: "0001-01-01T00:00:00",
      lineItems: [{ ...cart.lineItems[0], friendlyName: "New" }],
    };
    const put = await client.put(path, changed);
    expect([put.status, at(put.body, "lineItems.0.friendlyName")]).toEqual([200, "New"]);
    emulator().switches.set({ cartUpdate: "201" });
    expect((await client.put(path, changed)).status).toBe(201);
    await client.post(`${path}/checkout`);
    const refused = await client.put(path, changed);
    expect([refused.status, at(refused.body, "code")]).toEqual([400, 800065]);
  });

  test("are gone after seven days, and cannot be checked out", async () => {
    emulator().switches.set({ cartLifetime: "7d", expiredCart: "404" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const path = `/customers/${id}/carts/${await planCart(client, id)}`;
    expect((await client.get(path)).status).toBe(200);
    emulator().clock.advance(7 * days + 5_000);
    const later = await appClient(emulator());
    for (const answer of [await later.get(path), await later.post(`${path}/checkout`)]) {
      expect([answer.status, at(answer.body, "code")]).toEqual([404, 800008]);
    }
    emulator().switches.set({ expiredCart: "400" });
    expect((await later.post(`${path}/checkout`)).status).toBe(400);
    expect(effects(emulator())).toEqual(["cartCreated"]);
  });

  test("that were ordered outlive their expiry only when the switch says so", async () => {
    emulator().switches.set({ cartLifetime: "7d", expiredCart: "404", expiredOrderedCart: "gone" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const path = `/customers/${id}/carts/${await planCart(client, id)}`;
    await client.post(`${path}/checkout`);
    emulator().clock.advance(8 * days);
    const later = await appClient(emulator());
    expect((await later.get(path)).status).toBe(404);
    emulator().switches.set({ expiredOrderedCart: "kept" });
    expect((await later.get(path)).body).toMatchObject({ status: "Ordered" });
  });

  test("have a lifetime that can be set", async () => {
    emulator().switches.set({ expiredCart: "404", cartLifetime: "15m" });
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const path = `/customers/${id}/carts/${await planCart(client, id)}`;
    emulator().clock.advance(15 * 60_000 + 5_000);
    expect((await client.get(path)).status).toBe(404);
  });

  test("of others do not exist", async () => {
    const client = await appClient(emulator());
    const cartId = await planCart(client, customerOf(emulator(), "new").id);
    const elsewhere = await client.get(`/customers/${customerOf(emulator(), "new", 1).id}/carts/${cartId}`);
    expect([elsewhere.status, at(elsewhere.body, "code")]).toEqual([404, 800008]);
  });
});
