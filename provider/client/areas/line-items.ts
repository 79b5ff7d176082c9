import type { CallOptions, Calls, List } from "../calls";
import type {
  DailyRatedUsageLineItem,
  DailyUsageLineItem,
  LicenseBasedLineItem,
  OneTimeInvoiceLineItem,
  UsageBasedLineItem,
} from "../endpoints/line-item-models";
import {
  listBilledReconciliation,
  listBilledUsage,
  listLegacyAzure,
  listLegacyAzureUsage,
  listLegacyLicenses,
  listUnbilledReconciliation,
  listUnbilledUsage,
} from "../endpoints/line-items";

/** What has an invoice. */
export interface OfInvoice {
  /** As {@link Invoices.list} gives it. */
  readonly invoiceId: string;
  /** Rows a page, 1 to 2,000. Default: the service's, 2,000. */
  readonly size?: number;
}

/** What has none yet. */
export interface NotInvoiced {
  /** ISO 4217. */
  readonly currencyCode: string;
  /** The running month, or the last one until its invoice is out. */
  readonly period: "current" | "previous";
  /** Rows a page, 1 to 2,000. Default: the service's, 2,000. */
  readonly size?: number;
}

/**
 * Line items, read page by page as they are wanted: a million rows need the memory of one page. A page can take the
 * service minutes.
 *
 * **For new commerce Microsoft replaced these calls**: usage and reconciliation from March 2025 on are in `exports`, and a
 * call that was switched off answers 404, 410, 400 or nothing. Legacy commerce stays here.
 */
export class LineItems {
  constructor(private readonly calls: Calls) {}

  /**
   * What was used day by day, of an invoice of new commerce.
   * @param wanted `currencyCode`: the invoice's; `hasPartnerEarnedCredit`: only items with, or without it.
   * @see get-invoice-billed-consumption-lineitems (billing 9.1)
   */
  listBilledUsage(
    wanted: OfInvoice & { readonly currencyCode: string; readonly hasPartnerEarnedCredit?: boolean },
    options?: CallOptions,
  ): List<DailyRatedUsageLineItem> {
    const { invoiceId, currencyCode, hasPartnerEarnedCredit, size } = wanted;
    const query = { currencyCode, hasPartnerEarnedCredit, size };
    return this.calls.list(listBilledUsage, { path: { invoiceId }, query }, options);
  }

  /**
   * What was used day by day and has no invoice yet; a day late.
   * @param wanted `hasPartnerEarnedCredit`: only items with, or without it.
   * @see get-invoice-unbilled-consumption-lineitems (billing 9.2)
   */
  listUnbilledUsage(
    wanted: NotInvoiced & { readonly hasPartnerEarnedCredit?: boolean },
    options?: CallOptions,
  ): List<DailyRatedUsageLineItem> {
    const { currencyCode, period, hasPartnerEarnedCredit, size } = wanted;
    const query = { currencyCode, period, hasPartnerEarnedCredit, size };
    return this.calls.list(listUnbilledUsage, { query }, options);
  }

  /**
   * The charges of an invoice of new commerce.
   * @see get-invoiceline-items (billing 9.3)
   */
  listBilledReconciliation({ invoiceId, size }: OfInvoice, options?: CallOptions): List<OneTimeInvoiceLineItem> {
    return this.calls.list(listBilledReconciliation, { path: { invoiceId }, query: { size } }, options);
  }

  /**
   * Charges that have no invoice yet.
   * @see get-invoice-unbilled-recon-lineitems (billing 9.4)
   */
  listUnbilledReconciliation(
    { currencyCode, period, size }: NotInvoiced,
    options?: CallOptions,
  ): List<OneTimeInvoiceLineItem> {
    return this.calls.list(listUnbilledReconciliation, { query: { currencyCode, period, size } }, options);
  }

  /**
   * The charges for licences of a legacy invoice.
   * @see get-invoiceline-items (billing 9.3)
   */
  listLegacyLicenses({ invoiceId, size }: OfInvoice, options?: CallOptions): List<LicenseBasedLineItem> {
    return this.calls.list(listLegacyLicenses, { path: { invoiceId }, query: { size } }, options);
  }

  /**
   * The charges for Azure of a legacy invoice.
   * @see get-invoiceline-items (billing 9.3)
   */
  listLegacyAzure({ invoiceId, size }: OfInvoice, options?: CallOptions): List<UsageBasedLineItem> {
    return this.calls.list(listLegacyAzure, { path: { invoiceId }, query: { size } }, options);
  }

  /**
   * The use of Azure day by day of a legacy invoice.
   * @see get-invoiceline-items (billing 9.3)
   */
  listLegacyAzureUsage({ invoiceId, size }: OfInvoice, options?: CallOptions): List<DailyUsageLineItem> {
    return this.calls.list(listLegacyAzureUsage, { path: { invoiceId }, query: { size } }, options);
  }
}
