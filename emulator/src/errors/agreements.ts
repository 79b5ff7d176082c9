import type { DocumentedError } from "./documented-error";

/** Errors of agreements (C 4.4). */
export const agreementsErrors = {
  agreementMissing: {
    status: 403,
    code: 13605,
    description:
      "Customer {0} has not accepted the Microsoft Customer Agreement, or the acceptance is not on record. Confirm it, or have the customer accept it in the Microsoft 365 admin center.",
  },
  agreementConfirmed: {
    status: 400,
    code: 600061,
    description: "The agreement was already confirmed for {0}.",
    errorName: "PartnerConfirmedAgreementExists",
  },
  attestationRetired: {
    status: 403,
    code: 900141,
    description: "Confirming an agreement for a customer is no longer supported. Use the enhanced attestation instead.",
  },
  attestationGone: {
    status: 410,
    code: 900141,
    description: "Confirming an agreement for a customer is no longer supported. Use the enhanced attestation instead.",
  },
} as const satisfies Readonly<Record<string, DocumentedError>>;
