import { AuthError, messageOf, PartnerCenterError } from "../client/errors";
import { redact } from "../client/redact";
import type { Clock } from "../clock";
import type { Grant } from "./msal-network";

/** Where a user's refresh token is kept, for example in a vault. */
export interface RefreshTokenStore {
  /** The newest refresh token. Asked before each use, since others may share it. */
  read(): string | Promise<string>;
  /**
   * Keeps the token that replaces another one. Whoever shares the store with people should leave alone a token that is
   * not `replaced` any more: somebody has signed in anew.
   */
  save(token: string, replaced: string): void | Promise<void>;
}

/** A store that several processes share: lets one of them at a time use the token. */
export interface SharedRefreshTokenStore extends RefreshTokenStore {
  exclusively?<T>(work: () => Promise<T>): Promise<T>;
}

/** What the use of a refresh token brought. */
export type Exchange =
  | { readonly grant: Grant }
  | {
      readonly error: unknown;
      /** True when it is this refresh token that was refused. */
      readonly tokenRefused: boolean;
      /** A replacement that came all the same. */
      readonly grant?: Grant;
    };

/** Waits for another process to save what it was given in exchange for the same token, in milliseconds. */
const LATE_SAVE_WAITS_MS = [100, 400, 1500] as const;

/** How often somebody else may be faster before this is an error. */
const MOST_ATTEMPTS = 10;

/**
 * A user's refresh token in use. Entra may replace it at each exchange, and the newest one must never be lost: uses follow
 * each other, a replacement is saved before anything else happens, and one that could not be saved is kept and saved first
 * next time.
 */
export class RefreshTokens {
  readonly #store: SharedRefreshTokenStore;
  readonly #clock: Clock;
  #lastUse: Promise<unknown> = Promise.resolve();
  #unsaved: { readonly token: string; readonly replaced: string } | undefined;

  /** @param clock tells the time of those who share the store, which is not the service's. */
  constructor(store: SharedRefreshTokenStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * Exchanges the refresh token for an access token.
   * @throws what the exchange failed with; SettingsError or AuthError when the token cannot be read or saved.
   */
  use(exchange: (refreshToken: string) => Promise<Exchange>): Promise<Grant> {
    const work = () => this.#use(exchange);
    const use = this.#lastUse.then(() => this.#store.exclusively?.(work) ?? work());
    this.#lastUse = use.catch(() => {});
    return use;
  }

  async #use(exchange: (refreshToken: string) => Promise<Exchange>): Promise<Grant> {
    if (this.#unsaved) await this.#save(this.#unsaved.token, this.#unsaved.replaced);
    let token = await this.#read();
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await exchange(token);
      const replacement = outcome.grant?.refreshToken;
      if (replacement !== undefined && replacement !== token) await this.#save(replacement, token);
      if (!("error" in outcome)) return outcome.grant;
      // One who shares the store may have been faster, so that this token is used up and a newer one is there.
      const newer = outcome.tokenRefused && attempt < MOST_ATTEMPTS ? await this.#newerThan(token) : undefined;
      if (newer === undefined) throw outcome.error;
      token = newer;
    }
  }

  async #newerThan(token: string): Promise<string | undefined> {
    for (const waitMs of [0, ...LATE_SAVE_WAITS_MS]) {
      if (waitMs > 0) await this.#clock.sleep(waitMs);
      const current = await this.#read();
      if (current !== token) return current;
    }
    return undefined;
  }

  async #read(): Promise<string> {
    try {
      const token = await this.#store.read();
      if (token !== "") return token;
    } catch (error) {
      if (PartnerCenterError.isInstance(error)) throw error;
      throw new AuthError(`The refresh token cannot be read: ${messageOf(error)}`, [], { cause: error });
    }
    throw new AuthError("There is no refresh token: it was read as an empty text.");
  }

  async #save(token: string, replaced: string): Promise<void> {
    this.#unsaved = { token, replaced };
    try {
      await this.#store.save(token, replaced);
    } catch (error) {
      if (PartnerCenterError.isInstance(error)) throw error;
      // No cause: a store's own error may show what it was to keep.
      const reason = redact(messageOf(error), [token, replaced]);
      throw new AuthError(`Entra has replaced the refresh token, and the new one cannot be saved: ${reason}`);
    }
    this.#unsaved = undefined;
  }
}
