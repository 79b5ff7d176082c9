import type { Addresses } from "../entra/addresses";
import { authorize } from "../entra/authorize";
import { authenticate } from "../entra/client-authentication";
import { discoverInstance, discoverTenant } from "../entra/discovery";
import { EntraRefusal, entraErrorReply } from "../entra/entra-errors";
import { type Asked, grantToApplication, redeemCode, redeemRefreshToken } from "../entra/grants";
import { keySet } from "../entra/signing-key";
import { findTenant, sharedTenants, tenantOfPath } from "../entra/tenants";
import { readWish, required, type TokenRequest, type Version } from "../entra/token-form";
import { type Granted, tokenReply } from "../entra/token-reply";
import type { TokenSigner } from "../entra/tokens";
import { answerWorkload, discoverIssuer } from "../entra/workloads";
import type { IncomingCall, Reply } from "../http/call";
import type { OpenRoute } from "../http/routes";
import type { Model } from "../model/model";

/**
 * Entra: discovery, keys, the authorization and token endpoints of both generations (C 1.2, 1.4); and beside it an OIDC
 * issuer for workloads that Entra can be told to trust.
 */
export function entraRoutes(model: Model, signer: TokenSigner, addresses: Addresses): OpenRoute[] {
  const open = (method: string, path: string, handle: OpenRoute["handle"]): OpenRoute => ({
    kind: "entra",
    method,
    path,
    handle: (incoming, params) => {
      try {
        return handle(incoming, params);
      } catch (error) {
        if (error instanceof EntraRefusal) {
          return entraErrorReply(model, error, incoming);
        }
        throw error;
      }
    },
  });
  const ofVersion = (version: Version, oauth: string, wellKnown: string, keys: string): OpenRoute[] => [
    open("GET", `/{tenant}${wellKnown}/.well-known/openid-configuration`, (incoming, { tenant = "" }) =>
      discoverTenant(model, incoming, tenant, version),
    ),
    open("GET", `/{tenant}/discovery${keys}`, (_incoming, { tenant = "" }) => {
      const known = sharedTenants.includes(tenant.toLowerCase()) || findTenant(model, tenant);
      return { status: 200, body: known && keySet() };
    }),
    open("GET", `/{tenant}${oauth}/authorize`, (incoming, { tenant = "" }) => authorize(model, incoming, tenant)),
    open("POST", `/{tenant}${oauth}/token`, (incoming, { tenant = "" }) =>
      issueToken({ model, signer, addresses }, incoming, tenant, version),
    ),
  ];
  return [
    open("GET", "/common/discovery/instance", discoverInstance),
    ...ofVersion("v2", "/oauth2/v2.0", "/v2.0", "/v2.0/keys"),
    ...ofVersion("v1", "/oauth2", "", "/keys"),
    open("GET", "/oidc/.well-known/openid-configuration", () => discoverIssuer(addresses)),
    open("GET", "/oidc/.well-known/jwks", () => ({ status: 200, body: keySet() })),
    open("GET", "/oidc/token", (incoming) => answerWorkload(model, addresses, incoming)),
  ];
}

interface Parts {
  readonly model: Model;
  readonly signer: TokenSigner;
  readonly addresses: Addresses;
}

function issueToken(parts: Parts, incoming: IncomingCall, tenantName: string, version: Version): Reply {
  const { model, signer, addresses } = parts;
  const form = new URLSearchParams(incoming.bodyText);
  const tenant = tenantOfPath(model, tenantName);
  const request: TokenRequest = { incoming, form, tenant, grant: required(form, "grant_type") };
  const known = authenticate(model, addresses, request);
  const appOnly = request.grant === "client_credentials";
  const asked = () => ({ form, tenant, known, wish: readWish(form, version, appOnly) });
  const granted = grantedBy(model, request.grant, asked);
  return tokenReply(model, signer, granted, { origin: incoming.origin, clientInfo: form.get("client_info") === "1" });
}

function grantedBy(model: Model, grant: string, asked: () => Asked): Granted {
  switch (grant) {
    case "client_credentials":
      return grantToApplication(asked());
    case "refresh_token":
      return redeemRefreshToken(model, asked());
    case "authorization_code":
      return redeemCode(model, asked());
    default:
      throw new EntraRefusal("grantUnsupported", grant);
  }
}
