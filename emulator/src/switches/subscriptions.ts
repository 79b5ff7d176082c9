import type { SwitchFact } from "./switch-fact";

/** Subscriptions and the Azure subscriptions under plans. */
export const subscriptionsSwitches = {
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
  registrationDelay: {
    values: "duration",
    default: "1m",
    section: "C 9.9",
    reason: "From registering a subscription for reservations until its registration status says so.",
  },
  provisioningRefresh: {
    values: "duration",
    default: "15m",
    section: "C 9.9",
    reason: "How late a subscription's provisioning status is; documented as refreshed every 15 minutes.",
  },
  entitlementIdAsSubscription: {
    values: ["20003", "2012"],
    default: "20003",
    section: "C 4.4",
    reason:
      "What the id of an Azure subscription gets where a plan's is due: 404/20003, or 400/2012 (ids cannot be converted), which the table has without a condition.",
  },
  reservationsBlock: {
    values: ["900115", "800096", "nothing"],
    default: "900115",
    section: "C 9.7",
    reason:
      "What refuses to suspend a plan for which Azure reservations remain: 403/900115 or 400/800096. That it is refused is documented, the code is not.",
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
  pendingChange: {
    values: ["409", "400", "900278"],
    default: "409",
    section: "C 4.4",
    reason:
      "PATCH of a subscription whose last change is still on its way: 409/800082, 400/800082 as in 2021, or 409/900278 (an operation is pending), which the table has without a condition.",
  },
  staleEtag: {
    values: ["400", "412"],
    default: "400",
    section: "C 2.5",
    reason: "Status of 2055, a stale ETag. The error table says 400, 412 is in the list of statuses.",
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
  reactivatedPlan: {
    values: ["alone", "withAzureSubscriptions"],
    default: "alone",
    section: "C 9.8",
    reason:
      "Whether the Azure subscriptions under a suspended plan become active again with it. Nothing says that they do.",
  },
  suspendedPlanBecomes: {
    values: ["suspended", "deleted", "expired", "disabled"],
    default: "suspended",
    section: "C App. B 7",
    reason: "What a plan that stays suspended turns into in the end.",
  },
  suspendedPlanLifetime: {
    values: "duration",
    default: "90d",
    section: "C App. B 7",
    reason: "After how long it does, unless it stays suspended. No source has a number.",
  },
  lateCancellation: {
    values: ["900117", "900213"],
    default: "900117",
    section: "C 9.2",
    reason: "Code that refuses to cancel licenses whose window has passed. Both are documented.",
  },
  lateSeatReduction: {
    values: ["900214", "900257"],
    default: "900214",
    section: "C 4.4",
    reason: "Code that refuses to give seats back once their window has passed. The table has both.",
  },
  planUnitType: {
    values: ["Usage-based", "Licenses"],
    default: "Usage-based",
    section: "C 9.1",
    reason: "`unitType` of a plan. No source shows a complete plan subscription.",
  },
  planBillingType: {
    values: ["usage", "none", "license"],
    default: "usage",
    section: "C 9.1",
    reason: "`billingType` of a plan. No source shows a complete plan subscription.",
  },
  planCommitmentEnd: {
    values: ["farFuture", "absent", "oneYear"],
    default: "farFuture",
    section: "C 9.1",
    reason:
      "`commitmentEndDate` of a plan: 9999-12-10 as on 0145P, left out, or a year after the purchase as on items with a term.",
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
  azureRights: {
    values: ["both", "users", "applications", "nobody"],
    default: "both",
    section: "A",
    reason:
      "Which of the partner's identities have rights in the customers' Azure subscriptions at Azure Resource Manager. No source settles it.",
  },
  azureTokenTenant: {
    values: ["customer", "either"],
    default: "customer",
    section: "A",
    reason:
      "Whose tenant tokens for Azure Resource Manager must be of: the customer's, where the subscription lives, or also the partner's.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
