import type { DocumentedError } from "./documented-error";

/** Errors of subscriptions (C 4.4). */
export const subscriptionsErrors = {
  subscriptionNotFound: { status: 404, code: 20003, description: "The subscription {0} was not found." },
  subscriptionDeleted: { status: 400, code: 2011, description: "A deleted subscription cannot be updated." },
  quantityWhileSuspended: {
    status: 400,
    code: 2001,
    description: "The quantity cannot be changed while the subscription is suspended.",
  },
  quantityOutsideLimits: { status: 400, code: 2002, description: "The quantity is outside its limits: {0}." },
  offerTakesNoUpdates: { status: 400, code: 2006, description: "The offer of the subscription {0} takes no updates." },
  cancellationTooLate: { status: 400, code: 900117, description: "The time in which it can be cancelled has passed." },
  cancellationTooLateToo: { status: 400, code: 900213, description: "The time to cancel the subscription has passed." },
  seatReductionTooLateToo: { status: 400, code: 900257, description: "The time to reduce the seats has passed." },
  seatReductionTooLate: {
    status: 400,
    code: 900214,
    description: "The time in which seats can be given back has passed.",
  },
  subscriptionNotActivated: { status: 400, code: 800081, description: "The subscription {0} is not activated yet." },
  etagStale: { status: 400, code: 2055, description: "The ETag is stale. Get the resource again." },
  etagStalePrecondition: { status: 412, code: 2055, description: "The ETag is stale. Get the resource again." },
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
  subscriptionNotReadyAsIn2021: {
    status: 400,
    code: 800082,
    description: "The subscription is not ready to be updated. Try again later.",
  },
  operationPending: { status: 409, code: 900278, description: "An operation is pending. Try again after 24 hours." },
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
  billingCycleByOrder: {
    status: 400,
    code: 2054,
    description: "The billing cycle cannot be changed here. Use PATCH order.",
  },
  updatesNotAllowedNow: { status: 400, code: 900280, description: "Updates are currently not allowed." },
  noMoreUpdates: { status: 400, code: 900279, description: "The subscription takes no more updates." },
  azureSubscriptionsActive: {
    status: 403,
    code: 900115,
    description: "The Azure plan cannot be suspended while it has active Azure subscriptions: {0}.",
  },
  azureReservationsActive: {
    status: 403,
    code: 900115,
    description: "The Azure plan cannot be suspended while it has Azure reservations: {0}.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;
