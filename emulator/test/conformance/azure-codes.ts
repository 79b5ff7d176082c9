import { type ErrorCode, provoked } from "./error-code";

/**
 * Codes of Microsoft Graph (B 12.1) and of Azure Resource Manager (A). The references name statuses and texts; the words
 * are the services' own.
 */
export const azureCodes: readonly ErrorCode[] = [
  provoked("B 12.1", 401, "InvalidAuthenticationToken", "pending"),
  provoked("B 12.1", 403, "Authorization_RequestDenied", "pending"),
  provoked("A", 401, "AuthenticationFailed", "pending"),
  provoked("A", 401, "ExpiredAuthenticationToken", "pending"),
  provoked("A", 401, "InvalidAuthenticationTokenAudience", "pending"),
];
