import type { CredentialKind } from "./endpoint";
import { ApiError } from "./errors";
import type { Attempt, Step } from "./pipeline";
import type { ServiceName } from "./services";

/** Which token a call needs. */
export interface TokenWish {
  /** The service that the token is shown to. */
  readonly service: ServiceName;
  /** Whose it must be. */
  readonly credential: CredentialKind;
  /** Tenant that is asked for it: GUID. Default: the partner's. */
  readonly tenantId?: string;
  /** How messages name the call. */
  readonly call: string;
  /** Asks the identity provider for a new one even while an old one is valid. Default false. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
}

/** Where access tokens come from. */
export interface TokenSource {
  /**
   * An access token for the call.
   * @throws RefusedError when the identity that is set has none of the kind that the call needs, before anything is
   * sent; AuthError when the identity provider gives none.
   */
  getToken(wish: TokenWish): Promise<string>;
}

/**
 * Adds the token. One that the service has refused is not used again: the next attempt, whoever makes it, takes a new
 * one.
 */
export function authoriseStep(tokens: TokenSource): Step {
  const refused = new Map<string, string>();
  return async (attempt, next) => {
    const wish = wishOf(attempt);
    const key = [wish.service, wish.credential, wish.tenantId].join(" ");
    const cached = await tokens.getToken(wish);
    const token = cached === refused.get(key) ? await tokens.getToken({ ...wish, force: true }) : cached;
    try {
      return await next({ ...attempt, headers: { ...attempt.headers, Authorization: `Bearer ${token}` } });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) refused.set(key, token);
      throw error;
    }
  };
}

function wishOf({ service, credential, tokenTenantId, call, signal }: Attempt): TokenWish {
  return {
    service,
    credential,
    call,
    ...(tokenTenantId !== undefined && { tenantId: tokenTenantId }),
    ...(signal && { signal }),
  };
}
