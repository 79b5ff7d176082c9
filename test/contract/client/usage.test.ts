import { useBench } from "./emulated-client";

/** More than a JavaScript number keeps. */
const everyDigit = expect.stringMatching(/^\d{3}\.\d{15,20}$/);

/** The switches under which the same usage is told. */
const manners = [
  {},
  { linkSpelling: "noLeadingSlash", totalCounts: "more", bom: "off" },
  { legacySummaryNames: "both", oldBudgetMembers: "present", decimalSpelling: "trailingZeros" },
];

describe.each(manners)("usage (%j)", (switches) => {
  const bench = useBench({ clock: Date.UTC(2026, 4, 20, 12), switches });

  it("is told by customer, with every digit", async () => {
    const { userClient, customer } = bench();
    const { usage, budgets } = userClient();
    const { id: customerId, name } = customer("withPlan");
    const recordOf = async (id: string) =>
      (await usage.listByCustomer().all()).items.find(({ resourceId }) => resourceId === id);
    expect(await recordOf(customerId)).toMatchObject({
      totalCost: everyDigit,
      usdTotalCost: everyDigit,
      currencyCode: "EUR",
      isUpgraded: true,
      percentUsed: expect.stringMatching(/^\d\d\.\d{1,2}$/),
      budget: { amount: "1250.5" },
      name,
    });
    await budgets.remove({ customerId });
    bench().emulator.clock.advance(24 * 3_600_000);
    expect((await recordOf(customerId))?.budget?.amount).toBeUndefined();
    expect(await recordOf(customer("legacy").id)).toMatchObject({ isUpgraded: false, currencyLocale: "en-US" });
  });

  it("is summed for the partner, a customer and a subscription", async () => {
    const { userClient, customer, emulator } = bench();
    const { usage } = userClient();
    const { id: customerId, name, subscriptionId = "" } = customer("withPlan");
    const summary = await usage.getCustomerSummary({ customerId });
    expect(summary).toMatchObject({ id: customerId, resourceId: customerId, name, resourceName: name });
    expect(summary.totalCost).toEqual(everyDigit);
    const ofPlan = await usage.getSubscriptionSummary({ customerId, subscriptionId });
    expect(ofPlan).toMatchObject({ resourceId: subscriptionId, totalCost: summary.totalCost });
    expect((await usage.getPartnerSummary()).resourceId).toBe(emulator.tenantId);
    const withoutUsage = usage.getCustomerSummary({ customerId: customer("new").id });
    await expect(withoutUsage).rejects.toMatchObject({ kind: "api", code: "3000" });
  });

  it("is told by subscription, meter and resource", async () => {
    const { userClient, customer } = bench();
    const { usage } = userClient();
    const { id: customerId, subscriptionId = "" } = customer("withPlan");
    const plan = { customerId, subscriptionId };
    const { items: plans } = await usage.listBySubscription(plan).all();
    expect(plans).toMatchObject([
      { id: subscriptionId, status: "active", offerId: expect.stringMatching(/^DZH318Z0BPS6/) },
    ]);
    const { items: meters } = await usage.listByMeter(plan).all();
    expect(meters.length).toBeGreaterThan(5);
    expect(meters[0]).toMatchObject({
      subscriptionId,
      meterId: expect.stringMatching(/^DZH/),
      unit: expect.any(String),
    });
    const names: string[] = [];
    for await (const { resourceUri, entitlementId } of usage.listByResource(plan)) {
      expect(resourceUri?.toLowerCase()).toContain(`/subscriptions/${entitlementId}`);
      names.push(resourceUri ?? "");
    }
    expect(names.length).toBeGreaterThan(5);
    expect(new Set(names).size).toBe(names.length);
  });

  it("of legacy Azure is told by the rate card and by day", async () => {
    const { userClient, client, customer } = bench();
    const { id: customerId, subscriptionId = "" } = customer("legacy");
    const { items } = await client().usage.listByRateCard({ customerId, subscriptionId }).all();
    expect(items[0]).toMatchObject({ resourceId: expect.stringMatching(/^[0-9a-f-]{36}$/), currencyLocale: "en-US" });
    const { items: days } = await userClient().usage.listByDay({ customerId, subscriptionId }).all();
    expect(days[0]?.dateUsed).toMatch(/^2026-0[45]-\d\dT/);
  });
});
