import { Refusal } from "../errors";
import type { AmendmentType, Charge, Invoice } from "./billing-entities";
import { modernPeriod } from "./billing-periods";
import { chargeProduct } from "./charge-products";
import { negated, sum } from "./decimals";
import type { Partner } from "./entities";
import { invoicesOf, issue, lastInvoicedMonth, paidAmount, receiptId } from "./invoices";
import type { Model } from "./model";
import { chargeLine } from "./reconciliation";
import { mostSyntheticLines, syntheticTotal } from "./synthetic-lines";

/** The invoice of whichever partner it is, whether the API still lists it or not. */
export function anyInvoice(model: Model, id: string): Invoice {
  const invoices = [...model.partners.values()].flatMap((partner) => invoicesOf(model, partner));
  const invoice = invoices.find((one) => one.id === id.toUpperCase());
  if (invoice === undefined) {
    throw new Refusal("notFound", `There is no invoice ${id}.`);
  }
  return invoice;
}

/** The partner pays an invoice now: what is open, or the amount given (decimal text). */
export function payInvoice(model: Model, id: string, amount?: string): Invoice {
  const invoice = anyInvoice(model, id);
  const open = sum([invoice.totalCharges, negated(paidAmount(model, invoice))]);
  invoice.payments.push({ at: model.clock.now(), amount: amount ?? open });
  return invoice;
}

/** An invoice gets another tax receipt. */
export function addTaxReceipt(model: Model, id: string): Invoice {
  const invoice = anyInvoice(model, id);
  invoice.taxReceiptIds.push(receiptId(invoice.id, invoice.taxReceiptIds.length + 1));
  return invoice;
}

/** What an amendment says. */
export interface AmendmentWish {
  readonly type: AmendmentType;
  /** US dollars that an adjustment note credits: decimal text. */
  readonly credit: string;
  /** The customer that it is credited for; needed for an adjustment note. */
  readonly customerId?: string | undefined;
}

/** Microsoft takes an invoice of new commerce back (void note) or credits part of it (adjustment note). */
export function amendInvoice(model: Model, id: string, wish: AmendmentWish): Invoice {
  const invoice = anyInvoice(model, id);
  const partner = model.partners.get(invoice.partnerTenantId);
  if (invoice.commerce !== "modern" || invoice.amends !== undefined || partner === undefined) {
    throw new Refusal("invalidInput", `${invoice.id} is no invoice of new commerce`);
  }
  const adjustment = wish.type === "adjustment_note" ? adjustmentOf(model, invoice, wish) : undefined;
  const totalCharges =
    adjustment === undefined
      ? negated(invoice.totalCharges)
      : chargeLine(model, adjustment, adjustment.chargedAt).total;
  return issue(model, {
    partner,
    currency: invoice.currency,
    period: { from: invoice.periodFrom, to: invoice.periodTo },
    commerce: "modern",
    totalCharges,
    invoiceDate: model.clock.now(),
    amends: { invoiceId: invoice.id, type: wish.type },
    adjustment,
  });
}

function adjustmentOf(model: Model, invoice: Invoice, { customerId = "", credit }: AmendmentWish): Charge {
  const customer = model.customer(customerId);
  if (customer.currency !== invoice.currency) {
    throw new Refusal("invalidInput", `${customer.id} is billed in ${customer.currency}, not in ${invoice.currency}`);
  }
  const ids = model.ids.of(`amendments of ${invoice.id}`);
  return {
    id: ids.guid(),
    partnerTenantId: invoice.partnerTenantId,
    customerId: customer.id,
    kind: "credit",
    chargedAt: model.clock.now(),
    quantity: 1,
    unitPrice: credit === "" ? chargeProduct("credit").unitPrice : negated(credit),
    orderId: ids.hex(12),
    subscriptionId: ids.guid(),
  };
}

/** An invoice of the last invoiced month with so many made-up line items of either kind. */
export function makeUpInvoice(model: Model, partner: Partner, currency: string, lineItems: number): Invoice {
  if (lineItems > mostSyntheticLines) {
    throw new Refusal("invalidInput", `an invoice can have at most ${mostSyntheticLines} made-up line items`);
  }
  return issue(model, {
    partner,
    currency,
    period: modernPeriod(lastInvoicedMonth(model)),
    commerce: "modern",
    totalCharges: syntheticTotal(lineItems),
    invoiceDate: model.clock.now(),
    syntheticLineItems: lineItems,
  });
}
