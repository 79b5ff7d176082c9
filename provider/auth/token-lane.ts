import { untilAborted } from "../client/abort";
import type { Clock } from "../clock";
import type { Grant } from "./msal-network";

/** How long before its end a token is replaced, in milliseconds: as MSAL does it. */
const RENEWAL_MARGIN_MS = 300_000;

/**
 * The tokens for one service, tenant and kind, one after the other: at most one request for a token is under way, and
 * all who ask meanwhile get what it brings. MSAL's own cache is passed by, since it asks for an assertion even when it has
 * a token, and would renew a user's with a refresh token that another process may have replaced.
 */
export class TokenLane {
  readonly #acquire: () => Promise<Grant>;
  readonly #clock: Clock;
  #held: { readonly token: string; readonly renewAtMs: number } | undefined;
  #inFlight: { readonly token: Promise<string>; readonly force: boolean } | undefined;

  constructor(acquire: () => Promise<Grant>, clock: Clock) {
    this.#acquire = acquire;
    this.#clock = clock;
  }

  /** @param force asks for a new token even while the old one is valid. */
  async get(force: boolean, signal: AbortSignal | undefined): Promise<string> {
    signal?.throwIfAborted();
    const underWay = this.#inFlight;
    if (underWay && (underWay.force || !force)) return untilAborted(underWay.token, signal);
    if (!force && this.#held && this.#clock.now() < this.#held.renewAtMs) return this.#held.token;
    const token = this.#renewAfter(underWay?.token).finally(() => {
      if (this.#inFlight?.token === token) this.#inFlight = undefined;
    });
    this.#inFlight = { token, force };
    return untilAborted(token, signal);
  }

  async #renewAfter(earlier: Promise<string> | undefined): Promise<string> {
    await earlier?.catch(() => {});
    const askedAtMs = this.#clock.now();
    const { accessToken, lifetimeMs } = await this.#acquire();
    const marginMs = Math.min(RENEWAL_MARGIN_MS, lifetimeMs / 2);
    this.#held = { token: accessToken, renewAtMs: askedAtMs + lifetimeMs - marginMs };
    return accessToken;
  }
}
