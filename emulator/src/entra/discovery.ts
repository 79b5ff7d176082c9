import type { IncomingCall, Reply } from "../http/call";
import type { Model } from "../model/model";
import { findTenant, sharedTenants } from "./tenants";
import type { Version } from "./token-form";

/** Which names the authority has; MSAL asks for it first. */
export function discoverInstance(incoming: IncomingCall): Reply {
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

/** Where the endpoints of a tenant are, in one generation. */
export function discoverTenant(model: Model, incoming: IncomingCall, tenant: string, version: Version): Reply {
  const shared = sharedTenants.includes(tenant.toLowerCase());
  const id = shared ? "{tenantid}" : findTenant(model, tenant).id;
  const root = `${incoming.origin}/${shared ? tenant : id}`;
  const [oauth, keys] = version === "v2" ? ["oauth2/v2.0", "discovery/v2.0/keys"] : ["oauth2", "discovery/keys"];
  return {
    status: 200,
    body: {
      token_endpoint: `${root}/${oauth}/token`,
      token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
      jwks_uri: `${root}/${keys}`,
      response_modes_supported: ["query", "fragment", "form_post"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["code"],
      scopes_supported: ["openid", "profile", "email", "offline_access"],
      issuer: version === "v2" ? `${incoming.origin}/${id}/v2.0` : `https://sts.windows.net/${id}/`,
      authorization_endpoint: `${root}/${oauth}/authorize`,
      code_challenge_methods_supported: ["S256", "plain"],
      claims_supported: ["sub", "iss", "aud", "exp", "iat", "tid", "oid", "nonce", "name", "preferred_username"],
      tenant_region_scope: "EU",
      cloud_instance_name: "microsoftonline.com",
    },
  };
}
