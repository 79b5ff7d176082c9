import type { DocumentedError } from "./documented-error";

/** Errors of subscriptions (C 4.4). */
export const subscriptionsErrors = {
  subscriptionNotFound: { status: 404, code: 20003, description: "The subscription {0} was not found." },
  subscriptionDeleted: { status: 400, code: 2011, description: "A deleted subscription cannot be updated." },
  etagStale: { status: 400, code: 2055, description: "The ETag is stale. Get the resource again." },
  statusTransitionRefused: {
    status: 400,
    code: 800040,
    description: "The status of the asset cannot change from {0}.",
  },
  subscriptionNotReady: {
    status: 409,
    code: 800082,
    description: "The subscription is not ready to be updated. Try again later.",
  },
  quantityChangeRefused: {
    status: 400,
    code: 800090,
    description: "The quantity of the subscription cannot be changed.",
  },
  subscriptionSuspended: { status: 400, code: 800091, description: "A suspended subscription cannot be updated." },
  autoRenewRefused: { status: 400, code: 800093, description: "The subscription is not eligible for auto-renew." },
  statusNotUpdatable: { status: 400, code: 800096, description: "The status cannot be updated. {0}" },
  billingCycleNotUpdatable: { status: 400, code: 800097, description: "The billing cycle cannot be updated." },
  partnerOnRecordNotUpdatable: { status: 400, code: 800098, description: "The partner on record cannot be updated." },
  noMoreUpdates: { status: 400, code: 900279, description: "The subscription takes no more updates." },
  azureSubscriptionsActive: {
    status: 403,
    code: 900115,
    description: "The Azure plan cannot be suspended while it has active Azure subscriptions: {0}.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;
