import type { RefreshTokenStore } from "../auth/refresh-tokens";
import { loadSettings } from "../settings";
import type { PartnerCenterClient } from "./client";
import { createClient } from "./create-client";
import type { CloudName } from "./endpoint";

/**
 * Where Partner Center is and who asks. What is left out comes from the environment, under the names that the provider
 * takes too (`PARTNERCENTER_…`, then `AZURE_…` and `ARM_…` for the identity), so that a program may be given none at all.
 * An identity comes whole from one place: tenant, application, and one way to prove it.
 */
export interface ConnectOptions {
  /** The partner's own Entra tenant: GUID. */
  readonly tenantId?: string;
  /** Application that is registered in Partner Center: GUID. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Instead of a secret: PEM file with the application's private key and certificate. */
  readonly certificatePath?: string;
  /** Instead of that file: its text. */
  readonly certificate?: string;
  /** Passphrase of that private key, where it is encrypted. */
  readonly certificatePassword?: string;
  /** Instead of a secret: file with a token of an identity provider that the application trusts; read at each use. */
  readonly oidcTokenFile?: string;
  /** Instead of a secret: the OIDC token of the GitHub Actions job that this runs in. Default false. */
  readonly useGithubOidc?: boolean;
  /** File with a user's refresh token, for calls as that user (App+User); rewritten when Entra replaces the token. */
  readonly refreshTokenFile?: string;
  /** Instead of that file: where the program keeps the refresh token itself, for example in a vault. */
  readonly refreshToken?: RefreshTokenStore;
  /** Default `public`. China (21Vianet) sells no Azure plans. */
  readonly cloud?: CloudName;
  /** Root of the API; an emulator's address. Default `https://api.partnercenter.microsoft.com`. */
  readonly endpoint?: string;
  /** Root of Microsoft Graph. Default: the cloud's, or the emulator that `endpoint` names. */
  readonly graphEndpoint?: string;
  /** Root of Azure Resource Manager. Default: the cloud's, or the emulator that `endpoint` names. */
  readonly managementEndpoint?: string;
  /** Root of Entra, without the tenant. Default: the cloud's. */
  readonly authority?: string;
  /** PEM file with further certificate authorities to trust. Default: none. */
  readonly caFile?: string;
}

/**
 * A client of Partner Center for one partner. Nothing is read, loaded or sent before its first call, and nothing has to
 * be closed: idle connections keep no process alive.
 * @throws SettingsError naming what is missing or wrong; never a secret.
 */
export function connect({ refreshToken, ...options }: ConnectOptions = {}): PartnerCenterClient {
  const settings = loadSettings(options, process.env, { explicitProvider: true });
  return createClient(settings, refreshToken === undefined ? {} : { refreshToken });
}
