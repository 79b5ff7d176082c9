import type { DocumentedError } from "./documented-error";

/**
 * Errors of Azure Resource Manager (A). The reference gives the text for somebody who is no owner and for resources that
 * are still there, and AuthorizationFailed; the other codes and texts are the service's general ones, or assumed.
 */
export const managementErrors = {
  managementTokenMissing: {
    status: 401,
    code: "AuthenticationFailed",
    description: "Authentication failed. The 'Authorization' header is missing.",
  },
  managementTokenInvalid: {
    status: 401,
    code: "InvalidAuthenticationToken",
    description: "The access token is invalid. {0}",
  },
  managementTokenExpired: {
    status: 401,
    code: "ExpiredAuthenticationToken",
    description: "The access token expiry UTC time is earlier than current UTC time {0}.",
  },
  managementAudienceWrong: {
    status: 401,
    code: "InvalidAuthenticationTokenAudience",
    description:
      "The access token has been obtained for wrong audience or resource '{0}'. It should exactly match with one of the allowed audiences 'https://management.core.windows.net/','https://management.core.windows.net','https://management.azure.com/','https://management.azure.com'.",
  },
  managementTenantWrong: {
    status: 401,
    code: "InvalidAuthenticationTokenTenant",
    description:
      "The access token is from the wrong issuer. It must match the tenant '{0}' associated with this subscription.",
  },
  authorizationFailed: { status: 403, code: "AuthorizationFailed", description: "{0}" },
  ownersOnly: {
    status: 403,
    code: "Forbidden",
    description:
      "Only subscription owners can perform this operation. Contact your subscription owner to perform this operation",
  },
  apiVersionMissing: {
    status: 400,
    code: "MissingApiVersionParameter",
    description: "The api-version query parameter (?api-version=) is required for all requests.",
  },
  apiVersionInvalid: {
    status: 400,
    code: "InvalidApiVersionParameter",
    description: "The api-version '{0}' is invalid.",
  },
  azureSubscriptionIdInvalid: {
    status: 400,
    code: "InvalidSubscriptionId",
    description: "The provided subscription identifier '{0}' is malformed or invalid.",
  },
  azureSubscriptionNotFound: {
    status: 404,
    code: "SubscriptionNotFound",
    description: "The subscription '{0}' could not be found.",
  },
  azureResourcesExist: {
    status: 400,
    code: "ResourcesExistingOnSubscription",
    description:
      "There are existing resources associated with subscription. Delete them before cancelling the subscription",
  },
  azureEnableRefused: {
    status: 409,
    code: "Conflict",
    description: "The subscription '{0}' cannot be enabled: it is deleted, or its Azure plan is not active.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;
