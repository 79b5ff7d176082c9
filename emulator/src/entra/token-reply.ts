import type { Reply } from "../http/call";
import { Ids } from "../ids";
import type { PartnerUser } from "../model/identities";
import type { Model } from "../model/model";
import { rememberToken } from "./expired-tokens";
import { signForOthers } from "./signing-key";
import type { KnownApplication } from "./tenants";
import { audiences, type TokenClaims } from "./token-claims";
import type { Wish } from "./token-form";
import type { TokenSigner } from "./tokens";

/** What was granted, to whom. */
export interface Granted {
  /** The tenant that the token is of. */
  readonly tenantId: string;
  readonly known: KnownApplication;
  readonly wish: Wish;
  /** The user, if it is not the application itself. */
  readonly signedIn?: { readonly user: PartnerUser; readonly mfa: boolean };
  readonly refreshToken?: string | undefined;
  readonly nonce?: string | undefined;
}

/** The answer of a token endpoint (C 1.2): numbers are texts in v1. */
export function tokenReply(
  model: Model,
  signer: TokenSigner,
  granted: Granted,
  asked: { readonly origin: string; readonly clientInfo: boolean },
): Reply {
  const { wish, signedIn, refreshToken } = granted;
  const lifetimeSeconds = Math.ceil(model.switches.durationMs("tokenLifetime") / 1_000);
  const now = Math.floor(model.clock.issuing() / 1_000);
  // So long by the client's time: a fast clock must not expire a token before the client renews it.
  const claims = claimsOf(model, granted, now, now + lifetimeSeconds * model.clock.speed);
  rememberToken(model, claims);
  const body = {
    token_type: "Bearer",
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: signer.sign(claims),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    ...(signedIn !== undefined && wish.openId && { id_token: idTokenOf(granted, claims, asked.origin) }),
    ...(signedIn !== undefined && asked.clientInfo && { client_info: clientInfoOf(granted, signedIn.user) }),
  };
  if (wish.version === "v2") {
    const scope = `${wish.audience}/${claims.scp?.replaceAll(" ", ` ${wish.audience}/`)}`;
    return { status: 200, body: { ...body, ...(signedIn !== undefined && { scope }) } };
  }
  const texts = {
    expires_in: String(lifetimeSeconds),
    ext_expires_in: String(lifetimeSeconds),
    expires_on: String(now + lifetimeSeconds),
    not_before: String(now),
  };
  const scope = signedIn === undefined ? {} : { scope: claims.scp };
  return { status: 200, body: { ...body, ...texts, resource: wish.audience, ...scope } };
}

function claimsOf(model: Model, granted: Granted, now: number, expires: number): TokenClaims {
  const { tenantId, known, wish, signedIn } = granted;
  const { application } = known;
  const graph = audiences.graph.some((one) => one === wish.audience);
  return {
    aud: wish.audience,
    iss: `https://sts.windows.net/${tenantId}/`,
    iat: now,
    nbf: now,
    exp: expires,
    appid: application.clientId,
    oid: signedIn?.user.objectId ?? objectIdIn(tenantId, known),
    tid: tenantId,
    idtyp: signedIn === undefined ? "app" : "user",
    uti: model.ids.of("entra").token(22),
    ver: "1.0",
    ...(signedIn === undefined
      ? { roles: graph ? [...application.graphPermissions] : undefined }
      : {
          amr: signedIn.mfa ? ["pwd", "mfa"] : ["pwd"],
          upn: signedIn.user.userPrincipalName,
          scp: graph ? delegated(granted) : "user_impersonation",
        }),
  };
}

/** What the user delegates at Graph: what was asked for, or all that is consented. */
function delegated({ known, wish }: Granted): string {
  const { graphDelegations } = known.application;
  const asked = graphDelegations.filter((name) => wish.permissions.length === 0 || wish.permissions.includes(name));
  return ["User.Read", ...asked].join(" ");
}

/** The object that stands for the application in a tenant: it differs from one to the next. */
export function objectIdIn(tenantId: string, { partner, application }: KnownApplication): string {
  return tenantId === partner.tenantId
    ? application.objectId
    : new Ids(`${application.objectId} in ${tenantId}`).guid();
}

function idTokenOf(granted: Granted, claims: TokenClaims, origin: string): string {
  const { wish, nonce, signedIn } = granted;
  const { tid, oid, appid, iat, nbf, exp, upn, amr } = claims;
  const [name = ""] = signedIn?.user.userPrincipalName.split("@") ?? [];
  const common = { aud: appid, iat, nbf, exp, oid, tid, sub: oid, name, amr, ...(nonce !== undefined && { nonce }) };
  return wish.version === "v2"
    ? signForOthers({ ...common, iss: `${origin}/${tid}/v2.0`, preferred_username: upn, ver: "2.0" })
    : signForOthers({ ...common, iss: claims.iss, upn, unique_name: upn, ver: "1.0" });
}

const clientInfoOf = ({ known }: Granted, user: PartnerUser): string =>
  Buffer.from(JSON.stringify({ uid: user.objectId, utid: known.partner.tenantId })).toString("base64url");
