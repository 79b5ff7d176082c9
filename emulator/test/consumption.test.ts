import Big from "big.js";
import { portal } from "../src";
import { cancelAzureSubscription, reactivateAzureSubscription } from "../src/model/azure-subscriptions";
import { dayMs, hourMs, ratedDays, usageRows, usageTotals } from "../src/model/consumption";
import type { AzureSubscription } from "../src/model/entities";
import { exchangeRate } from "../src/model/exchange-rates";
import { admin, at, customerOf, textAt, useEmulator } from "./support";

const start = Date.UTC(2026, 4, 20);
const always = { from: 0, to: Number.POSITIVE_INFINITY };
const wish = { meter: "vmB2s", name: "vm", group: "g", location: "uksouth", dailyQuantity: "24" };
const sum = (numbers: readonly string[]) => numbers.reduce((left, right) => left.plus(right), new Big(0)).toFixed();

describe("consumption", () => {
  const emulator = useEmulator({ clock: start });

  const seededPlan = (kind: "withPlan" | "legacy" | "suspendedPlan") => {
    const plan = emulator().model.subscriptions.get(customerOf(emulator(), kind).subscriptionId ?? "");
    if (plan === undefined) {
      throw new Error("the seed has no such plan");
    }
    return plan;
  };

  /** A plan of the very start, from which the clock moves on only when told. */
  const bought = () => {
    const { model, clock } = emulator();
    clock.change({ now: start, frozen: true });
    const order = portal.buyPlan(model, customerOf(emulator(), "new", 1).id, {});
    const plan = model.subscriptions.get(order.lines[0]?.subscriptionId ?? "");
    const [azure] = model.azureSubscriptionsOf(plan?.id ?? "");
    if (plan === undefined || azure === undefined) {
      throw new Error("there should be a plan with an Azure subscription");
    }
    return { model, plan, azure };
  };

  /** The days (counted from the start) on which the plan used something, and how many hours of a steady day. */
  const hoursByDay = (azure: AzureSubscription) => {
    const rows = usageRows(emulator().model, azure, always, hourMs);
    const days = rows.map(({ from }) => Math.floor((from - start) / dayMs));
    return Object.fromEntries([...new Set(days)].map((day) => [day, days.filter((one) => one === day).length]));
  };

  test("of the seed covers the two months before, differs by customer and never by run", () => {
    emulator().switches.set({ usageLatency: "24h" });
    const { model } = emulator();
    const rows = ratedDays(model, seededPlan("withPlan"), always);
    expect(new Date(rows[0]?.from ?? 0).toISOString().slice(0, 10)).toBe("2026-02-14");
    expect(new Date(rows.at(-1)?.from ?? 0).toISOString().slice(0, 10)).toBe("2026-05-18");
    expect(new Set(rows.map((row) => row.resource.id)).size).toBe(8);
    const april = { from: Date.UTC(2026, 3, 1), to: Date.UTC(2026, 4, 1) };
    const costs = (["withPlan", "legacy", "suspendedPlan"] as const).map((kind) =>
      sum(usageTotals(model, seededPlan(kind), april).map((one) => one.usdCost)),
    );
    expect(costs).toEqual(["782.6963581743069652", "112.18660032888", "32.9845952"]);
  });

  test("is rated exactly: price, earned credit, exchange rate and totals hang together to the last digit", () => {
    const { model } = emulator();
    const rows = ratedDays(model, seededPlan("withPlan"), always);
    for (const row of rows) {
      const credit = row.meter.partnerEarnedCredit ? "0.85" : "1";
      expect(row.effectiveUnitPrice).toBe(new Big(row.unitPrice).times(credit).toFixed());
      expect(row.pricingPreTaxTotal).toBe(new Big(row.effectiveUnitPrice).times(row.quantity).toFixed());
      expect(row.billingPreTaxTotal).toBe(new Big(row.pricingPreTaxTotal).times(row.exchangeRate).toFixed());
    }
    expect(rows.find((row) => row.resource.name === "eskerlake")).toMatchObject({
      quantity: "150.8870003495",
      unitPrice: "0.0196",
      effectiveUnitPrice: "0.01666",
      earnedCreditRate: "0.15",
      pricingCurrency: "USD",
      billingCurrency: "EUR",
      exchangeRate: "0.92942080",
      exchangeRateDate: Date.UTC(2026, 1, 1),
      billingPreTaxTotal: "2.336357026130046609536",
    });
    const may = { from: Date.UTC(2026, 4, 1), to: Date.UTC(2026, 5, 1) };
    const totals = usageTotals(model, seededPlan("withPlan"), may);
    const undiscounted = ratedDays(model, seededPlan("withPlan"), may).map((row) =>
      new Big(row.quantity).times(row.unitPrice).times(row.exchangeRate).toFixed(),
    );
    expect(sum(totals.map((one) => one.cost))).toBe(sum(undiscounted));
  });

  test("varies from day to day about its average, and hours add up to their day", () => {
    const { model } = emulator();
    const days = usageRows(model, seededPlan("withPlan"), always, dayMs);
    const quantities = days
      .filter((row) => row.meter.name === "vCore")
      .map((row) => Number(row.quantity) / 17.3333333333);
    expect(new Set(quantities).size).toBeGreaterThan(80);
    expect(Math.min(...quantities)).toBeGreaterThanOrEqual(0.75);
    expect(Math.max(...quantities)).toBeLessThanOrEqual(1.25);
    expect(quantities.reduce((left, right) => left + right, 0) / quantities.length).toBeCloseTo(1, 1);
    const hours = usageRows(model, seededPlan("withPlan"), always, hourMs);
    expect(sum(hours.map((row) => row.quantity))).toBe(sum(days.map((row) => row.quantity)));
  });

  test("of a new purchase is nothing until somebody adds a resource, and shows a day after the day's end", () => {
    emulator().switches.set({ usageLatency: "24h" });
    const { model, plan, azure } = bought();
    emulator().clock.advance(5 * dayMs);
    expect(ratedDays(model, plan, always)).toEqual([]);
    emulator().clock.advance(10.5 * hourMs);
    portal.addResource(model, azure.id, { ...wish, meter: "vmB2s", tags: {}, additionalInfo: {} });
    emulator().clock.advance(1.5 * dayMs);
    expect(ratedDays(model, plan, always)).toEqual([]);
    emulator().clock.advance(dayMs - 10.5 * hourMs + 0.5 * dayMs);
    expect(hoursByDay(azure)).toEqual({ 5: 13, 6: 24 });
    emulator().switches.set({ usageLatency: "0s" });
    expect(hoursByDay(azure)).toEqual({ 5: 13, 6: 24, 7: 24 });
    expect(ratedDays(model, plan, { from: start + 6 * dayMs, to: start + 7 * dayMs })).toHaveLength(1);
    emulator().clock.advance(dayMs);
    expect(ratedDays(model, plan, always)).toHaveLength(4);
  });

  test("stops while the Azure subscription is inactive or the plan suspended, and goes on after", () => {
    emulator().switches.set({ entitlementDelay: "10m" });
    const { model, plan, azure } = bought();
    const { clock } = emulator();
    emulator().switches.set({ usageLatency: "0s" });
    portal.addResource(model, azure.id, { ...wish, meter: "vmB2s", tags: {}, additionalInfo: {} });
    clock.advance(dayMs + 6 * hourMs - 10 * 60_000);
    cancelAzureSubscription(model, azure);
    clock.advance(dayMs);
    model.settle(azure);
    reactivateAzureSubscription(model, plan, azure);
    clock.advance(dayMs);
    portal.editSubscription(model, plan.id, { status: "suspended" });
    clock.advance(2 * dayMs);
    portal.editSubscription(model, plan.id, { status: "active" });
    clock.advance(dayMs);
    clock.advance(dayMs);
    expect(hoursByDay(azure)).toEqual({ 0: 24, 1: 6, 2: 18, 3: 6, 5: 18, 6: 24, 7: 5 });
    const [resource] = portal.removeResources(model, azure.id);
    clock.advance(3 * dayMs);
    expect(hoursByDay(azure)[7]).toBe(6);
    expect(hoursByDay(azure)[8]).toBeUndefined();
    expect(resource?.to).toBe(start + 7 * dayMs + 6 * hourMs - 10 * 60_000);
  });

  test("survives saving and loading digit for digit", () => {
    const before = ratedDays(emulator().model, seededPlan("suspendedPlan"), always);
    const saved = emulator().saveState();
    portal.editSubscription(emulator().model, seededPlan("suspendedPlan").id, { status: "missing" });
    emulator().loadState(saved);
    expect(ratedDays(emulator().model, seededPlan("suspendedPlan"), always)).toEqual(before);
    expect(before.length).toBeGreaterThan(70);
  });

  test("is converted at a rate that is the same for a month and moves from month to month", () => {
    expect(exchangeRate("USD", start)).toEqual({ rate: "1", date: Date.UTC(2026, 4, 1) });
    expect(exchangeRate("EUR", start)).toEqual(exchangeRate("EUR", start + 11 * dayMs));
    expect(exchangeRate("EUR", start)).not.toEqual(exchangeRate("EUR", start + 12 * dayMs));
    expect(Number(exchangeRate("EUR", start).rate)).toBeCloseTo(0.9184, 1);
    expect(Number(exchangeRate("JPY", start).rate)).toBeCloseTo(151.37, -1);
  });

  test("comes from resources that people make and delete in the portal", async () => {
    const { azure } = bought();
    const path = `/portal/azureSubscriptions/${azure.id.toUpperCase()}/resources`;
    const made = await admin(emulator(), "POST", path, { ...wish, meter: "publicIp" });
    expect(made.status).toBe(201);
    expect(textAt(made.body, "resourceUri")).toBe(
      `/subscriptions/${azure.id}/resourceGroups/g/providers/Microsoft.Network/publicIPAddresses/vm`,
    );
    expect((await admin(emulator(), "POST", path, { ...wish, meter: "abacus" })).status).toBe(400);
    expect((await admin(emulator(), "POST", path.replace(/.{3}(?=\/resources)/, "000"), wish)).status).toBe(404);
    await admin(emulator(), "POST", path, wish);
    expect(at((await admin(emulator(), "GET", path)).body, "resources.1.name")).toBe("vm");
    expect((await admin(emulator(), "DELETE", `${path}/${textAt(made.body, "id")}`)).status).toBe(204);
    expect((await admin(emulator(), "DELETE", `${path}/${textAt(made.body, "id")}`)).status).toBe(404);
    expect(at((await admin(emulator(), "GET", path)).body, "resources")).toHaveLength(1);
    await admin(emulator(), "DELETE", path);
    expect(at((await admin(emulator(), "GET", path)).body, "resources")).toEqual([]);
    const legacy = `/portal/azureSubscriptions/${seededPlan("legacy").id}/resources`;
    expect((await admin(emulator(), "POST", legacy, wish)).status).toBe(201);
  });
});
