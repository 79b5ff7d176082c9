import { portal } from "../src";
import { appClient, at, codeOf, customerOf, textAt, useEmulator, userClient } from "./support";
import { usualUsage } from "./usual-usage";

const start = Date.UTC(2026, 4, 20, 12);
const day = 24 * 60 * 60_000;
const lastModifiedDate = "2026-05-20T05:11:07.1533333+00:00";
const planCost = Number("419.35471345378485476389");
const planUsdCost = Number("456.5231481728315212");
const wish = { name: "new", group: "g", location: "westeurope", dailyQuantity: "10", tags: {}, additionalInfo: {} };

/** The items of a collection. */
function itemsOf(body: unknown): unknown[] {
  const items = at(body, "items");
  return Array.isArray(items) ? items : [];
}

const sumOf = (items: readonly unknown[], member: string): number =>
  items.reduce<number>((sum, one) => sum + Number(at(one, member)), 0);

describe("usage of a subscription", () => {
  const emulator = useEmulator({ clock: start, switches: usualUsage });
  const path = (kind: "withPlan" | "legacy", last: string) => {
    const { id, subscriptionId } = customerOf(emulator(), kind);
    return `/customers/${id}/subscriptions/${subscriptionId}/${last}`;
  };
  const get = async (kind: "withPlan" | "legacy", last: string) => (await userClient(emulator())).get(path(kind, last));
  /** Somebody makes a resource in the plan's first Azure subscription, and two days pass. */
  const grow = (meter: "vmB2s" | "publicIp", name = "new", location = "westeurope") => {
    const [azure = ""] = customerOf(emulator(), "withPlan").azureSubscriptionIds ?? [];
    portal.addResource(emulator().model, azure, { ...wish, meter, name, location });
    emulator().clock.advance(2 * day);
    return azure;
  };

  test("is summed up over its period", async () => {
    const { subscriptionId } = customerOf(emulator(), "withPlan");
    expect((await get("withPlan", "usagesummary")).body).toEqual({
      billingStartDate: "2026-05-01T00:00:00+00:00",
      billingEndDate: "2026-06-01T00:00:00+00:00",
      resourceId: subscriptionId,
      resourceName: "Azure plan",
      totalCost: planCost,
      currencyCode: "EUR",
      usdTotalCost: planUsdCost,
      lastModifiedDate,
      links: { self: { uri: path("withPlan", "usagesummary"), method: "GET", headers: [] } },
      attributes: { objectType: "SubscriptionUsageSummary" },
    });
    const legacy = customerOf(emulator(), "legacy").subscriptionId;
    expect((await get("legacy", "usagesummary")).body).toEqual({
      billingStartDate: "2026-04-28T00:00:00-07:00",
      billingEndDate: "2026-05-27T00:00:00-07:00",
      resourceId: legacy,
      id: legacy,
      resourceName: "Microsoft Azure",
      name: "Microsoft Azure",
      totalCost: 81.87114861852,
      currencyLocale: "en-US",
      lastModifiedDate,
      links: { self: { uri: path("legacy", "usagesummary"), method: "GET", headers: [] } },
      attributes: { objectType: "SubscriptionUsageSummary" },
    });
    grow("vmB2s");
    expect(at((await get("withPlan", "usagesummary")).body, "totalCost")).toBeGreaterThan(planCost);
  });

  test("comes by meter over all Azure subscriptions of a plan, free meters too", async () => {
    const before = itemsOf((await get("withPlan", "meterusagerecords")).body);
    expect(before).toHaveLength(8);
    expect(sumOf(before, "totalCost")).toBeCloseTo(planCost, 10);
    expect(sumOf(before, "usdTotalCost")).toBeCloseTo(planUsdCost, 10);
    expect(before[0]).toEqual({
      subscriptionId: customerOf(emulator(), "withPlan").subscriptionId,
      meterId: "DZH318Z0BQ3L-0049-Virtual Machines/D2 v3/D2s v3 (EU West)",
      meterName: "D2 v3/D2s v3",
      category: "Virtual Machines",
      subcategory: "Dv3/DSv3 Series",
      unit: "1 Hour",
      quantityUsed: 921.216,
      totalCost: expect.closeTo(99.00703605252096, 12),
      currencyCode: "EUR",
      usdTotalCost: 107.782272,
      lastModifiedDate,
      attributes: { objectType: "MeterUsageRecord" },
    });
    expect(before.filter((one) => at(one, "totalCost") === 0)).toMatchObject([
      { meterName: "Basic Private Link (free)", quantityUsed: expect.any(Number) },
    ]);
    const [, second = ""] = customerOf(emulator(), "withPlan").azureSubscriptionIds ?? [];
    portal.addResource(emulator().model, second, { ...wish, meter: "publicIp", dailyQuantity: "1000" });
    grow("publicIp", "elsewhere", "uksouth");
    const after = itemsOf((await get("withPlan", "meterusagerecords")).body);
    const addresses = after.filter((one) => at(one, "meterName") === "Standard IPv4 Static Public IP");
    expect(addresses.map((one) => textAt(one, "meterId").slice(-10))).toEqual([" (EU West)", "(UK South)"]);
    expect(at(addresses[0], "quantityUsed")).toBeGreaterThan(Number(at(before[2], "quantityUsed")) + 500);
  });

  test("comes by resource over all its meters", async () => {
    const items = itemsOf((await get("withPlan", "resourceusagerecords")).body);
    expect(items).toHaveLength(6);
    expect(sumOf(items, "totalCost")).toBeCloseTo(planCost, 10);
    const [azure] = customerOf(emulator(), "withPlan").azureSubscriptionIds ?? [];
    expect(items[0]).toEqual({
      subscriptionId: customerOf(emulator(), "withPlan").subscriptionId,
      resourceUri: `/subscriptions/${azure}/resourceGroups/landing-zone/providers/Microsoft.Compute/virtualMachines/jump-01`,
      resourceType: "Microsoft.Compute",
      entitlementId: azure,
      entitlementName: "Esker landing zone",
      resourceGroupName: "landing-zone",
      name: "jump-01",
      resourceName: "jump-01",
      totalCost: expect.closeTo(104.0112450133848, 12),
      currencyCode: "EUR",
      usdTotalCost: 113.23001625,
      lastModifiedDate,
      attributes: { objectType: "ResourceUsageRecord" },
    });
    expect(items.map((one) => at(one, "resourceGroupName"))).toEqual(
      expect.arrayContaining(["Network", "network", "data"]),
    );
    grow("vmB2s");
    const after = itemsOf((await get("withPlan", "resourceusagerecords")).body);
    expect(after).toHaveLength(7);
    expect(after).toContainEqual(expect.objectContaining({ name: "new", entitlementId: azure }));
  });

  test("of a legacy subscription comes by meter, or as its page prints, and by resource by switch", async () => {
    const meters = itemsOf((await get("legacy", "meterusagerecords")).body);
    expect(meters).toMatchObject([
      { meterName: "B2s", currencyLocale: "en-US", attributes: { objectType: "MeterUsageRecord" } },
      { meterName: "Hot LRS Data Stored" },
    ]);
    expect(meters[0]).not.toHaveProperty("currencyCode");
    expect(itemsOf((await get("legacy", "resourceusagerecords")).body)).toEqual([]);
    emulator().switches.set({ legacyMeterUsage: "subscriptions", legacyResourceUsage: "records" });
    expect(itemsOf((await get("legacy", "meterusagerecords")).body)).toMatchObject([
      { offerId: "MS-AZR-0145P", attributes: { objectType: "SubscriptionMonthlyUsageRecord" } },
    ]);
    const { subscriptionId } = customerOf(emulator(), "legacy");
    expect(itemsOf((await get("legacy", "resourceusagerecords")).body)).toMatchObject([
      { name: "shop-web", entitlementId: subscriptionId, entitlementName: "Microsoft Azure", currencyLocale: "en-US" },
      { name: "shopmedia" },
    ]);
    expect(itemsOf((await get("withPlan", "meterusagerecords")).body)).toHaveLength(8);
  });

  test("of a legacy subscription comes by meter of the rate card, to applications too, and by day", async () => {
    const { subscriptionId = "" } = customerOf(emulator(), "legacy");
    const ask = async (last: string, kind: "withPlan" | "legacy" = "legacy") => {
      const client = last === "usagerecords/daily" ? userClient(emulator()) : appClient(emulator());
      return itemsOf((await (await client).get(path(kind, last))).body);
    };
    const meters = await ask("usagerecords/resources");
    const guid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(meters[0]).toEqual({
      category: "Virtual Machines",
      subcategory: "BS Series",
      unit: "1 Hour",
      quantityUsed: 1582.848,
      resourceId: guid,
      id: guid,
      resourceName: "B2s",
      name: "B2s",
      totalCost: 78.5092608,
      currencyLocale: "en-US",
      lastModifiedDate,
      attributes: { objectType: "AzureResourceMonthlyUsageRecord" },
    });
    const days = await ask("usagerecords/daily");
    expect(days).toHaveLength(21);
    expect(days[0]).toEqual({
      dateUsed: "2026-04-28T00:00:00+00:00",
      resourceId: subscriptionId,
      id: subscriptionId,
      resourceName: "Microsoft Azure",
      name: "Microsoft Azure",
      totalCost: expect.closeTo(2.93793585096, 12),
      currencyLocale: "en-US",
      lastModifiedDate,
      attributes: { objectType: "SubscriptionDailyUsageRecord" },
    });
    expect(sumOf(days, "totalCost")).toBeCloseTo(81.87114861852, 10);
    expect(sumOf(meters, "totalCost")).toBeCloseTo(81.87114861852, 10);
    expect(await ask("usagerecords/resources", "withPlan")).toEqual([]);
    expect(await ask("usagerecords/daily", "withPlan")).toEqual([]);
    emulator().clock.advance(day);
    expect(sumOf(await ask("usagerecords/resources"), "totalCost")).toBeGreaterThan(82);
    expect(await ask("usagerecords/daily")).toHaveLength(22);
  });

  test("comes in one answer, or page after page by switch", async () => {
    const client = await userClient(emulator());
    for (const [last, lengths] of [
      ["meterusagerecords", [3, 3, 2]],
      ["resourceusagerecords", [3, 3]],
    ] as const) {
      const url = path("withPlan", last);
      emulator().switches.set({ usagePaging: "none" });
      const whole = itemsOf((await client.get(url)).body);
      emulator().switches.set({ usagePaging: "pages" });
      const pages = [(await client.get(url)).body];
      for (let next = pages[0]; at(next, "links.next") !== undefined; next = pages.at(-1)) {
        expect(textAt(next, "links.next.uri")).toBe(`${url}?seekOperation=Next`);
        const headers = { "MS-ContinuationToken": textAt(next, "continuationToken") };
        pages.push((await client.get(`${url}?seekOperation=Next`, headers)).body);
      }
      expect(pages.map((page) => itemsOf(page).length)).toEqual(lengths);
      expect(pages.flatMap(itemsOf)).toEqual(whole);
      expect(await codeOf(client.get(`${url}?seekOperation=Next`, { "MS-ContinuationToken": "x" }))).toEqual([
        400, 3000,
      ]);
      expect(await codeOf(client.get(`${url}?seekOperation=Next`))).toEqual([400, 3000]);
    }
  });

  test("is refused for an id that is none, and for an Azure subscription's in the place of its plan's", async () => {
    const client = await appClient(emulator());
    const { id, azureSubscriptionIds } = customerOf(emulator(), "withPlan");
    const of = (subscriptionId: string | undefined) =>
      codeOf(client.get(`/customers/${id}/subscriptions/${subscriptionId}/usagerecords/resources`));
    const unknown = "11111111-2222-4333-8444-555555555555";
    expect(await of(azureSubscriptionIds?.[0])).toEqual([400, 2012]);
    expect(await of(unknown)).toEqual([404, 20003]);
    expect(await of(customerOf(emulator(), "legacy").subscriptionId)).toEqual([404, 20003]);
    expect(await of(customerOf(emulator(), "suspendedPlan").azureSubscriptionIds?.[0])).toEqual([404, 20003]);
    emulator().switches.set({ unknownUsageSubscription: "2012" });
    expect(await of(unknown)).toEqual([400, 2012]);
    emulator().switches.set({ unknownUsageSubscription: "20003" });
    expect(await of(azureSubscriptionIds?.[0])).toEqual([404, 20003]);
  });

  test("goes on under the plan after an upgrade, and leaves what was before with the legacy subscription", async () => {
    const { id, subscriptionId = "" } = customerOf(emulator(), "legacy");
    const records = async () =>
      itemsOf((await (await userClient(emulator())).get(`/customers/${id}/subscriptions/usagerecords`)).body);
    const rollup = async () =>
      itemsOf((await (await userClient(emulator())).get("/customers/usagerecords")).body)
        .filter((one) => at(one, "id") === id)
        .map((one) => at(one, "isUpgraded"));
    const user = await userClient(emulator());
    await user.post("/productUpgrades", { customerId: id, productFamily: "azure" });
    emulator().clock.advance(10 * 60_000);
    expect(await rollup()).toEqual([true, false]);
    emulator().clock.advance(3 * day);
    const [plan, legacy] = await records();
    expect(plan).toMatchObject({ name: "Azure plan", currencyCode: "USD", status: "active" });
    expect(legacy).toMatchObject({ id: subscriptionId, currencyLocale: "en-US", status: "suspended" });
    expect(at(plan, "totalCost")).toBeGreaterThan(0);
    const planId = textAt(plan, "id");
    const client = await userClient(emulator());
    const resources = await client.get(`/customers/${id}/subscriptions/${planId}/resourceusagerecords`);
    expect(itemsOf(resources.body)).toMatchObject([
      { name: "shop-web", entitlementId: subscriptionId },
      { name: "shopmedia" },
    ]);
    const days = itemsOf((await get("legacy", "usagerecords/daily")).body);
    expect(textAt(days.at(-1), "dateUsed").slice(0, 10)).toBe("2026-05-20");
    emulator().clock.advance(10 * day);
    expect(await records()).toMatchObject([{ id: planId }]);
    expect(await rollup()).toEqual([true]);
    expect(at((await get("legacy", "usagesummary")).body, "totalCost")).toBe(0);
  });
});
