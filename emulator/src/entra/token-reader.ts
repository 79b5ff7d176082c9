import { Refusal } from "../errors";
import type { Caller } from "../http/call";
import type { Service } from "../http/routes";
import type { Model } from "../model/model";
import { userOf } from "../model/sign-ins";
import { isExpiredEarly } from "./expired-tokens";
import { audiences, retiredAudience, type TokenClaims } from "./token-claims";
import type { TokenSigner } from "./tokens";

/** Reads the token of a call to one of the services. */
export class TokenReader {
  constructor(
    private readonly model: Model,
    private readonly signer: TokenSigner,
  ) {}

  /** Who calls; refused as the service does it when the token is missing, foreign, expired or for somebody else. */
  read(service: Service, authorization: string | undefined): Caller {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) {
      throw new Refusal(missing[service]);
    }
    const claims = this.signer.open(token);
    const wanted: readonly string[] = audiences[service];
    if (claims === undefined || !wanted.includes(claims.aud)) {
      throw claims === undefined ? foreign(service) : wrongAudience(service, claims.aud);
    }
    if (claims.exp * 1_000 <= this.model.clock.now() || isExpiredEarly(this.model, claims.uti)) {
      throw expired(service, new Date(this.model.clock.now()).toISOString());
    }
    const partner = this.#partnerOf(service, claims);
    if (partner === undefined) {
      throw foreign(service);
    }
    return {
      partner,
      tenantId: claims.tid,
      clientId: claims.appid,
      objectId: claims.oid,
      kind: claims.idtyp === "app" ? "app" : "appUser",
      user: claims.idtyp === "app" ? undefined : userOf(this.model, partner.tenantId, claims.oid),
      mfa: claims.amr?.includes("mfa") === true,
      permissions: [...(claims.roles ?? []), ...(claims.scp?.split(" ") ?? [])],
    };
  }

  /** The partner that calls: the token's tenant, or for Resource Manager also that of the application. */
  #partnerOf(service: Service, claims: TokenClaims) {
    const partner = this.model.partners.get(claims.tid);
    return partner === undefined && service === "management"
      ? [...this.model.partners.values()].find((one) => one.applications.some((app) => app.clientId === claims.appid))
      : partner;
  }
}

const missing = {
  api: "tokenMissing",
  graph: "graphTokenMissing",
  management: "managementTokenMissing",
} as const;

function foreign(service: Service): Refusal {
  switch (service) {
    case "api":
      return new Refusal("accessDenied", "The token is not one that this service trusts.");
    case "graph":
      return new Refusal("graphTokenInvalid", "The token is not one that this service trusts.");
    case "management":
      return new Refusal("managementTokenInvalid", "It is not one that this service trusts.");
  }
}

function wrongAudience(service: Service, audience: string): Refusal {
  if (service === "api") {
    return audience === retiredAudience
      ? new Refusal("audienceRetired", audience)
      : new Refusal("accessDenied", `The token is for ${audience}.`);
  }
  return service === "graph"
    ? new Refusal("graphTokenInvalid", "Access token validation failure. Invalid audience.")
    : new Refusal("managementAudienceWrong", audience);
}

function expired(service: Service, now: string): Refusal {
  if (service === "api") {
    return new Refusal("accessDenied", "The token has expired.");
  }
  return service === "graph"
    ? new Refusal("graphTokenInvalid", "Lifetime validation failed, the token is expired.")
    : new Refusal("managementTokenExpired", now);
}
