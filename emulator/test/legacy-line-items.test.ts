import { itemsOf, pagesOf, plainBilling, plainLinks } from "./billing-pages";
import { admin, appClient, at, type Client, customerOf, textAt, useEmulator } from "./support";

const start = Date.UTC(2026, 4, 20, 10, 30);

const licenceBased =
  "partnerId customerId customerName mpnId tier2MpnId orderId subscriptionId subscriptionName subscriptionDescription syndicationPartnerSubscriptionNumber offerId durableOfferId offerName domainName billingCycleType subscriptionStartDate subscriptionEndDate chargeStartDate chargeEndDate chargeType unitPrice quantity amount totalOtherDiscount subtotal tax totalForCustomer currency invoiceLineItemType billingProvider attributes";
const azureBase =
  "partnerId partnerName partnerBillableAccountId customerId customerCompanyName mpnId tier2MpnId invoiceNumber domainName billingCycleType subscriptionId subscriptionName subscriptionDescription orderId serviceName serviceType resourceGuid resourceName region chargeStartDate chargeEndDate unit";
const usageBased = `${azureBase} detailLineItemId sku consumedQuantity includedQuantity overageQuantity listPrice consumptionPrice consumptionDiscount currency pretaxCharges taxAmount postTaxTotal pretaxEffectiveRate postTaxEffectiveRate chargeType invoiceLineItemType billingProvider attributes`;
const dailyUsage = `${azureBase} customerBillableAccount usageDate meteredService meteredServiceType meteredRegion project serviceInfo consumedQuantity invoiceLineItemType billingProvider attributes`;

const membersOf = (item: unknown) => Object.keys(Object(item)).join(" ");

describe("line items of legacy commerce", () => {
  const emulator = useEmulator({ clock: start, switches: plainBilling });

  const invoices = async (client: Client) => itemsOf((await client.get("/invoices?invoiceType=Recurring")).body);
  const pathOf = async (client: Client, provider: string, type: string) => {
    const [invoice] = await invoices(client);
    return `/invoices/${textAt(invoice, "id")}/lineitems?provider=${provider}&invoiceLineItemType=${type}`;
  };
  const items = async (client: Client, path: string) => itemsOf((await client.get(path)).body);

  test("are there to this day: licences, what Azure cost, and what it used each day", async () => {
    const client = await appClient(emulator());
    const legacy = customerOf(emulator(), "legacy");
    const [invoice] = await invoices(client);
    const licences = await items(client, await pathOf(client, "office", "billinglineitems"));
    expect(licences.map(membersOf)).toEqual([licenceBased]);
    expect(licences[0]).toMatchObject({
      customerId: legacy.id,
      subscriptionId: expect.stringMatching(/^[0-9A-F]{32}$/),
      billingCycleType: "MONTHLY",
      tier2MpnId: -1,
      quantity: 14,
      unitPrice: 11.75,
      amount: 164.5,
      subtotal: 164.5,
      totalForCustomer: 164.5,
      chargeStartDate: "2026-04-05T00:00:00",
      chargeEndDate: "2026-05-04T00:00:00",
      subscriptionEndDate: "2027-04-04T00:00:00",
      billingProvider: "office",
      attributes: { objectType: "LicenseBasedLineItem" },
    });
    const costs = await items(client, await pathOf(client, "azure", "billinglineitems"));
    expect(costs.map(membersOf)).toEqual([usageBased, usageBased]);
    expect(costs[0]).toMatchObject({
      customerCompanyName: legacy.name,
      subscriptionId: legacy.subscriptionId,
      invoiceNumber: at(invoice, "id"),
      detailLineItemId: 1,
      chargeStartDate: "2026-03-28T00:00:00",
      chargeEndDate: "2026-04-27T00:00:00",
      includedQuantity: 0,
      billingProvider: "azure",
      attributes: { objectType: "UsageBasedLineItem" },
    });
    const days = await items(client, await pathOf(client, "azure", "usagelineitems"));
    expect(new Set(days.map(membersOf))).toEqual(new Set([dailyUsage]));
    expect(days).toHaveLength(62);
    expect(days[0]).toMatchObject({
      usageDate: "2026-03-28T00:00:00",
      meteredService: "Microsoft.Compute",
      meteredRegion: "westus",
      project: "shop",
      billingProvider: "azure",
      attributes: { objectType: "DailyUsageLineItem" },
    });
  });

  test("add up: days to the quantity of their meter, lines to the invoice", async () => {
    const client = await appClient(emulator());
    const [invoice] = await invoices(client);
    const sum = (rows: readonly unknown[], member: string) =>
      rows.reduce((total: number, row) => total + Number(at(row, member)), 0);
    const costs = await items(client, await pathOf(client, "azure", "billinglineitems"));
    const days = await items(client, await pathOf(client, "azure", "usagelineitems"));
    for (const line of costs) {
      const own = days.filter((day) => at(day, "resourceGuid") === at(line, "resourceGuid"));
      expect(sum(own, "consumedQuantity")).toBeCloseTo(Number(at(line, "consumedQuantity")), 8);
      const cost = Number(at(line, "listPrice")) * Number(at(line, "consumedQuantity"));
      expect(at(line, "pretaxCharges")).toBe(Math.floor(cost * 100) / 100);
    }
    const licences = await items(client, await pathOf(client, "office", "billinglineitems"));
    const total = sum(costs, "postTaxTotal") + sum(licences, "totalForCustomer");
    expect(total).toBeCloseTo(Number(at(invoice, "totalCharges")), 8);
  });

  test("come by size and offset, also by the path that invoices link to", async () => {
    emulator().switches.set(plainLinks);
    const client = await appClient(emulator());
    const path = await pathOf(client, "azure", "usagelineitems");
    const all = await items(client, path);
    const pages = await pagesOf(client, `${path}&size=25`);
    expect(pages.map((page) => page.length)).toEqual([25, 25, 12]);
    expect(pages.flat()).toEqual(all);
    expect(await items(client, `${path}&offset=60`)).toEqual(all.slice(60));
    expect(await items(client, `${path}&offset=62`)).toEqual([]);
    expect(textAt((await client.get(`${path}&size=25`)).body, "links.next.uri")).toBe(`${path}&size=25&offset=25`);
    const [invoice] = await invoices(client);
    const links = itemsOf({ items: at(invoice, "invoiceDetails") }).map((detail) => textAt(detail, "links.self.uri"));
    expect(links).toHaveLength(3);
    expect(await items(client, `${links[2]}?size=10&offset=5`)).toEqual(all.slice(5, 15));
    const billing = await items(client, await pathOf(client, "azure", "billinglineitems"));
    expect(at(await items(client, `${links[1]}?offset=1`), "0.detailLineItemId")).toBe(2);
    expect(await items(client, `${links[1]}`)).toEqual(billing);
  });

  test("say what was charged to whom in the month that an invoice is about, and no other", async () => {
    const client = await appClient(emulator());
    const { id } = customerOf(emulator(), "legacy");
    await admin(emulator(), "POST", `/portal/customers/${id}/charges`, { kind: "office", quantity: 3 });
    emulator().clock.change({ now: Date.UTC(2026, 5, 9) });
    const [june] = await invoices(client);
    const lines = await items(client, `/invoices/${textAt(june, "id")}/lineitems/office/billinglineitems`);
    expect(lines.map((line) => [at(line, "quantity"), textAt(line, "chargeStartDate").slice(0, 10)])).toEqual([
      [14, "2026-05-05"],
      [3, "2026-05-20"],
    ]);
  });
});
