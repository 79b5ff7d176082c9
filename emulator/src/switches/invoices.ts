import type { SwitchFact } from "./switch-fact";

/** Invoices and their line items. */
export const invoicesSwitches = {
  invoiceDay: {
    values: "count",
    default: "8",
    section: "B 8.1",
    reason:
      "Day of a month on which the invoices for the month before come out. Not documented; recorded ones are of about then.",
  },
  modernInvoices: {
    values: ["all", "before2025-05-15", "none"],
    default: "all",
    section: "B 8.1",
    reason:
      "Invoices of new commerce that list and get still know. The newest page ends them on 15 May 2025, and names sovereign clouds only (`none`, for the global one); clients of 2026 still list them.",
  },
  paidAmountSign: {
    values: ["positive", "negative"],
    default: "positive",
    section: "B 8.0",
    reason: "Sign of what was paid of an invoice. Samples are positive, the table says negative.",
  },
  invoicePdfLinks: {
    values: ["everywhere", "byId"],
    default: "everywhere",
    section: "B 8.0",
    reason:
      "Whether lists of invoices have `pdfDownloadLink`. Samples and recordings do, the table keeps it to an invoice by its id.",
  },
  summaryDates: {
    values: ["Z", "noOffset"],
    default: "Z",
    section: "B 8.6",
    reason: "Whether the dates of an account balance end with `Z`. Both were seen.",
  },
  prefixedInvoiceIds: {
    values: ["accepted", "404"],
    default: "accepted",
    section: "B 8.0",
    reason:
      "Invoice ids as links write them (`OneTime-G…`, `Recurring-D…`): as good as bare ones, or 404/1000. Whether they work outside of links is open.",
  },
  estimateLinksWithoutData: {
    values: ["empty", "400"],
    default: "empty",
    section: "B 8.7",
    reason: "Estimate links for a currency that nothing is billed in: an empty list or 400/3000. No source shows it.",
  },
  v1BilledUsage: {
    values: ["matrix", "live", "empty", "gone"],
    default: "matrix",
    section: "B 13",
    reason:
      "Daily rated usage of new commerce on an invoice, over v1. `matrix` judges by the clock and the billing period: gone since 21 April 2025, but for periods before September 2022. `live` lets you practise with it.",
  },
  v1UnbilledUsage: {
    values: ["matrix", "live", "empty", "gone"],
    default: "matrix",
    section: "B 13",
    reason: "The same for unbilled usage. `matrix`: gone since 21 April 2025.",
  },
  v1BilledReconciliation: {
    values: ["matrix", "live", "empty", "gone"],
    default: "matrix",
    section: "B 13",
    reason:
      "The same for billed reconciliation. `matrix`: gone since 21 April 2025, but for periods before February 2024.",
  },
  v1UnbilledReconciliation: {
    values: ["matrix", "live", "empty", "gone"],
    default: "matrix",
    section: "B 13",
    reason:
      "The same for unbilled reconciliation. `matrix`: gone since 15 March 2026, which one secondary source says.",
  },
  goneLineItems: {
    values: ["404", "410", "400", "empty"],
    default: "404",
    section: "B 13",
    reason: "What a v1 call for line items that are gone answers: 404/1000, 410/1000, 400/3000 or no items. Open.",
  },
  lineItemNumbers: {
    values: ["number", "string"],
    default: "number",
    section: "B 10",
    reason: "JSON type of amounts and counts in line items over v1. Samples of 2021 write them as texts.",
  },
  lineItemCasing: {
    values: ["camelCase", "mixed"],
    default: "camelCase",
    section: "B 1.6",
    reason: "Member names of line items over v1. Two samples have some in PascalCase between the others.",
  },
  lineItemKinds: {
    values: ["both", "misspelled", "none"],
    default: "both",
    section: "B 9.6",
    reason:
      "Whether line items say `invoiceLineItemType` and `billingProvider`. Some samples lack them or misspell the first; `attributes.objectType` is always there.",
  },
  lineItemDates: {
    values: ["Z", "noOffset", "-08:00"],
    default: "Z",
    section: "B 10",
    reason:
      "Offset of dates in line items of new commerce over v1. All three occur; with `-08:00` a day begins at midnight there. Those of legacy commerce never have one.",
  },
  lineItemMembers: {
    values: ["documented", "of2019", "withStrays"],
    default: "documented",
    section: "B 10.2",
    reason:
      "Which members line items over v1 have: those of the tables; usage without what came after the first samples; or also what some samples have beside the tables, as `quoteId` and `attributes/objectType`.",
  },
  lineItemCustomerIds: {
    values: ["plain", "org"],
    default: "plain",
    section: "B 10.2",
    reason:
      "Whether reconciliation over v1 writes customer ids as they are or with `org:` before them. Samples differ.",
  },
  lineItemQueryErrors: {
    values: ["3000", "800002"],
    default: "3000",
    section: "B 9.0",
    reason:
      "Code of the 400 for line items of an unknown provider or type, without the currency or period they need, or with a size that is none. No source shows it.",
  },
  strayLineItemTokens: {
    values: ["400", "firstPage"],
    default: "400",
    section: "B 9.0",
    reason:
      "What a continuation token that is missing, made up or of another query gets: 400/800002, or the first page. Not documented.",
  },
  billedLineItemPeriod: {
    values: ["ignored", "filters"],
    default: "ignored",
    section: "B 9.0",
    reason:
      "Whether `period=current` leaves nothing of an invoice. A table requires the parameter, the syntax leaves it out; examples send `previous`.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
