import type { Emulator } from "../src";
import {
  admin,
  appClient,
  at,
  type Client,
  customerOf,
  effects,
  otherClient,
  planCart,
  textAt,
  useEmulator,
  userClient,
} from "./support";

const minute = 60_000;

const legacyOf = (emulator: Emulator) => {
  const { id: customerId, subscriptionId = "" } = customerOf(emulator, "legacy");
  return { customerId, subscriptionId, wish: { customerId, productFamily: "Azure" } };
};

async function create(client: Client, wish: object): Promise<string> {
  const answer = await client.post("/productUpgrades", wish);
  expect(answer.status).toBe(202);
  return /productUpgrades\/([^/]+)(\/status)?$/.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
}

async function codeOf(client: Client, path: string, wish: object): Promise<unknown[]> {
  const answer = await client.post(path, wish);
  return [answer.status, at(answer.body, "code")];
}

/** What buying a plan for the customer is refused with. */
async function purchase(client: Client, customerId: string): Promise<unknown[]> {
  return codeOf(client, `/customers/${customerId}/carts/${await planCart(client, customerId)}/checkout`, {});
}

const listed = async (client: Client, customerId: string) => {
  const { body } = await client.get(`/customers/${customerId}/subscriptions`);
  const items = at(body, "items");
  return Array.isArray(items) ? items.map((one) => [textAt(one, "offerName"), textAt(one, "status")]) : [];
};

describe("product upgrades", () => {
  const emulator = useEmulator();

  test("go from eligible to completed and leave only the plan", async () => {
    emulator().switches.set({ entitlementIdAsSubscription: "20003" });
    emulator().switches.set({
      upgradePendingDelay: "1m",
      upgradeLineDuration: "5m",
      upgradeStatuses: "PascalCase",
      planLimit: "enforced",
    });
    const client = await userClient(emulator());
    const { customerId, subscriptionId, wish } = legacyOf(emulator());
    const eligible = { customerId, isEligible: true, productFamily: "Azure" };
    expect(await client.post("/productUpgrades/eligibility", wish)).toMatchObject({ status: 200, body: eligible });
    const id = await create(client, wish);
    const status = async () => (await client.post(`/productupgrades/${id}/status`, wish)).body;
    expect(await status()).toEqual({
      id,
      productFamily: "azure",
      status: "Pending",
      lineItems: [
        {
          sourceProduct: { id: subscriptionId, name: "AzureSubscription" },
          targetProduct: { id: expect.any(String), name: "Microsoft Azure plan" },
          status: "Pending",
        },
      ],
    });
    expect(await purchase(client, customerId)).toEqual([409, 900112]);
    expect(await codeOf(client, "/productUpgrades", wish)).toEqual([409, 900109]);
    expect((await client.post("/productUpgrades/eligibility", wish)).body).toMatchObject({
      isEligible: false,
      upgradeId: id,
      reason: expect.stringContaining(id),
    });
    const another = await client.post("/productUpgrades/eligibility", { ...wish, productFamily: "Office" });
    expect(another.body).toMatchObject({ isEligible: false });
    expect(at(another.body, "upgradeId")).toBeUndefined();
    expect(await listed(client, customerId)).toEqual([["Microsoft Azure", "active"]]);

    emulator().clock.advance(minute);
    expect(await status()).toMatchObject({ status: "InProgress", lineItems: [{ status: "InProgress" }] });
    expect(await purchase(client, customerId)).toEqual([409, 900113]);

    emulator().clock.advance(5 * minute);
    const done = (await client.post(`/productUpgrades/${id}`, wish)).body;
    expect(done).toMatchObject({ status: "Completed", lineItems: [{ status: "Completed" }] });
    expect(textAt(done, "lineItems.0.upgradedDate")).toMatch(/^[\d-]{10}T[\d:]{8}\.\d{7}Z$/);
    const planId = textAt(done, "lineItems.0.targetProduct.id");
    expect(await listed(client, customerId)).toEqual([["Azure plan", "active"]]);
    const entitlements = await client.get(`/customers/${customerId}/subscriptions/${planId}/azureEntitlements`);
    expect(at(entitlements.body, "items.0.id")).toBe(subscriptionId);
    const old = await client.get(`/customers/${customerId}/subscriptions/${subscriptionId}`);
    expect(at(old.body, "status")).toBe("suspended");
    expect(await codeOf(client, "/productUpgrades", wish)).toEqual([400, 900110]);
    expect(await purchase(client, customerId)).toEqual([403, 800089]);
    expect(effects(emulator()).filter((kind) => kind !== "cartCreated")).toEqual(["upgradeCreated"]);
  });

  test("can fail for one subscription and be tried again", async () => {
    emulator().switches.set({
      upgradePendingDelay: "1m",
      upgradeLineDuration: "5m",
      upgradeStatuses: "PascalCase",
      upgradeErrorText: "message",
    });
    const client = await userClient(emulator());
    const { customerId, subscriptionId, wish } = legacyOf(emulator());
    const first = emulator().model.subscriptions.get(subscriptionId);
    const second = "0b7f3a52-64c1-4f0e-9a58-3c1de2a90f11";
    if (first !== undefined) {
      emulator().model.subscriptions.set(second, { ...first, id: second });
    }
    const errorDetails = { code: "4711", text: "It has a spending limit." };
    const outcome = `/portal/subscriptions/${subscriptionId}/upgradeOutcome`;
    expect((await admin(emulator(), "POST", outcome, { errorDetails })).status).toBe(200);
    const id = await create(client, wish);
    const status = async () => (await client.post(`/productUpgrades/${id}/status`, wish)).body;
    emulator().clock.advance(6 * minute);
    const failure = { code: "4711", message: "It has a spending limit." };
    const half = await status();
    expect(half).toMatchObject({
      status: "InProgress",
      lineItems: [{ status: "Failed", errorDetails: failure }, { status: "InProgress" }],
    });
    expect(half).not.toHaveProperty("errorDetails");
    emulator().clock.advance(5 * minute);
    const failed = await status();
    expect(failed).toMatchObject({ status: "Failed", errorDetails: failure });
    expect(at(failed, "lineItems.1.status")).toBe("Completed");
    expect(await listed(client, customerId)).toEqual([
      ["Microsoft Azure", "active"],
      ["Azure plan", "active"],
    ]);
    expect(await purchase(client, customerId)).toEqual([409, 900114]);
    emulator().switches.set({ upgradeErrorText: "description" });
    expect(await status()).toMatchObject({ errorDetails: { code: "4711", description: failure.message } });

    await admin(emulator(), "POST", outcome, { errorDetails: null });
    const again = await create(client, wish);
    emulator().clock.advance(6 * minute);
    expect((await client.post(`/productUpgrades/${again}/status`, wish)).body).toMatchObject({
      status: "Completed",
      lineItems: [{ sourceProduct: { id: subscriptionId } }],
    });
    expect(await listed(client, customerId)).toEqual([["Azure plan", "active"]]);
    expect((await admin(emulator(), "GET", "/state")).body).toMatchObject({
      upgrades: [{ status: "Failed" }, { id: again, status: "Completed" }],
    });
  });

  test.each([
    ["a suspended subscription", 403, 900105, { status: "suspended" as const }],
    ["a disabled subscription", 403, 900120, { status: "disabled" as const }],
    ["a subscription bought just now", 403, 900130, { createdAt: Number.MAX_SAFE_INTEGER }],
    ["Azure Partner Shared Services", 403, 900119, { sharedServices: true }],
    ["another product", 400, 900107, undefined],
    ["a customer without Azure", 403, 900108, undefined],
    ["a customer without agreement", 403, 13605, undefined],
  ])("are refused for %s", async (what, status, code, change) => {
    const client = await userClient(emulator());
    const { customerId, subscriptionId } = legacyOf(emulator());
    const known = emulator().model.subscriptions.get(subscriptionId);
    if (known !== undefined) {
      emulator().model.subscriptions.set(subscriptionId, { ...known, ...change });
    }
    const kinds = { "a customer without Azure": "new", "a customer without agreement": "noAgreement" } as const;
    const kind =
      what === "a customer without Azure" || what === "a customer without agreement" ? kinds[what] : "legacy";
    const asked = kind === "legacy" ? customerId : customerOf(emulator(), kind).id;
    const wish = { customerId: asked, productFamily: code === 900107 ? "office" : "azure" };
    expect(await codeOf(client, "/productUpgrades", wish)).toEqual([status, code]);
    const eligibility = await client.post("/productUpgrades/eligibility", wish);
    expect(eligibility.body).toMatchObject({ isEligible: false, reason: expect.any(String) });
    expect(effects(emulator())).toEqual([]);
  });

  test("are refused to those who may not sell", async () => {
    const client = await userClient(emulator());
    const { customerId, wish } = legacyOf(emulator());
    await admin(emulator(), "POST", `/portal/customers/${customerId}/account`, { account: "locked" });
    expect(await codeOf(client, "/productUpgrades", wish)).toEqual([403, 900416]);
    expect((await client.post("/productUpgrades/eligibility", wish)).body).toMatchObject({ isEligible: false });
    await admin(emulator(), "POST", `/portal/customers/${customerId}/account`, { account: "approved" });
    await create(client, wish);
    emulator().switches.set({ orderListLag: "0s" });
    const orders = await client.get(`/customers/${customerId}/orders`);
    expect(orders.body).toMatchObject({
      items: [{ transactionType: "UserPurchase" }, { transactionType: "SystemPurchase" }],
    });
  });

  test("of somebody else, or nobody, are not found", async () => {
    const client = await userClient(emulator());
    const { wish } = legacyOf(emulator());
    const id = await create(client, wish);
    const other = { ...wish, customerId: customerOf(emulator(), "new").id };
    expect(await codeOf(client, `/productUpgrades/${id}/status`, other)).toEqual([400, 900111]);
    const nobodys = "7d0c6f0a-9a53-4c6b-8a0e-0d3b7a1c9e55";
    expect(await codeOf(client, `/productUpgrades/${nobodys}/status`, wish)).toEqual([404, 900106]);
    const stranger = { ...wish, customerId: emulator().otherPartner.customers[0]?.id };
    expect(await codeOf(client, "/productUpgrades", stranger)).toEqual([403, 20002]);
  });

  test("are for users only", async () => {
    const { wish } = legacyOf(emulator());
    for (const client of [await appClient(emulator()), await otherClient(emulator())]) {
      for (const path of ["", "/eligibility", "/x/status", "/x"]) {
        expect(await codeOf(client, `/productUpgrades${path}`, wish)).toEqual([403, 900329]);
      }
    }
  });

  test("answer without a body", async () => {
    emulator().switches.set({ upgradeBody: "none" });
    const answer = await (await userClient(emulator())).post("/productUpgrades", legacyOf(emulator()).wish);
    expect([answer.status, answer.raw]).toEqual([202, ""]);
  });

  test.each([
    ["relative", /^productUpgrades\/[^/]{36}$/],
    ["leadingSlash", /^\/productUpgrades\/[^/]{36}$/],
    ["version", /^\/v1\/productUpgrades\/[^/]{36}$/],
    ["absolute", /^http:\/\/127\.0\.0\.1:\d+\/v1\/productUpgrades\/[^/]{36}$/],
    ["statusPath", /^productUpgrades\/[^/]{36}\/status$/],
  ])("answer a Location that is %s, and a body, by switch", async (position, form) => {
    emulator().switches.set({ upgradePendingDelay: "1m", upgradeStatuses: "PascalCase" });
    const client = await userClient(emulator());
    const { wish } = legacyOf(emulator());
    emulator().switches.set({ upgradeLocation: position, upgradeBody: "status" });
    const answer = await client.post("/productUpgrades", wish);
    expect(answer.headers.get("location")).toMatch(form);
    expect(answer.headers.get("location")).toContain(textAt(answer.body, "id"));
    expect(at(answer.body, "status")).toBe("Pending");
  });

  test.each([
    ["PascalCase", ["Pending", "InProgress", "Completed"], "Failed"],
    ["snake_case", ["pending", "in_progress", "completed"], "failed"],
    ["otherWords", ["NotStarted", "Processing", "COMPLETED"], "Error"],
  ])("take as long, and name their states, as switches say: %s", async (position, words, failed) => {
    const client = await userClient(emulator());
    const { subscriptionId, wish } = legacyOf(emulator());
    emulator().switches.set({ upgradeStatuses: position, upgradePendingDelay: "10m", upgradeLineDuration: "20m" });
    const before = emulator().saveState();
    const id = await create(client, wish);
    const status = async (of: string) =>
      at((await client.post(`/productUpgrades/${of}/status`, wish)).body, "lineItems.0.status");
    const seen = [await status(id)];
    emulator().clock.advance(10 * minute);
    seen.push(await status(id));
    emulator().clock.advance(19 * minute);
    seen.push(await status(id));
    emulator().clock.advance(minute);
    seen.push(await status(id));
    expect(seen).toEqual([words[0], words[1], words[1], words[2]]);
    emulator().loadState(before);
    emulator().model.upgradeFailures.set(subscriptionId, { code: "1", text: "no" });
    const second = await create(client, wish);
    emulator().clock.advance(30 * minute);
    expect(await status(second)).toBe(failed);
  });

  test("wait until subscriptions are old enough, as a switch says", async () => {
    const client = await userClient(emulator());
    const { wish } = legacyOf(emulator());
    emulator().switches.set({ upgradeMinimumAge: "86410m" });
    expect(await codeOf(client, "/productUpgrades", wish)).toEqual([403, 900130]);
    emulator().clock.advance(11 * minute);
    expect((await client.post("/productUpgrades", wish)).status).toBe(202);
  });
});

describe("product upgrades of an indirect provider", () => {
  const legacy = (partnerIdOnRecord: string) => ({ partnerIdOnRecord, friendlyName: partnerIdOnRecord });
  const emulator = useEmulator({
    seedFile: {
      partners: [
        {
          name: "One",
          domain: "one.example",
          kind: "indirectProvider",
          resellers: [
            { partnerId: "4821077", name: "Larkspur" },
            { partnerId: "5330914", name: "Tamarack" },
          ],
          customers: [
            {
              name: "Old",
              domain: "old.example",
              legacySubscriptions: [legacy("4821077"), legacy("5330914"), legacy("4821077")],
            },
            { name: "Off", domain: "off.example", legacySubscriptions: [{ status: "suspended" }] },
            { name: "Young", domain: "young.example", legacySubscriptions: [{ boughtAgo: "3h" }] },
            { name: "Shared", domain: "shared.example", legacySubscriptions: [{ sharedServices: true }] },
          ],
        },
        { name: "Two", domain: "two.example" },
      ],
    },
  });

  test("buy one plan for each reseller, and seeds have subscriptions in every state", async () => {
    emulator().switches.set({ upgradePendingDelay: "1m", upgradeLineDuration: "5m", upgradeMinimumAge: "1d" });
    const client = await userClient(emulator());
    const [old, ...others] = emulator().customers.map(({ id }) => ({ customerId: id, productFamily: "azure" }));
    const id = await create(client, old ?? {});
    emulator().clock.advance(16 * minute);
    const { body } = await client.post(`/productUpgrades/${id}/status`, old);
    const targets = [0, 1, 2].map((line) => textAt(body, `lineItems.${line}.targetProduct.id`));
    expect(targets[2]).toBe(targets[0]);
    const plans = await client.get(`/customers/${old?.customerId}/subscriptions`);
    expect([0, 1].map((index) => at(plans.body, `items.${index}.partnerId`))).toEqual(["4821077", "5330914"]);
    expect(at(plans.body, "totalCount")).toBe(2);
    const codes = [];
    for (const wish of others) {
      codes.push((await codeOf(client, "/productUpgrades", wish))[1]);
    }
    expect(codes).toEqual([900105, 900130, 900119]);
  });
});
