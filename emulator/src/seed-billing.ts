import type { Ids } from "./ids";
import { addCharge } from "./model/charges";
import type { Customer, Partner } from "./model/entities";
import { amendInvoice, makeUpInvoice, payInvoice } from "./model/invoice-portal";
import { invoicesOf } from "./model/invoices";
import type { Model } from "./model/model";
import type { SeedCustomer, SeedPartner } from "./seed-file";

const day = 24 * 60 * 60_000;

/** What a customer was charged for beside usage. */
export function plantCharges(model: Model, customer: Customer, seed: SeedCustomer, ids: Ids): void {
  for (const { daysAgo, ...charge } of seed.charges) {
    addCharge(model, customer.id, charge, model.clock.now() - daysAgo * day, ids.of("charges"));
  }
}

/** What became of the invoices that a partner has at the start. */
export function plantBilling(model: Model, partner: Partner, seed: SeedPartner): void {
  const { billing } = seed;
  if (billing === undefined) {
    return;
  }
  if (billing.paid) {
    const invoices = invoicesOf(model, partner);
    const newest = Math.max(...invoices.map((one) => one.invoiceDate));
    for (const { id } of invoices.filter((one) => one.invoiceDate < newest)) {
      payInvoice(model, id);
    }
  }
  for (const { customer: domain, credit } of billing.adjustments) {
    const customer = [...model.customers.values()].find((one) => one.domain === domain.toLowerCase());
    const amended = invoicesOf(model, partner).findLast(
      (one) => one.commerce === "modern" && one.currency === customer?.currency,
    );
    if (customer === undefined || amended === undefined) {
      throw new RangeError(`there is no invoice yet on which ${domain} could be credited something`);
    }
    amendInvoice(model, amended.id, { type: "adjustment_note", credit, customerId: customer.id });
  }
  if (billing.syntheticLineItems > 0) {
    makeUpInvoice(model, partner, "USD", billing.syntheticLineItems);
  }
}
