import { createHash } from "node:crypto";
import Big from "big.js";
import { Refusal } from "../errors";
import type { Invoice } from "./billing-entities";
import { legacyPeriod, modernPeriod, monthNumber, monthStart } from "./billing-periods";
import { sum } from "./decimals";
import type { Instant, Partner } from "./entities";
import {
  allLines,
  type Billable,
  dailyUsage,
  hasLines,
  legacyAzure,
  officeLicences,
  reconciliation,
} from "./line-sources";
import type { Model } from "./model";
import type { Span } from "./status-changes";

/** The partner's invoices and amendments, oldest first; those that have come due are made now. */
export function invoicesOf(model: Model, partner: Partner): Invoice[] {
  closeMonths(model, partner);
  const issued = model.invoices.group(partner.tenantId).filter((one) => model.isPast(one.invoiceDate));
  return issued.toSorted((left, right) => left.invoiceDate - right.invoiceDate);
}

/** The partner's invoice of this id, which may have the prefix that links give it (B 8.0). */
export function findInvoice(model: Model, partner: Partner, id: string): Invoice {
  const bare = model.switches.is("prefixedInvoiceIds", "accepted") ? id.replace(/^(recurring|onetime)-/i, "") : id;
  const invoice = invoicesOf(model, partner).find((one) => one.id === bare.toUpperCase());
  if (invoice === undefined || !isListed(model, invoice)) {
    throw new Refusal("notFound", `There is no invoice ${id}.`);
  }
  return invoice;
}

/** The documents that amend an invoice, oldest first. */
export const amendmentsOf = (model: Model, invoice: Invoice): Invoice[] =>
  model.invoices.group(invoice.partnerTenantId).filter((one) => one.amends?.invoiceId === invoice.id);

/** What has been paid of an invoice so far. */
export function paidAmount(model: Model, invoice: Invoice): string {
  const paid = invoice.payments.filter(({ at }) => model.isPast(at));
  return paid.reduce((sum, { amount }) => sum.plus(amount), new Big(0)).toFixed();
}

const cutOff = Date.UTC(2025, 4, 15);

/** Whether the endpoints for invoices still know it, as far as a switch lets them forget new commerce (B 8.1, 13). */
export function isListed(model: Model, invoice: Invoice): boolean {
  if (invoice.commerce === "legacy" || model.switches.is("modernInvoices", "all")) {
    return true;
  }
  return model.switches.is("modernInvoices", "before2025-05-15") && invoice.invoiceDate < cutOff;
}

/** When the invoices for a month come out. */
export function closingInstant(model: Model, month: number): Instant {
  const day = Math.max(1, model.switches.count("invoiceDay")) - 1;
  return monthStart(month + 1) + day * 86_400_000 + 60_673_453 + 1 / 3;
}

/** The last month whose invoices are out. */
export function lastInvoicedMonth(model: Model): number {
  let month = monthNumber(model.clock.now()) - 1;
  while (!model.isPast(closingInstant(model, month))) {
    month -= 1;
  }
  return month;
}

/** The currencies that a partner's customers are billed in, in alphabetical order. */
export function currenciesOf(model: Model, partner: Partner): string[] {
  const owners = [...model.subscriptions.values(), ...model.charges.values()].filter(
    (one) => one.partnerTenantId === partner.tenantId,
  );
  const currencies = owners.map((one) => model.customers.get(one.customerId)?.currency ?? "");
  return [...new Set(currencies)].filter((one) => one !== "").toSorted();
}

function closeMonths(model: Model, partner: Partner): void {
  const last = lastInvoicedMonth(model);
  const done = model.invoicedUntil.get(partner.tenantId);
  if (done !== undefined && done >= last) {
    return;
  }
  for (let month = done === undefined ? firstMonth(model, partner) : done + 1; month <= last; month += 1) {
    for (const currency of currenciesOf(model, partner)) {
      close(model, partner, currency, month, "modern");
      close(model, partner, currency, month, "legacy");
    }
  }
  model.invoicedUntil.set(partner.tenantId, last);
}

/** The month in which the partner's oldest subscription or charge began. */
function firstMonth(model: Model, partner: Partner): number {
  const mine = (one: { readonly partnerTenantId: string }) => one.partnerTenantId === partner.tenantId;
  const begins = [
    ...[...model.subscriptions.values()].filter(mine).map((one) => one.createdAt),
    ...[...model.charges.values()].filter(mine).map((one) => one.chargedAt),
  ];
  return monthNumber(begins.reduce((first, at) => Math.min(first, at), model.clock.now()));
}

function close(model: Model, partner: Partner, currency: string, month: number, commerce: Invoice["commerce"]): void {
  const period = commerce === "modern" ? modernPeriod(month) : legacyPeriod(month);
  const billable: Billable = { partner, currency, period, knownAt: Number.POSITIVE_INFINITY };
  const total = commerce === "modern" ? modernTotal(model, billable) : legacyTotal(model, billable);
  if (total !== undefined) {
    issue(model, {
      partner,
      currency,
      period,
      commerce,
      totalCharges: total,
      invoiceDate: closingInstant(model, month),
    });
  }
}

/** What a new invoice is made from. */
export interface InvoiceWish {
  readonly partner: Partner;
  readonly currency: string;
  readonly period: Span;
  readonly commerce: Invoice["commerce"];
  readonly totalCharges: string;
  readonly invoiceDate: Instant;
  readonly amends?: Invoice["amends"];
  readonly adjustment?: Invoice["adjustment"];
  readonly syntheticLineItems?: number;
}

/** Issues an invoice or an amendment. Its id follows from what it is for, so that it is the same on every run. */
export function issue(model: Model, wish: InvoiceWish): Invoice {
  const { partner, period, ...rest } = wish;
  const invoice: Invoice = {
    ...rest,
    id: unusedId(model, wish),
    partnerTenantId: partner.tenantId,
    periodFrom: period.from,
    periodTo: period.to,
    payments: [],
    taxReceiptIds: [],
  };
  if (wish.currency === taxReceiptCurrency) {
    invoice.taxReceiptIds.push(receiptId(invoice.id));
  }
  model.invoices.set(invoice.id, invoice);
  return invoice;
}

/** Invoices in it come with a tax receipt: Taiwan's (B 8.0). */
const taxReceiptCurrency = "TWD";

/** The id of the next tax receipt of an invoice. */
export const receiptId = (invoiceId: string, number = 1): string => `TW${digits(`receipt/${invoiceId}/${number}`, 8)}`;

function unusedId(model: Model, wish: InvoiceWish): string {
  const { partner, currency, commerce, period, amends, syntheticLineItems } = wish;
  const letter = commerce === "modern" ? "G" : "D";
  const subject = [partner.tenantId, currency, commerce, period.from, amends?.invoiceId, syntheticLineItems].join("/");
  for (let attempt = 0; ; attempt += 1) {
    const id = letter + digits(`${subject}/${attempt}`, 9);
    if (!model.invoices.has(id)) {
      return id;
    }
  }
}

function digits(text: string, length: number): string {
  const value = createHash("sha256").update(text).digest().readBigUInt64BE() % 10n ** BigInt(length);
  return value.toString().padStart(length, "0");
}

function modernTotal(model: Model, of: Billable): string | undefined {
  const lines = reconciliation(model, of);
  return hasLines(lines) ? sum([...allLines(lines)].map(({ total }) => total)) : undefined;
}

function legacyTotal(model: Model, of: Billable): string | undefined {
  const totals = [...allLines(officeLicences(model, of)), ...allLines(legacyAzure(model, of))].map(
    ({ total }) => total,
  );
  return totals.length === 0 ? undefined : sum(totals);
}

/** The sets of line items that an invoice has (B 8.0), as the service names them. */
export function detailsOf(model: Model, of: Billable & { readonly invoice: Invoice }) {
  const sets = [
    { lineItems: "billing_line_items", provider: "office", has: () => hasLines(officeLicences(model, of)) },
    { lineItems: "billing_line_items", provider: "azure", has: () => hasLines(legacyAzure(model, of)) },
    { lineItems: "usage_line_items", provider: "azure", has: () => hasLines(legacyAzure(model, of)) },
    { lineItems: "billing_line_items", provider: "one_time", has: () => hasLines(reconciliation(model, of)) },
    { lineItems: "usage_line_items", provider: "marketplace", has: () => hasLines(dailyUsage(model, of)) },
  ];
  const own = of.invoice.commerce === "legacy" ? sets.slice(0, 3) : sets.slice(3);
  return own.filter(({ has }) => has());
}
