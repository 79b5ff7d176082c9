import type { DocumentedError } from "./documented-error";

/** Errors of Azure entitlements (C 4.4). */
export const entitlementsErrors = {
  entitlementNotFound: { status: 404, code: 800111, description: "The Azure entitlement {0} was not found." },
  cancellationReasonInvalid: { status: 400, code: 900307, description: "The cancellation reason {0} is not valid." },
  reactivationRefused: {
    status: 400,
    code: 900337,
    description: "The partner cannot reactivate this Azure entitlement.",
  },
  reactivationPermissionMissing: {
    status: 403,
    code: 900335,
    description: "The caller lacks the permission to reactivate this Azure entitlement.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;
