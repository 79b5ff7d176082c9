import type { SwitchFact } from "./switch-fact";

/** Agreements of customers. */
export const agreementsSwitches = {
  agreementReads: {
    values: ["appUserOnly", "both"],
    default: "appUserOnly",
    section: "C 5.6",
    reason:
      "Who may read a customer's agreements. Documented for App+User; writing them became app-only in 2025, and reading may follow.",
  },
  legacyAttestation: {
    values: ["accepted", "403", "410"],
    default: "accepted",
    section: "C 5.8.1",
    reason:
      "Confirming an agreement with a contact alone, which was retired in January 2026: as before, or refused with 403/900141 or 410/900141. No source shows the refusal.",
  },
  attestationAge: {
    values: ["dateAgreed", "recorded"],
    default: "dateAgreed",
    section: "C 5.7",
    reason:
      "Which date of an attestation must not be before April 2023: when the customer agreed, or when the partner recorded it. Nobody says which one Microsoft compares.",
  },
  unknownTemplate: {
    values: ["800002", "3000"],
    default: "800002",
    section: "C 5.8.1",
    reason: "Code of the 400 for an agreement of an unknown template or type. No source shows it.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
