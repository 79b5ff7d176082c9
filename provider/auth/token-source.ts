import type { TokenSource } from "../client/authorise";
import type { Transport } from "../client/transport";
import type { Clock } from "../clock";
import type { Settings } from "../settings";
import { MsalTokenSource } from "./msal-token-source";

/** The token source that the settings' identity asks for. Certificates, OIDC and users' tokens will be chosen here. */
export function createTokenSource(settings: Settings, transport: Transport, clock: Clock): TokenSource {
  return new MsalTokenSource(settings, transport, clock);
}
