import type { TokenSource } from "../client/authorise";
import { SettingsError } from "../client/errors";
import type { Transport } from "../client/transport";
import { type Clock, systemClock } from "../clock";
import type { Settings } from "../settings";
import { MsalTokenSource } from "./msal-token-source";
import { RefreshTokenFile } from "./refresh-token-file";
import { type RefreshTokenStore, RefreshTokens } from "./refresh-tokens";

/** The token source that the settings' identity asks for. Nothing is read or sent before the first token. */
export function createTokenSource(
  settings: Settings,
  transport: Transport,
  clock: Clock,
  refreshToken?: RefreshTokenStore,
): TokenSource {
  const { refreshTokenFile } = settings.identity;
  if (refreshTokenFile !== undefined && refreshToken) {
    throw new SettingsError(
      "refreshTokenFile and the refreshToken that the program hands over contradict each other. Keep one of them.",
    );
  }
  // Other processes that share the file live in this machine's time, not in the service's.
  const realTime = systemClock();
  const store = refreshTokenFile === undefined ? refreshToken : new RefreshTokenFile(refreshTokenFile, realTime);
  return new MsalTokenSource(settings, transport, clock, store && new RefreshTokens(store, realTime));
}
