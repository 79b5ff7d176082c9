import type { ConfidentialClientApplication } from "@azure/msal-node";
import { type AuthError, PartnerCenterError } from "../client/errors";
import type { Transport } from "../client/transport";
import type { Clock } from "../clock";
import type { Settings } from "../settings";
import type { MsalProof } from "./application-proof";
import { type Grant, MsalNetwork } from "./msal-network";
import type { Exchange } from "./refresh-tokens";
import { describeTokenFailure } from "./token-failure";

/** Loaded with the first token: a preview that calls nothing does without. */
const loadMsal = (): typeof import("@azure/msal-node") => require("@azure/msal-node");

/** What an application's requests for tokens have in common. */
export interface ApplicationParts {
  readonly settings: Settings;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Read with the first token, and again after a failure, so that a mended file is noticed. */
  readonly proof: () => MsalProof;
}

/**
 * The application at one tenant's token endpoint, over MSAL. Its methods must not be called before an earlier call has
 * ended, since MSAL does not tell its network which call a request belongs to.
 */
export class MsalApplication {
  readonly #parts: ApplicationParts;
  readonly #tenantId: string;
  readonly #network: MsalNetwork;
  #made: { readonly application: ConfidentialClientApplication; readonly proof: MsalProof } | undefined;

  constructor(parts: ApplicationParts, tenantId: string) {
    const { authority } = parts.settings;
    this.#parts = parts;
    this.#tenantId = tenantId;
    this.#network = new MsalNetwork(parts.transport, parts.clock, authority, shownToMsal(authority));
  }

  /**
   * A token of the application itself.
   * @throws AuthError, SettingsError
   */
  async byItself(scope: string): Promise<Grant> {
    const outcome = await this.#ask("app", (application) =>
      application.acquireTokenByClientCredential({
        scopes: [scope],
        skipCache: true,
        // No host is asked but the one that was set, whatever MSAL_FORCE_REGION says.
        azureRegion: "DisableMsalForceRegion",
      }),
    );
    if ("error" in outcome) throw outcome.error;
    return outcome.grant;
  }

  /**
   * A token of the user whose refresh token this is, for any service and any tenant that the user has rights in.
   *
   * MSAL keeps the refresh token that comes back to itself: its result is without it, its cache has it only when there is
   * an id token and MSAL is told to cache, and a failure after the reply (an id token that it does not like) loses it. So
   * it is taken from the reply itself, which the network sees before MSAL does.
   */
  byRefreshToken(scope: string, refreshToken: string): Promise<Exchange> {
    return this.#ask("user", (application) =>
      application.acquireTokenByRefreshToken({ scopes: [scope], refreshToken }),
    );
  }

  async #ask(
    who: "app" | "user",
    ask: (application: ConfidentialClientApplication) => Promise<unknown>,
  ): Promise<Exchange> {
    this.#network.reset();
    let error: unknown;
    try {
      this.#made ??= this.#make();
      await ask(this.#made.application);
      if (this.#network.grant) return { grant: this.#network.grant };
    } catch (thrown) {
      error = thrown;
    }
    const explained = this.#explain(who, error);
    this.#made = undefined;
    const { grant, refusal } = this.#network;
    return { error: explained, tokenRefused: refusal?.error === "invalid_grant", ...(grant && { grant }) };
  }

  #make() {
    const { settings, proof } = this.#parts;
    const read = proof();
    const shown = shownToMsal(settings.authority);
    const { ConfidentialClientApplication } = loadMsal();
    const application = new ConfidentialClientApplication({
      auth: {
        clientId: settings.identity.clientId,
        ...read.auth,
        authority: `${shown}/${this.#tenantId}`,
        // A known authority is not looked up at Microsoft's own.
        knownAuthorities: [new URL(shown).host],
      },
      system: { networkClient: this.#network },
    });
    return { application, proof: read };
  }

  /** What stood in the way: our own error as it is, MSAL's as what is known of it. */
  #explain(who: "app" | "user", error: unknown): AuthError | PartnerCenterError {
    const { failure } = this.#network;
    if (PartnerCenterError.isInstance(error) && error !== failure) return error;
    if (failure?.kind === "settings") return failure;
    const { identity } = this.#parts.settings;
    return describeTokenFailure({
      who,
      clientId: identity.clientId,
      tenantId: this.#tenantId,
      partnerTenantId: identity.tenantId,
      proof: this.#made?.proof.description,
      refusal: this.#network.refusal,
      failure,
      error,
      redact: (text) => this.#network.redact(text),
    });
  }
}

function shownToMsal(authority: string): string {
  return authority.replace(/^http:/, "https:");
}
