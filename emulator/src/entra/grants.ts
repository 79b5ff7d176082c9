import { timingSafeEqual } from "node:crypto";
import type { PartnerUser, RefreshGrant } from "../model/identities";
import type { Model } from "../model/model";
import {
  codeLifetimeMs,
  issueRefreshToken,
  refreshTokenIdleMs,
  rotateRefreshToken,
  type SignIn,
  userOf,
} from "../model/sign-ins";
import { EntraRefusal } from "./entra-errors";
import { sha256 } from "./jwt";
import { findTenant, type KnownApplication, sharedTenants, type Tenant } from "./tenants";
import { required, type Wish } from "./token-form";
import type { Granted } from "./token-reply";

/** What a grant is judged by. */
export interface Asked {
  readonly form: URLSearchParams;
  readonly tenant: Tenant;
  readonly known: KnownApplication;
  readonly wish: Wish;
}

/** An application for itself. In a customer's tenant it is known only after consent. */
export function grantToApplication(asked: Asked): Granted {
  const { tenant, known, wish } = asked;
  const { application, partner } = known;
  const away = tenant.id !== partner.tenantId;
  if (sharedTenants.includes(tenant.id)) {
    throw new EntraRefusal("tenantUnknown", tenant.id);
  }
  if (away && application.unconsentedTenants.includes(tenant.id)) {
    throw new EntraRefusal("clientUnknown", application.clientId);
  }
  return { tenantId: tenant.id, known, wish };
}

/** A refresh token for tokens and the next refresh token (C 1.4). */
export function redeemRefreshToken(model: Model, asked: Asked): Granted {
  const token = required(asked.form, "refresh_token");
  const grant = model.refreshTokens.get(token);
  const user = grant && userOf(model, grant.tenantId, grant.userObjectId);
  if (grant === undefined || user === undefined || grant.clientId !== asked.known.application.clientId) {
    throw new EntraRefusal("grantInvalid", "refresh_token");
  }
  const issued = new Date(grant.issuedAt).toISOString();
  if (grant.revoked) {
    throw new EntraRefusal("refreshTokenRevoked", issued);
  }
  if (model.isPast(grant.usedAt + refreshTokenIdleMs)) {
    throw new EntraRefusal("refreshTokenExpired", issued);
  }
  const granted = grantToUser(model, asked, user, grant);
  return { ...granted, refreshToken: rotateRefreshToken(model, user, token, grant) };
}

/** An authorization code, once and within ten minutes, with the verifier that belongs to it. */
export function redeemCode(model: Model, asked: Asked): Granted {
  const { form } = asked;
  const grant = model.authorizationCodes.get(required(form, "code"));
  const user = grant && userOf(model, grant.tenantId, grant.userObjectId);
  if (grant === undefined || user === undefined || grant.clientId !== asked.known.application.clientId) {
    throw new EntraRefusal("grantInvalid", "code");
  }
  if (grant.redeemed) {
    throw new EntraRefusal("codeRedeemed");
  }
  if (model.isPast(grant.issuedAt + codeLifetimeMs)) {
    throw new EntraRefusal("codeExpired");
  }
  const redirectUri = required(form, "redirect_uri");
  if (redirectUri !== grant.redirectUri) {
    throw new EntraRefusal("redirectChanged", redirectUri);
  }
  if (grant.challenge !== undefined && !fits(grant.challenge, form.get("code_verifier") ?? "")) {
    throw new EntraRefusal("verifierWrong");
  }
  const granted = grantToUser(model, asked, user, grant);
  grant.redeemed = true;
  const { tenantId, userObjectId, clientId, mfa } = grant;
  const refreshToken = asked.wish.offline
    ? issueRefreshToken(model, user, { tenantId, userObjectId, clientId, mfa })
    : undefined;
  return { ...granted, nonce: grant.nonce, refreshToken };
}

function fits({ text, method }: { readonly text: string; readonly method: "S256" | "plain" }, verifier: string) {
  const given = Buffer.from(method === "S256" ? sha256(verifier) : verifier);
  const wanted = Buffer.from(text);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** What the user may delegate, here or in a customer's tenant, and whether a second factor is wanted and was there. */
function grantToUser(model: Model, asked: Asked, user: PartnerUser, signIn: SignIn | RefreshGrant): Granted {
  const { tenant, known, wish } = asked;
  const tenantId = sharedTenants.includes(tenant.id) ? signIn.tenantId : findTenant(model, tenant.id).id;
  const { application } = known;
  const undelegated = wish.audience.includes("graph.microsoft.com")
    ? wish.permissions.filter((name) => !application.graphDelegations.includes(name) && name !== "User.Read")
    : [];
  if (application.unconsentedTenants.includes(tenantId) || undelegated.length > 0) {
    throw new EntraRefusal("consentMissing", application.clientId);
  }
  if (model.switches.is("signInMfa", "required") && !signIn.mfa) {
    throw new EntraRefusal(user.mfa ? "mfaNeeded" : "mfaNotEnrolled", wish.audience);
  }
  return { tenantId, known, wish, signedIn: { user, mfa: signIn.mfa } };
}
