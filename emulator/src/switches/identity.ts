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
  mfaClaim: {
    values: ["required", "gradual", "optional"],
    default: "required",
    section: "C 1.4",
    reason:
      "An App+User token whose sign-in had no second factor: refused with 401/900421, refused for half of the requests, as during the roll-out of June 2026, or taken as before April 2026.",
  },
  mfaReport: {
    values: ["header", "body"],
    default: "header",
    section: "C 1.4",
    reason:
      "Where `isMfaCompliant` is when a user asks with `ValidateMfa: true`. The announcement calls it a field of the response.",
  },
  replacedRefreshToken: {
    values: ["refused", "usable"],
    default: "refused",
    section: "C 1.4",
    reason:
      "A refresh token that was exchanged already: refused, so that a client that does not persist the newest one is found out, or usable until it lapses.",
  },
  signInMfa: {
    values: ["optional", "required"],
    default: "optional",
    section: "C 1.4",
    reason:
      "Whether Entra itself gives tokens only to users whose sign-in had a second factor (AADSTS50076, 50079). A matter of the tenant's policies.",
  },
  federatedMismatch: {
    values: ["700211", "70021"],
    default: "700211",
    section: "C 1.2",
    reason:
      "A workload token that no federated credential fits: AADSTS700211, 700212 or 700213 for its issuer, audience or subject, or the older 70021 for all three. Assumed.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
