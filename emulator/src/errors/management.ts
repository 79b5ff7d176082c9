import type { DocumentedError } from "./documented-error";

/**
 * Errors of Azure Resource Manager (A). The reference gives the text for somebody who is no owner and for resources that
 * are still there; the other codes and texts are assumed.
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
} as const satisfies Readonly<Record<string, DocumentedError>>;
