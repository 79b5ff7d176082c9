import type { Invoice } from "./billing-entities";
import { negated, sum } from "./decimals";
import type { Instant, Partner } from "./entities";
import { currenciesOf, invoicesOf, paidAmount } from "./invoices";
import type { Model } from "./model";
import { partnerCurrency } from "./partner-currency";

interface Balance {
  /** What is open: decimal text. */
  readonly balance: string;
  readonly currency: string;
  readonly accountingDate: Instant;
  readonly firstInvoice: Instant | undefined;
  readonly latestInvoice: Instant | undefined;
  readonly lastPayment: Invoice["payments"][number] | undefined;
}

/** What a partner owes in a currency (B 8.6), and how that is made up. */
export interface InvoiceSummary extends Balance {
  readonly details: readonly { readonly type: "Recurring" | "OneTime"; readonly summary: Balance }[];
}

/** What the partner owes, in each currency that it is billed in or that anything is still unbilled in. */
export function summariesOf(model: Model, partner: Partner): InvoiceSummary[] {
  const invoices = invoicesOf(model, partner);
  const currencies = new Set([...currenciesOf(model, partner), ...invoices.map((one) => one.currency)]);
  return [...currencies].toSorted().map((currency) => summaryOf(model, invoices, currency));
}

/** What the partner owes in its own currency (B 8.5). */
export const defaultSummary = (model: Model, partner: Partner): InvoiceSummary =>
  summaryOf(model, invoicesOf(model, partner), partnerCurrency(model, partner));

function summaryOf(model: Model, invoices: readonly Invoice[], currency: string): InvoiceSummary {
  const own = invoices.filter((one) => one.currency === currency);
  const types = [
    { type: "Recurring", invoices: own.filter((one) => one.commerce === "legacy") },
    { type: "OneTime", invoices: own.filter((one) => one.commerce === "modern") },
  ] as const;
  return {
    ...balanceOf(model, own, currency),
    details: types
      .filter((one) => one.invoices.length > 0)
      .map((one) => ({ type: one.type, summary: balanceOf(model, one.invoices, currency) })),
  };
}

/** The invoices come oldest first. */
function balanceOf(model: Model, invoices: readonly Invoice[], currency: string): Balance {
  const documents = invoices.filter((one) => one.amends === undefined);
  const payments = invoices.flatMap((one) => one.payments).filter(({ at }) => model.isPast(at));
  return {
    balance: sum(invoices.flatMap((one) => [one.totalCharges, negated(paidAmount(model, one))])),
    currency,
    accountingDate: model.clock.now(),
    firstInvoice: documents[0]?.invoiceDate,
    latestInvoice: documents.at(-1)?.invoiceDate,
    lastPayment: payments.toSorted((left, right) => left.at - right.at).at(-1),
  };
}
