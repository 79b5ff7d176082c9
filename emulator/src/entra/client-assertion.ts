import { createPublicKey, X509Certificate } from "node:crypto";
import { realNow } from "../clock";
import type { Application, ClientCertificate, FederatedCredential } from "../model/identities";
import type { Model } from "../model/model";
import { type Addresses, workloadIssuer } from "./addresses";
import { EntraRefusal } from "./entra-errors";
import { decodeJwt, isSignedBy, type Jwt } from "./jwt";
import { publicSigningKey } from "./signing-key";
import type { TokenRequest } from "./token-form";

/** A token request that carries an assertion. */
export interface AssertingRequest extends TokenRequest {
  readonly assertion: string;
}

const skewSeconds = 300;

/**
 * Checks what an application says of itself: signed with its certificate, or by an issuer that it trusts (federated
 * credentials). Throws what is wrong, the first thing first.
 */
export function checkAssertion(
  model: Model,
  addresses: Addresses,
  request: AssertingRequest,
  application: Application,
): void {
  const jwt = decodeJwt(request.assertion);
  if (jwt === undefined) {
    throw new EntraRefusal("assertionMalformed");
  }
  // Issuers outside are addresses; an application names itself by its id.
  if (URL.canParse(jwt.payload.iss ?? "")) {
    checkFederatedAssertion(model, addresses, application, jwt);
  } else {
    checkOwnAssertion(request, application, jwt);
  }
}

function checkOwnAssertion(request: AssertingRequest, application: Application, jwt: Jwt): void {
  const { iss = "", sub = "", aud } = jwt.payload;
  if (iss.toLowerCase() !== application.clientId || sub.toLowerCase() !== application.clientId) {
    throw new EntraRefusal("assertionOfAnother", `'iss' is '${iss}', 'sub' is '${sub}'.`);
  }
  if (jwt.payload.jti === undefined) {
    throw new EntraRefusal("assertionMalformed", "It has no 'jti'.");
  }
  const certificate = certificateOf(application, jwt);
  if (certificate === undefined) {
    throw new EntraRefusal("assertionSignatureWrong", "The key was not found.");
  }
  if (!isSignedBy(jwt, new X509Certificate(certificate.pem).publicKey)) {
    throw new EntraRefusal("assertionSignatureWrong", "The key was found, but use of the key to verify failed.");
  }
  if (!audiencesOf(request).includes(firstOf(aud))) {
    throw new EntraRefusal("assertionAudienceWrong", `It is '${firstOf(aud)}'.`);
  }
  // Stamped by the client's own clock, whatever the emulator's says.
  checkTime(jwt, realNow());
}

/** The registered certificate that the header names, by either thumbprint. */
function certificateOf(application: Application, { header }: Jwt): ClientCertificate | undefined {
  const same = (left: string, right: string | undefined) =>
    right !== undefined && Buffer.from(left, "base64url").equals(Buffer.from(right, "base64url"));
  return application.certificates.find(
    (one) => same(one.thumbprint, header.x5t) || same(one.thumbprintSha256, header["x5t#S256"]),
  );
}

/** What an assertion for this tenant may be addressed to: its token endpoints and its issuers. */
function audiencesOf({ incoming, tenant }: AssertingRequest): string[] {
  const [, written = ""] = incoming.path.split("/");
  const names = [...new Set([written, tenant.id])];
  const roots = names.map((name) => `${incoming.origin}/${name}`);
  const endpoints = ["/oauth2/v2.0/token", "/oauth2/token", "/v2.0", "/", ""];
  return [
    ...roots.flatMap((root) => endpoints.map((endpoint) => `${root}${endpoint}`)),
    `https://sts.windows.net/${tenant.id}/`,
  ];
}

function checkFederatedAssertion(model: Model, addresses: Addresses, application: Application, jwt: Jwt): void {
  const { iss = "", sub = "", aud } = jwt.payload;
  const ofIssuer = application.federatedCredentials.filter((one) => issuerOf(one, addresses) === iss);
  const ofAudience = ofIssuer.filter((one) => one.audience === firstOf(aud));
  const matching = ofAudience.find((one) => one.subject === sub);
  if (matching === undefined) {
    throw noFederatedIdentity(model, jwt, { issuer: ofIssuer.length > 0, audience: ofAudience.length > 0 });
  }
  const own = matching.issuer === ownIssuer;
  const keys = own ? [publicSigningKey()] : matching.keys.map((key) => createPublicKey({ key, format: "jwk" }));
  if (!keys.some((key) => isSignedBy(jwt, key))) {
    throw new EntraRefusal("assertionSignatureWrong", "The key was not found.");
  }
  checkTime(jwt, own ? model.clock.now() : realNow());
}

/** How a federated credential names the emulator's own issuer, whose address changes with its port. */
export const ownIssuer = "emulator";

const issuerOf = ({ issuer }: FederatedCredential, addresses: Addresses): string =>
  issuer === ownIssuer ? workloadIssuer(addresses) : issuer;

function noFederatedIdentity(
  model: Model,
  { payload }: Jwt,
  matches: { readonly issuer: boolean; readonly audience: boolean },
): EntraRefusal {
  const { iss = "", sub = "" } = payload;
  const audience = firstOf(payload.aud);
  if (model.switches.is("federatedMismatch", "70021")) {
    const named = `Assertion Issuer: '${iss}'. Assertion Subject: '${sub}'. Assertion Audience: '${audience}'.`;
    return new EntraRefusal("federatedIdentityUnknown", named);
  }
  if (!matches.issuer) {
    return new EntraRefusal("federatedIssuerUnknown", iss);
  }
  return matches.audience
    ? new EntraRefusal("federatedSubjectUnknown", sub)
    : new EntraRefusal("federatedAudienceUnknown", audience);
}

function checkTime({ payload }: Jwt, nowMs: number): void {
  const now = nowMs / 1_000;
  const { nbf = 0, exp } = payload;
  if (exp === undefined || now > exp + skewSeconds || now < nbf - skewSeconds) {
    const range = `Current time: ${Math.floor(now)}, assertion valid from ${nbf}, expiry time of assertion ${exp ?? "missing"}.`;
    throw new EntraRefusal("assertionOutsideItsTime", range);
  }
}

const firstOf = (audience: string | string[] | undefined): string =>
  (typeof audience === "string" ? audience : audience?.[0]) ?? "";
