import type { DocumentedError } from "./documented-error";

/** Errors of Microsoft Graph (B 12.1): the reference names the statuses; the codes and texts are assumed. */
export const graphErrors = {
  graphTokenMissing: { status: 401, code: "InvalidAuthenticationToken", description: "Access token is empty." },
  graphTokenInvalid: { status: 401, code: "InvalidAuthenticationToken", description: "{0}" },
  graphPermissionMissing: {
    status: 403,
    code: "Authorization_RequestDenied",
    description: "Insufficient privileges to complete the operation: {0} is needed.",
  },
  graphRequestInvalid: { status: 400, code: "BadRequest", description: "{0}" },
  graphNotFound: { status: 404, code: "NotFound", description: "{0}" },
} as const satisfies Readonly<Record<string, DocumentedError>>;
