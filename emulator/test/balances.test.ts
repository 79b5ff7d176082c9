import { listed, plainBilling, plainLinks } from "./billing-pages";
import { admin, appClient, type Client, codeOf, textAt, useEmulator, userClient } from "./support";

const start = Date.UTC(2026, 4, 20, 10, 30);
const closingOf = (month: number) => Date.UTC(2026, month + 1, 8, 16, 51, 14);

describe("account balances", () => {
  const emulator = useEmulator({ clock: start, switches: plainBilling });

  test("sum up what is open in the default currency, in all and by type", async () => {
    emulator().switches.set(plainLinks);
    const client = await appClient(emulator());
    const { body } = await client.get("/invoices/summary");
    const balance = {
      balanceAmount: 3142.16,
      currencyCode: "EUR",
      currencySymbol: "€",
      firstInvoiceCreationDate: "2026-03-08T16:51:13.4533333Z",
      latestInvoiceDate: "2026-05-08T16:51:13.4533333Z",
      lastPaymentAmount: 619.35,
    };
    expect(body).toMatchObject({
      ...balance,
      details: [{ invoiceType: "OneTime", summary: { ...balance, attributes: { objectType: "InvoiceSummary" } } }],
      links: { self: { uri: "/invoices/summary" } },
      attributes: { objectType: "InvoiceSummary" },
    });
    expect(textAt(body, "accountingDate")).toMatch(/^2026-05-20T10:30:0/);
    const [open] = listed((await client.get("/invoices")).body, "id", "currencyCode").filter((one) => one[1] === "EUR");
    await admin(emulator(), "POST", `/portal/invoices/${open?.[0]}/payments`, { amount: "3142.16" });
    expect((await client.get("/invoices/summary")).body).toMatchObject({
      balanceAmount: 0,
      lastPaymentAmount: 3142.16,
    });
  });

  test("are there for each currency; a date that there is none of is in the year 1", async () => {
    emulator().switches.set(plainLinks);
    const client = await userClient(emulator());
    const before = (await client.get("/invoices/summaries")).body;
    expect(listed(before, "currencyCode", "balanceAmount", "details.0.invoiceType", "links.self.uri")).toEqual([
      ["EUR", 3142.16, "OneTime", "/invoices/summary"],
      ["NOK", 308.22, "OneTime", "/invoices/summary"],
      ["TWD", 2546.41, "OneTime", "/invoices/summary"],
      ["USD", 279, "Recurring", "/invoices/summary"],
    ]);
    expect(listed(before, "lastPaymentDate", "lastPaymentAmount")[2]).toEqual(["0001-01-01T00:00:00", 0]);
    emulator().clock.change({ now: closingOf(4) });
    const after = (await client.get("/invoices/summaries")).body;
    expect(listed(after, "balanceAmount")[2]).not.toEqual([2546.41]);
    const paid = listed((await client.get("/invoices")).body, "id", "currencyCode").filter((one) => one[1] === "TWD");
    await admin(emulator(), "POST", `/portal/invoices/${paid[1]?.[0]}/payments`, {});
    const payment = listed((await client.get("/invoices/summaries")).body, "lastPaymentAmount", "balanceAmount")[2];
    expect(payment?.[0]).toBe(2546.41);
    emulator().switches.set({ summaryDates: "noOffset" });
    const [first] = listed(
      (await client.get("/invoices/summaries")).body,
      "firstInvoiceCreationDate",
      "accountingDate",
    );
    expect(first).toEqual(["2026-03-08T16:51:13.4533333", expect.stringMatching(/^2026-06-08T16:51:[\d.]+$/)]);
  });
});

describe("estimate links", () => {
  const emulator = useEmulator({ clock: start, switches: plainBilling });
  const links = async (client: Client, currency = "eur") =>
    listed((await client.get(`/invoices/estimates/links?currencycode=${currency}`)).body, "type", "period", "link.uri");

  test("lead to what is unbilled of either period: four until last month's invoice is out", async () => {
    emulator().switches.set(plainLinks);
    const client = await appClient(emulator());
    const [usage, reconciliation] = await links(client);
    expect(usage).toEqual([
      "daily_rated_usage",
      "Current",
      "/invoices/unbilled/lineitems?provider=Marketplace&invoicelineitemtype=usagelineitems&currencycode=EUR&period=current&size=2000",
    ]);
    expect(reconciliation).toEqual([
      "non_consumption",
      "Current",
      "/invoices/unbilled/lineitems?provider=all&invoicelineitemtype=billinglineitems&currencycode=EUR&period=current&size=2000",
    ]);
    emulator().clock.change({ now: Date.UTC(2026, 5, 5) });
    expect((await links(client)).map(([type, period]) => [type, period])).toEqual([
      ["daily_rated_usage", "Current"],
      ["daily_rated_usage", "Previous"],
      ["non_consumption", "Current"],
      ["non_consumption", "Previous"],
    ]);
    emulator().switches.set({ v1UnbilledUsage: "live" });
    const { body } = await client.get(String((await links(client))[1]?.[2]));
    expect(listed(body, "usageDate")[0]).toEqual(["2026-05-01T00:00:00Z"]);
    emulator().clock.change({ now: closingOf(4) });
    expect((await links(client)).map(([, period]) => period)).toEqual(["Current", "Current"]);
  });

  test("need a currency; one without data has none, or is refused, by switch", async () => {
    emulator().switches.set({ estimateLinksWithoutData: "empty" });
    const client = await appClient(emulator());
    expect(await codeOf(client.get("/invoices/estimates/links"))).toEqual([400, 3000]);
    expect(await links(client, "GBP")).toEqual([]);
    emulator().switches.set({ estimateLinksWithoutData: "400" });
    expect(await codeOf(client.get("/invoices/estimates/links?currencyCode=GBP"))).toEqual([400, 3000]);
  });
});
