import type { SettingKey } from "../setting-facts";

/** Why Entra gives no token, and which setting mends it. */
export interface EntraExplanation {
  readonly codes: readonly string[];
  readonly meaning: string;
  readonly remedy: string;
  /** The setting that is most likely wrong; absent where none is. */
  readonly setting?: SettingKey;
}

/** Refusals of an application's token that people meet (`AADSTS` numbers). */
export const entraExplanations: readonly EntraExplanation[] = [
  {
    codes: ["7000215"],
    meaning: "the client secret is wrong",
    remedy:
      "clientSecret is the secret's value as it was shown when it was made; its id, which the portal shows later, is " +
      "something else.",
    setting: "clientSecret",
  },
  {
    codes: ["7000222"],
    meaning: "the client secret has expired",
    remedy: "Make a new secret in the application's registration.",
    setting: "clientSecret",
  },
  {
    codes: ["7000216", "7000218"],
    meaning: "the request carried no client secret",
    remedy: "An application signs in with one.",
    setting: "clientSecret",
  },
  {
    codes: ["90002", "900023", "50059"],
    meaning: "there is no such tenant in this cloud",
    remedy: "Check tenantId (the partner's own tenant) and cloud.",
    setting: "tenantId",
  },
  {
    codes: ["700016", "7000229", "650051", "650052"],
    meaning: "the tenant does not know the application",
    remedy: "Check clientId, and that an administrator of the partner tenant has consented to the application.",
    setting: "clientId",
  },
  {
    codes: ["7000112", "700027"],
    meaning: "the application is disabled or its credential is not registered",
    remedy: "Check clientId and the application's registration.",
    setting: "clientId",
  },
  {
    codes: ["500011", "500013"],
    meaning: "the tenant does not know the Partner Center API",
    remedy: "Check that tenantId is a partner's tenant: only those have the Microsoft Partner Center application.",
    setting: "tenantId",
  },
  {
    codes: ["53003", "530033", "53000"],
    meaning: "a Conditional Access policy blocks the application",
    remedy: "Ask the tenant's administrator to exclude the application (clientId) or this network from the policy.",
  },
  {
    codes: ["1002016", "90013", "900144"],
    meaning: "Entra does not accept the request",
    remedy: "Check authority and cloud.",
    setting: "authority",
  },
];

/** What the first known code means. */
export function explainEntraCodes(codes: readonly string[]): EntraExplanation | undefined {
  return entraExplanations.find((entry) => codes.some((code) => entry.codes.includes(code)));
}
