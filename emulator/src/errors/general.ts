import type { DocumentedError } from "./documented-error";

/** Errors of identity, roles and relationships, and general ones (C 4.4). */
export const generalErrors = {
  accessDenied: { status: 401, code: 400, description: "Access denied. {0}" },
  tokenMissing: { status: 401, code: 800001, description: "The partner token is missing in the request context." },
  audienceRetired: {
    status: 401,
    code: 900420,
    description:
      "The token audience {0} is no longer supported. Request a token for https://api.partnercenter.microsoft.com.",
  },
  mfaMissing: {
    status: 401,
    code: 900421,
    description: "Access denied. The token's user did not sign in with multi-factor authentication.",
  },
  appUserRefused: {
    status: 403,
    code: 2032,
    description: "Access denied: this resource supports app-only authentication only.",
  },
  appUserRefusedAsRole: {
    status: 403,
    code: 900150,
    description: "This resource supports app-only authentication only.",
  },
  appOnlyRefusedByBilling: {
    status: 403,
    code: 900150,
    description: "App-only authentication lacks the right for this.",
  },
  appOnlyDenied: { status: 401, code: 400, description: "Access denied. This resource needs a user." },
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
  usageDataMissing: { status: 400, code: 3000, description: "The customer does not have usage data." },
  usageDataNotFound: { status: 404, code: 3000, description: "The customer does not have usage data." },
  idNotConvertible: {
    status: 400,
    code: 2012,
    description: "The id {0} cannot be converted between commerce and Azure subscriptions.",
  },
  notInThisEnvironment: {
    status: 400,
    code: 900127,
    description: "The operation is not supported in this environment.",
  },
  unexpected: { status: 500, code: 800003, description: "Unexpected service error. {0}" },
} as const satisfies Readonly<Record<string, DocumentedError>>;
