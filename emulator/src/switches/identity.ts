import type { SwitchFact } from "./switch-fact";

/** Tokens, and who may call what. */
export const identitySwitches = {
  appUserOnAppOnly: {
    values: ["2032", "900150"],
    default: "2032",
    section: "C 5.8.2",
    reason: "Code of the 403 for an App+User token on a call that is documented as app-only. No source shows it.",
  },
  appOnlyOnBilling: {
    values: ["900150", "401"],
    default: "900150",
    section: "B 2",
    reason:
      "An app-only token on a billing call that is documented for users only: 403/900150 or 401/400. Commerce documents 403/900329 for its own.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
