import type { ApiCall } from "../http/call";
import { link } from "../http/links";
import type { Invoice } from "../model/billing-entities";
import { symbolOf } from "../model/currencies";
import { negated } from "../model/decimals";
import type { InvoiceSummary } from "../model/invoice-summaries";
import { amendmentsOf, detailsOf, paidAmount } from "../model/invoices";
import { billed } from "../model/line-sources";
import { wireDate, wireDay } from "../wire-date";
import { writtenDecimal } from "../written-decimal";

/** What the service writes for a date that there is none of. */
export const noDate = "0001-01-01T00:00:00";

/** Type of an invoice as the service writes it. */
export const invoiceType = ({ commerce }: Invoice) => (commerce === "modern" ? "OneTime" : "Recurring");

/** An invoice as lists show it (B 8.0): without its billing period. */
export function listedInvoice(call: ApiCall, invoice: Invoice) {
  const { pdfDownloadLink, ...rest } = shownInvoice(call, invoice);
  return call.model.switches.is("invoicePdfLinks", "byId") ? rest : { ...rest, pdfDownloadLink };
}

function shownInvoice(call: ApiCall, invoice: Invoice) {
  const { amendments, ...view } = invoiceView(call, invoice);
  return { ...view, ...(amendments.length > 0 && { amendments }) };
}

/** An invoice as it is by its id. */
export function wholeInvoice(call: ApiCall, invoice: Invoice) {
  const { id, invoiceDate, ...rest } = shownInvoice(call, invoice);
  return {
    id,
    invoiceDate,
    billingPeriodStartDate: wireDay(invoice.periodFrom),
    billingPeriodEndDate: wireDay(invoice.periodTo - 1),
    ...rest,
  };
}

function invoiceView(call: ApiCall, invoice: Invoice) {
  return {
    ...document(call, invoice),
    amendments: amendmentsOf(call.model, invoice).map((one) => document(call, one)),
    links: { self: link(call, `/invoices/${invoiceType(invoice)}-${invoice.id}`) },
    attributes: { objectType: "Invoice" },
  };
}

/** What an invoice and an amendment inside of one have in common; the latter has no links. */
function document(call: ApiCall, invoice: Invoice) {
  const path = `/invoices/${invoice.id}`;
  const { switches } = call.model;
  const paid = paidAmount(call.model, invoice);
  return {
    id: invoice.id,
    invoiceDate: wireDate(invoice.invoiceDate),
    totalCharges: writtenDecimal(switches, invoice.totalCharges),
    paidAmount: writtenDecimal(switches, switches.is("paidAmountSign", "negative") ? negated(paid) : paid),
    currencyCode: invoice.currency,
    currencySymbol: symbolOf(invoice.currency),
    pdfDownloadLink: `${path}/documents/statement`,
    ...(invoice.taxReceiptIds.length > 0 && {
      taxReceipts: invoice.taxReceiptIds.map((id) => ({
        id,
        taxReceiptPdfDownloadLink: `${path}/receipts/${id}/documents/statement`,
      })),
    }),
    invoiceDetails: detailsOf(call.model, billed(call.model, invoice)).map(({ lineItems, provider }) => ({
      invoiceLineItemType: lineItems,
      billingProvider: provider,
      links: {
        self: link(
          call,
          `/invoices/${invoiceType(invoice)}-${invoice.id}/lineitems/${pascal(provider)}/${pascal(lineItems)}`,
        ),
      },
      attributes: { objectType: "InvoiceDetail" },
    })),
    documentType: invoice.amends?.type ?? "invoice",
    ...(invoice.amends !== undefined && { amendsOf: invoice.amends.invoiceId }),
    invoiceType: invoiceType(invoice),
    attributes: { objectType: "Invoice" },
  };
}

const pascal = (snake: string) => snake.replace(/(^|_)(\w)/g, (_all, _mark, letter: string) => letter.toUpperCase());

/** The balance in one currency (B 8.5), with that of each type of invoice. */
export function summaryView(call: ApiCall, summary: InvoiceSummary) {
  return {
    ...balance(call, summary),
    details: summary.details.map(({ type, summary: part }) => ({
      invoiceType: type,
      summary: { ...balance(call, part), attributes: { objectType: "InvoiceSummary" } },
      attributes: { objectType: "InvoiceSummaryDetail" },
    })),
    links: { self: link(call, "/invoices/summary") },
    attributes: { objectType: "InvoiceSummary" },
  };
}

function balance(call: ApiCall, summary: Omit<InvoiceSummary, "details">) {
  const { switches } = call.model;
  const zone = switches.is("summaryDates", "Z") ? "Z" : "";
  const date = (at: number | undefined) => (at === undefined ? noDate : wireDate(at).replace("Z", zone));
  return {
    balanceAmount: writtenDecimal(switches, summary.balance),
    currencyCode: summary.currency,
    currencySymbol: symbolOf(summary.currency),
    accountingDate: date(summary.accountingDate),
    firstInvoiceCreationDate: date(summary.firstInvoice),
    lastPaymentAmount: writtenDecimal(switches, summary.lastPayment?.amount ?? "0"),
    lastPaymentDate: date(summary.lastPayment?.at),
    latestInvoiceDate: date(summary.latestInvoice),
  };
}
