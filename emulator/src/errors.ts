/** A status and code that the reference documents, with the text the emulator gives. `{0}` is replaced by a detail. */
export interface DocumentedError {
  readonly status: number;
  readonly code: number;
  readonly description: string;
}

/** The documented errors that the emulator's rules can provoke (C 4.4, B 1.4), by what they mean. */
export const documentedErrors = {
  // General, identity, relationship
  accessDenied: { status: 401, code: 400, description: "Access denied. {0}" },
  tokenMissing: { status: 401, code: 800001, description: "The partner token is missing in the request context." },
  audienceRetired: {
    status: 401,
    code: 900420,
    description:
      "The token audience {0} is no longer supported. Request a token for https://api.partnercenter.microsoft.com.",
  },
  appOnlyRefused: { status: 403, code: 900329, description: "This resource does not support app-only authentication." },
  roleMissing: { status: 403, code: 900150, description: "The role of the caller lacks the right for this operation." },
  notFound: { status: 404, code: 1000, description: "Resource not found. {0}" },
  methodNotAllowed: { status: 405, code: 0, description: "The method is not allowed here. {0}" },
  invalidInput: { status: 400, code: 800002, description: "Invalid input: {0}" },
  invalidProperty: { status: 400, code: 3000, description: "Invalid property. {0}" },
  invalidCustomerId: { status: 400, code: 900118, description: "The customer id is invalid." },
  noRelationship: {
    status: 403,
    code: 20002,
    description: "The partner has no commerce relationship with the customer {0}.",
  },
  noEntitlementRelationship: {
    status: 403,
    code: 900159,
    description: "The account has no relationship with the organization {0}.",
  },
  tenantNotFound: { status: 404, code: 60003, description: "The tenant {0} was not found." },
  enumUnparsable: { status: 400, code: 900126, description: "The value {0} cannot be parsed." },
  enumUnparsableOld: { status: 400, code: 0, description: "Error converting value {0}." },
  notInThisEnvironment: {
    status: 400,
    code: 900127,
    description: "The operation is not supported in this environment.",
  },
  unexpected: { status: 500, code: 800003, description: "Unexpected service error. {0}" },

  // Agreements
  agreementMissing: {
    status: 403,
    code: 13605,
    description:
      "Customer {0} has not accepted the Microsoft Customer Agreement, or the acceptance is not on record. Confirm it, or have the customer accept it in the Microsoft 365 admin center.",
  },

  // Catalog
  productNotFound: { status: 404, code: 400013, description: "The product {0} was not found." },
  skuNotFound: { status: 404, code: 400018, description: "The SKU {0} was not found." },
  availabilityNotFound: { status: 404, code: 400019, description: "The availability {0} was not found." },
  segmentNotAllowed: { status: 403, code: 400030, description: "The target segment {0} is not allowed." },
  viewNotAllowed: { status: 403, code: 400036, description: "The target view {0} is not allowed." },

  // Cart, checkout, orders
  cartNotFound: { status: 404, code: 800008, description: "The cart {0} was not found." },
  cartItemsWrong: { status: 400, code: 800009, description: "There is an error in the items of the cart. {0}" },
  cartSubmitted: { status: 400, code: 800065, description: "The cart {0} was already submitted." },
  cartInProcess: { status: 409, code: 800064, description: "The cart {0} is being processed by another request." },
  catalogItemMissing: { status: 400, code: 900142, description: "The catalog item id is missing." },
  currencyUnsupported: { status: 400, code: 900169, description: "The currency {0} is not supported for the items." },
  lineNumbersWrong: { status: 400, code: 800071, description: "Line item numbers must run from 0 to {0}." },
  attestationMissing: {
    status: 400,
    code: 900206,
    description: "The partner attestation is missing: PartnerOnRecordAttestationAccepted must be true.",
  },
  resellerUnknown: { status: 400, code: 800016, description: "The partner id {0} is not a valid indirect reseller." },
  resellerIsProvider: {
    status: 404,
    code: 2072,
    description: "The partner id {0} is the indirect provider's own and cannot be partner on record.",
  },
  itemNotEligible: { status: 403, code: 800020, description: "The item is not eligible for this customer: {0}" },
  offerNotEligible: { status: 403, code: 2085, description: "The offer is not eligible for this customer: {0}" },
  orderCannotBeProcessed: { status: 400, code: 4018, description: "The order cannot be processed: {0}" },
  planLimitReached: {
    status: 403,
    code: 800089,
    description: "The requested quantity 1 exceeds the remaining limit 0 for the current term.",
  },
  sandboxPlanLimitReached: { status: 400, code: 900116, description: "The sandbox limit on Azure plans is met." },
  orderNotFound: { status: 404, code: 20000, description: "The order {0} was not found." },
  orderNotCancellable: { status: 400, code: 800061, description: "The order {0} cannot be cancelled." },
  orderPatchRefused: {
    status: 400,
    code: 800063,
    description: "The order {0} cannot be updated. Use PATCH subscription to suspend the subscription instead.",
  },

  // Subscriptions
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

  // Azure entitlements
  entitlementNotFound: { status: 404, code: 800111, description: "The Azure entitlement {0} was not found." },
  cancellationReasonInvalid: { status: 400, code: 900307, description: "The cancellation reason {0} is not valid." },
  reactivationRefused: {
    status: 400,
    code: 900337,
    description: "The partner cannot reactivate this Azure entitlement.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;

/** Name of a documented error. */
export type ErrorName = keyof typeof documentedErrors;

/** What domain functions throw when a rule of the service says no. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    /** Which documented error it is. */
    readonly error: ErrorName,
    /** What stands for `{0}` in its description. */
    readonly detail: string = "",
  ) {
    super(describe(documentedErrors[error], detail));
  }

  /** Status, code and text of the documented error. */
  get documented(): DocumentedError {
    return { ...documentedErrors[this.error], description: this.message };
  }
}

function describe(error: DocumentedError, detail: string): string {
  return error.description.replace("{0}", detail).trim().slice(0, 1024);
}
