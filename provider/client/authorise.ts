import { ApiError } from "./errors";
import type { Step } from "./pipeline";

/** Where access tokens come from. */
export interface TokenSource {
  /**
   * An access token for the Partner Center API.
   * @param options.force asks the identity provider for a new one even while an old one is valid. Default false.
   * @throws AuthError when none is given.
   */
  getToken(options: { readonly force?: boolean; readonly signal?: AbortSignal }): Promise<string>;
}

/**
 * Adds the token. One that the service has refused is not used again: the next attempt, whoever makes it, takes a new
 * one.
 */
export function authoriseStep(tokens: TokenSource): Step {
  let refused: string | undefined;
  return async (attempt, next) => {
    const signal = attempt.signal ? { signal: attempt.signal } : {};
    const cached = await tokens.getToken(signal);
    const token = cached === refused ? await tokens.getToken({ ...signal, force: true }) : cached;
    try {
      return await next({ ...attempt, headers: { ...attempt.headers, Authorization: `Bearer ${token}` } });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) refused = token;
      throw error;
    }
  };
}
