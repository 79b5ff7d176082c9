import type { Ids } from "./ids";
import { certificateOf } from "./model/applications";
import type { Partner } from "./model/entities";
import type { Application, PartnerUser, UserRole } from "./model/identities";
import type { Model } from "./model/model";
import { issueRefreshToken } from "./model/sign-ins";
import type { SeedPartner } from "./seed-file";

/** A scripted user, as the ready file names it. */
export interface SeededUser {
  readonly userPrincipalName: string;
  readonly roles: readonly UserRole[];
  /** Whether it signs in with a second factor. */
  readonly mfa: boolean;
  /** Rotates with each use. */
  readonly refreshToken: string;
}

/** The permission of the billing exports (B 12.1). */
const billingPermission = "PartnerBilling.Read.All";

/** The partner's application. */
export function applicationOf(seed: SeedPartner, clientId: string, ids: Ids): Application {
  const value = seed.clientSecret ?? `${ids.token(3)}8Q~${ids.token(34)}`;
  const more = ids.of("secrets");
  return {
    clientId,
    objectId: ids.guid(),
    secrets: [
      { id: more.guid(), value, expiresAt: null },
      ...seed.moreSecrets.map((one) => ({
        id: more.guid(),
        value: one.value,
        expiresAt: one.expiresAt === undefined ? null : Date.parse(one.expiresAt),
      })),
    ],
    certificates: seed.certificates.map(certificateOf),
    federatedCredentials: seed.federatedCredentials,
    redirectUris: seed.redirectUris,
    graphPermissions: [billingPermission],
    graphDelegations: [billingPermission],
    unconsentedTenants: [],
  };
}

/** The partner's scripted users, without tokens. */
export function usersOf(seed: SeedPartner, ids: Ids): PartnerUser[] {
  return seed.users.map(({ name, roles, mfa }, at) => {
    // The first user's ids come first, so that they stay when others are added.
    const own = at === 0 ? ids : ids.of(`user ${name}`);
    const objectId = own.guid();
    return { objectId, userPrincipalName: `${name}@${seed.domain}`, roles, mfa, refreshToken: `1.${own.token(40)}` };
  });
}

/** Gives every user the refresh token that it was made with. */
export function signInUsers(model: Model, partner: Partner): SeededUser[] {
  const clientId = partner.applications[0]?.clientId ?? "";
  return partner.users.map((user) => {
    const { objectId, refreshToken, mfa } = user;
    const { tenantId } = partner;
    issueRefreshToken(model, user, { tenantId, clientId, userObjectId: objectId, mfa }, refreshToken);
    return seededUserOf(user);
  });
}

/** What the ready file says of a user. */
export function seededUserOf({ userPrincipalName, roles, mfa, refreshToken }: PartnerUser): SeededUser {
  return { userPrincipalName, roles, mfa, refreshToken };
}
