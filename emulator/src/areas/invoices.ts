import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { parseFieldFilter } from "../http/filters";
import { billingCollection, type NextPage } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import type { Invoice } from "../model/billing-entities";
import { defaultSummary, summariesOf } from "../model/invoice-summaries";
import { findInvoice, invoicesOf, isListed, paidAmount } from "../model/invoices";
import { textPdf } from "../pdf";
import { wireDate, wireDay } from "../wire-date";
import { listedInvoice, summaryView, wholeInvoice } from "./invoice-views";

/** Invoices, their documents and what the partner owes (B 8). */
export const invoiceRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/invoices", listInvoices),
  api("GET", "/v1/invoices/{invoiceId}", getInvoice, "appUserOnlyBilling"),
  api("GET", "/v1/invoices/{invoiceId}/documents/statement", getStatement, "appUserOnlyBilling"),
  api("GET", "/v1/invoices/{invoiceId}/receipts/{receiptId}/documents/statement", getReceipt, "appUserOnlyBilling"),
  api("GET", "/v1/invoices/summary", getSummary),
  api("GET", "/v1/invoices/summaries", getSummaries, "appUserOnlyBilling"),
];

const largestPage = 2_000;

/**
 * Newest first. `size` and `offset` are honoured for legacy invoices alone: those of new commerce are on every page, so a
 * page may hold more than `size`, and whoever pages sees them again (B 8.1). Amendments are inside of what they amend.
 */
function listInvoices(call: ApiCall): Reply {
  const size = wholeNumber(call, "size") ?? largestPage;
  if (size === 0) {
    throw new Refusal("invalidInput", "size is at least 1");
  }
  const offset = wholeNumber(call, "offset") ?? 0;
  const filter = call.query("filter");
  const passes = filter ? parseFieldFilter(filter, { invoicedate: "date" }) : () => true;
  const type = call.query("invoiceType")?.toLowerCase().replaceAll("_", "");
  const wanted = invoicesOf(call.model, call.partner)
    .filter(
      (one) =>
        one.amends === undefined && isListed(call.model, one) && passes({ invoicedate: wireDate(one.invoiceDate) }),
    )
    .filter((one) => !type || type === (one.commerce === "modern" ? "onetime" : "recurring"))
    .toReversed();
  const legacy = wanted.filter((one) => one.commerce === "legacy");
  const page = new Set(legacy.slice(offset, offset + size));
  const shown = wanted.filter((one) => one.commerce === "modern" || page.has(one));
  const next = offset + size < legacy.length ? nextPage(call, size, offset + size) : undefined;
  const items = shown.map((one) => listedInvoice(call, one));
  return { status: 200, body: billingCollection(call, items, { next }) };
}

function nextPage(call: ApiCall, size: number, offset: number): NextPage {
  const query = new URLSearchParams(call.incoming.search);
  for (const name of [...query.keys()].filter((one) => /^(size|offset)$/i.test(one))) {
    query.delete(name);
  }
  return { query: `${new URLSearchParams([["size", `${size}`], ["offset", `${offset}`], ...query])}` };
}

/** A whole number of the query; an empty one counts as left out. */
function wholeNumber(call: ApiCall, name: string): number | undefined {
  const sent = call.query(name) ?? "";
  if (sent === "") {
    return undefined;
  }
  if (!/^\d{1,9}$/.test(sent)) {
    throw new Refusal("invalidInput", `${name} is a whole number, not "${sent}"`);
  }
  return Number(sent);
}

function getInvoice(call: ApiCall<"invoiceId">): Reply {
  return { status: 200, body: wholeInvoice(call, findInvoice(call.model, call.partner, call.param("invoiceId"))) };
}

function getStatement(call: ApiCall<"invoiceId">): Reply {
  const invoice = findInvoice(call.model, call.partner, call.param("invoiceId"));
  const what = invoice.amends === undefined ? "Invoice" : `${invoice.amends.type} of ${invoice.amends.invoiceId}:`;
  return pdfReply(call, invoice, `Invoice_${invoice.id}.pdf`, `${what} ${invoice.id}`);
}

function getReceipt(call: ApiCall<"invoiceId" | "receiptId">): Reply {
  const invoice = findInvoice(call.model, call.partner, call.param("invoiceId"));
  const wanted = call.param("receiptId").toLowerCase();
  const receipt = invoice.taxReceiptIds.find((id) => id.toLowerCase() === wanted);
  if (receipt === undefined) {
    throw new Refusal("notFound", `The invoice ${invoice.id} has no tax receipt ${call.param("receiptId")}.`);
  }
  return pdfReply(call, invoice, `E-Tax-${receipt}.pdf`, `Tax receipt ${receipt}`);
}

function pdfReply(call: ApiCall, invoice: Invoice, fileName: string, title: string): Reply {
  const page = textPdf(title, [
    `For ${call.partner.name}, ${call.partner.tenantId}`,
    `Of ${wireDay(invoice.invoiceDate).slice(0, 10)}`,
    `Billing period ${wireDay(invoice.periodFrom).slice(0, 10)} to ${wireDay(invoice.periodTo - 1).slice(0, 10)}`,
    `Total ${invoice.totalCharges} ${invoice.currency}, paid ${paidAmount(call.model, invoice)} ${invoice.currency}`,
    "Made by an emulator of Partner Center. It bills nobody.",
  ]);
  const headers = { "Content-Type": "application/pdf", "Content-Disposition": `attachment; filename=${fileName}` };
  return { status: 200, file: Buffer.from(page, "latin1"), headers };
}

function getSummary(call: ApiCall): Reply {
  return { status: 200, body: summaryView(call, defaultSummary(call.model, call.partner)) };
}

function getSummaries(call: ApiCall): Reply {
  const summaries = summariesOf(call.model, call.partner).map((one) => summaryView(call, one));
  return { status: 200, body: billingCollection(call, summaries) };
}
