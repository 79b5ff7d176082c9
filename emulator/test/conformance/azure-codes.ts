import { type ErrorCode, provoked } from "./error-code";

/**
 * Codes of Microsoft Graph and the storage behind it (B 12) and of Azure Resource Manager (A). The references name statuses and texts; the words
 * are the services' own.
 */
export const azureCodes: readonly ErrorCode[] = [
  provoked(
    "B 12.1",
    401,
    "InvalidAuthenticationToken",
    "exports.test.ts > billing exports want a token for Graph, and the permission in it",
  ),
  provoked(
    "B 12.1",
    403,
    "Authorization_RequestDenied",
    "exports.test.ts > billing exports want a token for Graph, and the permission in it",
  ),
  provoked(
    "B 12.1",
    400,
    "BadRequest",
    "exports.test.ts > billing exports refuse bodies that say too little or what is not known",
  ),
  provoked("B 12.1", 404, "NotFound", "exports.test.ts > billing exports know only what the partner has itself"),
  provoked(
    "B 12.4",
    409,
    "PublicAccessNotPermitted",
    "export-parts.test.ts > parts of billing exports open by the signature of their folder, for its time and for nothing else",
  ),
  provoked(
    "B 12.4",
    403,
    "AuthenticationFailed",
    "export-parts.test.ts > parts of billing exports open by the signature of their folder, for its time and for nothing else",
  ),
  provoked(
    "B 12.4",
    404,
    "BlobNotFound",
    "export-parts.test.ts > parts of billing exports open by the signature of their folder, for its time and for nothing else",
  ),
  provoked(
    "B 12.4",
    400,
    "InvalidAuthenticationInfo",
    "export-parts.test.ts > parts of billing exports want no token beside the signature; exportTokenBesideSignature says how they refuse it",
  ),
  provoked(
    "B 12.4",
    412,
    "ConditionNotMet",
    "export-parts.test.ts > parts of billing exports refuse to go on with another version than was begun",
  ),
  provoked(
    "B 12.4",
    416,
    "InvalidRange",
    "export-parts.test.ts > parts of billing exports are the same bytes each time, whole or in ranges",
  ),
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
