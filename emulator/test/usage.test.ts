import { portal, type SeedFile } from "../src";
import { periodAbout } from "../src/model/estimate-periods";
import { admin, appClient, at, codeOf, customerOf, textAt, useEmulator, userClient } from "./support";
import { usualUsage } from "./usual-usage";

const start = Date.UTC(2026, 4, 20, 12);
const hour = 60 * 60_000;
const day = 24 * hour;
const lastRun = "2026-05-20T05:11:07.1533333+00:00";
const planCost = Number("419.35471345378485476389");
const planUsdCost = Number("456.5231481728315212");
const none = { attributes: { objectType: "SpendingBudget" } };

/** The item of a collection that is about this subject. */
function itemOf(body: unknown, resourceId: string): unknown {
  const items = at(body, "items");
  return Array.isArray(items) ? items.find((one) => at(one, "resourceId") === resourceId) : undefined;
}

describe("usage roll-ups", () => {
  const emulator = useEmulator({ clock: start, switches: usualUsage });
  const customer = (kind: "withPlan" | "legacy" | "new") => customerOf(emulator(), kind);
  const get = async (path: string) => (await userClient(emulator())).get(path);

  test("list every customer with Azure as of the last daily run, plans and legacy in shapes of their own", async () => {
    const records = await get("/customers/usagerecords");
    const { body } = records;
    expect(body).toMatchObject({
      totalCount: 3,
      links: { self: { uri: "/customers/usagerecords", method: "GET" } },
      attributes: { objectType: "Collection" },
    });
    const plan = customer("withPlan");
    expect(itemOf(body, plan.id)).toEqual({
      budget: { amount: 1250.5, ...none },
      percentUsed: 33.53,
      isUpgraded: true,
      resourceId: plan.id,
      id: plan.id,
      resourceName: plan.name,
      name: plan.name,
      totalCost: planCost,
      currencyCode: "EUR",
      usdTotalCost: planUsdCost,
      lastModifiedDate: lastRun,
      attributes: { objectType: "CustomerMonthlyUsageRecord" },
    });
    expect(records.raw).toContain('"totalCost":419.35471345378485476389,');
    const legacy = customer("legacy");
    expect(itemOf(body, legacy.id)).toEqual({
      budget: none,
      percentUsed: 0,
      isUpgraded: false,
      resourceId: legacy.id,
      id: legacy.id,
      resourceName: legacy.name,
      name: legacy.name,
      totalCost: 81.87114861852,
      currencyLocale: "en-US",
      lastModifiedDate: lastRun,
      attributes: { objectType: "CustomerMonthlyUsageRecord" },
    });
    emulator().clock.advance(day);
    const later = itemOf((await get("/customers/usagerecords")).body, plan.id);
    expect(at(later, "totalCost")).toBeGreaterThan(435);
    expect(at(later, "lastModifiedDate")).toBe("2026-05-21T05:11:07.1533333+00:00");
  });

  test("sum up a customer's subscriptions over its period, with its budget", async () => {
    const { id, name } = customer("withPlan");
    const summary = await get(`/customers/${id}/usagesummary`);
    expect(summary.body).toEqual({
      budget: { amount: 1250.5, ...none },
      billingStartDate: "2026-05-01T00:00:00+00:00",
      billingEndDate: "2026-06-01T00:00:00+00:00",
      resourceId: id,
      resourceName: name,
      totalCost: planCost,
      currencyCode: "EUR",
      usdTotalCost: planUsdCost,
      lastModifiedDate: lastRun,
      attributes: { objectType: "CustomerUsageSummary" },
    });
    await (await appClient(emulator())).patch(`/customers/${id}/usagebudget`, { Amount: null });
    expect((await get(`/customers/${id}/usagesummary`)).body).toMatchObject({ budget: none });
    const legacy = customer("legacy");
    expect((await get(`/customers/${legacy.id}/usagesummary`)).body).toEqual({
      budget: none,
      billingStartDate: "2026-04-28T00:00:00-07:00",
      billingEndDate: "2026-05-27T00:00:00-07:00",
      id: legacy.id,
      name: legacy.name,
      totalCost: 81.87114861852,
      currencyLocale: "en-US",
      lastModifiedDate: lastRun,
      links: { self: { uri: `/customers/${legacy.id}/usagesummary`, method: "GET", headers: [] } },
      attributes: { objectType: "CustomerUsageSummary" },
    });
  });

  test("refuse a customer without usage data with 3000, until there is some", async () => {
    const { id } = customer("new");
    const summary = () => codeOf(get(`/customers/${id}/usagesummary`));
    expect(await summary()).toEqual([400, 3000]);
    emulator().switches.set({ noUsageData: "404" });
    expect(await summary()).toEqual([404, 3000]);
    const order = portal.buyPlan(emulator().model, id, {});
    expect(await summary()).toEqual([404, 3000]);
    const [azure] = emulator().model.azureSubscriptionsOf(order.lines[0]?.subscriptionId ?? "");
    const wish = { meter: "vmB2s", name: "a", dailyQuantity: "10" };
    await admin(emulator(), "POST", `/portal/azureSubscriptions/${azure?.id}/resources`, wish);
    emulator().clock.advance(2 * day);
    expect(at((await get(`/customers/${id}/usagesummary`)).body, "totalCost")).toBeGreaterThan(0);
  });

  test("list a customer's plans and legacy subscriptions", async () => {
    const plan = customer("withPlan");
    const path = `/customers/${plan.id}/subscriptions/usagerecords`;
    expect(at((await get(path)).body, "items")).toEqual([
      {
        status: "active",
        partnerOnRecord: expect.stringMatching(/^\d{7}$/),
        offerId: expect.stringMatching(/^DZH318Z0BPS6:0001:/),
        resourceId: plan.subscriptionId,
        id: plan.subscriptionId,
        resourceName: "Azure plan",
        name: "Azure plan",
        totalCost: planCost,
        currencyCode: "EUR",
        usdTotalCost: planUsdCost,
        lastModifiedDate: lastRun,
        attributes: { objectType: "SubscriptionMonthlyUsageRecord" },
      },
    ]);
    portal.editSubscription(emulator().model, plan.subscriptionId ?? "", { status: "suspended" });
    expect(at((await get(path)).body, "items.0.status")).toBe("suspended");
    const legacy = customer("legacy");
    const { body } = await get(`/customers/${legacy.id}/subscriptions/usagerecords`);
    expect(at(body, "items.0")).toMatchObject({ offerId: "MS-AZR-0145P", name: "Microsoft Azure", status: "active" });
    expect(at(body, "items.0.partnerOnRecord")).toBeUndefined();
    emulator().switches.set({ usageSelfLink: "trailingSlash" });
    expect(textAt((await get(path)).body, "links.self.uri")).toBe(`${path}/`);
  });

  test("have nothing for a customer without Azure: an empty list, or 3000", async () => {
    const path = `/customers/${customer("new").id}/subscriptions/usagerecords`;
    expect((await get(path)).body).toMatchObject({ totalCount: 0, items: [] });
    emulator().switches.set({ usageWithoutPlan: "3000" });
    expect(await codeOf(get(path))).toEqual([400, 3000]);
    emulator().switches.set({ noUsageData: "404" });
    expect(await codeOf(get(path))).toEqual([404, 3000]);
  });

  test("count a partner's customers by their budgets and leave plans out of its total", async () => {
    const budget = async (kind: "withPlan" | "legacy", amount: number) =>
      (await appClient(emulator())).patch(`/customers/${customer(kind).id}/usagebudget`, { Amount: amount });
    const { tenantId } = emulator();
    expect((await get("/usagesummary")).body).toEqual({
      customersOverBudget: 0,
      customersTrendingOver: 0,
      customersWithUsageBasedSubscription: 3,
      billingStartDate: "2026-04-28T00:00:00-07:00",
      billingEndDate: "2026-05-27T00:00:00-07:00",
      resourceId: tenantId,
      id: tenantId,
      resourceName: "Nordhang Cloud Services",
      name: "Nordhang Cloud Services",
      totalCost: expect.closeTo(75.2055, 4),
      currencyLocale: "de-DE",
      lastModifiedDate: lastRun,
      links: { self: { uri: "/usagesummary", method: "GET", headers: [] } },
      attributes: { objectType: "PartnerUsageSummary" },
    });
    const counts = async () => {
      const { body } = await get("/usagesummary");
      return ["OverBudget", "TrendingOver", "WithUsageBasedSubscription"].map((name) => at(body, `customers${name}`));
    };
    await budget("withPlan", 400);
    await budget("legacy", 100);
    expect(await counts()).toEqual([1, 1, 3]);
    await budget("legacy", 81.87114861852);
    expect(await counts()).toEqual([1, 1, 3]);
    await budget("legacy", 200);
    expect(await counts()).toEqual([1, 0, 3]);
    emulator().switches.set({ partnerCounters: "legacyOnly", emailsToNotify: "present" });
    expect(await counts()).toEqual([0, 0, 1]);
    const emails = ["admin", "password.only"].map((name) => `${name}@nordhang.onmicrosoft.com`);
    expect(at((await get("/usagesummary")).body, "emailsToNotify")).toEqual(emails);
  });

  test("follow the clock by day, after the documented latency, or at once", async () => {
    const { clock, switches } = emulator();
    const total = async () => {
      const { body } = await get(`/customers/${customer("withPlan").id}/usagesummary`);
      return [at(body, "totalCost"), textAt(body, "lastModifiedDate").slice(0, 13), textAt(body, "billingStartDate")];
    };
    const [first] = await total();
    clock.advance(17 * hour);
    expect(await total()).toEqual([first, "2026-05-20T05", expect.any(String)]);
    switches.set({ rollupLag: "none" });
    expect(await total()).toEqual([expect.any(Number), "2026-05-21T05", expect.any(String)]);
    const [ofDaily] = await total();
    expect(ofDaily).toBeGreaterThan(Number(first));
    switches.set({ usageLatency: "0s" });
    expect((await total())[0]).toBeGreaterThan(Number(ofDaily));
    switches.set({ rollupLag: "daily", usageLatency: "24h" });
    clock.change({ now: Date.UTC(2026, 5, 1, 5) });
    expect((await total())[2]).toBe("2026-05-01T00:00:00+00:00");
    clock.advance(hour);
    expect(await total()).toEqual([0, "2026-06-01T05", "2026-06-01T00:00:00+00:00"]);
    clock.advance(2 * day);
    expect((await total())[0]).toBeGreaterThan(0);
    switches.set({ earlyMonthLag: "5d" });
    expect((await total())[0]).toBe(0);
    clock.advance(3 * day);
    expect((await total())[0]).toBeGreaterThan(0);
  });

  test("write legacy periods with Pacific offsets, from the 28th to the 27th", async () => {
    const period = async (now: number) => {
      emulator().clock.change({ now });
      const { body } = await get("/usagesummary");
      return [textAt(body, "billingStartDate"), textAt(body, "billingEndDate")];
    };
    expect(await period(Date.UTC(2026, 4, 28, 4))).toEqual(["2026-04-28T00:00:00-07:00", "2026-05-27T00:00:00-07:00"]);
    expect(await period(Date.UTC(2026, 4, 28, 6))).toEqual(["2026-05-28T00:00:00-07:00", "2026-06-27T00:00:00-07:00"]);
    const dates = (now: number) => {
      const { startDate, endDate } = periodAbout("legacyAzure", now);
      return [startDate, endDate];
    };
    expect(dates(Date.UTC(2026, 9, 30))).toEqual(["2026-10-28T00:00:00-07:00", "2026-11-27T00:00:00-08:00"]);
    expect(dates(Date.UTC(2027, 0, 5))).toEqual(["2026-12-28T00:00:00-08:00", "2027-01-27T00:00:00-08:00"]);
    expect(dates(Date.UTC(2027, 2, 10))).toEqual(["2027-02-28T00:00:00-08:00", "2027-03-27T00:00:00-07:00"]);
  });

  test("show a budget at once, or as it was a while ago", async () => {
    const { id } = customer("withPlan");
    emulator().switches.set({ rollupBudgetLag: "6h" });
    await (await appClient(emulator())).patch(`/customers/${id}/usagebudget`, { Amount: 400 });
    const seen = async () => {
      const record = itemOf((await get("/customers/usagerecords")).body, id);
      const { body } = await get(`/customers/${id}/usagesummary`);
      const over = at((await get("/usagesummary")).body, "customersOverBudget");
      return [at(record, "budget.amount"), at(record, "percentUsed"), at(body, "budget.amount"), over];
    };
    expect(await seen()).toEqual([1250.5, 33.53, 1250.5, 0]);
    emulator().clock.advance(6 * hour);
    expect(await seen()).toEqual([400, 104.84, 400, 1]);
    await (await appClient(emulator())).patch(`/customers/${id}/usagebudget`, { Amount: 0 });
    emulator().switches.set({ rollupBudgetLag: "0s" });
    expect(await seen()).toEqual([0, 0, 0, 0]);
  });

  test("have old and misspelled members for legacy customers, by switch", async () => {
    const { id } = customer("legacy");
    await (await appClient(emulator())).patch(`/customers/${id}/usagebudget`, { Amount: 200 });
    emulator().switches.set({
      oldBudgetMembers: "present",
      budgetAmountMember: "ammount",
      legacyUsdTotalCost: "zero",
      legacySummaryNames: "both",
    });
    expect((await get(`/customers/${id}/usagesummary`)).body).toMatchObject({
      budget: { ammount: 200 },
      customerSpendingBudget: { amount: 200, ...none },
      spendingBudget: 200,
      usdTotalCost: 0,
      resourceId: id,
      id,
    });
    const records = (await get("/customers/usagerecords")).body;
    expect(itemOf(records, id)).toMatchObject({ customerSpendingBudget: { amount: 200 }, usdTotalCost: 0 });
    const plan = customer("withPlan").id;
    expect(itemOf(records, plan)).not.toHaveProperty("customerSpendingBudget");
    expect(at((await get(`/customers/${plan}/usagesummary`)).body, "budget.amount")).toBe(1250.5);
  });

  test("are refused to applications", async () => {
    const client = await appClient(emulator());
    const { id, subscriptionId } = customer("withPlan");
    const paths = [
      "/usagesummary",
      "/customers/usagerecords",
      `/customers/${id}/usagesummary`,
      `/customers/${id}/subscriptions/usagerecords`,
      ...["usagesummary", "meterusagerecords", "resourceusagerecords", "usagerecords/daily"].map(
        (last) => `/customers/${id}/subscriptions/${subscriptionId}/${last}`,
      ),
    ];
    for (const path of paths) {
      expect(await codeOf(client.get(path))).toEqual([403, 900150]);
    }
    emulator().switches.set({ appOnlyOnBilling: "401" });
    expect(await codeOf(client.get("/usagesummary"))).toEqual([401, 400]);
  });

  test("are shown to helpdesk agents, who cannot set budgets", async () => {
    const helpdesk = emulator().users.find((user) => user.userPrincipalName.startsWith("helpdesk@"));
    const userRefreshToken = helpdesk?.refreshToken ?? "";
    const client = await userClient(emulator(), { ...emulator(), userRefreshToken });
    const { id, subscriptionId } = customer("withPlan");
    const of = `/customers/${id}/subscriptions`;
    const lasts = ["usagesummary", "meterusagerecords", "resourceusagerecords", "usagerecords/resources"];
    for (const path of [
      "/usagesummary",
      "/customers/usagerecords",
      `/customers/${id}/usagesummary`,
      `${of}/usagerecords`,
      ...[...lasts, "usagerecords/daily"].map((last) => `${of}/${subscriptionId}/${last}`),
    ]) {
      expect((await client.get(path)).status).toBe(200);
    }
    expect(await codeOf(client.patch(`/customers/${id}/usagebudget`, { Amount: 1 }))).toEqual([403, 900150]);
  });

  test("know only the partner's own customers", async () => {
    const other = emulator().otherPartner.customers[0]?.id;
    expect(await codeOf(get(`/customers/${other}/usagesummary`))).toEqual([403, 20002]);
    expect(itemOf((await get("/customers/usagerecords")).body, other ?? "")).toBeUndefined();
    const unknown = await codeOf(get("/customers/11111111-2222-4333-8444-555555555555/usagesummary"));
    expect(unknown).toEqual([404, 60003]);
  });
});

const resource = { meter: "vmB2s" as const, dailyQuantity: "24" };
const twoKinds: SeedFile = {
  partners: [
    {
      name: "Both Ways",
      domain: "both.example",
      customers: [
        {
          name: "Amphibia",
          domain: "amphibia.example",
          country: "FR",
          legacyAzure: true,
          legacyResources: [{ ...resource, name: "old" }],
          plans: [{ azureSubscriptions: [{ resources: [{ ...resource, name: "new" }] }] }],
        },
        { name: "Drylands", domain: "drylands.example", country: "US" },
        { name: "Flatlands", domain: "flatlands.example", country: "US" },
      ],
    },
    { name: "Two", domain: "two.example" },
  ],
};

describe("usage of a customer with a plan and a legacy subscription", () => {
  const emulator = useEmulator({ clock: start, seedFile: twoKinds, switches: usualUsage });
  const get = async (path: string) => (await userClient(emulator())).get(path);

  test("comes in two records, or in one", async () => {
    const two = (await get("/customers/usagerecords")).body;
    expect(two).toMatchObject({
      items: [
        { isUpgraded: true, currencyCode: "EUR" },
        { isUpgraded: false, currencyLocale: "fr-FR" },
      ],
    });
    emulator().switches.set({ bothAzureKinds: "oneRecord" });
    const one = (await get("/customers/usagerecords")).body;
    expect(one).toMatchObject({ totalCount: 1, items: [{ isUpgraded: true }] });
    const cost = (body: unknown, index: number) => Number(at(body, `items.${index}.totalCost`));
    expect(cost(one, 0)).toBeCloseTo(cost(two, 0) + cost(two, 1), 10);
    const { id = "" } = emulator().customers[0] ?? {};
    const summary = (await get(`/customers/${id}/usagesummary`)).body;
    expect(at(summary, "totalCost")).toBe(cost(one, 0));
    expect(at(summary, "billingStartDate")).toBe("2026-05-01T00:00:00+00:00");
    expect((await get("/usagesummary")).body).toMatchObject({
      customersWithUsageBasedSubscription: 1,
      currencyLocale: "en-US",
    });
  });

  test("counts as over its budget when one of the two is, whatever the other", async () => {
    const records = (await get("/customers/usagerecords")).body;
    const costs = ["0", "1"].map((index) => Number(at(records, `items.${index}.totalCost`)));
    const { id = "" } = emulator().customers[0] ?? {};
    const amount = Math.max(...costs) - 0.01;
    await (await appClient(emulator())).patch(`/customers/${id}/usagebudget`, { Amount: amount });
    const percents = async () => {
      const { body } = await get("/customers/usagerecords");
      return ["0", "1"].map((index) => Number(at(body, `items.${index}.percentUsed`))).toSorted((a, b) => a - b);
    };
    const [less, more] = await percents();
    expect(more).toBeGreaterThan(100);
    expect(less).toBeGreaterThan(80);
    expect((await get("/usagesummary")).body).toMatchObject({ customersOverBudget: 1, customersTrendingOver: 0 });
  });
});
