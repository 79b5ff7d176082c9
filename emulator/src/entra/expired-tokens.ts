import { parseJson } from "../json";
import type { Model } from "../model/model";
import { type TokenClaims, tokenClaims } from "./token-claims";

const manyTokens = 1_000;
const payload = tokenClaims.pick({ uti: true, exp: true });

/** Remembers that a token was issued, so that it can be made to expire before its time. */
export function rememberToken(model: Model, { uti, exp }: Pick<TokenClaims, "uti" | "exp">): void {
  if (model.tokens.size >= manyTokens) {
    for (const [id, { expiresAt }] of model.tokens) {
      if (model.isPast(expiresAt)) {
        model.tokens.delete(id);
      }
    }
  }
  model.tokens.set(uti, { expiresAt: exp * 1_000, expiredEarly: false });
}

/** Whether somebody made this token expire before its time. */
export const isExpiredEarly = (model: Model, uti: string): boolean => model.tokens.get(uti)?.expiredEarly === true;

/**
 * Makes an access token expire at once, or every one that was issued so far: whoever sends it from now on is refused as
 * with any expired token. Says how many there were. Throws a `RangeError` for a text that is no token of this emulator.
 */
export function expireTokens(model: Model, token?: string): number {
  if (token !== undefined) {
    const { uti, exp } = claimsIn(token);
    model.tokens.set(uti, { expiresAt: exp * 1_000, expiredEarly: true });
    return 1;
  }
  for (const issued of model.tokens.values()) {
    issued.expiredEarly = true;
  }
  return model.tokens.size;
}

function claimsIn(token: string) {
  try {
    return payload.parse(parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")));
  } catch {
    throw new RangeError("this is not an access token of this emulator");
  }
}
