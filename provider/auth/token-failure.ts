import { AuthError, type PartnerCenterError } from "../client/errors";
import { howToSet, type SettingKey } from "../setting-facts";
import { explainEntraCodes } from "./entra-codes";
import type { Refusal } from "./msal-network";

/** What is known of a token that was not given. */
export interface TokenFailure {
  readonly who: "app" | "user";
  readonly clientId: string;
  /** The tenant that was asked. */
  readonly tenantId: string;
  readonly partnerTenantId: string;
  /** What the application proved itself with. */
  readonly proof: string | undefined;
  readonly refusal: Refusal | undefined;
  /** What kept Entra from answering. */
  readonly failure: PartnerCenterError | undefined;
  /** What MSAL threw. */
  readonly error: unknown;
  /** Takes credentials out of a text. */
  readonly redact: (text: string) => string;
}

/** The error for a person. MSAL's own is not kept as the cause: what is worth knowing of it is in the message. */
export function describeTokenFailure(facts: TokenFailure): AuthError {
  const { refusal, failure, error, redact } = facts;
  const whom = nameOf(facts);
  if (failure && !refusal) {
    return new AuthError(`No token for ${whom}: ${redact(failure.message)} ${howToSet("authority")}`, [], {
      cause: failure,
    });
  }
  const codes = refusal?.codes ?? [];
  const said = redact(refusal?.description ?? (error instanceof Error ? error.message : ""));
  const known = explainEntraCodes(codes);
  if (!known) {
    const status = refusal ? ` with HTTP ${refusal.status}` : "";
    return new AuthError(`Entra refused a token for ${whom}${status}: ${said || "no reason given"}`, codes);
  }
  const { meaning, remedy, setting, quoted } = known;
  const sentences = [
    `Entra refused a token for ${whom}: ${meaning} (${codes.map((code) => `AADSTS${code}`).join(", ")}).`,
    remedy,
    quoted && said ? `Entra says: ${said}` : "",
    known.proof && facts.proof ? `This was ${facts.proof}.` : "",
    setting && isOurs(setting, facts) ? howToSet(setting) : "",
  ];
  return new AuthError(sentences.filter(Boolean).join(" "), codes);
}

function nameOf({ who, clientId, tenantId, partnerTenantId }: TokenFailure): string {
  const tenant = tenantId === partnerTenantId ? `tenant ${tenantId}` : `the customer's tenant ${tenantId}`;
  const application = `application ${clientId} in ${tenant}`;
  return who === "app" ? application : `the signed-in user of ${application}`;
}

/** No setting names a customer's tenant, nor whom that tenant knows. */
function isOurs(setting: SettingKey, { tenantId, partnerTenantId }: TokenFailure): boolean {
  return tenantId === partnerTenantId || !(setting === "tenantId" || setting === "clientId");
}
