import type { Instant } from "./entities";

/** The codes a cart line can fail with, and their numbers (C 7.2). */
export const cartErrorCodes = {
  Unknown: 0,
  CurrencyIsNotSupported: 10000,
  CatalogItemIdIsNotValid: 10001,
  QuotaNotAvailable: 10002,
  InventoryNotAvailable: 10003,
  ParticipantsIsNotSupportedForPartner: 10004,
  UnableToProcessCartLineItem: 10006,
  SubscriptionIsNotValid: 10007,
  SubscriptionIsNotEnabledForRI: 10008,
  SandboxLimitExceeded: 10009,
  InvalidInput: 10010,
  SubscriptionNotRegistered: 10011,
  AttestationNotAccepted: 10012,
  BillingPlanNotSupported: 10013,
  InvalidPromotionId: 10014,
  MaxAllowedSeatsPerSubscriptionExceeded: 10015,
  InvalidCustomTermEndDateProduct: 10016,
  InvalidCustomTermEndDate: 10017,
  BaseOfferSeatQuantityNotMet: 10018,
  MinimumAddOnSeatsNotMet: 10019,
  LegacyOfferNotEligibleForPurchase: 500600,
} as const;

/** What is wrong with a cart line. */
export interface CartLineError {
  readonly code: keyof typeof cartErrorCodes;
  readonly description: string;
  /** How many there are and were bought, where that is the trouble. */
  readonly quantities?: { readonly available: number; readonly purchased: number } | undefined;
}

/** A promise to spend by the hour. */
export interface PurchaseCommitment {
  /** A decimal as text. */
  readonly amount: string;
  readonly grain: string;
  readonly currency: string;
}

/** What may be said of an item that is bought, in a cart as in an order. */
export interface PurchasedItem {
  readonly catalogItemId: string;
  readonly friendlyName?: string | undefined;
  readonly quantity: number;
  readonly termDuration?: string | undefined;
  readonly promotionId?: string | undefined;
  /** As the caller wrote it. */
  readonly customTermEndDate?: string | undefined;
  readonly attestationAccepted?: boolean | undefined;
  readonly purchaseCommitment?: PurchaseCommitment | undefined;
  /** Term that it renews to. */
  readonly renewsTo?: { readonly termDuration?: string | undefined } | undefined;
  readonly provisioningContext: Readonly<Record<string, string>>;
}

/** One line of a cart, as the caller wrote it and the service judged it. */
export interface CartLine extends PurchasedItem {
  readonly id: number;
  readonly billingCycle: string;
  readonly participants: readonly { readonly key: string; readonly value: string }[];
  /** Add-ons as the caller wrote them; nothing in the catalog has any. */
  readonly addonItems?: readonly unknown[] | undefined;
  readonly currency: string;
  readonly orderGroup: string;
  readonly error?: CartLineError | undefined;
}

/** A cart. Each of its order groups becomes at most one order that does not fail. */
export interface Cart {
  readonly id: string;
  readonly partnerTenantId: string;
  readonly customerId: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  modifiedAt: Instant;
  modifiedBy: string;
  lines: readonly CartLine[];
  attestationAccepted: boolean;
  /** Order of each group that was ordered. */
  readonly orders: Record<string, string>;
}

/** What a human at Microsoft can make of an order, beside its natural way from pending to completed. */
export const handSetOrderStatuses = [
  "completed",
  "pending_review",
  "pending_po_upload",
  "po_upload_complete",
  "po_review_rejected",
  "partial_success",
  "suspended",
  "cancelled",
  "error",
] as const;

/** One line of an order. */
export interface OrderLine extends PurchasedItem {
  readonly number: number;
  readonly subscriptionId: string;
  readonly partnerIdOnRecord?: string | undefined;
  readonly additionalPartnerIdsOnRecord: readonly string[];
}

/** An order. */
export interface Order {
  readonly id: string;
  /** Twelve hexadecimal digits; the id itself on orders that have such ones. */
  readonly alternateId: string;
  readonly partnerTenantId: string;
  readonly customerId: string;
  readonly createdAt: Instant;
  readonly billingCycle: string;
  readonly currency: string;
  readonly country: string;
  readonly lines: readonly OrderLine[];
  readonly boughtWith: "cart" | "order" | "portal" | "legacy" | "upgrade";
  readonly cartId?: string | undefined;
  /** When it is completed; null while somebody reviews it, and for failed orders. */
  provisionedAt: Instant | null;
  /** Numbers of the lines that came to nothing while the others did not. */
  failedLines?: number[] | undefined;
  handSetStatus?: (typeof handSetOrderStatuses)[number] | undefined;
}
