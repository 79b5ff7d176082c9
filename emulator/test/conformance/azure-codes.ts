import { type ErrorCode, provoked } from "./error-code";

/**
 * Codes of Microsoft Graph (B 12.1) and of Azure Resource Manager (A). The references name statuses and texts; the words
 * are the services' own.
 */
export const azureCodes: readonly ErrorCode[] = [
  provoked("B 12.1", 401, "InvalidAuthenticationToken", "pending"),
  provoked("B 12.1", 403, "Authorization_RequestDenied", "pending"),
  provoked(
    "A",
    401,
    "AuthenticationFailed",
    "resource-manager.test.ts > Azure Resource Manager wants a token for itself that has not expired",
  ),
  provoked(
    "A",
    401,
    "ExpiredAuthenticationToken",
    "resource-manager.test.ts > Azure Resource Manager wants a token for itself that has not expired",
  ),
  provoked(
    "A",
    401,
    "InvalidAuthenticationTokenAudience",
    "resource-manager.test.ts > Azure Resource Manager wants a token for itself that has not expired",
  ),
  provoked(
    "A",
    401,
    "InvalidAuthenticationTokenTenant",
    "resource-manager.test.ts > Azure Resource Manager wants a token of the customer's tenant, unless the switch says otherwise",
  ),
  provoked(
    "A",
    403,
    "AuthorizationFailed",
    "resource-manager.test.ts > Azure Resource Manager says who may not, and that only owners cancel",
  ),
  provoked(
    "A",
    403,
    "Forbidden",
    "resource-manager.test.ts > Azure Resource Manager says who may not, and that only owners cancel",
  ),
  provoked(
    "A",
    400,
    "ResourcesExistingOnSubscription",
    "resource-manager.test.ts > Azure Resource Manager refuses to cancel while there are resources, unless told not to look",
  ),
  provoked(
    "A",
    409,
    "Conflict",
    "resource-manager.test.ts > Azure Resource Manager enables nothing that is deleted or whose plan is not active",
  ),
  provoked(
    "A",
    400,
    "MissingApiVersionParameter",
    "resource-manager.test.ts > Azure Resource Manager wants an api-version and an id that exists",
  ),
  provoked(
    "A",
    400,
    "InvalidApiVersionParameter",
    "resource-manager.test.ts > Azure Resource Manager wants an api-version and an id that exists",
  ),
  provoked(
    "A",
    400,
    "InvalidSubscriptionId",
    "resource-manager.test.ts > Azure Resource Manager wants an api-version and an id that exists",
  ),
  provoked(
    "A",
    404,
    "SubscriptionNotFound",
    "resource-manager.test.ts > Azure Resource Manager wants an api-version and an id that exists",
  ),
];
