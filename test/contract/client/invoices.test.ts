import { useBench } from "./emulated-client";

const at = Date.UTC(2026, 4, 20, 10, 30);

describe.each([
  {},
  { linkSpelling: "noLeadingSlash", linkHeaders: "absent", paidAmountSign: "negative" },
  { linkSpelling: "emptyOffset", summaryDates: "Z" },
])("invoices (%j)", (switches) => {
  const bench = useBench({ clock: at, switches: { tokenLifetime: "1000d", ...switches } });

  it("are listed once each, to the end, and by date", async () => {
    const { client, emulator } = bench();
    const { invoices } = client();
    const { items } = await invoices.list({ size: 2 }).all();
    expect(items).toHaveLength(9);
    expect(new Set(items.map(({ id }) => id)).size).toBe(9);
    expect(items[0]).toMatchObject({
      invoiceType: "Recurring",
      totalCharges: expect.stringMatching(/^\d+\.\d+$/),
      currencyCode: "USD",
    });
    const april = { field: "InvoiceDate", operator: "less_than", value: "2026-05-01T00:00:00Z" } as const;
    const march = { field: "InvoiceDate", operator: "greater_than_or_equals", value: "2026-04-01" } as const;
    expect((await invoices.list({ filter: { both: [april, march] } }).all()).items).toHaveLength(3);
    expect((await invoices.list({ invoiceType: "OneTime" }).all()).items).toHaveLength(7);
    emulator.clock.change({ now: Date.UTC(2026, 5, 9) });
    expect((await invoices.list().all()).items).toHaveLength(12);
  });

  it("are read by id, with their documents", async () => {
    const { invoices } = bench().userClient();
    const { items } = await invoices.list({ invoiceType: "OneTime" }).all();
    const listed = items.find(({ taxReceipts }) => taxReceipts !== undefined);
    const invoice = await invoices.get({ invoiceId: listed?.id ?? "" });
    expect(invoice).toMatchObject({
      id: listed?.id,
      totalCharges: "2546.41",
      billingPeriodStartDate: expect.any(String),
    });
    const statement = await invoices.getStatement({ invoiceId: invoice.id });
    expect(Buffer.from(statement.subarray(0, 5)).toString()).toBe("%PDF-");
    const receiptId = invoice.taxReceipts?.[0]?.id ?? "";
    const receipt = await invoices.getReceipt({ invoiceId: invoice.id, receiptId });
    expect(Buffer.from(receipt.subarray(0, 5)).toString()).toBe("%PDF-");
    await expect(invoices.get({ invoiceId: "G000" })).rejects.toMatchObject({ status: 404, code: "1000" });
    await expect(invoices.getStatement({ invoiceId: "G000" })).rejects.toMatchObject({ status: 404, code: "1000" });
  });

  it("make balances, and links to what has no invoice yet", async () => {
    const { userClient, client } = bench();
    const balance = await client().invoices.getSummary();
    const { items } = await userClient().invoices.listSummaries().all();
    expect(items.map(({ currencyCode }) => currencyCode)).toContain(balance.currencyCode);
    expect(balance.balanceAmount).toMatch(/^-?\d+(\.\d+)?$/);
    const links = await client().invoices.listEstimateLinks({ currencyCode: "EUR" }).all();
    expect(links.items.length).toBeGreaterThan(0);
    expect(links.items[0]).toMatchObject({ link: { uri: expect.stringContaining("unbilled") } });
  });
});

describe("line items of new commerce", () => {
  const bench = useBench({
    clock: Date.UTC(2025, 3, 15, 10, 30),
    switches: { tokenLifetime: "2000d", decimalSpelling: "trailingZeros" },
  });

  it.each([
    {},
    { seekTokenPlace: "header" },
    { seekTokenPlace: "body" },
    { linkSpelling: "misspelledParameter" },
    { linkSpelling: "misplacedQuestionMark" },
    { linkSpelling: "noLeadingSlash" },
  ])("of an invoice are the same in pages of any size (%j)", async (switches) => {
    const { client, emulator } = bench();
    emulator.switches.set(switches);
    const { invoices, lineItems } = client();
    const { items: all } = await invoices.list({ invoiceType: "OneTime" }).all();
    const invoice = all.find(({ currencyCode }) => currencyCode === "EUR");
    const billed = { invoiceId: invoice?.id ?? "", currencyCode: "EUR" };
    const { items: whole } = await lineItems.listBilledUsage(billed).all();
    expect(whole.length).toBeGreaterThan(100);
    expect(whole[0]).toMatchObject({
      invoiceNumber: billed.invoiceId,
      billingCurrency: "EUR",
      billingProvider: "marketplace",
    });
    expect(whole[0]?.effectiveUnitPrice).toMatch(/^\d+(\.\d*[1-9])?$/);
    let pages = 0;
    const rows: unknown[] = [];
    for await (const page of lineItems.listBilledUsage({ ...billed, size: 37 }).pages()) {
      pages += 1;
      rows.push(...page);
    }
    expect(pages).toBe(Math.ceil(whole.length / 37));
    expect(rows).toEqual(whole);
    const { items: charges } = await lineItems.listBilledReconciliation({ invoiceId: billed.invoiceId, size: 3 }).all();
    const total = charges.reduce((sum, { totalForCustomer }) => sum + Math.round(Number(totalForCustomer) * 100), 0);
    expect(total).toBe(Math.round(Number(invoice?.totalCharges) * 100));
  });

  it("without an invoice are of the running and the last month", async () => {
    const { client, emulator } = bench();
    const { lineItems } = client();
    const running = { currencyCode: "eur", period: "current" } as const;
    const { items } = await lineItems.listUnbilledUsage({ ...running, size: 100 }).all();
    const days = new Set(items.map(({ usageDate }) => usageDate));
    emulator.clock.advance(48 * 3_600_000);
    const { items: later } = await lineItems.listUnbilledUsage(running).all();
    expect(new Set(later.map(({ usageDate }) => usageDate)).size).toBeGreaterThan(days.size);
    const credited = await lineItems.listUnbilledUsage({ ...running, hasPartnerEarnedCredit: true }).all();
    expect(credited.items.length).toBeLessThanOrEqual(later.length);
    const { items: charges } = await lineItems.listUnbilledReconciliation({ ...running, size: 2 }).all();
    expect(charges[0]).toMatchObject({ invoiceNumber: "", currency: "EUR" });
  });
});

describe("line items of legacy commerce", () => {
  const bench = useBench({ clock: at, switches: { tokenLifetime: "1000d" } });

  it("are licences, charges of Azure, and its use day by day, read by offset", async () => {
    const { client } = bench();
    const { invoices, lineItems } = client();
    const { items } = await invoices.list({ invoiceType: "Recurring" }).all();
    const invoiceId = items[0]?.id ?? "";
    expect((await lineItems.listLegacyLicenses({ invoiceId }).all()).items).toMatchObject([
      { quantity: "14", unitPrice: "11.75", tier2MpnId: "-1", billingCycleType: "MONTHLY" },
    ]);
    const { items: charges } = await lineItems.listLegacyAzure({ invoiceId, size: 1 }).all();
    expect(charges).toHaveLength(2);
    expect(charges[0]).toMatchObject({ detailLineItemId: 1, invoiceNumber: invoiceId, includedQuantity: "0" });
    const { items: days } = await lineItems.listLegacyAzureUsage({ invoiceId, size: 10 }).all();
    expect(days.length).toBeGreaterThan(30);
    expect(days).toEqual((await lineItems.listLegacyAzureUsage({ invoiceId }).all()).items);
  });
});
