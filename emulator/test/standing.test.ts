import {
  admin,
  appClient,
  at,
  codeOf,
  customerOf,
  effects,
  otherClient,
  planCart,
  planItem,
  textAt,
  useEmulator,
} from "./support";

describe("who may sell and buy", () => {
  const emulator = useEmulator();

  test.each([
    ["underReview", 800073],
    ["underFurtherReview", 800074],
    ["rejected", 800075],
    ["locked", 900416],
    ["risky", 800069],
  ])("a customer whose account is %s cannot buy: %i", async (account, code) => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const checkout = `/customers/${id}/carts/${await planCart(client, id)}/checkout`;
    await admin(emulator(), "POST", `/portal/customers/${id}/account`, { account });
    expect(await codeOf(client.post(checkout))).toEqual([403, code]);
    await admin(emulator(), "POST", `/portal/customers/${id}/account`, { account: "approved" });
    expect((await client.post(checkout)).status).toBe(201);
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated"]);
  });

  test.each([
    [{ resellerProgramActive: false }, 800039],
    [{ endedProgram: "Solutions Partner" }, 900149],
    [{ closedCountries: ["US"] }, 2030],
    [{ agreementAccepted: false }, 900124],
  ])("a partner whose standing is %j cannot sell: %i", async (standing, code) => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const checkout = `/customers/${id}/carts/${await planCart(client, id)}/checkout`;
    await admin(emulator(), "POST", `/portal/partners/${emulator().tenantId}/standing`, standing);
    expect(await codeOf(client.post(checkout))).toEqual([403, code]);
    expect(effects(emulator())).toEqual(["cartCreated"]);
  });

  test("a partner without the partner agreement cannot even make a cart", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const catalogItemId = await planItem(client, id);
    const body = { lineItems: [{ catalogItemId, quantity: 1, billingCycle: "one_time" }] };
    const path = `/portal/partners/${emulator().tenantId}/standing`;
    await admin(emulator(), "POST", path, { agreementAccepted: false });
    expect(await codeOf(client.post(`/customers/${id}/carts`, body))).toEqual([403, 900124]);
    await admin(emulator(), "POST", path, { agreementAccepted: true });
    expect((await client.post(`/customers/${id}/carts`, body)).status).toBe(201);
  });

  describe("through a reseller", () => {
    const checkoutWith = async (value: string) => {
      const client = await otherClient(emulator());
      const id = emulator().otherPartner.customers[0]?.id ?? "";
      const participants = [{ key: "transaction_reseller", value }];
      const cart = await planCart(client, id, { participants });
      return client.post(`/customers/${id}/carts/${cart}/checkout`);
    };

    test.each([
      [{ active: false }, 400, 900154],
      [{ agreementAccepted: false }, 403, 900123],
    ])("that is %j an indirect provider cannot sell: %i/%i", async (state, status, code) => {
      const path = `/portal/partners/${emulator().otherPartner.tenantId}/resellers/5330914`;
      expect((await admin(emulator(), "POST", path, state)).body).toMatchObject(state);
      expect(await codeOf(checkoutWith("5330914"))).toEqual([status, code]);
      expect((await checkoutWith("4821077")).status).toBe(201);
    });

    test.each([
      ["800016", 400],
      ["800015", 404],
      ["900154", 400],
    ])("that nobody knows is refused with %s", async (code, status) => {
      emulator().switches.set({ unknownReseller: code });
      expect(await codeOf(checkoutWith("7654321"))).toEqual([status, Number(code)]);
    });
  });

  test("nobody edits resellers that do not exist", async () => {
    const path = `/portal/partners/${emulator().otherPartner.tenantId}/resellers/1`;
    expect((await admin(emulator(), "POST", path, { active: false })).status).toBe(400);
    expect(textAt((await admin(emulator(), "POST", "/portal/partners/x/standing", {})).body, "error")).toBe(
      "tenantNotFound",
    );
    expect(at((await admin(emulator(), "POST", "/portal/attestations/x/accept")).body, "code")).toBe(1000);
  });
});
