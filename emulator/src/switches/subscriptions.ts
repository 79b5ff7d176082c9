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
