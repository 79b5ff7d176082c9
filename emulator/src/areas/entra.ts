import { EntraRefusal, entraErrorReply } from "../entra/entra-errors";
import { rememberToken } from "../entra/expired-tokens";
import { knownAudiences, type TokenClaims } from "../entra/token-claims";
import type { TokenSigner } from "../entra/tokens";
import type { IncomingCall, Reply } from "../http/call";
import type { OpenRoute } from "../http/routes";
import type { Application, Partner, PartnerUser } from "../model/entities";
import type { Model } from "../model/model";

/** Discovery and the token endpoints of Entra (C 1.2): client credentials with a secret, and refresh tokens. */
export function entraRoutes(model: Model, signer: TokenSigner): OpenRoute[] {
  const guarded =
    (handle: OpenRoute["handle"]): OpenRoute["handle"] =>
    (incoming, params) => {
      try {
        return handle(incoming, params);
      } catch (error) {
        if (error instanceof EntraRefusal) {
          return entraErrorReply(model, error, incoming.origin);
        }
        throw error;
      }
    };
  const open = (method: string, path: string, handle: OpenRoute["handle"]): OpenRoute => ({
    kind: "entra",
    method,
    path,
    handle: guarded(handle),
  });
  return [
    open("GET", "/common/discovery/instance", discoverInstance),
    open("GET", "/{tenant}/v2.0/.well-known/openid-configuration", (incoming, params) =>
      discoverTenant(model, incoming, params.tenant ?? ""),
    ),
    open("POST", "/{tenant}/oauth2/v2.0/token", (incoming, params) =>
      issueToken(model, signer, incoming, params.tenant ?? "", "v2"),
    ),
    open("POST", "/{tenant}/oauth2/token", (incoming, params) =>
      issueToken(model, signer, incoming, params.tenant ?? "", "v1"),
    ),
  ];
}

function discoverInstance(incoming: IncomingCall): Reply {
  const host = new URL(incoming.origin).host;
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${incoming.origin}/common/v2.0/.well-known/openid-configuration`,
      "api-version": "1.1",
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}

function discoverTenant(model: Model, incoming: IncomingCall, tenant: string): Reply {
  const shared = ["common", "organizations"].includes(tenant.toLowerCase());
  const id = shared ? "{tenantid}" : findPartner(model, tenant).tenantId;
  const root = `${incoming.origin}/${shared ? tenant : id}`;
  return {
    status: 200,
    body: {
      token_endpoint: `${root}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
      jwks_uri: `${root}/discovery/v2.0/keys`,
      response_modes_supported: ["query", "fragment", "form_post"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
      issuer: `${incoming.origin}/${id}/v2.0`,
      authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
      end_session_endpoint: `${root}/oauth2/v2.0/logout`,
      claims_supported: ["sub", "iss", "aud", "exp", "iat", "tid"],
      tenant_region_scope: "EU",
      cloud_instance_name: "microsoftonline.com",
    },
  };
}

function issueToken(
  model: Model,
  signer: TokenSigner,
  incoming: IncomingCall,
  tenant: string,
  version: "v1" | "v2",
): Reply {
  const form = new URLSearchParams(incoming.bodyText);
  const partner = findPartner(model, tenant);
  const grant = required(form, "grant_type");
  const client = authenticate(partner, form, incoming.headers.authorization);
  if (grant === "client_credentials") {
    const audience = audienceOf(form, version, true);
    return tokenReply(model, signer, version, { partner, client, audience });
  }
  if (grant === "refresh_token") {
    const token = required(form, "refresh_token");
    const user = partner.users.find((one) => one.refreshToken === token);
    if (user === undefined) {
      throw new EntraRefusal("grantInvalid");
    }
    const audience = audienceOf(form, version, false);
    user.refreshToken = `1.${model.ids.of("entra").token(40)}`;
    return tokenReply(model, signer, version, { partner, client, audience, user });
  }
  throw new EntraRefusal("grantUnsupported", grant);
}

function findPartner(model: Model, tenant: string): Partner {
  const wanted = tenant.toLowerCase();
  const partner = model.partners.get(wanted) ?? [...model.partners.values()].find((one) => one.domain === wanted);
  if (partner === undefined) {
    throw new EntraRefusal("tenantUnknown", tenant);
  }
  return partner;
}

function authenticate(partner: Partner, form: URLSearchParams, authorization: string | undefined): Application {
  const basic = /^Basic +(\S+)$/i.exec(authorization ?? "")?.[1];
  const [basicId, basicSecret] = Buffer.from(basic ?? "", "base64")
    .toString("utf8")
    .split(":")
    .map(decodeURIComponent);
  const clientId = basic === undefined ? required(form, "client_id") : (basicId ?? "");
  const secret = basic === undefined ? form.get("client_secret") : basicSecret;
  const client = partner.applications.find((one) => one.clientId === clientId.toLowerCase());
  if (client === undefined) {
    throw new EntraRefusal("clientUnknown", clientId);
  }
  if (form.has("client_assertion")) {
    throw new EntraRefusal("assertionUnsupported", clientId);
  }
  if (!secret) {
    throw new EntraRefusal("secretMissing");
  }
  if (secret !== client.clientSecret) {
    throw new EntraRefusal("secretWrong", clientId);
  }
  return client;
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) {
    throw new EntraRefusal("parameterMissing", name);
  }
  return value;
}

function audienceOf(form: URLSearchParams, version: "v1" | "v2", appOnly: boolean): string {
  if (version === "v1") {
    return knownAudience(required(form, "resource"));
  }
  const scopes = required(form, "scope").split(" ");
  const scope = scopes.find((one) => one.includes("/")) ?? "";
  if (appOnly && !scope.endsWith("/.default")) {
    throw new EntraRefusal("scopeWrong", scopes.join(" "));
  }
  return knownAudience(scope.replace(/\/[^/]*$/, ""));
}

function knownAudience(resource: string): string {
  const wanted = resource.replace(/\/$/, "").toLowerCase();
  const known = knownAudiences.find((one) => one === wanted);
  if (known === undefined) {
    throw new EntraRefusal("resourceUnknown", resource);
  }
  return known;
}

interface Grant {
  readonly partner: Partner;
  readonly client: Application;
  readonly audience: string;
  readonly user?: PartnerUser;
}

function tokenReply(model: Model, signer: TokenSigner, version: "v1" | "v2", grant: Grant): Reply {
  const { partner, client, audience, user } = grant;
  const now = Math.floor(model.clock.issuing() / 1_000);
  const lifetimeSeconds = Math.ceil(model.switches.durationMs("tokenLifetime") / 1_000);
  // An hour of the client's time: a fast clock must not expire a token before the client renews it.
  const expires = now + lifetimeSeconds * model.clock.speed;
  const claims: TokenClaims = {
    aud: audience,
    iss: `https://sts.windows.net/${partner.tenantId}/`,
    iat: now,
    nbf: now,
    exp: expires,
    appid: client.clientId,
    oid: user?.objectId ?? client.objectId,
    tid: partner.tenantId,
    idtyp: user === undefined ? "app" : "user",
    uti: model.ids.of("entra").token(22),
    ver: "1.0",
    ...(user !== undefined && { amr: ["pwd", "mfa"], upn: user.userPrincipalName, scp: "user_impersonation" }),
  };
  rememberToken(model, claims);
  const body = {
    token_type: "Bearer",
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: signer.sign(claims),
    ...(user !== undefined && { refresh_token: user.refreshToken }),
  };
  if (version === "v2") {
    return { status: 200, body: { ...body, ...(user !== undefined && { scope: `${audience}/user_impersonation` }) } };
  }
  const asText = { expires_in: String(lifetimeSeconds), ext_expires_in: String(lifetimeSeconds) };
  const times = { expires_on: String(now + lifetimeSeconds), not_before: String(now) };
  return {
    status: 200,
    body: {
      ...body,
      ...asText,
      ...times,
      resource: audience,
      ...(user !== undefined && { scope: "user_impersonation" }),
    },
  };
}
