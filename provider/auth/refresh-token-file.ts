import { readFile, realpath } from "node:fs/promises";
import { messageOf, SettingsError } from "../client/errors";
import type { Clock } from "../clock";
import { howToSet } from "../setting-facts";
import { isPlausible, shownPath } from "../shown-values";
import { withFileLock } from "./file-lock";
import type { SharedRefreshTokenStore } from "./refresh-tokens";
import { replaceFile } from "./replace-file";

/**
 * A refresh token in a file that several processes may share.
 *
 * None of them can lose the newest token. A lock lets one at a time use it; without the lock (a killed holder, a program
 * of somebody else's) a process that was second finds a token that it did not use, and leaves it alone: it is newer, or
 * somebody has signed in anew.
 */
export class RefreshTokenFile implements SharedRefreshTokenStore {
  readonly #path: string;
  readonly #clock: Clock;

  /** @param clock tells real time. */
  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
  }

  /** @throws SettingsError when there is no token. */
  async read(): Promise<string> {
    let text: string;
    try {
      text = await readFile(this.#path, "utf8");
    } catch (cause) {
      throw this.#refuse("cannot be read", cause);
    }
    const token = text.replace(/^\uFEFF/, "").trim();
    if (token === "") throw this.#refuse("is empty");
    if (/\s/.test(token)) throw this.#refuse("holds something else than one refresh token");
    return token;
  }

  async save(token: string, replaced: string): Promise<void> {
    const current = await this.read().catch(() => replaced);
    if (current !== replaced) return;
    try {
      await replaceFile(this.#path, `${token}\n`);
    } catch (error) {
      throw new SettingsError(
        `refreshTokenFile: Entra has replaced the refresh token, and the new one cannot be written to ${shownPath(this.#path)}: ` +
          `${messageOf(error)}.`,
        { cause: error },
      );
    }
  }

  /**
   * Does something while no other process uses the token.
   * @throws SettingsError when the token could not be replaced, before it is used.
   */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const target = await realpath(this.#path).catch((cause: unknown) => {
      throw this.#refuse("cannot be read", cause);
    });
    let working = false;
    try {
      return await withFileLock(`${target}.lock`, this.#clock, () => {
        working = true;
        return work();
      });
    } catch (cause) {
      if (working) throw cause;
      throw this.#refuse(`lies in a folder that cannot be written to (${messageOf(cause)})`, cause);
    }
  }

  #refuse(problem: string, cause?: unknown): SettingsError {
    return new SettingsError(
      `refreshTokenFile: ${shownPath(this.#path)} ${problem}. It must be a file with the refresh token of a user and nothing else, ` +
        `in a folder where a new one can be put in its place, since Entra replaces it. ${howToSet("refreshTokenFile")}`,
      cause === undefined || !isPlausible(this.#path) ? {} : { cause },
    );
  }
}
