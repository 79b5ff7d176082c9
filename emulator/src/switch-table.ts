/** What a switch can be set to. */
export type SwitchKind = readonly string[] | "duration" | "count";

/** One behaviour that the reference leaves open, or that a test wants another way. */
export interface SwitchFact {
  /** The allowed values, or that it is a duration (`15m`) or a whole number. */
  readonly values: SwitchKind;
  /** The value it has unless somebody says otherwise. */
  readonly default: string;
  /** Where the reference speaks of it: C is its part on commerce, B the one on billing. */
  readonly section: string;
  /** What it changes, and why the default is what it is. */
  readonly reason: string;
}

/** Every switch of the emulator. The README's table lists the same ones; a test compares them. */
export const switchTable = {
  bom: {
    values: ["on", "off"],
    default: "on",
    section: "C 2.4",
    reason: "Start JSON replies with a byte order mark. All recorded replies do.",
  },
  gzip: {
    values: ["off", "on"],
    default: "off",
    section: "C 2.4",
    reason: "Compress replies for clients that accept it. No recording shows a compressed reply.",
  },
  errorCodes: {
    values: ["number", "string"],
    default: "number",
    section: "C 4.1",
    reason: "JSON type of `code` in errors. Both bodies shown in full carry a number, the tables say string.",
  },
  enumErrors: {
    values: ["900126", "0"],
    default: "900126",
    section: "C 13.3",
    reason: "Code of the 400 for an enum text that cannot be parsed. The code table names 900126, 0 was observed.",
  },
  linkVersion: {
    values: ["omitted", "included"],
    default: "omitted",
    section: "C 3.1",
    reason: "Whether link URIs begin with `/v1`. Most samples leave it out, some have it.",
  },
  catalogHeaders: {
    values: ["doubled", "single"],
    default: "doubled",
    section: "C 2.2",
    reason: "Catalog samples show MS-RequestId, MS-CorrelationId and X-Locale twice, comma-joined.",
  },
  requestIds: {
    values: ["honoured", "honouredWithFailures", "honoured60s", "ignored"],
    default: "honoured",
    section: "C 2.1",
    reason:
      "What a write that repeats an MS-RequestId gets: the stored success; also a stored failure; both only for 60 seconds of a success; or it is processed anew. Documented as idempotency key, without saying for how long.",
  },
  orphanedRequests: {
    values: ["drop", "commit"],
    default: "drop",
    section: "C 13.6",
    reason:
      "A request held (or delayed) before it commits whose client has gone: forgotten at once, or committed when it is let go. The service could do either.",
  },
  unknownCustomer: {
    values: ["404", "403"],
    default: "404",
    section: "C 5.3",
    reason: "A customer id nobody has: 404/60003 or 403/20002. A customer of another partner is always 403/20002.",
  },
  malformedCustomerId: {
    values: ["800002", "900118"],
    default: "800002",
    section: "C 5.3",
    reason:
      "Code of the 400 for a customer id that is no GUID. Both are listed for the call; entitlement calls always say 900118.",
  },
  customerPageSize: {
    values: "count",
    default: "500",
    section: "C 3.3",
    reason: "Default and largest page of the customer list. Undocumented; smaller sizes are honoured.",
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
  cartErrorCodes: {
    values: ["snake_case", "number", "PascalCase"],
    default: "snake_case",
    section: "C 7.2",
    reason:
      "How `errorCode` of a cart line is written. The SDK's converter gives snake_case; newer services may differ.",
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
  unknownOrderFilter: {
    values: ["404", "empty"],
    default: "404",
    section: "C 9.3",
    reason: "Subscriptions of an order that does not exist: 404/20000 or an empty list.",
  },
  orderPatch: {
    values: ["800063", "800061"],
    default: "800063",
    section: "C 8.4",
    reason: "Code that refuses to cancel the order of a plan.",
  },
  subscriptionPatch: {
    values: ["200", "202"],
    default: "200",
    section: "C 9.5",
    reason:
      "PATCH subscription answers 200 with the result, or 202 with Location and applies the change a little later.",
  },
  subscriptionPatchDelay: {
    values: "duration",
    default: "5s",
    section: "C 9.5",
    reason: "How much later, with `subscriptionPatch` 202.",
  },
  nicknameWithStatus: {
    values: ["refused", "applied"],
    default: "refused",
    section: "C 9.5",
    reason: "A new name and a new status in one PATCH: 400/800091, or both are applied. The pages only warn of it.",
  },
  planDeletion: {
    values: ["refused", "accepted"],
    default: "refused",
    section: "C 9.2",
    reason:
      "PATCH of a plan to `deleted`: 400/800096, or as a suspension that cannot be undone. No source names it for a plan.",
  },
  planUnitType: {
    values: ["Usage-based", "Licenses"],
    default: "Usage-based",
    section: "C 9.1",
    reason: "`unitType` of a plan. No source shows a complete plan subscription.",
  },
  planTermDuration: {
    values: ["absent", "empty"],
    default: "absent",
    section: "C 9.1",
    reason: "`termDuration` of a plan: left out, or an empty text as on other items without a term.",
  },
  azureSubscriptionStates: {
    values: ["inactive", "suspended", "disabled"],
    default: "inactive",
    section: "C 10.1",
    reason:
      "What a cancelled Azure subscription is called. The documents show `inactive`; the full set is undocumented.",
  },
  entitlementsOfOthers: {
    values: ["empty", "400"],
    default: "empty",
    section: "C 10.2",
    reason: "Azure entitlements of a subscription that is no plan: an empty list or 400/800002.",
  },
  entitlementCancel: {
    values: ["202", "200"],
    default: "202",
    section: "C 10.4",
    reason: "Status of an entitlement's cancellation; the entity is in the body either way.",
  },
  entitlementDelay: {
    values: "duration",
    default: "10m",
    section: "C 10.4",
    reason: "From cancelling (or reactivating) an Azure subscription until its status shows it.",
  },
  budgetWithoutAzure: {
    values: ["empty", "404", "3000"],
    default: "empty",
    section: "B 6.2",
    reason: "GET budget of a customer without any plan: 200 without amount, 404/1000 or 400/3000.",
  },
  budgetEmptyBody: {
    values: ["removes", "ignored"],
    default: "removes",
    section: "B 6.3",
    reason: "PATCH budget with `{}`. The service's model cannot tell an absent amount from null.",
  },
  budgetZero: {
    values: ["stored", "refused"],
    default: "stored",
    section: "B 6.3",
    reason: "A budget of 0: kept, or 400/3000. Not documented.",
  },
  budgetRounding: {
    values: ["none", "twoDecimals"],
    default: "none",
    section: "B 6.3",
    reason: "Whether amounts keep every digit or are rounded to cents. The type is a decimal; the service may round.",
  },
  removedBudget: {
    values: ["absent", "null"],
    default: "absent",
    section: "B 6.3",
    reason: "How a budget without amount is written: the member left out, or null.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
