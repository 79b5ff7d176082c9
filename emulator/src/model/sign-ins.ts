import type { Partner } from "./entities";
import type { CodeGrant, PartnerUser, RefreshGrant } from "./identities";
import type { Model } from "./model";

/** How long a refresh token lives without being used (C 1.4). */
export const refreshTokenIdleMs = 90 * 24 * 60 * 60_000;

/** How long an authorization code can be redeemed. */
export const codeLifetimeMs = 10 * 60_000;

/** Whose sign-in it was, with which application and how. */
export interface SignIn {
  readonly tenantId: string;
  readonly userObjectId: string;
  readonly clientId: string;
  readonly mfa: boolean;
}

/** A refresh token for a sign-in; it becomes the user's newest. */
export function issueRefreshToken(model: Model, user: PartnerUser, signIn: SignIn, token?: string): string {
  const { tenantId, userObjectId, clientId, mfa } = signIn;
  const made = token ?? `1.${model.ids.of("entra").token(40)}`;
  const now = model.clock.now();
  const grant: RefreshGrant = { tenantId, userObjectId, clientId, mfa, issuedAt: now, usedAt: now, revoked: false };
  model.refreshTokens.set(made, grant);
  user.refreshToken = made;
  return made;
}

/** Exchanges a refresh token for the next one; whether the old one still works afterwards is a switch. */
export function rotateRefreshToken(model: Model, user: PartnerUser, token: string, grant: RefreshGrant): string {
  grant.usedAt = model.clock.now();
  if (model.switches.is("replacedRefreshToken", "refused")) {
    model.refreshTokens.delete(token);
  }
  return issueRefreshToken(model, user, grant);
}

/** A user signs in by hand, as it is set up now: a new refresh token for the partner's first application. */
export function signInAgain(model: Model, partner: Partner, user: PartnerUser): string {
  const clientId = partner.applications[0]?.clientId ?? "";
  const { tenantId } = partner;
  return issueRefreshToken(model, user, { tenantId, clientId, userObjectId: user.objectId, mfa: user.mfa });
}

/** All sessions of a user end: its refresh tokens are revoked. Says how many. */
export function revokeSignIns(model: Model, user: PartnerUser): number {
  const grants = [...model.refreshTokens.values()].filter((one) => one.userObjectId === user.objectId && !one.revoked);
  for (const grant of grants) {
    grant.revoked = true;
  }
  return grants.length;
}

/** A code for a sign-in; it can be redeemed once. */
export function issueCode(model: Model, grant: Omit<CodeGrant, "issuedAt" | "redeemed">): string {
  const code = `1.${model.ids.of("entra").token(43)}`;
  model.authorizationCodes.set(code, { ...grant, issuedAt: model.clock.now(), redeemed: false });
  return code;
}

/** The user with this object id, whichever partner it belongs to. */
export function userOf(model: Model, tenantId: string, objectId: string): PartnerUser | undefined {
  return model.partners.get(tenantId)?.users.find((one) => one.objectId === objectId);
}
