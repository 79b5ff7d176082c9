import { Refusal } from "../errors";
import type { Caller } from "../http/call";
import type { Model } from "../model/model";
import { partnerCenterAppId, partnerCenterAudience, retiredAudience } from "./token-claims";
import type { TokenSigner } from "./tokens";

/** Reads the token of an API call. */
export class TokenReader {
  constructor(
    private readonly model: Model,
    private readonly signer: TokenSigner,
  ) {}

  /** Who calls; refused as documented when the token is missing, foreign, expired or for somebody else (C 1, 4.4). */
  read(authorization: string | undefined): Caller {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) {
      throw new Refusal("tokenMissing");
    }
    const claims = this.signer.open(token);
    if (claims === undefined) {
      throw new Refusal("accessDenied", "The token is not one that this service trusts.");
    }
    if (claims.aud === retiredAudience) {
      throw new Refusal("audienceRetired", claims.aud);
    }
    if (claims.aud !== partnerCenterAudience && claims.aud !== partnerCenterAppId) {
      throw new Refusal("accessDenied", `The token is for ${claims.aud}.`);
    }
    if (claims.exp * 1_000 <= this.model.clock.now()) {
      throw new Refusal("accessDenied", "The token has expired.");
    }
    const partner = this.model.partners.get(claims.tid);
    if (partner === undefined) {
      throw new Refusal("accessDenied", `The tenant ${claims.tid} is no partner.`);
    }
    return { partner, objectId: claims.oid, kind: claims.idtyp === "app" ? "app" : "appUser" };
  }
}
