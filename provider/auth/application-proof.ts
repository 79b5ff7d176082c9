import type { Configuration } from "@azure/msal-node";
import type { Transport } from "../client/transport";
import type { Clock } from "../clock";
import { clouds } from "../setting-facts";
import type { Settings } from "../settings";
import { shownPath } from "../shown-values";
import { readCertificateFile, readCertificateText, type SigningCertificate } from "./certificate";
import { assertionFromFile, assertionFromGithub } from "./federated-assertion";

/** How the application proves itself, as MSAL wants to know it. */
export interface MsalProof {
  readonly auth: Pick<Configuration["auth"], "clientSecret" | "clientCertificate" | "clientAssertion">;
  /** What it is, for messages; absent where there is nothing to add. */
  readonly description?: string;
}

/**
 * Reads what the application proves itself with.
 * @throws SettingsError when a file is not what it should be.
 */
export function readProof({ identity, cloud }: Settings, transport: Transport, clock: Clock): MsalProof {
  if ("clientSecret" in identity) return { auth: { clientSecret: identity.clientSecret } };
  if ("certificatePath" in identity) {
    return signedWith(readCertificateFile(identity.certificatePath, identity.certificatePassword));
  }
  if ("certificate" in identity) {
    return signedWith(readCertificateText(identity.certificate, identity.certificatePassword));
  }
  if ("oidcTokenFile" in identity) {
    const path = identity.oidcTokenFile;
    return { auth: { clientAssertion: () => assertionFromFile(path) }, description: `the token in ${shownPath(path)}` };
  }
  const { githubOidc } = identity;
  const audience = clouds[cloud].tokenExchange;
  return {
    auth: { clientAssertion: () => assertionFromGithub(githubOidc, audience, transport, clock) },
    description: `GitHub's token for the audience ${audience}`,
  };
}

function signedWith({ description, ...clientCertificate }: SigningCertificate): MsalProof {
  return { auth: { clientCertificate }, description };
}
