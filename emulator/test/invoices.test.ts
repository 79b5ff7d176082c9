import { listed, plainBilling, plainLinks } from "./billing-pages";
import {
  admin,
  appClient,
  at,
  type Client,
  codeOf,
  customerOf,
  otherClient,
  textAt,
  useEmulator,
  userClient,
} from "./support";

const start = Date.UTC(2026, 4, 20, 10, 30);
const closingOf = (month: number) => Date.UTC(2026, month + 1, 8, 16, 51, 14);

describe("invoices", () => {
  const emulator = useEmulator({ clock: start, switches: plainBilling });
  const list = async (client: Client, query = "") => (await client.get(`/invoices${query}`)).body;
  const idOf = async (client: Client, currency: string, at = 0) =>
    String(listed(await list(client), "id", "currencyCode").filter((one) => one[1] === currency)[at]?.[0]);

  test("of the seed are there for each month, currency and kind of commerce; the newest are open", async () => {
    const client = await appClient(emulator());
    const invoices = listed(
      await list(client),
      "invoiceDate",
      "currencyCode",
      "invoiceType",
      "totalCharges",
      "paidAmount",
    );
    expect(invoices.map(([date, ...rest]) => [String(date).slice(0, 10), ...rest])).toEqual([
      ["2026-05-08", "USD", "Recurring", 279, 0],
      ["2026-05-08", "TWD", "OneTime", 2546.41, 0],
      ["2026-05-08", "NOK", "OneTime", 308.22, 0],
      ["2026-05-08", "EUR", "OneTime", 3153.64, 0],
      ["2026-04-08", "USD", "Recurring", 24.48, 24.48],
      ["2026-04-08", "NOK", "OneTime", 342.97, 342.97],
      ["2026-04-08", "EUR", "OneTime", 619.35, 619.35],
      ["2026-03-08", "NOK", "OneTime", 158.44, 158.44],
      ["2026-03-08", "EUR", "OneTime", 299.38, 299.38],
    ]);
    const ids = listed(await list(client), "id", "invoiceType").map(([id, type]) => `${String(id).at(0)} ${type}`);
    expect(new Set(ids)).toEqual(new Set(["G OneTime", "D Recurring"]));
  });

  test("come out on the eighth of the next month for everything that accrued, and a month without any has none", async () => {
    const { clock } = emulator();
    const client = await appClient(emulator());
    const count = async () => listed(await list(client), "id").length;
    expect(await count()).toBe(9);
    clock.change({ now: closingOf(4) - 1_000 });
    expect(await count()).toBe(9);
    clock.change({ now: closingOf(4) });
    expect(await count()).toBe(12);
    const [may] = listed(await list(client, "?invoiceType=OneTime"), "invoiceDate", "currencyCode");
    expect(may).toEqual(["2026-06-08T16:51:13.4533333Z", "TWD"]);
    emulator().switches.set({ invoiceDay: "1" });
    clock.change({ now: Date.UTC(2026, 6, 1, 17) });
    expect(await count()).toBe(15);
    clock.change({ now: start });
    expect(await count()).toBe(9);
  });

  test("by id say their period, their sets of line items, and what was paid", async () => {
    emulator().switches.set(plainLinks);
    const client = await userClient(emulator());
    const id = await idOf(client, "EUR");
    const invoice = await client.get(`/invoices/${id}`);
    expect(invoice.body).toMatchObject({
      id,
      invoiceDate: "2026-05-08T16:51:13.4533333Z",
      billingPeriodStartDate: "2026-04-01T00:00:00Z",
      billingPeriodEndDate: "2026-04-30T00:00:00Z",
      totalCharges: 3153.64,
      paidAmount: 0,
      currencyCode: "EUR",
      currencySymbol: "€",
      pdfDownloadLink: `/invoices/${id}/documents/statement`,
      documentType: "invoice",
      invoiceType: "OneTime",
      links: { self: { uri: `/invoices/OneTime-${id}`, method: "GET", headers: [] } },
      attributes: { objectType: "Invoice" },
    });
    expect(at(invoice.body, "invoiceDetails")).toEqual([
      {
        invoiceLineItemType: "billing_line_items",
        billingProvider: "one_time",
        links: {
          self: { uri: `/invoices/OneTime-${id}/lineitems/OneTime/BillingLineItems`, method: "GET", headers: [] },
        },
        attributes: { objectType: "InvoiceDetail" },
      },
      {
        invoiceLineItemType: "usage_line_items",
        billingProvider: "marketplace",
        links: {
          self: { uri: `/invoices/OneTime-${id}/lineitems/Marketplace/UsageLineItems`, method: "GET", headers: [] },
        },
        attributes: { objectType: "InvoiceDetail" },
      },
    ]);
    await admin(emulator(), "POST", `/portal/invoices/${id}/payments`, { amount: "100.5" });
    expect(at((await client.get(`/invoices/${id}`)).body, "paidAmount")).toBe(100.5);
    await admin(emulator(), "POST", `/portal/invoices/${id}/payments`, {});
    expect(at((await client.get(`/invoices/${id}`)).body, "paidAmount")).toBe(3153.64);
  });

  test("of legacy commerce have an anniversary period and other sets of line items", async () => {
    emulator().switches.set(plainLinks);
    const client = await userClient(emulator());
    const id = await idOf(client, "USD");
    const { body } = await client.get(`/invoices/${id.toLowerCase()}`);
    expect([at(body, "billingPeriodStartDate"), at(body, "billingPeriodEndDate")]).toEqual([
      "2026-03-28T00:00:00Z",
      "2026-04-27T00:00:00Z",
    ]);
    const details = at(body, "invoiceDetails");
    expect(listed({ items: details }, "billingProvider", "invoiceLineItemType", "links.self.uri")).toEqual([
      ["office", "billing_line_items", `/invoices/Recurring-${id}/lineitems/Office/BillingLineItems`],
      ["azure", "billing_line_items", `/invoices/Recurring-${id}/lineitems/Azure/BillingLineItems`],
      ["azure", "usage_line_items", `/invoices/Recurring-${id}/lineitems/Azure/UsageLineItems`],
    ]);
  });

  test("are found by the id that links give them, unless the switch says otherwise, and by their partner alone", async () => {
    const client = await userClient(emulator());
    const id = await idOf(client, "EUR");
    expect(at((await client.get(`/invoices/OneTime-${id}`)).body, "id")).toBe(id);
    expect(await codeOf(client.get("/invoices/G000000000"))).toEqual([404, 1000]);
    expect(await codeOf((await userClient(emulator(), emulator().otherPartner)).get(`/invoices/${id}`))).toEqual([
      404, 1000,
    ]);
    emulator().switches.set({ prefixedInvoiceIds: "404" });
    expect(await codeOf(client.get(`/invoices/OneTime-${id}`))).toEqual([404, 1000]);
    expect((await client.get(`/invoices/${id}`)).status).toBe(200);
  });

  test.each([
    "/invoices/ID",
    "/invoices/ID/documents/statement",
    "/invoices/ID/receipts/TW1/documents/statement",
    "/invoices/summaries",
  ])("want a user at %s", async (path) => {
    emulator().switches.set({ appOnlyOnBilling: "900150" });
    const client = await appClient(emulator());
    expect(await codeOf(client.get(path))).toEqual([403, 900150]);
    emulator().switches.set({ appOnlyOnBilling: "401" });
    expect(await codeOf(client.get(path))).toEqual([401, 400]);
  });

  test("are read by size and offset as far as they are legacy; the others are on every page", async () => {
    emulator().switches.set(plainLinks);
    const client = await appClient(emulator());
    const ids = (body: unknown) => listed(body, "id").map(([id]) => String(id));
    const first = await list(client, "?size=1");
    const next = textAt(first, "links.next.uri");
    expect(next).toBe("/invoices?size=1&offset=1");
    const second = await list(client, next.slice("/invoices".length));
    expect(at(second, "links.next")).toBeUndefined();
    const legacy = [ids(first), ids(second)].map((page) => page.filter((id) => id.startsWith("D")));
    expect(legacy.map((page) => page.length)).toEqual([1, 1]);
    expect(legacy[0]).not.toEqual(legacy[1]);
    const modern = [ids(first), ids(second)].map((page) => page.filter((id) => id.startsWith("G")));
    expect(modern[0]).toHaveLength(7);
    expect(modern[0]).toEqual(modern[1]);
    expect(ids(await list(client, "?invoiceType=recurring&size=1&offset=5"))).toEqual([]);
    expect(await codeOf(client.get("/invoices?size=0"))).toEqual([400, 800002]);
    expect(await codeOf(client.get("/invoices?size=x"))).toEqual([400, 800002]);
    emulator().switches.set({ linkSpelling: "emptyOffset", linkHeaders: "absent", totalCounts: "more" });
    expect(at(await list(client, "?size=1"), "links.next")).toEqual({
      uri: "/invoices?size=1&offset=1&offset=",
      method: "GET",
    });
    expect(at(await list(client, "?size=1"), "totalCount")).toBe(9);
  });

  const simple = (Operator: string, Value: string) => ({ Field: "InvoiceDate", Value, Operator });
  const fromApril = simple("greater_than_or_equals", "2026-04-01");
  const beforeMay = simple("less_than", "2026-05-01T00:00:00Z");
  test.each([
    [fromApril, 7],
    [beforeMay, 5],
    [{ LeftFilter: fromApril, RightFilter: beforeMay, Operator: "and" }, 3],
    [
      {
        leftFilter: simple("less_than", "2026-04-01"),
        rightFilter: simple("GreaterThan", "2026-05-01"),
        operator: "OR",
      },
      6,
    ],
    [simple("equals", "2026-04-08T16:51:13.453Z"), 3],
    [simple("equals", "2026-04-08T16:51:13.453"), 3],
    [simple("not_equals", "2026-04-08T16:51:13.453Z"), 6],
    [simple("less_than_or_equals", "2026-03-08T16:51:13.453Z"), 2],
    [simple("starts_with", "2026-03"), 2],
    [simple("not_starts_with", "2026-03"), 7],
    [simple("substring", "-04-"), 3],
  ])("are filtered by %j", async (filter, count) => {
    const client = await appClient(emulator());
    const text = encodeURIComponent(JSON.stringify(filter));
    expect(listed(await list(client, `?filter=${text}`), "id")).toHaveLength(count);
    expect(listed(await list(client, `?filter=${encodeURIComponent(text)}`), "id")).toHaveLength(count);
  });

  test.each([
    "not json",
    "7",
    '{"Field":"InvoiceDate"}',
    '{"Field":"TotalCharges","Value":"1","Operator":"equals"}',
    '{"Field":"InvoiceDate","Value":"yesterday","Operator":"equals"}',
    '{"Field":"InvoiceDate","Value":"2026-01-01","Operator":"and"}',
    '{"LeftFilter":{},"RightFilter":{},"Operator":"and"}',
  ])("refuse the filter %s", async (filter) => {
    const client = await appClient(emulator());
    expect(await codeOf(client.get(`/invoices?filter=${encodeURIComponent(filter)}`))).toEqual([400, 800002]);
  });

  test("say what was paid with either sign, and where their PDF is in lists or not, by switch", async () => {
    const client = await userClient(emulator());
    const id = await idOf(client, "EUR", 1);
    const path = `/invoices/${id}`;
    const inList = async () =>
      listed(await list(client), "id", "paidAmount", "pdfDownloadLink").find((one) => one[0] === id);
    expect(await inList()).toEqual([id, 619.35, `${path}/documents/statement`]);
    emulator().switches.set({ paidAmountSign: "negative", invoicePdfLinks: "byId" });
    expect(await inList()).toEqual([id, -619.35, undefined]);
    expect((await client.get(path)).body).toMatchObject({
      paidAmount: -619.35,
      pdfDownloadLink: `${path}/documents/statement`,
    });
  });

  test("have only what the partner's own customers are charged", async () => {
    const { customers, otherPartner, model, clock } = emulator();
    const [mine, other] = [await appClient(emulator()), await otherClient(emulator())];
    for (const { id } of otherPartner.customers) {
      Object.assign(model.customer(id), { currency: "EUR" });
      await admin(emulator(), "POST", `/portal/customers/${id}/charges`, { kind: "office" });
    }
    clock.change({ now: closingOf(4) });
    emulator().switches.set({ v1BilledReconciliation: "live" });
    const charged = async (client: Client, set: string) => {
      const ids = listed(await list(client), "id").map(([id]) => id);
      const pages = await Promise.all(ids.map((id) => client.get(`/invoices/${id}/lineitems/${set}/billinglineitems`)));
      return pages.flatMap(({ body }) => listed(body, "customerId").flat());
    };
    const idsOf = (some: readonly { readonly id: string }[]) => some.map(({ id }): unknown => id);
    for (const set of ["onetime", "office"]) {
      const [here, there] = [await charged(mine, set), await charged(other, set)];
      expect([here.length > 0, there.length > 0]).toEqual([true, true]);
      expect(here.filter((id) => !idsOf(customers).includes(id))).toEqual([]);
      expect(there.filter((id) => !idsOf(otherPartner.customers).includes(id))).toEqual([]);
    }
  });

  test("are printed as PDF, whatever a client says it accepts", async () => {
    const client = await userClient(emulator());
    const id = await idOf(client, "EUR");
    const path = `/invoices/${id}/documents/statement`;
    const statement = await client.get(path, { accept: "application/json" });
    expect(statement.status).toBe(200);
    expect(statement.headers.get("content-type")).toBe("application/pdf");
    expect(statement.headers.get("content-disposition")).toBe(`attachment; filename=Invoice_${id}.pdf`);
    expect(statement.headers.get("ms-correlationid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(statement.raw).toMatch(/^%PDF-1\.4\n/);
    expect(statement.raw).toContain("Total 3153.64 EUR, paid 0 EUR");
    expect(statement.raw.slice(Number(/startxref\n(\d+)/.exec(statement.raw)?.[1])).slice(0, 4)).toBe("xref");
    await admin(emulator(), "POST", `/portal/invoices/${id}/payments`, {});
    expect((await client.get(path)).raw).toContain("paid 3153.64 EUR");
    expect(await codeOf(client.get("/invoices/G1/documents/statement"))).toEqual([404, 1000]);
  });

  test("of Taiwan come with tax receipts, which are PDF files as well", async () => {
    const client = await userClient(emulator());
    const id = await idOf(client, "TWD");
    const receipts = async () => at((await client.get(`/invoices/${id}`)).body, "taxReceipts");
    const [receipt] = Object.values(Object(await receipts()));
    const link = textAt(receipt, "taxReceiptPdfDownloadLink");
    expect(link).toBe(`/invoices/${id}/receipts/${textAt(receipt, "id")}/documents/statement`);
    const file = await client.get(link);
    expect(file.headers.get("content-disposition")).toBe(`attachment; filename=E-Tax-${textAt(receipt, "id")}.pdf`);
    expect(file.raw).toContain("%PDF-1.4");
    await admin(emulator(), "POST", `/portal/invoices/${id}/payments`, {});
    expect((await client.get(link)).raw).not.toBe(file.raw);
    expect(await codeOf(client.get(`/invoices/${id}/receipts/TW0/documents/statement`))).toEqual([404, 1000]);
    const added = await admin(emulator(), "POST", `/portal/invoices/${id}/taxReceipts`);
    expect(at(await receipts(), "1.id")).toBe(at(added.body, "taxReceiptIds.1"));
  });

  test("that are amended have the notes inside, and the notes have line items of their own", async () => {
    const client = await userClient(emulator());
    emulator().switches.set({ v1BilledReconciliation: "live" });
    const id = await idOf(client, "EUR");
    const before = at((await client.get(`/invoices/${id}`)).body, "amendments");
    expect(listed({ items: before }, "documentType", "amendsOf", "totalCharges", "links")).toEqual([
      ["adjustment_note", id, -11.48, undefined],
    ]);
    const made = await admin(emulator(), "POST", `/portal/invoices/${id}/amendments`, { type: "void_note" });
    const note = textAt(made.body, "id");
    const after = at((await client.get(`/invoices/${id}`)).body, "amendments");
    expect(listed({ items: after }, "documentType", "totalCharges", "id")[1]).toEqual(["void_note", -3153.64, note]);
    expect(listed(await list(client), "id").flat()).not.toContain(note);
    const items = async (of: string) =>
      listed((await client.get(`/invoices/${of}/lineitems/onetime/billinglineitems`)).body, "subtotal", "chargeType");
    const charged = await items(id);
    expect(await items(note)).toEqual(charged.map(([subtotal]) => [0 - Number(subtotal), "cancelImmediate"]));
    expect(await items(textAt(before, "0.id"))).toEqual([[-11.48, "customerCredit"]]);
    const wrong = { type: "adjustment_note", customerId: customerOf(emulator(), "legacy").id, credit: "1" };
    expect((await admin(emulator(), "POST", `/portal/invoices/${id}/amendments`, wrong)).status).toBe(400);
    const again = admin(emulator(), "POST", `/portal/invoices/${note}/amendments`, { type: "void_note" });
    expect((await again).status).toBe(400);
  });
});

describe("invoices of new commerce", () => {
  const emulator = useEmulator({ clock: Date.UTC(2025, 5, 20), switches: plainBilling });

  test("are known always, until 15 May 2025, or never, by switch", async () => {
    const client = await userClient(emulator());
    const modern = async () =>
      listed((await client.get("/invoices?invoiceType=one_time")).body, "id", "invoiceDate", "currencyCode")
        .filter((one) => one[2] === "EUR")
        .map(([id, date]) => [String(id), String(date).slice(0, 7)] as const);
    const all = await modern();
    expect(all.map(([, month]) => month)).toEqual(["2025-06", "2025-05", "2025-04"]);
    const statuses = async () =>
      Promise.all(all.map(async ([id]) => (await client.get(`/invoices/${id}/documents/statement`)).status));
    expect(await statuses()).toEqual([200, 200, 200]);
    emulator().switches.set({ modernInvoices: "before2025-05-15" });
    expect(await modern()).toEqual(all.slice(1));
    expect(await statuses()).toEqual([404, 200, 200]);
    emulator().switches.set({ modernInvoices: "none" });
    expect(await modern()).toEqual([]);
    expect(await statuses()).toEqual([404, 404, 404]);
    const legacy = listed((await client.get("/invoices")).body, "invoiceType");
    expect(new Set(legacy.flat())).toEqual(new Set(["Recurring"]));
  });
});
