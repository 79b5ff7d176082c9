import type { SwitchFact } from "./switch-fact";

/** Carts, checkout and orders. */
export const purchasesSwitches = {
  planTerms: {
    values: ["absent", "empty"],
    default: "absent",
    section: "C 6.5",
    reason: "`terms` of the plan's availabilities: left out or an empty array. No sample of one exists.",
  },
  agreementCheckedAt: {
    values: ["checkout", "cart"],
    default: "checkout",
    section: "C 5.9",
    reason: "Where a missing customer agreement (403/13605) is noticed. The documents speak of the order.",
  },
  attestationRequired: {
    values: ["indirectProviders", "everyone", "nobody"],
    default: "indirectProviders",
    section: "C 7.3",
    reason:
      "Whose carts need PartnerOnRecordAttestationAccepted (400/900206). Introduced for indirect providers; direct-bill samples omit it and succeed.",
  },
  attestationCheckedAt: {
    values: ["checkout", "cart"],
    default: "checkout",
    section: "C App. B 6",
    reason: "Where a missing attestation is noticed. Both pages list the code.",
  },
  directBillParticipants: {
    values: ["accepted", "lineError"],
    default: "accepted",
    section: "C 7.2",
    reason:
      "A reseller on record in the cart of a direct-bill partner: taken as sent, or refused on the line with ParticipantsIsNotSupportedForPartner, an error code no page explains.",
  },
  unknownReseller: {
    values: ["800016", "800015", "900154"],
    default: "800016",
    section: "C 4.4",
    reason:
      "Code that refuses a reseller on record nobody knows: 400/800016, 404/800015 or 400/900154. The table lists all three; an inactive reseller is always 900154.",
  },
  cartErrorCodes: {
    values: ["snake_case", "number", "PascalCase"],
    default: "snake_case",
    section: "C 7.2",
    reason:
      "How `errorCode` of a cart line is written. The SDK's converter gives snake_case; newer services may differ.",
  },
  cartProblems: {
    values: ["refused", "onLine"],
    default: "refused",
    section: "C 7.2",
    reason:
      "A wrong currency, or an item whose own attestation is missing: the cart is refused with 400/900169 or 400/900203, or made with CurrencyIsNotSupported or AttestationNotAccepted on the line. Both are documented.",
  },
  cartUpdate: {
    values: ["200", "201"],
    default: "200",
    section: "C 7.4",
    reason: "Status of PUT cart. The page shows 201, REST style suggests 200.",
  },
  cartLifetime: {
    values: "duration",
    default: "7d",
    section: "C 7.1",
    reason: "Documented since 2021; a sample of 2019 lived about 15 minutes.",
  },
  expiredCart: {
    values: ["404", "400"],
    default: "404",
    section: "C 7.1",
    reason: "What an expired cart answers: 404/800008, the natural one, or 400/800009.",
  },
  expiredOrderedCart: {
    values: ["gone", "kept"],
    default: "gone",
    section: "C 7.1",
    reason: "Whether expiry also hides a cart that was ordered. No source says that carts are kept for the record.",
  },
  concurrentCheckout: {
    values: ["800064", "serialised"],
    default: "800064",
    section: "C 7.5",
    reason:
      "A checkout or update of a cart while an earlier checkout of it is still on its way: 409/800064, or it is processed in its turn.",
  },
  repeatedCheckout: {
    values: ["storedResult", "800065"],
    default: "storedResult",
    section: "C 7.5",
    reason:
      "Checkout of a cart that was ordered: the same result again, as documented since 2022, or 400/800065, as the error table says.",
  },
  legacyCustomerPurchase: {
    values: ["800020", "2085", "4018"],
    default: "800020",
    section: "C 7.8",
    reason:
      "Code that refuses a plan to a customer with an active 0145P subscription: 403/800020, 403/2085 or 400/4018. No source shows it.",
  },
  planLimit: {
    values: ["enforced", "off"],
    default: "enforced",
    section: "C 7.8",
    reason: "One plan per customer (direct bill) or per indirect reseller: 403/800089, in a sandbox 400/900116.",
  },
  planLimitCounts: {
    values: ["activeAndPending", "suspendedToo"],
    default: "activeAndPending",
    section: "C 7.8",
    reason:
      "Which plans use up the limit. The reference speaks of one active plan; whether a suspended one still counts is open.",
  },
  orderInProgress: {
    values: ["800089", "800060"],
    default: "800089",
    section: "C 4.4",
    reason:
      "A second plan while the first is still being provisioned: the plan limit, or 409/800060 (an order is in progress), which the table has without a condition.",
  },
  sandboxPlanTotal: {
    values: ["900116", "800068"],
    default: "900116",
    section: "C 13.7",
    reason: "What refuses the eleventh plan of a sandbox: 400/900116 or 403/800068. The table describes both so.",
  },
  planOrderBillingCycle: {
    values: ["asSent", "one_time", "monthly"],
    default: "asSent",
    section: "C 7.8",
    reason: "Billing cycle shown by the order and the subscription of a plan. Observations disagree.",
  },
  provisioningDelay: {
    values: "duration",
    default: "20s",
    section: "C 7.6",
    reason: "From checkout until the order is completed and its plan is there: seconds to minutes.",
  },
  orderListLag: {
    values: "duration",
    default: "15m",
    section: "C 8.4",
    reason:
      "How long a new order is missing from order lists. 15 minutes is the documented worst case; by id it is there at once.",
  },
  orderIds: {
    values: ["hex12", "base64url", "guid"],
    default: "hex12",
    section: "C 13.1",
    reason:
      "Form of new order ids: 12 hexadecimal digits as today, 33 characters as in 2018 to 2020, or a GUID as legacy orders had. Clients must take all three.",
  },
  orderStatuses: {
    values: ["snake_case", "blanks"],
    default: "snake_case",
    section: "C 8.3",
    reason:
      "Spelling of order states of several words: `pending_review` as in announcements and samples, or `pending review` as in the table.",
  },
  planByOrder: {
    values: ["accepted", "4018"],
    default: "accepted",
    section: "C 8.4",
    reason: "A plan ordered without a cart: accepted, or 400/4018. It works, but only the cart is documented.",
  },
  orderDates: {
    values: ["Z", "+00:00", "-08:00"],
    default: "Z",
    section: "C 8.1",
    reason: "Zone in which an order's `creationDate` is written. All three occur in samples.",
  },
  provisioningCase: {
    values: ["documented", "sampled"],
    default: "documented",
    section: "C 8.4, 9.9",
    reason:
      "Spelling of provisioning and registration states: `Fulfilled` and `notregistered` as documented, or `fulfilled` and `NotRegistered` as in the samples.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
