import type { ExportRequest } from "../../../provider/client/billing-export";
import { useBench } from "./emulated-client";

const kinds = ["billedUsage", "unbilledUsage", "billedReconciliation", "unbilledReconciliation"] as const;

describe("exports of billing data", () => {
  const bench = useBench({ clock: "2026-11-25T09:00:00Z", switches: { tokenLifetime: "1000d" } });

  it.each(kinds)("%s: begun, waited for and read, row by row", async (kind) => {
    const { client, emulator } = bench();
    const clock = {
      now: () => emulator.clock.now(),
      sleep: async (durationMs: number) => {
        emulator.clock.advance(durationMs);
      },
    };
    const one = client({}, { clock });
    const { items } = await one.invoices.list({ invoiceType: "OneTime" }).all();
    const invoice = items.find(({ currencyCode }) => currencyCode === "EUR");
    const invoiceId = invoice?.id ?? "";
    const request: ExportRequest =
      kind === "billedUsage" || kind === "billedReconciliation"
        ? { kind, invoiceId }
        : { kind, currencyCode: "EUR", billingPeriod: "current" };
    const rows: Readonly<Record<string, unknown>>[] = [];
    for await (const some of one.exports.read(request)) rows.push(...some);
    expect(rows.length).toBeGreaterThan(5);
    const isBilled = kind.startsWith("billed");
    expect(new Set(rows.map(({ InvoiceNumber }) => InvoiceNumber))).toEqual(new Set([isBilled ? invoiceId : ""]));
    if (kind === "billedReconciliation") {
      const cents = rows.reduce((sum, { Total }) => sum + Math.round(Number(Total) * 100), 0);
      expect(cents).toBe(Math.round(Number(invoice?.totalCharges) * 100));
    }
  });
});
