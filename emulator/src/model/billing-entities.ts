import type { ChargeKind } from "./charge-products";
import type { Instant } from "./entities";

/** Something that is billed when it falls due, beside metered usage: a purchase, a licence, a credit. */
export interface Charge {
  readonly id: string;
  readonly partnerTenantId: string;
  readonly customerId: string;
  readonly kind: ChargeKind;
  /** When it fell due first; some kinds do so again every month. */
  readonly chargedAt: Instant;
  readonly quantity: number;
  /** US dollars for one, negative for a credit: decimal text. */
  readonly unitPrice: string;
  readonly orderId: string;
  readonly subscriptionId: string;
}

/** What kinds of documents there are beside invoices (B 8.0). */
export const amendmentTypes = ["void_note", "adjustment_note"] as const;

/** Kind of an amendment. */
export type AmendmentType = (typeof amendmentTypes)[number];

/** An invoice, or a document that amends one. What it charges for is worked out from what happened in its period. */
export interface Invoice {
  /** `G…` for new commerce, `D…` for legacy recurring commerce. */
  readonly id: string;
  readonly partnerTenantId: string;
  readonly commerce: "modern" | "legacy";
  readonly currency: string;
  readonly periodFrom: Instant;
  /** Not part of the period. */
  readonly periodTo: Instant;
  readonly invoiceDate: Instant;
  /** Sum of its line items with taxes: decimal text. */
  readonly totalCharges: string;
  /** What it amends, if it is no invoice. */
  readonly amends?: { readonly invoiceId: string; readonly type: AmendmentType } | undefined;
  /** The charge that an adjustment note is about. */
  readonly adjustment?: Charge | undefined;
  /** So many made-up line items, instead of what happened. */
  readonly syntheticLineItems?: number | undefined;
  readonly payments: { readonly at: Instant; readonly amount: string }[];
  readonly taxReceiptIds: string[];
}
