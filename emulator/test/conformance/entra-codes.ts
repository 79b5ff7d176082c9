import { type ErrorCode, provoked } from "./error-code";

const section = "C 1.2";
const refuses = "entra.test.ts > the token endpoint refuses %s as Entra does";
const itself = "entra-assertions.test.ts > assertions of an application itself are refused for what is wrong with them";
const outside =
  "entra-assertions.test.ts > assertions of an issuer outside are believed when issuer, audience, subject and key fit, and told apart when not";
const codes = "entra-users.test.ts > authorization codes";
const strange = `${codes} are not given for another answer, to strange addresses or for unknown users` as const;
const once = `${codes} are redeemed once, within ten minutes, for the address they were sent to` as const;
const refreshTokens = "entra-users.test.ts > refresh tokens";
const factor = `${refreshTokens} want a second factor when the tenant does` as const;

/** Codes of the token endpoint. The reference names none; these are Entra's own (C 1.2), and one of the exports (B 12.2). */
export const entraCodes: readonly ErrorCode[] = [
  provoked(section, 401, "AADSTS7000215", refuses),
  provoked(
    section,
    401,
    "AADSTS7000222",
    "msal.test.ts > MSAL over TLS, as an application, may have several secrets, and is refused with one that has expired",
  ),
  provoked(section, 401, "AADSTS7000216", refuses),
  provoked(section, 401, "AADSTS7000218", refuses),
  provoked(section, 400, "AADSTS90002", refuses),
  provoked(section, 400, "AADSTS700016", refuses),
  provoked(section, 400, "AADSTS500011", refuses),
  provoked(section, 400, "AADSTS1002012", refuses),
  provoked(section, 400, "AADSTS70011", refuses),
  provoked(section, 400, "AADSTS900144", refuses),
  provoked(section, 400, "AADSTS70003", refuses),
  provoked(section, 400, "AADSTS70000", "entra.test.ts > the token endpoint rotates refresh tokens"),
  provoked(section, 401, "AADSTS50027", itself),
  provoked(section, 401, "AADSTS700021", itself),
  provoked(section, 401, "AADSTS700023", itself),
  provoked(section, 401, "AADSTS700024", itself),
  provoked(section, 401, "AADSTS700027", itself),
  provoked(section, 401, "AADSTS70021", outside),
  provoked(section, 401, "AADSTS700211", outside),
  provoked(section, 401, "AADSTS700212", outside),
  provoked(section, 401, "AADSTS700213", outside),
  provoked(section, 302, "AADSTS70005", strange),
  provoked(section, 400, "AADSTS50011", strange),
  provoked(section, 302, "AADSTS50034", strange),
  provoked(section, 400, "AADSTS70008", once),
  provoked(section, 400, "AADSTS54005", once),
  provoked(section, 400, "AADSTS500112", once),
  provoked(
    section,
    400,
    "AADSTS501481",
    "msal.test.ts > MSAL over TLS, for a user, signs in by a code with PKCE and renews by the refresh token",
  ),
  provoked(section, 400, "AADSTS700082", `${refreshTokens} lapse after 90 days without use`),
  provoked(section, 400, "AADSTS50173", `${refreshTokens} are revoked in the portal, and a new sign-in gives another`),
  provoked(section, 400, "AADSTS50076", factor),
  provoked(section, 400, "AADSTS50079", factor),
  provoked(section, 400, "AADSTS65001", `${codes} are not given, nor tokens, where nobody consented`),
];
