import type { SettingKey } from "../setting-facts";

/** Why Entra gives no token, and which setting mends it. */
export interface EntraExplanation {
  readonly codes: readonly string[];
  readonly meaning: string;
  readonly remedy: string;
  /** The setting that is most likely wrong; absent where none is. */
  readonly setting?: SettingKey;
  /** True where Entra's own words name what did not match. */
  readonly quoted?: true;
  /** True where it helps to know what the application proved itself with. */
  readonly proof?: true;
}

const SIGN_IN_AGAIN =
  "Let the user sign in to the application again, with multi-factor authentication, and put the new refresh token into the " +
  "file that refreshTokenFile names.";

/** Refusals of tokens that people meet (`AADSTS` numbers). */
export const entraExplanations: readonly EntraExplanation[] = [
  // Client secrets
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

  // Certificates and other identity providers
  {
    codes: ["700027", "700030", "50027"],
    meaning: "what the application signed is not accepted",
    remedy:
      "The certificate must be one that is registered for the application (Certificates & secrets) and has not expired.",
    proof: true,
    quoted: true,
  },
  {
    codes: ["700024"],
    meaning: "the assertion is not valid at this time",
    remedy: "Check this machine's clock, and that the file of oidcTokenFile is renewed before its token expires.",
    proof: true,
  },
  {
    codes: ["70021", "700211", "700212", "700213", "700214"],
    meaning: "the application does not trust the other identity provider for this token",
    remedy:
      "Compare issuer, subject and audience of the token with the federated credentials in the application's registration.",
    proof: true,
    quoted: true,
  },
  {
    codes: ["700023"],
    meaning: "the assertion is for another address than the one it was sent to",
    remedy: "Check authority, tenantId and cloud.",
    setting: "authority",
  },
  {
    codes: ["700021"],
    meaning: "the assertion is for another application",
    remedy: "Check clientId.",
    setting: "clientId",
  },
  {
    codes: ["700025"],
    meaning: "the application is registered as a public client, which proves nothing",
    remedy: "Switch off `Allow public client flows` in the application's registration.",
  },

  // Tenants and applications
  {
    codes: ["90002", "900023", "50059"],
    meaning: "there is no such tenant in this cloud",
    remedy: "Check tenantId (the partner's own tenant) and cloud.",
    setting: "tenantId",
  },
  {
    codes: ["700016", "7000229", "650051", "650052"],
    meaning: "the tenant does not know the application",
    remedy: "Check clientId, and that an administrator of the tenant has consented to the application.",
    setting: "clientId",
  },
  {
    codes: ["7000112"],
    meaning: "the application is disabled",
    remedy: "Check clientId and the application's registration.",
    setting: "clientId",
  },
  {
    codes: ["500011", "500013"],
    meaning: "the tenant does not know the service that the token is for",
    remedy:
      "For the Partner Center API, check that tenantId is a partner's tenant: only those have the Microsoft Partner Center " +
      "application.",
    setting: "tenantId",
  },

  // Users
  {
    codes: ["700082", "70008", "70043"],
    meaning: "the refresh token has expired",
    remedy: `${SIGN_IN_AGAIN} One lapses after about 90 days without use, or sooner where a policy of the tenant says so.`,
    setting: "refreshTokenFile",
  },
  {
    codes: ["50173", "50132", "50133"],
    meaning: "the refresh token was revoked: the user's password or sessions have been reset",
    remedy: SIGN_IN_AGAIN,
    setting: "refreshTokenFile",
  },
  {
    codes: ["70000", "9002313", "700005"],
    meaning: "the refresh token is not valid",
    remedy: `${SIGN_IN_AGAIN} It must have been given to this application (clientId).`,
    setting: "refreshTokenFile",
  },
  {
    codes: ["50076", "50079", "50074", "50072", "50158", "53004"],
    meaning: "the user has to prove a second factor",
    remedy: `${SIGN_IN_AGAIN} A refresh token from a sign-in without it stays without it.`,
    setting: "refreshTokenFile",
  },
  {
    codes: ["65001", "65004", "90094", "90095"],
    meaning: "nobody has consented to what the application wants to do in the user's name",
    remedy:
      "Have an administrator of the tenant grant the application's delegated permissions (for Partner Center: Access Partner " +
      "Center), and sign in again.",
    quoted: true,
  },
  {
    codes: ["50057", "50034", "50053", "50055", "50105"],
    meaning: "the user may not sign in",
    remedy: "Check that the user's account exists, is enabled and may use the application.",
    quoted: true,
  },

  // Policies and addresses
  {
    codes: ["53003", "530033", "53000", "53001", "53002"],
    meaning: "a Conditional Access policy blocks the sign-in",
    remedy:
      "Ask the tenant's administrator to exclude the application (clientId), its user or this network from the policy.",
  },
  {
    codes: ["1002016", "1002012", "70011", "70003", "90013", "900144"],
    meaning: "Entra does not accept the request",
    remedy: "Check authority and cloud.",
    setting: "authority",
  },
];

/** What the first known code means. */
export function explainEntraCodes(codes: readonly string[]): EntraExplanation | undefined {
  return entraExplanations.find((entry) => codes.some((code) => entry.codes.includes(code)));
}
