import type { ConfidentialClientApplication } from "@azure/msal-node";
import { untilAborted } from "../client/abort";
import type { TokenSource, TokenWish } from "../client/authorise";
import { AuthError } from "../client/errors";
import type { Transport } from "../client/transport";
import type { Clock } from "../clock";
import { howToSet } from "../setting-facts";
import type { Settings } from "../settings";
import { explainEntraCodes } from "./entra-codes";
import { MsalNetwork } from "./msal-network";

/** Tokens for this, whatever endpoint they are sent to (reference: commerce 1.1). */
const SCOPE = "https://api.partnercenter.microsoft.com/.default";

/** Loaded with the first token: a preview that calls nothing does without. */
const loadMsal = (): typeof import("@azure/msal-node") => require("@azure/msal-node");

/** Tokens of an application by its client secret, over MSAL, which keeps them until shortly before they expire. */
export class MsalTokenSource implements TokenSource {
  readonly #settings: Settings;
  readonly #network: MsalNetwork;
  #application: ConfidentialClientApplication | undefined;
  #inFlight: { readonly token: Promise<string>; readonly force: boolean } | undefined;

  constructor(settings: Settings, transport: Transport, clock: Clock) {
    this.#settings = settings;
    this.#network = new MsalNetwork(transport, clock, settings.authority, shownToMsal(settings.authority));
  }

  /** All who ask while a request for a token is under way get its token. */
  async getToken({ force = false, signal }: TokenWish): Promise<string> {
    signal?.throwIfAborted();
    if (!this.#inFlight || (force && !this.#inFlight.force)) {
      const token = this.#acquire(force).finally(() => {
        if (this.#inFlight?.token === token) this.#inFlight = undefined;
      });
      this.#inFlight = { token, force };
    }
    return untilAborted(this.#inFlight.token, signal);
  }

  async #acquire(force: boolean): Promise<string> {
    this.#network.reset();
    try {
      this.#application ??= this.#createApplication();
      const result = await this.#application.acquireTokenByClientCredential({ scopes: [SCOPE], skipCache: force });
      if (result?.accessToken) return result.accessToken;
    } catch (error) {
      if (this.#network.failure?.kind === "settings") throw this.#network.failure;
      throw this.#explain(error);
    }
    throw this.#explain(undefined);
  }

  #createApplication(): ConfidentialClientApplication {
    const { identity, authority } = this.#settings;
    const shown = shownToMsal(authority);
    const { ConfidentialClientApplication } = loadMsal();
    return new ConfidentialClientApplication({
      auth: {
        clientId: identity.clientId,
        clientSecret: identity.clientSecret,
        authority: `${shown}/${identity.tenantId}`,
        // A known authority is not looked up at Microsoft's own: no host is asked but the one that was set.
        knownAuthorities: [new URL(shown).host],
      },
      system: { networkClient: this.#network },
    });
  }

  /** MSAL's error is not kept as the cause: what is worth knowing of it is in the message. */
  #explain(error: unknown): AuthError {
    const { tenantId, clientId } = this.#settings.identity;
    const who = `application ${clientId} in tenant ${tenantId}`;
    const { refusal, failure } = this.#network;
    if (failure && !refusal) {
      return new AuthError(`No token for ${who}: ${this.#redact(failure.message)} ${howToSet("authority")}`, [], {
        cause: failure,
      });
    }
    const codes = refusal?.codes ?? [];
    const known = explainEntraCodes(codes);
    const shownCodes = codes.map((code) => `AADSTS${code}`).join(", ");
    const said = this.#redact(refusal?.description ?? (error instanceof Error ? error.message : ""));
    return new AuthError(
      known
        ? `Entra refused a token for ${who}: ${known.meaning} (${shownCodes}). ${known.remedy} ${known.setting ? howToSet(known.setting) : ""}`.trim()
        : `Entra refused a token for ${who}${refusal ? ` with HTTP ${refusal.status}` : ""}: ${said || "no reason given"}`,
      codes,
    );
  }

  /** Entra does not repeat secrets, but nothing here depends on that. */
  #redact(text: string): string {
    return text.replaceAll(this.#settings.identity.clientSecret, "[secret]");
  }
}

function shownToMsal(authority: string): string {
  return authority.replace(/^http:/, "https:");
}
