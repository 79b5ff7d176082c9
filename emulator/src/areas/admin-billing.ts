import { z } from "zod";
import { chargeSchema } from "../charge-schema";
import type { AdminRoute } from "../http/routes";
import { ExactNumber } from "../json";
import { amendmentTypes, type Invoice } from "../model/billing-entities";
import { addCharge } from "../model/charges";
import { addTaxReceipt, amendInvoice, makeUpInvoice, payInvoice } from "../model/invoice-portal";
import { invoicesOf, paidAmount } from "../model/invoices";
import type { Model } from "../model/model";
import { partnerOfTenant } from "../model/portal-standing";
import { mostSyntheticLines } from "../model/synthetic-lines";
import { wireDate } from "../wire-date";
import { type AdminParts, admin, adminBody } from "./admin";

const decimal = z.string().regex(/^\d{1,12}(\.\d{1,10})?$/, "a decimal as text");
const paymentBody = z.strictObject({ amount: decimal.optional() });
const amendmentBody = z.strictObject({
  type: z.enum(amendmentTypes),
  credit: decimal.default(""),
  customerId: z.string().optional(),
});
const madeUpBody = z.strictObject({
  currency: z.string().length(3).default("USD"),
  lineItems: z.number().int().positive().max(mostSyntheticLines),
});

/** What Microsoft and the partner's bank do: charges, payments, amendments, tax receipts, and invoices for practice. */
export function billingPortalRoutes({ model }: AdminParts): AdminRoute[] {
  return [
    admin("POST", "/portal/customers/{id}/charges", (incoming, { id = "" }) => {
      const charge = addCharge(model, id, adminBody(incoming, chargeSchema), model.clock.now());
      return { status: 201, body: charge };
    }),
    admin("GET", "/portal/partners/{tenantId}/invoices", (_incoming, { tenantId = "" }) => ({
      status: 200,
      body: { invoices: invoicesOf(model, partnerOfTenant(model, tenantId)).map((one) => invoiceView(model, one)) },
    })),
    admin("POST", "/portal/partners/{tenantId}/invoices", (incoming, { tenantId = "" }) => {
      const { currency, lineItems } = adminBody(incoming, madeUpBody);
      const invoice = makeUpInvoice(model, partnerOfTenant(model, tenantId), currency.toUpperCase(), lineItems);
      return { status: 201, body: invoiceView(model, invoice) };
    }),
    admin("POST", "/portal/invoices/{id}/payments", (incoming, { id = "" }) => ({
      status: 200,
      body: invoiceView(model, payInvoice(model, id, adminBody(incoming, paymentBody).amount)),
    })),
    admin("POST", "/portal/invoices/{id}/taxReceipts", (_incoming, { id = "" }) => ({
      status: 201,
      body: invoiceView(model, addTaxReceipt(model, id)),
    })),
    admin("POST", "/portal/invoices/{id}/amendments", (incoming, { id = "" }) => ({
      status: 201,
      body: invoiceView(model, amendInvoice(model, id, adminBody(incoming, amendmentBody))),
    })),
  ];
}

function invoiceView(model: Model, invoice: Invoice) {
  return {
    id: invoice.id,
    invoiceDate: wireDate(invoice.invoiceDate),
    commerce: invoice.commerce,
    currency: invoice.currency,
    totalCharges: new ExactNumber(invoice.totalCharges),
    paidAmount: new ExactNumber(paidAmount(model, invoice)),
    taxReceiptIds: invoice.taxReceiptIds,
    amends: invoice.amends,
  };
}
