import type { Call, CallOptions, Calls, List } from "../calls";
import { distinct } from "../distinct";
import type { ListFilter } from "../endpoints/filters";
import {
  type EstimateLink,
  getInvoice,
  getInvoiceReceipt,
  getInvoiceStatement,
  getInvoiceSummary,
  type Invoice,
  type InvoiceSummary,
  listEstimateLinks,
  listInvoiceSummaries,
  listInvoices,
} from "../endpoints/invoices";

/** Microsoft's invoices to the partner. Amounts are decimal texts with every digit. */
export class Invoices {
  constructor(private readonly calls: Calls) {}

  /**
   * The partner's invoices, each once. For new commerce after May 2025 the list may be empty. Long lists time out without a filter.
   * @param wanted `filter` on `InvoiceDate`; `invoiceType`: `Recurring` or `OneTime`; `size`: invoices a page, which the
   * service honours for legacy ones only.
   * @see get-a-collection-of-invoices (billing 8.1)
   */
  list(
    wanted: {
      readonly filter?: ListFilter<"InvoiceDate">;
      readonly invoiceType?: string;
      readonly size?: number;
    } = {},
    options?: CallOptions,
  ): List<Invoice> {
    const { filter, invoiceType, size } = wanted;
    const list = this.calls.list(listInvoices, { query: { filter, invoiceType, size } }, options);
    return distinct(list, ({ id }) => id);
  }

  /**
   * An invoice, with its period. With a user's token only.
   * @throws ApiError 404 `1000` for an unknown one.
   * @see get-invoice-by-id (billing 8.2)
   */
  get({ invoiceId }: { readonly invoiceId: string }, options?: CallOptions): Call<Invoice> {
    return this.calls.call(getInvoice, { path: { invoiceId } }, options);
  }

  /**
   * An invoice as a PDF document: its bytes, some hundred kilobytes. With a user's token only.
   * @see get-invoice-statement (billing 8.3)
   */
  getStatement({ invoiceId }: { readonly invoiceId: string }, options?: CallOptions): Call<Uint8Array> {
    return this.calls.call(getInvoiceStatement, { path: { invoiceId } }, options);
  }

  /**
   * A tax receipt as a PDF document; `receiptId` is from `taxReceipts` of the invoice. With a user's token only.
   * @see get-invoice-receipt-statement (billing 8.4)
   */
  getReceipt(
    { invoiceId, receiptId }: { readonly invoiceId: string; readonly receiptId: string },
    options?: CallOptions,
  ): Call<Uint8Array> {
    return this.calls.call(getInvoiceReceipt, { path: { invoiceId, receiptId } }, options);
  }

  /**
   * What the partner owes in its own currency.
   * @see get-the-reseller-s-current-account-balance (billing 8.5)
   */
  getSummary(options?: CallOptions): Call<InvoiceSummary> {
    return this.calls.call(getInvoiceSummary, {}, options);
  }

  /**
   * What the partner owes, by currency. With a user's token only.
   * @see get-invoice-summaries (billing 8.6)
   */
  listSummaries(options?: CallOptions): List<InvoiceSummary> {
    return this.calls.list(listInvoiceSummaries, {}, options);
  }

  /**
   * Where the line items are that have no invoice yet, of the running and the last month.
   * @param wanted `currencyCode`: ISO 4217.
   * @see get-invoice-estimate-links (billing 8.7)
   */
  listEstimateLinks({ currencyCode }: { readonly currencyCode: string }, options?: CallOptions): List<EstimateLink> {
    return this.calls.list(listEstimateLinks, { query: { currencyCode } }, options);
  }
}
