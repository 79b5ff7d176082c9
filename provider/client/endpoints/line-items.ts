import { z } from "zod";
import { endpoint } from "../endpoint";
import {
  DailyRatedUsageLineItem,
  DailyUsageLineItem,
  LicenseBasedLineItem,
  OneTimeInvoiceLineItem,
  UsageBasedLineItem,
} from "./line-item-models";
import { collection } from "./shapes";

/** Rows of one page: 1 to 2,000, the service's default. */
const Sized = z.strictObject({ size: z.int().min(1).max(2000).optional() });

const Unbilled = Sized.extend({
  /** ISO 4217, in any case. */
  currencyCode: z.string().min(1),
  /** The running month, or the last one until its invoice is out. */
  period: z.enum(["current", "previous"]),
});

/** Facts that all line item calls share. A page can take minutes. */
const read = { method: "GET", retry: "safe", credential: "either" } as const;
const billed = { ...read, path: "/v1/invoices/{invoiceId}/lineitems" } as const;
const unbilled = { ...read, path: "/v1/invoices/unbilled/lineitems" } as const;

const usage = { invoiceLineItemType: "usagelineitems" } as const;
const billing = { invoiceLineItemType: "billinglineitems" } as const;

/** What was used day by day, of an invoice of new commerce. */
export const listBilledUsage = endpoint({
  ...billed,
  name: "listBilledUsage",
  // The period is documented to be needed, though an invoice has only one.
  fixedQuery: { provider: "onetime", ...usage, period: "previous" },
  query: Sized.extend({ currencyCode: z.string().min(1), hasPartnerEarnedCredit: z.boolean().optional() }),
  response: collection(DailyRatedUsageLineItem),
  paging: "seek",
  source: "get-invoice-billed-consumption-lineitems",
});

/** What was used day by day and has no invoice yet. */
export const listUnbilledUsage = endpoint({
  ...unbilled,
  name: "listUnbilledUsage",
  fixedQuery: { provider: "onetime", ...usage },
  query: Unbilled.extend({ hasPartnerEarnedCredit: z.boolean().optional() }),
  response: collection(DailyRatedUsageLineItem),
  paging: "seek",
  source: "get-invoice-unbilled-consumption-lineitems",
});

/** The charges of an invoice of new commerce. */
export const listBilledReconciliation = endpoint({
  ...billed,
  name: "listBilledReconciliation",
  fixedQuery: { provider: "onetime", ...billing },
  query: Sized,
  response: collection(OneTimeInvoiceLineItem),
  paging: "seek",
  source: "get-invoiceline-items",
});

/** Charges that have no invoice yet. */
export const listUnbilledReconciliation = endpoint({
  ...unbilled,
  name: "listUnbilledReconciliation",
  fixedQuery: { provider: "onetime", ...billing },
  query: Unbilled,
  response: collection(OneTimeInvoiceLineItem),
  paging: "seek",
  source: "get-invoice-unbilled-recon-lineitems",
});

/** The charges for licences of a legacy invoice. */
export const listLegacyLicenses = endpoint({
  ...billed,
  name: "listLegacyLicenses",
  fixedQuery: { provider: "office", ...billing },
  query: Sized,
  response: collection(LicenseBasedLineItem),
  paging: "offset",
  source: "get-invoiceline-items",
});

/** The charges for Azure of a legacy invoice. */
export const listLegacyAzure = endpoint({
  ...billed,
  name: "listLegacyAzure",
  fixedQuery: { provider: "azure", ...billing },
  query: Sized,
  response: collection(UsageBasedLineItem),
  paging: "offset",
  source: "get-invoiceline-items",
});

/** The use of Azure day by day of a legacy invoice. */
export const listLegacyAzureUsage = endpoint({
  ...billed,
  name: "listLegacyAzureUsage",
  fixedQuery: { provider: "azure", ...usage },
  query: Sized,
  response: collection(DailyUsageLineItem),
  paging: "offset",
  source: "get-invoiceline-items",
});
