import { buy, cartWith, orderBody, registerFor, sandboxSeed, skus } from "./shop";
import {
  admin,
  appClient,
  at,
  buyPlan,
  codeOf,
  customerOf,
  effects,
  letProvision,
  otherClient,
  textAt,
  useEmulator,
  userClient,
} from "./support";

const nobody = "00000000-1111-4222-8333-444444444444";
const days = 86_400_000;

describe("registration for reservations", () => {
  const emulator = useEmulator();
  const plan = () => {
    const { id, subscriptionId = "" } = customerOf(emulator(), "withPlan");
    return { id, subscriptionId, path: `/customers/${id}/subscriptions/${subscriptionId}` };
  };

  test("takes a while, and changes nothing when repeated", async () => {
    emulator().switches.set({ provisioningCase: "documented", registrationDelay: "1m" });
    const client = await appClient(emulator());
    const { subscriptionId, path } = plan();
    const status = () => client.get(`${path}/registrationstatus`);
    expect((await status()).body).toEqual({
      subscriptionId,
      status: "notregistered",
      attributes: { objectType: "SubscriptionRegistrationStatus" },
    });
    const accepted = await client.post(`${path}/registrations`);
    expect([accepted.status, accepted.raw]).toEqual([202, ""]);
    expect(accepted.headers.get("location")).toBe(`${path}/registrationstatus`);
    expect((await status()).body).toMatchObject({ status: "registering" });
    emulator().clock.advance(60_001);
    expect((await status()).body).toMatchObject({ status: "registered" });
    await client.post(`${path}/registrations`);
    expect((await status()).body).toMatchObject({ status: "registered" });
    expect(effects(emulator())).toEqual(["subscriptionRegistered"]);
  });

  test("is spelled as in the samples when the switch says so, and as fast as another says", async () => {
    emulator().switches.set({ provisioningCase: "sampled", registrationDelay: "3m" });
    const client = await appClient(emulator());
    const { path } = plan();
    const status = async () => at((await client.get(`${path}/registrationstatus`)).body, "status");
    expect(await status()).toBe("NotRegistered");
    await client.post(`${path}/registrations`);
    emulator().clock.advance(120_000);
    expect(await status()).toBe("Registering");
    emulator().clock.advance(60_001);
    expect(await status()).toBe("Registered");
  });

  test("is for plans and Azure subscriptions only", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { subscriptionId } = await buy(client, id, "office");
    expect(await codeOf(client.post(`/customers/${id}/subscriptions/${subscriptionId}/registrations`))).toEqual([
      400, 800002,
    ]);
    const legacy = customerOf(emulator(), "legacy");
    const path = `/customers/${legacy.id}/subscriptions/${legacy.subscriptionId}/registrations`;
    expect((await client.post(path)).status).toBe(202);
  });
});

describe("reservations", () => {
  const emulator = useEmulator({ switches: { cartErrorCodes: "snake_case", subscriptionPatch: "200" } });
  const plan = () => {
    const { id, subscriptionId: planId = "" } = customerOf(emulator(), "withPlan");
    return { id, planId, path: `/customers/${id}/subscriptions/${planId}` };
  };
  const forPlan = (subscriptionId: string) => ({
    provisioningContext: { scope: "shared", SubscriptionId: subscriptionId },
  });

  test("want a registered plan or Azure subscription that is active", async () => {
    const client = await appClient(emulator());
    const { id, planId } = plan();
    const { subscriptionId: office } = await buy(client, id, "office");
    const check = async (subscription: string, lineError: string | undefined, code: readonly [number, unknown]) => {
      const cart = await cartWith(client, id, "reservation", forPlan(subscription));
      expect(at(cart.body, "lineItems.0.error.errorCode")).toBe(lineError);
      const order = client.post(
        `/customers/${id}/orders`,
        await orderBody(client, id, "reservation", forPlan(subscription)),
      );
      expect(await codeOf(order)).toEqual(code);
    };
    await check("mine", "subscription_is_not_valid", [400, 800011]);
    await check(nobody, "subscription_is_not_valid", [400, 800021]);
    await check(office, "subscription_is_not_enabled_for_r_i", [400, 800013]);
    await check(planId, "subscription_not_registered", [400, 800030]);
    await registerFor(client, id, planId);
    await check(planId, undefined, [201, undefined]);
    await admin(emulator(), "POST", `/portal/subscriptions/${planId}`, { status: "suspended" });
    await check(planId, "subscription_is_not_valid", [400, 800012]);
  });

  test("are entitlements of the customer, shown to users with what they are good for", async () => {
    emulator().switches.set({ enumErrors: "900126", linkVersion: "omitted", orderIds: "hex12" });
    const app = await appClient(emulator());
    const user = await userClient(emulator());
    const { id, planId } = plan();
    const list = `/customers/${id}/entitlements`;
    const query = "?entitlementType=reservedInstance&showExpiry=true";
    expect(await codeOf(app.get(list))).toEqual([403, 900329]);
    expect((await user.get(list + query)).body).toMatchObject({ totalCount: 0, items: [] });
    expect((await user.get(list)).body).toMatchObject({ totalCount: 0, items: [] });
    await registerFor(app, id, planId);
    const { orderId, subscriptionId } = await buy(app, id, "reservation", { ...forPlan(planId), quantity: 2 });
    const software = { kind: "software", quantity: 3 };
    await admin(emulator(), "POST", `/portal/customers/${id}/purchases`, software);
    const [reserved] = Object((await user.get(list + query)).body).items;
    expect(reserved).toMatchObject({
      referenceOrder: { id: orderId, lineItemId: "0", alternateId: orderId },
      productId: skus.reservation[0],
      skuId: skus.reservation[1],
      quantity: 2,
      entitlementType: "reservedinstance",
      includedEntitlements: [],
      expiryDate: expect.stringMatching(/Z$/),
    });
    const all = await user.get(list);
    expect(all.body).toMatchObject({ totalCount: 2 });
    expect(at(all.body, "items.0.expiryDate")).toBeUndefined();
    expect((await user.get(`${list}?entitlementType=software`)).body).toMatchObject({
      items: [{ entitlementType: "software", quantity: 3, entitledArtifacts: [] }],
    });
    const artifact = await user.get(textAt(reserved, "entitledArtifacts.0.link.uri"));
    expect(artifact.body).toMatchObject({
      type: "reservedinstance",
      reservations: [
        { reservationId: subscriptionId, scopeType: "shared", quantity: 2, provisioningState: "Succeeded" },
      ],
    });
    expect(textAt(artifact.body, "reservations.0.expiryDateTime")).not.toMatch(/Z$/);
    expect(await codeOf(user.get(`/customers/${id}/artifacts/reservedinstance/${nobody}`))).toEqual([404, 1000]);
    expect(await codeOf(user.get(`${list}?entitlementType=bread`))).toEqual([400, 900126]);
  });

  test("are seeded, with everything else that is no plan", async () => {
    const { otherPartner } = emulator();
    const [customer] = otherPartner.customers.filter((one) => one.kind === "withPlan").slice(-1);
    const user = await userClient(emulator(), otherPartner);
    const list = await user.get(`/customers/${customer?.id}/entitlements`);
    expect(list.body).toMatchObject({
      items: [{ entitlementType: "software" }, { entitlementType: "reservedinstance", quantity: 2 }],
    });
    expect((await user.get(`/customers/${customer?.id}/subscriptions`)).body).toMatchObject({ totalCount: 6 });
  });

  test.each([
    ["900115", [403, 900115]],
    ["800096", [400, 800096]],
    ["nothing", [200, undefined]],
  ])("keep a plan from being suspended with %s, until they are over", async (value, code) => {
    emulator().switches.set({ reservationsBlock: value });
    const client = await appClient(emulator());
    const { id, planId, path } = plan();
    for (const one of emulator().model.azureSubscriptionsOf(planId)) {
      await admin(emulator(), "POST", `/portal/azureSubscriptions/${one.id}`, { status: "inactive" });
    }
    const purchase = { kind: "reservation", planId };
    const bought = await admin(emulator(), "POST", `/portal/customers/${id}/purchases`, purchase);
    expect(bought.status).toBe(201);
    const refused = await client.patch(path, { status: "suspended" });
    expect(await codeOf(refused)).toEqual(code);
    if (value !== "nothing") {
      expect(at(refused.body, "description")).toContain(textAt(bought.body, "subscriptionId"));
      emulator().clock.advance(300 * days);
      const later = await appClient(emulator());
      expect((await later.patch(path, { status: "suspended" })).body).toMatchObject({ status: "suspended" });
    }
  });
});

describe("savings plans", () => {
  const emulator = useEmulator();

  test("want a plan in use and a commitment, and say what is missing", async () => {
    const client = await userClient(emulator());
    const {
      id,
      subscriptionId = "",
      azureSubscriptionIds: [azure = "", other = ""] = [],
    } = customerOf(emulator(), "withPlan");
    const order = async (context: object | undefined, more: object = {}) =>
      codeOf(
        client.post(
          `/customers/${id}/orders`,
          await orderBody(client, id, "savingsPlan", { provisioningContext: context, ...more }),
        ),
      );
    await admin(emulator(), "POST", `/portal/azureSubscriptions/${other}`, { status: "inactive" });
    const single = { scope: "Single", subscriptionId };
    expect(await order({ scope: "shared", subscriptionId }, { purchaseCommitment: undefined })).toEqual([400, 800002]);
    expect(await order({ scope: "galaxy" })).toEqual([400, 900312]);
    expect(await order({ scope: "shared" })).toEqual([400, 900317]);
    expect(await order({ scope: "shared", subscriptionId: nobody })).toEqual([400, 900318]);
    expect(await order(single)).toEqual([400, 900313]);
    expect(await order({ ...single, entitlementId: other })).toEqual([400, 900314]);
    expect(await order({ ...single, entitlementId: nobody })).toEqual([400, 900315]);
    expect(await order({ ...single, entitlementId: azure })).toEqual([201, undefined]);
    letProvision(emulator());
    const found = Object((await client.get(`/customers/${id}/subscriptions`)).body).items;
    expect(found.at(-1)).toMatchObject({
      unitType: "Benefit",
      billingType: "benefit",
      productType: { id: "Azure", subType: { id: "SavingsPlan" } },
      productOrderId: expect.any(String),
      lineItems: [
        {
          scope: { type: "single", entitlementId: azure },
          status: "active",
          purchaseCommitment: { amount: 1.25, grain: "hourly", currency: "USD" },
        },
      ],
    });
    await admin(emulator(), "POST", `/portal/azureSubscriptions/${azure}`, { status: "inactive" });
    expect(await order({ scope: "shared", subscriptionId })).toEqual([400, 900318]);
  });

  test("must have the plan's partner on record", async () => {
    const { otherPartner } = emulator();
    const customer = otherPartner.customers.find((one) => one.kind === "withPlan");
    const app = await otherClient(emulator());
    const user = await userClient(emulator(), otherPartner);
    const id = customer?.id ?? "";
    const context = { provisioningContext: { scope: "shared", subscriptionId: customer?.subscriptionId } };
    const plan = await app.get(`/customers/${id}/subscriptions/${customer?.subscriptionId}`);
    const partnerId = textAt(plan.body, "partnerId");
    const otherId = ["4821077", "5330914"].find((one) => one !== partnerId);
    const order = async (partnerIdOnRecord: string | undefined) =>
      user.post(`/customers/${id}/orders`, await orderBody(app, id, "savingsPlan", { ...context, partnerIdOnRecord }));
    expect(await codeOf(order(otherId))).toEqual([403, 900323]);
    expect(await codeOf(order(partnerId))).toEqual([201, undefined]);
  });

  test("bought in the Azure portal have no order", async () => {
    const client = await appClient(emulator());
    const { id, subscriptionId: planId } = customerOf(emulator(), "withPlan");
    const bought = await admin(emulator(), "POST", `/portal/customers/${id}/purchases`, {
      kind: "savingsPlan",
      planId,
    });
    const seen = await client.get(`/customers/${id}/subscriptions/${textAt(bought.body, "subscriptionId")}`);
    expect(at(seen.body, "orderId")).toBeUndefined();
    const wrong = { kind: "savingsPlan", planId: nobody };
    expect((await admin(emulator(), "POST", `/portal/customers/${id}/purchases`, wrong)).status).toBe(404);
  });
});

describe("savings plans in a sandbox", () => {
  const emulator = useEmulator({ ...sandboxSeed, switches: { cartErrorCodes: "snake_case" } });

  test("are not available", async () => {
    const client = await userClient(emulator());
    const { id } = customerOf(emulator(), "new");
    const { planId } = await buyPlan(client, id);
    const context = { provisioningContext: { scope: "shared", subscriptionId: planId } };
    const cart = await cartWith(client, id, "savingsPlan", context);
    expect(at(cart.body, "lineItems.0.error.errorCode")).toBe("sandbox_limit_exceeded");
    const order = client.post(`/customers/${id}/orders`, await orderBody(client, id, "savingsPlan", context));
    expect(await codeOf(order)).toEqual([403, 900322]);
  });
});
