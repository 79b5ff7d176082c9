import { itemsOf, plainBilling } from "./billing-pages";
import { appClient, at, textAt, useEmulator } from "./support";

// Of new commerce v1 has line items until 21 April 2025.
const live = Date.UTC(2025, 3, 15, 10, 30);
const over = Date.UTC(2025, 3, 21);

describe("line items that v1 has given up", () => {
  const emulator = useEmulator({ clock: live, switches: plainBilling });
  const sets = [
    [
      "v1BilledUsage",
      "/invoices/ID/lineitems?provider=onetime&invoiceLineItemType=usagelineitems&currencyCode=EUR",
      over,
    ],
    ["v1BilledReconciliation", "/invoices/ID/lineitems?provider=onetime&invoiceLineItemType=billinglineitems", over],
    [
      "v1UnbilledUsage",
      "/invoices/unbilled/lineitems?provider=onetime&invoiceLineItemType=usagelineitems&currencyCode=EUR&period=current",
      over,
    ],
    [
      "v1UnbilledReconciliation",
      "/invoices/unbilled/lineitems?provider=all&invoiceLineItemType=billinglineitems&currencyCode=EUR&period=current",
      Date.UTC(2026, 2, 15),
    ],
  ] as const;

  test.each(sets)("are ruled by %s", async (name, path, end) => {
    const client = await appClient(emulator());
    const invoice = itemsOf((await client.get("/invoices")).body).find((one) => at(one, "currencyCode") === "EUR");
    const url = path.replace("ID", textAt(invoice, "id"));
    const answer = async () => {
      const { status, body } = await client.get(url);
      return [status, at(body, "code") ?? (itemsOf(body).length > 0 ? "items" : "none")];
    };
    expect(await answer()).toEqual([200, "items"]);
    emulator().clock.change({ now: end - 60_000 });
    expect(await answer()).toEqual([200, "items"]);
    emulator().switches.set({ [name]: "gone" });
    expect(await answer()).toEqual([404, 1000]);
    emulator().switches.set({ [name]: "matrix" });
    emulator().clock.change({ now: end + 3 * 24 * 3_600_000 });
    for (const [position, expected] of [
      ["404", [404, 1000]],
      ["410", [410, 1000]],
      ["400", [400, 3000]],
      ["empty", [200, "none"]],
    ] as const) {
      emulator().switches.set({ goneLineItems: position });
      expect(await answer()).toEqual(expected);
    }
    emulator().switches.set({ [name]: "live", goneLineItems: "404" });
    expect(await answer()).toEqual([200, "items"]);
    emulator().switches.set({ [name]: "empty" });
    expect(await answer()).toEqual([200, "none"]);
  });
});

describe("line items of periods before the exports", () => {
  const emulator = useEmulator({ clock: Date.UTC(2022, 9, 20, 10, 30), switches: plainBilling });

  test("stay on v1: usage until August 2022, reconciliation until January 2024", async () => {
    const client = await appClient(emulator());
    const invoices = itemsOf((await client.get("/invoices?invoiceType=OneTime")).body);
    const ids = invoices.filter((one) => at(one, "currencyCode") === "EUR").map((one) => textAt(one, "id"));
    emulator().clock.change({ now: Date.UTC(2026, 4, 20) });
    const statuses = async (type: string) => {
      const answers = ids.map((id) => client.get(`/invoices/${id}/lineitems/onetime/${type}?size=1`));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(invoices.map((one) => textAt(one, "invoiceDate").slice(0, 7))).toContain("2022-08");
    expect(await statuses("usagelineitems")).toEqual([404, 200, 200]);
    expect(await statuses("billinglineitems")).toEqual([200, 200, 200]);
  });
});
