import { buy, cartWith, itemOf, orderBody, type SkuName, setStock, soundLines } from "./shop";
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
  otherClient,
  textAt,
  useEmulator,
} from "./support";

const inTwoYears = "2999-01-01T00:00:00Z";

describe("what cannot be bought", () => {
  const emulator = useEmulator({
    switches: { cartErrorCodes: "snake_case", planByOrder: "accepted", cartProblems: "refused", enumErrors: "900126" },
  });
  const customer = () => customerOf(emulator(), "new").id;

  test.each<[string, SkuName, Readonly<Record<string, unknown>>, string, readonly [number, number]]>([
    ["an unknown offer", "plan", { catalogItemId: "NOPE:0001:NOPE" }, "catalog_item_id_is_not_valid", [400, 800004]],
    ["the Dev/Test SKU", "devTest", {}, "catalog_item_id_is_not_valid", [403, 800020]],
    [
      "the retired offer",
      "plan",
      { catalogItemId: "MS-AZR-0145P" },
      "legacy_offer_not_eligible_for_purchase",
      [403, 2091],
    ],
    ["a quantity of 0", "office", { quantity: 0 }, "invalid_input", [400, 900275]],
    ["more seats than there are", "office", { quantity: 301 }, "invalid_input", [400, 900275]],
    ["no term", "office", { termDuration: "" }, "invalid_input", [400, 900270]],
    ["a term of a plan", "plan", { termDuration: "P1Y" }, "invalid_input", [400, 900270]],
    ["a retired term", "office", { termDuration: "P3Y" }, "unable_to_process_cart_line_item", [403, 800028]],
    ["metered SaaS without a plan", "ledgerByEntry", {}, "subscription_is_not_valid", [400, 900128]],
    ["another billing cycle", "office", { billingCycle: "triennial" }, "billing_plan_not_supported", [400, 900269]],
    ["an unknown promotion", "office", { promotionId: "a:b:c" }, "invalid_promotion_id", [400, 27007]],
    [
      "an end of a plan",
      "plan",
      { customTermEndDate: inTwoYears },
      "invalid_custom_term_end_date_product",
      [400, 900244],
    ],
    [
      "an end after the term",
      "office",
      { customTermEndDate: inTwoYears },
      "invalid_custom_term_end_date",
      [400, 900245],
    ],
  ])("%s is an error on the cart's line, and refuses an order", async (_what, name, more, lineError, code) => {
    const client = await appClient(emulator());
    const id = customer();
    const cart = await cartWith(client, id, name, more);
    expect([cart.status, at(cart.body, "lineItems.0.error.errorCode")]).toEqual([201, lineError]);
    const checkout = client.post(`/customers/${id}/carts/${textAt(cart.body, "id")}/checkout`);
    expect(await codeOf(checkout)).toEqual([400, 800009]);
    expect(await codeOf(order(client, id, name, more))).toEqual(code);
    expect(effects(emulator())).toEqual(["cartCreated"]);
  });

  /** The same wish as a direct order, whose members have other names. */
  const order = async (
    client: Client,
    id: string,
    name: SkuName,
    { catalogItemId, ...more }: { catalogItemId?: string; billingCycle?: string; [member: string]: unknown },
  ) => {
    const body = await orderBody(client, id, name, {
      ...more,
      ...(catalogItemId !== undefined && { offerId: catalogItemId }),
    });
    return client.post(`/customers/${id}/orders`, {
      ...body,
      ...(more.billingCycle !== undefined && { billingCycle: more.billingCycle }),
    });
  };

  test("software is sold in some countries only", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "withPlan");
    const [american, european] = [await itemOf(client, customer(), "server"), emulator().model.customer(id).country];
    expect(european).toBe("NL");
    expect(await codeOf(client.get(`/customers/${id}/products/DG7GMGF0DWTL`))).toEqual([404, 400013]);
    expect(await codeOf(order(client, id, "plan", { catalogItemId: american }))).toEqual([400, 800070]);
  });

  test.each<[object, string, readonly [number, number], object | undefined]>([
    [{ withdrawn: true }, "unable_to_process_cart_line_item", [400, 900143], undefined],
    [{ remaining: 0 }, "inventory_not_available", [400, 800010], undefined],
    [{ remaining: 3 }, "quota_not_available", [400, 800017], { availableQuantity: 3, purchasedQuantity: 0 }],
  ])("five seats of a stock of %j are refused", async (stock, lineError, code, additionalInformation) => {
    const client = await appClient(emulator());
    const id = customer();
    const before = await orderBody(client, id, "office");
    const sound = await cartWith(client, id, "office");
    expect(at(sound.body, "lineItems.0.error")).toBeUndefined();
    await setStock(client, "office", stock);
    const lineItems = at(sound.body, "lineItems");
    const cart = await client.post(`/customers/${id}/carts`, { lineItems });
    expect(at(cart.body, "lineItems.0.error.errorCode")).toBe(lineError);
    expect(at(cart.body, "lineItems.0.error.additionalInformation")).toEqual(additionalInformation);
    expect(await codeOf(client.post(`/customers/${id}/orders`, before))).toEqual(code);
    expect(await codeOf(client.post(`/customers/${id}/carts/${textAt(sound.body, "id")}/checkout`))).toEqual(code);
    await setStock(client, "office", { withdrawn: false, remaining: 5 });
    expect((await client.post(`/customers/${id}/orders`, before)).status).toBe(201);
    expect(await codeOf(client.post(`/customers/${id}/orders`, before))).toEqual([400, 800010]);
  });

  test("an item that must be attested is refused without, or marked when the switch says so", async () => {
    const client = await appClient(emulator());
    const id = customer();
    const unattested = { attestationAccepted: false };
    expect(await codeOf(cartWith(client, id, "desktop", unattested))).toEqual([400, 900203]);
    expect(await codeOf(cartWith(client, id, "office", { currencyCode: "SEK" }))).toEqual([400, 900169]);
    emulator().switches.set({ cartProblems: "onLine" });
    const marked = await cartWith(client, id, "desktop", unattested);
    expect(at(marked.body, "lineItems.0.error.errorCode")).toBe("attestation_not_accepted");
    const foreign = await cartWith(client, id, "office", { currencyCode: "SEK" });
    expect(at(foreign.body, "lineItems.0.error.errorCode")).toBe("currency_is_not_supported");
    expect(await codeOf(order(client, id, "desktop", unattested))).toEqual([400, 900203]);
    expect((await order(client, id, "desktop", {})).status).toBe(201);
  });

  test("a promotion is used once", async () => {
    const client = await appClient(emulator());
    const promotionId = "CFQ7TTC0LH18:0001:39NFJQT1PFPL";
    await buy(client, customer(), "office", { promotionId });
    const again = await cartWith(client, customer(), "office", { promotionId });
    expect(at(again.body, "lineItems.0.error.errorCode")).toBe("invalid_promotion_id");
    expect(await codeOf(order(client, customer(), "office", { promotionId }))).toEqual([400, 27006]);
  });

  test("metered SaaS needs an Azure subscription that is active", async () => {
    const client = await appClient(emulator());
    const { planId } = await buyPlan(client, customer());
    const body = await orderBody(client, customer(), "ledgerByEntry");
    expect((await client.post(`/customers/${customer()}/orders`, body)).status).toBe(201);
    for (const one of emulator().model.azureSubscriptionsOf(planId)) {
      await admin(emulator(), "POST", `/portal/azureSubscriptions/${one.id}`, { status: "inactive" });
    }
    expect(await codeOf(client.post(`/customers/${customer()}/orders`, body))).toEqual([400, 900129]);
  });

  test("add-ons fit nothing", async () => {
    const client = await appClient(emulator());
    const id = customer();
    const cart = await cartWith(client, id, "office", { addonItems: [{ catalogItemId: "x" }] });
    expect(at(cart.body, "lineItems.0.error.errorDescription")).toContain("add-on");
    const addOn = await orderBody(client, id, "office", {
      parentSubscriptionId: "11111111-2222-4333-8444-555555555555",
    });
    expect(await codeOf(client.post(`/customers/${id}/orders`, addOn))).toEqual([400, 800029]);
  });
});

describe("what can be bought", () => {
  const emulator = useEmulator({
    switches: { cartErrorCodes: "snake_case", planByOrder: "accepted", cartProblems: "refused", enumErrors: "900126" },
  });

  test("is priced, with what a promotion takes off", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const promotionId = "CFQ7TTC0LH18:0001:39NFJQT1PFPL";
    const cart = await cartWith(client, id, "office", { promotionId });
    expect(at(cart.body, "lineItems.0")).toMatchObject({
      promotionId,
      termDuration: "P1Y",
      pricing: { listPrice: 60, discountedPrice: 51, proratedPrice: 51, price: 51, extendedPrice: 255 },
    });
    const checkout = await client.post(`/customers/${id}/carts/${textAt(cart.body, "id")}/checkout`);
    expect(at(checkout.body, "orders.0")).toMatchObject({
      totalPrice: 255,
      lineItems: [{ promotionId, termDuration: "P1Y", pricing: { extendedPrice: 255 } }],
    });
    const order = `/customers/${id}/orders/${textAt(checkout.body, "orders.0.id")}`;
    const silent = await client.get(order);
    expect([at(silent.body, "totalPrice"), at(silent.body, "lineItems.0.pricing")]).toEqual([undefined, undefined]);
    expect((await client.get(`${order}?include_price=true`)).body).toMatchObject({ totalPrice: 255 });
  });

  test("takes every member that a line may have, and gives it back", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const customTermEndDate = new Date(emulator().clock.now() + 100 * 86_400_000).toISOString();
    const more = { friendlyName: "Letters", customTermEndDate, renewsTo: [{ termDuration: "P1M" }] };
    const cart = await cartWith(client, id, "office", more);
    const given = { friendlyName: "Letters", customTermEndDate, renewsTo: { termDuration: "P1M" } };
    expect(at(cart.body, "lineItems.0")).toMatchObject({ ...given, quantity: 5, orderGroup: "0" });
    const checkout = await client.post(`/customers/${id}/carts/${textAt(cart.body, "id")}/checkout`);
    expect(at(checkout.body, "orders.0.lineItems.0")).toMatchObject(given);
    letProvision(emulator());
    const bought = await client.get(`/customers/${id}/subscriptions`);
    expect(bought.body).toMatchObject({
      items: [
        { friendlyName: "Letters", quantity: 5, unitType: "Licenses", billingType: "license", termDuration: "P1Y" },
      ],
    });
    const end = `${customTermEndDate.slice(0, 10)}T00:00:00Z`;
    expect(at(bought.body, "items.0")).toMatchObject({
      commitmentEndDate: end,
      productType: { id: "OnlineServicesNCE" },
    });
  });

  test("legacy offers have an order group of their own", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const legacy = { catalogItemId: "MS-AZR-0145P", quantity: 1, billingCycle: "monthly" };
    const office = { catalogItemId: await itemOf(client, id, "office"), quantity: 1, ...soundLines.office };
    const cart = await client.post(`/customers/${id}/carts`, { lineItems: [legacy, office] });
    expect(at(cart.body, "lineItems.0.orderGroup")).toBe("OMS-0");
    expect(at(cart.body, "lineItems.1.orderGroup")).toBe("0");
  });

  test("a savings plan only by a user, and not without the partner's own reseller", async () => {
    const client = await otherClient(emulator());
    const id = emulator().otherPartner.customers[1]?.id ?? "";
    const cart = await cartWith(client, id, "savingsPlan");
    const checkout = client.post(`/customers/${id}/carts/${textAt(cart.body, "id")}/checkout`);
    expect(await codeOf(checkout)).toEqual([403, 900329]);
    expect(await codeOf(client.post(`/customers/${id}/orders`, await orderBody(client, id, "savingsPlan")))).toEqual([
      403, 900329,
    ]);
  });
});
