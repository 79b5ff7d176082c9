import type { DocumentedError } from "./documented-error";

/** Errors of agreements (C 4.4). */
export const agreementsErrors = {
  agreementMissing: {
    status: 403,
    code: 13605,
    description:
      "Customer {0} has not accepted the Microsoft Customer Agreement, or the acceptance is not on record. Confirm it, or have the customer accept it in the Microsoft 365 admin center.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;
