import { z } from "zod";
import { decimal } from "../decimal";
import { endpoint } from "../endpoint";
import { listFilter } from "./filters";
import { Attributes, collection, Link, Links } from "./shapes";

/** Which set of line items an invoice has. */
const InvoiceDetail = z.looseObject({
  /** `usage_line_items`, `billing_line_items`, `none`; open. */
  invoiceLineItemType: z.string().optional(),
  /** `one_time`, `azure`, `office`, `marketplace`, `all`, `none` and more; open. */
  billingProvider: z.string().optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});

const documentMembers = {
  /** `G…` new commerce, `D…` legacy; others occur. */
  id: z.string(),
  invoiceDate: z.string().optional(),
  billingPeriodStartDate: z.string().optional(),
  billingPeriodEndDate: z.string().optional(),
  /** Canonical decimal text in `currencyCode`; negative for credits. */
  totalCharges: decimal.optional(),
  /** Documented to be negative after a payment; samples are positive. */
  paidAmount: decimal.optional(),
  /** ISO 4217. */
  currencyCode: z.string().optional(),
  currencySymbol: z.string().optional(),
  /** Relative address of the statement, for half an hour. */
  pdfDownloadLink: z.string().optional(),
  taxReceipts: z.array(z.looseObject({ id: z.string(), taxReceiptPdfDownloadLink: z.string().optional() })).optional(),
  invoiceDetails: z.array(InvoiceDetail).optional(),
  /** `invoice`, `void_note`, `adjustment_note`, `none`; open. */
  documentType: z.string().optional(),
  /** The document that this one amends. */
  amendsOf: z.string().optional(),
  /** `Recurring` or `OneTime`; open. */
  invoiceType: z.string().optional(),
  state: z.string().optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
};

/** An invoice of Microsoft's to the partner. */
export const Invoice = z.looseObject({
  ...documentMembers,
  amendments: z.array(z.looseObject(documentMembers)).optional(),
});
export interface Invoice extends z.output<typeof Invoice> {}

/** Dates are ISO 8601; `0001-01-01T00:00:00` means that there is none. */
const balanceMembers = {
  /** Canonical decimal text in `currencyCode`. */
  balanceAmount: decimal,
  currencyCode: z.string().optional(),
  currencySymbol: z.string().optional(),
  accountingDate: z.string().optional(),
  firstInvoiceCreationDate: z.string().optional(),
  lastPaymentAmount: decimal.optional(),
  lastPaymentDate: z.string().optional(),
  latestInvoiceDate: z.string().optional(),
  attributes: Attributes.optional(),
};

/** What the partner owes in one currency. */
export const InvoiceSummary = z.looseObject({
  ...balanceMembers,
  details: z
    .array(
      z.looseObject({
        invoiceType: z.string().optional(),
        summary: z.looseObject(balanceMembers).optional(),
        attributes: Attributes.optional(),
      }),
    )
    .optional(),
  links: Links.optional(),
});
export interface InvoiceSummary extends z.output<typeof InvoiceSummary> {}

/** Where line items that are not invoiced yet are. */
export const EstimateLink = z.looseObject({
  /** `daily_rated_usage` or `non_consumption`; open. */
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  /** `Current` or `Previous`. */
  period: z.string().optional(),
  link: Link.optional(),
  attributes: Attributes.optional(),
});
export interface EstimateLink extends z.output<typeof EstimateLink> {}

/** A document as it was sent. Whatever its headers say, it begins as a PDF does. */
const Pdf = z
  .instanceof(Uint8Array)
  .refine((bytes) => Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-", "must be a PDF document");

/** Facts that all invoice calls share. */
const read = { method: "GET", retry: "safe" } as const;

/** The partner's invoices, newest first as far as was seen. */
export const listInvoices = endpoint({
  ...read,
  name: "listInvoices",
  path: "/v1/invoices",
  query: z.strictObject({
    /** Honoured for legacy invoices only. */
    size: z.int().positive().optional(),
    invoiceType: z.string().optional(),
    filter: listFilter(["InvoiceDate"]).optional(),
  }),
  response: collection(Invoice),
  paging: "offset",
  credential: "either",
  source: "get-a-collection-of-invoices",
});

/** An invoice. An unknown one answers 404 `1000`. */
export const getInvoice = endpoint({
  ...read,
  name: "getInvoice",
  path: "/v1/invoices/{invoiceId}",
  response: Invoice,
  credential: "user",
  source: "get-invoice-by-id",
});

/** An invoice as a PDF document. */
export const getInvoiceStatement = endpoint({
  ...read,
  name: "getInvoiceStatement",
  path: "/v1/invoices/{invoiceId}/documents/statement",
  accept: "application/pdf",
  response: Pdf,
  credential: "user",
  source: "get-invoice-statement",
});

/** A tax receipt as a PDF document. */
export const getInvoiceReceipt = endpoint({
  ...read,
  name: "getInvoiceReceipt",
  path: "/v1/invoices/{invoiceId}/receipts/{receiptId}/documents/statement",
  accept: "application/pdf",
  response: Pdf,
  credential: "user",
  source: "get-invoice-receipt-statement",
});

/** What the partner owes in its own currency. */
export const getInvoiceSummary = endpoint({
  ...read,
  name: "getInvoiceSummary",
  path: "/v1/invoices/summary",
  response: InvoiceSummary,
  credential: "either",
  source: "get-the-reseller-s-current-account-balance",
});

/** What the partner owes, by currency. */
export const listInvoiceSummaries = endpoint({
  ...read,
  name: "listInvoiceSummaries",
  path: "/v1/invoices/summaries",
  response: collection(InvoiceSummary),
  credential: "user",
  source: "get-invoice-summaries",
});

/** Where the line items of the running and the last month are. */
export const listEstimateLinks = endpoint({
  ...read,
  name: "listEstimateLinks",
  path: "/v1/invoices/estimates/links",
  query: z.strictObject({ currencyCode: z.string().min(1) }),
  response: collection(EstimateLink),
  credential: "either",
  source: "get-invoice-estimate-links",
});
