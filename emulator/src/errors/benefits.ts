import type { DocumentedError } from "./documented-error";

/** Errors of Azure reservations and savings plans (C 4.4). */
export const benefitsErrors = {
  reservationSubscriptionInvalid: { status: 400, code: 800011, description: "The subscription {0} is invalid." },
  reservationSubscriptionUnknown: {
    status: 400,
    code: 800021,
    description: "The subscription {0} is not one of the customer's.",
  },
  reservationSubscriptionInactive: { status: 400, code: 800012, description: "The subscription {0} is not active." },
  reservationsNotEnabled: {
    status: 400,
    code: 800013,
    description: "The subscription {0} is not enabled for reservations.",
  },
  reservationsNotRegistered: { status: 400, code: 800030, description: "The subscription {0} is not registered." },
  scopeUnsupported: { status: 400, code: 900312, description: "The scope {0} is not supported." },
  contextEntitlementMissing: { status: 400, code: 900313, description: "The entitlement id is required." },
  contextEntitlementInactive: { status: 400, code: 900314, description: "The Azure subscription {0} is not active." },
  contextEntitlementNotEligible: {
    status: 400,
    code: 900315,
    description: "The Azure subscription {0} is not eligible.",
  },
  contextPlanMissing: { status: 400, code: 900317, description: "The id of the Azure plan is required." },
  contextPlanNotFound: {
    status: 400,
    code: 900318,
    description: "The Azure plan {0} was not found or has no active Azure subscriptions.",
  },
  savingsPlanUnsupported: {
    status: 403,
    code: 900321,
    description: "The operation is not supported for savings plans: {0}.",
  },
  savingsPlanNotInSandbox: {
    status: 403,
    code: 900322,
    description: "Savings plans are not available in the sandbox.",
  },
  savingsPlanPartnerMismatch: {
    status: 403,
    code: 900323,
    description: "The partner on record {0} is not the Azure plan's.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;
