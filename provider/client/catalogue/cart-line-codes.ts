import { type ErrorClass, LIMIT } from "./entry";

/** Why one line of a cart cannot be bought; the call that carries it succeeds, and repeating it changes nothing. */
export interface CartLineCode {
  /** The documented name. */
  readonly name: string;
  /** The same as a number. */
  readonly number: number;
  readonly class: ErrorClass;
  readonly meaning: string;
  readonly remedy?: string;
}

/** The codes of cart lines (reference: commerce 7.2). */
export const cartLineCodes: readonly CartLineCode[] = [
  { name: "Unknown", number: 0, class: "service", meaning: "Partner Center does not say why" },
  {
    name: "CurrencyIsNotSupported",
    number: 10000,
    class: "request",
    meaning: "the item is not sold in that currency",
  },
  {
    name: "CatalogItemIdIsNotValid",
    number: 10001,
    class: "missing",
    meaning: "there is no such catalog item, or its availability was replaced",
    remedy: "Check productId and skuId; the availability is looked up before each purchase.",
  },
  { name: "QuotaNotAvailable", number: 10002, class: "limit", meaning: "a quota is used up", remedy: LIMIT },
  { name: "InventoryNotAvailable", number: 10003, class: "missing", meaning: "the quantity is not available" },
  {
    name: "ParticipantsIsNotSupportedForPartner",
    number: 10004,
    class: "unsupported",
    meaning: "this partner cannot name a partner on record",
    remedy: "Leave partnerIdOnRecord out: it is for indirect providers.",
  },
  { name: "UnableToProcessCartLineItem", number: 10006, class: "service", meaning: "the line cannot be processed" },
  { name: "SubscriptionIsNotValid", number: 10007, class: "request", meaning: "the Azure subscription is not valid" },
  {
    name: "SubscriptionIsNotEnabledForRI",
    number: 10008,
    class: "state",
    meaning: "the Azure subscription is not enabled for reservations",
  },
  {
    name: "SandboxLimitExceeded",
    number: 10009,
    class: "limit",
    meaning: "a limit of the integration sandbox is reached",
    remedy: LIMIT,
  },
  { name: "InvalidInput", number: 10010, class: "request", meaning: "the line is not valid" },
  {
    name: "SubscriptionNotRegistered",
    number: 10011,
    class: "state",
    meaning: "the Azure subscription is not registered for it",
  },
  {
    name: "AttestationNotAccepted",
    number: 10012,
    class: "standing",
    meaning: "the item's attestation is not accepted",
  },
  {
    name: "BillingPlanNotSupported",
    number: 10013,
    class: "unsupported",
    meaning: "the item has no such billing plan",
  },
  { name: "InvalidPromotionId", number: 10014, class: "request", meaning: "the promotion is not valid" },
  {
    name: "MaxAllowedSeatsPerSubscriptionExceeded",
    number: 10015,
    class: "limit",
    meaning: "a subscription cannot have so many seats",
  },
  {
    name: "InvalidCustomTermEndDateProduct",
    number: 10016,
    class: "unsupported",
    meaning: "the item's term cannot end on another date",
  },
  { name: "InvalidCustomTermEndDate", number: 10017, class: "request", meaning: "the term's end is not valid" },
  {
    name: "BaseOfferSeatQuantityNotMet",
    number: 10018,
    class: "request",
    meaning: "the offer that it adds to has too few seats",
  },
  { name: "MinimumAddOnSeatsNotMet", number: 10019, class: "request", meaning: "the add-on has too few seats" },
  {
    name: "LegacyOfferNotEligibleForPurchase",
    number: 500600,
    class: "unsupported",
    meaning: "the legacy offer is not sold any more",
  },
];

/** `catalog_item_id_is_not_valid`, `CatalogItemIdIsNotValid` and `10001` are the same code; unknown ones stay as they are. */
export function cartLineCodeName(code: string): string {
  const bare = code.replaceAll("_", "").toLowerCase();
  const known = cartLineCodes.find(({ name, number }) => name.toLowerCase() === bare || String(number) === bare);
  return known?.name ?? code;
}

/** What a line's code means, by its name; `undefined` for codes that nobody has documented. */
export function explainCartLine(name: string): CartLineCode | undefined {
  return cartLineCodes.find((one) => one.name === name);
}
