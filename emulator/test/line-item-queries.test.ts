import { lineItems as items, itemsOf, pagesOf, plainBilling, plainLinks, setsOf, unbilledPath } from "./billing-pages";
import { admin, appClient, at, buyPlan, codeOf, customerOf, textAt, useEmulator } from "./support";

describe("queries for line items", () => {
  // Of new commerce v1 has line items until 21 April 2025.
  const emulator = useEmulator({ clock: Date.UTC(2025, 3, 15, 10, 30), switches: plainBilling });

  test.each([1, 7, 100])("are read on with a token, %i at a time, each once and in the same order", async (size) => {
    const client = await appClient(emulator());
    const { path, usage } = await setsOf(client);
    const all = await items(client, usage);
    const pages = await pagesOf(client, `${usage}&size=${size}`);
    expect(pages.flat()).toEqual(all);
    expect(new Set(pages.slice(0, -1).map((page) => page.length))).toEqual(new Set([size]));
    emulator().switches.set(plainLinks);
    const tokenOf = async () =>
      textAt((await client.get(`${path}/onetime/usagelineitems?size=9`)).body, "continuationToken");
    const headers = { "MS-ContinuationToken": await tokenOf() };
    const second = await client.get(`${path}/onetime/usagelineitems?seekOperation=Next`, headers);
    expect(itemsOf(second.body)).toEqual(all.slice(9, 18));
  });

  test("tell where the next page is in the body, in the link or in both, and spell the link in many ways", async () => {
    emulator().switches.set(plainLinks);
    const client = await appClient(emulator());
    const path = `${(await setsOf(client)).usage}&size=2`;
    const next = async () => {
      const { body } = await client.get(path);
      return {
        token: at(body, "continuationToken"),
        link: at(body, "links.next.uri"),
        headers: at(body, "links.next.headers"),
      };
    };
    const both = await next();
    expect(both.headers).toEqual([{ key: "MS-ContinuationToken", value: both.token }]);
    expect(both.link).toBe(`${path}&seekOperation=Next`);
    emulator().switches.set({ seekTokenPlace: "header" });
    expect(await next()).toEqual({ ...both, token: undefined });
    emulator().switches.set({ seekTokenPlace: "body" });
    expect(await next()).toEqual({ ...both, headers: [] });
    emulator().switches.set({ linkSpelling: "misplacedQuestionMark", linkVersion: "included" });
    expect((await next()).link).toBe(`/v1${path}?seekOperation=Next`);
    emulator().switches.set({ linkSpelling: "misspelledParameter" });
    expect((await next()).link).toContain("&nvoicelineitemtype=usagelineitems&");
  });

  test("go on where they were, whatever is bought between two pages of what is unbilled", async () => {
    emulator().switches.set({ v1UnbilledReconciliation: "live", seekTokenPlace: "both" });
    const client = await appClient(emulator());
    const path = unbilledPath("billing");
    for (const unitPrice of ["10", "20"]) {
      const charge = { kind: "software", unitPrice };
      await admin(emulator(), "POST", `/portal/customers/${customerOf(emulator(), "withPlan").id}/charges`, charge);
    }
    const all = await items(client, path);
    const first = await client.get(`${path}&size=${all.length - 1}`);
    const headers = { "MS-ContinuationToken": textAt(first.body, "continuationToken") };
    const { id = "" } = emulator().customers.find((one) => one.name === "Cobalt Freight GmbH") ?? {};
    await buyPlan(client, id);
    const rest = await client.get(`${path}&seekOperation=Next`, headers);
    expect([...itemsOf(first.body), ...itemsOf(rest.body)]).toEqual(all);
  });

  test("refuse a token of another query, or begin again, by switch", async () => {
    const client = await appClient(emulator());
    const { usage, reconciliation } = await setsOf(client);
    emulator().switches.set({ seekTokenPlace: "both", strayLineItemTokens: "400" });
    const token = textAt((await client.get(`${usage}&size=2`)).body, "continuationToken");
    const headers = { "MS-ContinuationToken": token };
    expect((await client.get(`${usage}&size=2&seekOperation=next`, headers)).status).toBe(200);
    for (const other of ["&hasPartnerEarnedCredit=true", "&hasPartnerEarnedCredit=false"]) {
      expect(await codeOf(client.get(`${usage}&size=2&seekOperation=next${other}`, headers))).toEqual([400, 800002]);
    }
    const first = await items(client, `${reconciliation}&size=2`);
    const stray = `${reconciliation}&size=2&seekOperation=Next`;
    for (const wrong of [headers, { "MS-ContinuationToken": "bm9uc2Vuc2U=" }, {}]) {
      emulator().switches.set({ strayLineItemTokens: "400" });
      expect(await codeOf(client.get(stray, wrong))).toEqual([400, 800002]);
      emulator().switches.set({ strayLineItemTokens: "firstPage" });
      expect(itemsOf((await client.get(stray, wrong)).body)).toEqual(first);
    }
  });

  test.each([
    "?invoiceLineItemType=billinglineitems",
    "?provider=onetime",
    "?provider=other&invoiceLineItemType=billinglineitems",
    "?provider=office&invoiceLineItemType=usagelineitems",
    "?provider=onetime&invoiceLineItemType=usagelineitems",
    "?provider=onetime&invoiceLineItemType=usagelineitems&currencyCode=EUR&hasPartnerEarnedCredit=yes",
    "?provider=onetime&invoiceLineItemType=billinglineitems&size=2001",
    "?provider=onetime&invoiceLineItemType=billinglineitems&size=0",
    "?provider=azure&invoiceLineItemType=billinglineitems&offset=-1",
    "?provider=onetime&invoiceLineItemType=billinglineitems&seekOperation=Previous",
    "/onetime/nonsense",
  ])("of an invoice are refused as asked for with %s", async (query) => {
    const client = await appClient(emulator());
    const { path } = await setsOf(client);
    emulator().switches.set({ lineItemQueryErrors: "3000" });
    expect(await codeOf(client.get(path + query))).toEqual([400, 3000]);
    emulator().switches.set({ lineItemQueryErrors: "800002" });
    expect(await codeOf(client.get(path + query))).toEqual([400, 800002]);
  });

  test.each([
    "provider=onetime&invoiceLineItemType=billinglineitems&period=current",
    "provider=onetime&invoiceLineItemType=usagelineitems&currencyCode=EUR",
    "provider=onetime&invoiceLineItemType=usagelineitems&currencyCode=EUR&period=last",
    "provider=azure&invoiceLineItemType=usagelineitems&currencyCode=EUR&period=current",
  ])("that are unbilled are refused as asked for with %s", async (query) => {
    const client = await appClient(emulator());
    const path = `/invoices/unbilled/lineitems?${query}`;
    emulator().switches.set({ lineItemQueryErrors: "3000" });
    expect(await codeOf(client.get(path))).toEqual([400, 3000]);
    emulator().switches.set({ lineItemQueryErrors: "800002" });
    expect(await codeOf(client.get(path))).toEqual([400, 800002]);
  });

  test("of an unknown invoice are not found", async () => {
    const client = await appClient(emulator());
    const path = "/invoices/G000000000/lineitems?provider=onetime&invoiceLineItemType=billinglineitems";
    expect(await codeOf(client.get(path))).toEqual([404, 1000]);
  });

  test("of an invoice are there for any period, or for the previous one alone, by switch", async () => {
    const client = await appClient(emulator());
    const { usage } = await setsOf(client);
    emulator().switches.set({ billedLineItemPeriod: "ignored" });
    const current = usage.replace("previous", "current");
    expect(await items(client, current)).toEqual(await items(client, usage));
    emulator().switches.set({ billedLineItemPeriod: "filters" });
    expect(await items(client, current)).toEqual([]);
    expect((await items(client, usage)).length).toBeGreaterThan(0);
  });
});
