import type { JsonWebKey } from "node:crypto";
import type { Instant } from "./entities";

/** A secret of an application. */
export interface ClientSecret {
  readonly id: string;
  readonly value: string;
  /** From when on it is refused; null for never. */
  expiresAt: Instant | null;
}

/** A certificate registered for an application. */
export interface ClientCertificate {
  readonly pem: string;
  /** SHA-1 of the DER form, base64url: the `x5t` of assertions. */
  readonly thumbprint: string;
  /** SHA-256 of the DER form, base64url: the `x5t#S256` of assertions. */
  readonly thumbprintSha256: string;
}

/** Trust in the tokens of an external issuer. */
export interface FederatedCredential {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** Public keys of the issuer (JWK); none for the emulator's own issuer. */
  readonly keys: readonly JsonWebKey[];
}

/** An application that may ask for tokens. */
export interface Application {
  readonly clientId: string;
  readonly objectId: string;
  /** At least one; the first is the one that the ready file names. */
  readonly secrets: ClientSecret[];
  readonly certificates: ClientCertificate[];
  readonly federatedCredentials: FederatedCredential[];
  /** Where authorization codes may be sent; none: to any loopback address. */
  readonly redirectUris: readonly string[];
  /** Permissions of Microsoft Graph that it was given for itself. */
  graphPermissions: readonly string[];
  /** Permissions of Microsoft Graph that its users may delegate to it. */
  graphDelegations: readonly string[];
  /** Tenants in which nobody consented to it; in all others somebody did. */
  unconsentedTenants: readonly string[];
}

/** What a user can be in a partner's tenant (C 1.4, 1.5, B 2), and in its customers' by delegation. */
export const userRoles = [
  "globalAdmin",
  "adminAgent",
  "salesAgent",
  "helpdeskAgent",
  "billingAdmin",
  "directoryReader",
  "globalReader",
] as const;

/** One of those; the last two are roles in the customers' tenants (GDAP). */
export type UserRole = (typeof userRoles)[number];

/** A scripted user of a partner, known by the refresh tokens it was given. */
export interface PartnerUser {
  readonly objectId: string;
  readonly userPrincipalName: string;
  roles: readonly UserRole[];
  /** Whether it signs in with a second factor. Tokens keep what was true at the sign-in (C 1.4). */
  mfa: boolean;
  /** The newest token of its newest sign-in. */
  refreshToken: string;
}

/** What a refresh token stands for. */
export interface RefreshGrant {
  readonly tenantId: string;
  readonly userObjectId: string;
  readonly clientId: string;
  /** Whether the sign-in had a second factor. */
  readonly mfa: boolean;
  readonly issuedAt: Instant;
  /** When it was last exchanged, or issued. */
  usedAt: Instant;
  revoked: boolean;
}

/** What an authorization code stands for. */
export interface CodeGrant {
  readonly tenantId: string;
  readonly userObjectId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly mfa: boolean;
  readonly issuedAt: Instant;
  readonly nonce?: string | undefined;
  /** SHA-256 of the verifier, base64url, or the verifier itself (PKCE). */
  readonly challenge?: { readonly text: string; readonly method: "S256" | "plain" } | undefined;
  redeemed: boolean;
}

/** A workload outside Azure that can ask the emulator's own issuer for tokens. */
export interface Workload {
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** One request of an App+User caller (C 1.4). */
export interface UserRequest {
  readonly requestId: string;
  readonly correlationId: string;
  readonly operationName: string;
  readonly requestedAt: Instant;
  readonly ipAddress: string;
  readonly objectId: string;
  readonly tenantId: string;
  readonly userPrincipalName: string;
  readonly clientId: string;
  readonly mfaCompliant: boolean;
}
