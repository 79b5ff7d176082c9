import { lineItems as items, listed, plainBilling, unbilledPath } from "./billing-pages";
import { buy, sandboxSeed } from "./shop";
import { admin, appClient, at, type Client, customerOf, textAt, useEmulator } from "./support";

const start = Date.UTC(2026, 4, 20, 10, 30);
const hour = 3_600_000;
const day = 24 * hour;
const switches = {
  ...plainBilling,
  subscriptionPatch: "200",
  v1UnbilledReconciliation: "live",
  v1BilledReconciliation: "live",
};

describe("what is bought by the seat or the piece", () => {
  const emulator = useEmulator({ clock: start, switches });
  const customer = () => customerOf(emulator(), "new");

  /** The unbilled lines of a subscription, with these members. */
  const lines = async (client: Client, id: string, period = "current", ...members: string[]) =>
    listed({ items: await items(client, unbilledPath("billing", period, "USD")) }, "subscriptionId", ...members)
      .filter(([of]) => of === id)
      .map(([, ...rest]) => rest);
  const amounts = ["chargeType", "billableQuantity", "subtotal"];

  test("is charged once it is there, as the cart said, and again with each billing cycle", async () => {
    const client = await appClient(emulator());
    const { orderId, subscriptionId } = await buy(client, customer().id, "office", {
      promotionId: "CFQ7TTC0LH18:0001:39NFJQT1PFPL",
    });
    const path = unbilledPath("billing", "current", "USD");
    const [line] = (await items(client, path)).filter((one) => at(one, "subscriptionId") === subscriptionId);
    const order = await client.get(`/customers/${customer().id}/orders/${orderId}?price=true`);
    expect(line).toMatchObject({
      customerId: customer().id,
      orderId,
      productId: "CFQ7TTC0LH18",
      skuId: "0001",
      availabilityId: textAt(order.body, "lineItems.0.offerId").split(":")[2],
      productName: "Practice Office Suite",
      skuName: "Practice Office Suite Basic",
      chargeType: "new",
      quantity: 5,
      billableQuantity: 5,
      unitPrice: 60,
      effectiveUnitPrice: 51,
      subtotal: 255,
      totalForCustomer: 255,
      unitType: "Licenses",
      termAndBillingCycle: "1 Year commitment, billed every month",
      billingFrequency: "1-month",
      promotionId: "CFQ7TTC0LH18:0001:39NFJQT1PFPL",
      priceAdjustmentDescription: '[{"Name":"Promotion","Value":15,"Type":"Percentage"}]',
      subscriptionStartDate: "2026-05-20T00:00:00Z",
      subscriptionEndDate: "2027-05-20T00:00:00Z",
      chargeStartDate: "2026-05-20T00:00:00Z",
      chargeEndDate: "2026-06-20T00:00:00Z",
      currency: "USD",
      pricingCurrency: "USD",
      pcToBCExchangeRate: 1,
    });
    emulator().clock.change({ now: start + 31 * day - hour });
    expect(await lines(client, subscriptionId, "current", ...amounts)).toEqual([]);
    emulator().clock.change({ now: start + 31 * day + hour });
    expect(await lines(client, subscriptionId, "current", ...amounts)).toEqual([["renew", 5, 255]]);
    const invoices = listed(
      (await client.get("/invoices?invoiceType=OneTime")).body,
      "id",
      "currencyCode",
      "totalCharges",
    );
    const [may] = invoices.filter(([, currency]) => currency === "USD");
    expect(may?.[2]).toBe(255);
    emulator().clock.change({ now: Date.UTC(2027, 5, 1) });
    const [renewed] = await lines(client, subscriptionId, "previous", "chargeType", "subscriptionStartDate");
    expect(renewed).toEqual(["renew", "2027-05-20T00:00:00Z"]);
  });

  test("counts seats that come or go, and what is given back, for the rest of the billing cycle", async () => {
    emulator().switches.set({ provisioningDelay: "20s" });
    const client = await appClient(emulator());
    const { subscriptionId } = await buy(client, customer().id, "office");
    const path = `/customers/${customer().id}/subscriptions/${subscriptionId}`;
    const change = async (more: object) =>
      expect((await client.patch(path, { ...Object((await client.get(path)).body), ...more })).status).toBe(200);
    const whole = { from: start + 20_001, days: 31 };
    emulator().clock.change({ now: whole.from + 3.1 * day, frozen: true });
    await change({ quantity: 7 });
    const added = await lines(client, subscriptionId, "current", ...amounts, "chargeStartDate", "chargeEndDate");
    expect(added[0]?.slice(0, 3)).toEqual(["new", 5, 300]);
    expect(added[1]?.slice(0, 2)).toEqual(["addQuantity", 2]);
    expect(Number(added[1]?.[2])).toBeCloseTo(2 * 60 * 0.9, 1);
    expect(added[1]?.slice(3)).toEqual(["2026-05-23T00:00:00Z", "2026-06-20T00:00:00Z"]);
    emulator().clock.change({ now: whole.from + 6.2 * day });
    await change({ quantity: 6 });
    await change({ status: "deleted" });
    const given = await lines(client, subscriptionId, "current", ...amounts);
    expect(given.slice(2).map(([type, quantity]) => [type, quantity])).toEqual([
      ["removeQuantity", -1],
      ["cancelImmediate", -6],
    ]);
    expect(Number(given[2]?.[2])).toBeCloseTo(-60 * 0.8, 1);
    expect(Number(given[3]?.[2])).toBeCloseTo(-6 * 60 * 0.8, 1);
    emulator().clock.change({ now: start + 40 * day });
    expect(await lines(client, subscriptionId, "current", ...amounts)).toEqual([]);
  });

  test("that is kept for ever is charged once; a marketplace service only once it is activated", async () => {
    const client = await appClient(emulator());
    const server = await buy(client, customer().id, "server", { quantity: 2 });
    const ledger = await buy(client, customer().id, "ledger", { quantity: 3 });
    expect(await lines(client, server.subscriptionId, "current", ...amounts, "chargeStartDate")).toEqual([
      ["new", 2, 1080, "0001-01-01T00:00:00"],
    ]);
    expect(await lines(client, ledger.subscriptionId, "current", ...amounts)).toEqual([]);
    const dropped = await buy(client, customer().id, "ledger", { quantity: 4 });
    await admin(emulator(), "POST", `/portal/subscriptions/${dropped.subscriptionId}`, { status: "deleted" });
    expect(await lines(client, dropped.subscriptionId, "current", ...amounts)).toEqual([]);
    await admin(emulator(), "POST", `/portal/subscriptions/${ledger.subscriptionId}`, { status: "active" });
    expect(await lines(client, ledger.subscriptionId, "current", ...amounts)).toEqual([["new", 3, 27]]);
    emulator().clock.change({ now: start + 40 * day });
    expect(await lines(client, server.subscriptionId, "current", ...amounts)).toEqual([]);
    expect(await lines(client, ledger.subscriptionId, "current", ...amounts)).toEqual([["renew", 3, 27]]);
  });
});

describe("a savings plan", () => {
  const seed = {
    name: "Saver",
    domain: "saver.example",
    plans: [{ friendlyName: "P" }],
    others: [{ kind: "savingsPlan" }],
  };
  const other = { name: "Two", domain: "two.example", kind: "indirectProvider" };
  const partners = [{ name: "One", domain: "one.example", customers: [seed] }, other];
  const emulator = useEmulator({ clock: start, switches, seedFile: JSON.parse(JSON.stringify({ partners })) });

  test("is charged for each hour that was promised", async () => {
    const client = await appClient(emulator());
    const [first] = listed((await client.get("/invoices")).body, "id", "totalCharges");
    const [line] = await items(client, `/invoices/${first?.[0]}/lineitems/onetime/billinglineitems`);
    const hours = 365 * 24;
    expect(line).toMatchObject({
      unitType: "1 Hour",
      unitPrice: 1.25,
      billableQuantity: hours,
      subtotal: 1.25 * hours,
    });
    expect(first?.[1]).toBe(1.25 * hours);
  });
});

describe("an order that a sandbox takes back", () => {
  const emulator = useEmulator({ clock: start, switches, ...sandboxSeed });

  test("is credited", async () => {
    const client = await appClient(emulator());
    const [customer] = emulator().customers;
    const { orderId } = await buy(client, customer?.id ?? "", "server");
    const path = `/customers/${customer?.id}/orders/${orderId}`;
    const order = await client.get(path);
    expect((await client.patch(path, { ...Object(order.body), status: "cancelled" })).status).toBe(200);
    const lines = listed(
      { items: await items(client, unbilledPath("billing", "current", "USD")) },
      "chargeType",
      "subtotal",
    );
    expect(lines).toEqual([
      ["new", 540],
      ["cancelImmediate", -540],
    ]);
  });
});
