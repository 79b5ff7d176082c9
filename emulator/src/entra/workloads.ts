import type { IncomingCall, Reply } from "../http/call";
import type { Workload } from "../model/identities";
import type { Model } from "../model/model";
import { type Addresses, workloadIssuer } from "./addresses";
import { signForOthers } from "./signing-key";

const lifetimeSeconds = 600;

/** Makes a workload that can ask for tokens; gives the token to ask with. */
export function addWorkload(model: Model, workload: Workload): string {
  const requestToken = model.ids.of("workloads").token(43);
  model.workloads.set(requestToken, workload);
  return requestToken;
}

/** A token of the emulator's own issuer for a workload, as CI systems give them to their jobs. Lives ten minutes. */
export function workloadToken(model: Model, addresses: Addresses, workload: Workload, audience: string): string {
  const now = Math.floor(model.clock.now() / 1_000);
  return signForOthers({
    ...workload.claims,
    iss: workloadIssuer(addresses),
    sub: workload.subject,
    aud: audience,
    iat: now,
    nbf: now,
    exp: now + lifetimeSeconds,
    jti: model.ids.of("workloads").guid(),
  });
}

/** Where such a workload asks: as GitHub's jobs do, with `&audience=` added. */
export const workloadRequestUrl = (addresses: Addresses): string =>
  `${workloadIssuer(addresses)}/token?api-version=2.0`;

/** The discovery document of the issuer. */
export function discoverIssuer(addresses: Addresses): Reply {
  const issuer = workloadIssuer(addresses);
  return {
    status: 200,
    body: {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks`,
      subject_types_supported: ["public", "pairwise"],
      response_types_supported: ["id_token"],
      claims_supported: ["sub", "aud", "exp", "iat", "iss", "jti", "nbf"],
      id_token_signing_alg_values_supported: ["RS256"],
      scopes_supported: ["openid"],
    },
  };
}

/** Answers a workload that asks for a token for an audience, like GitHub: `{count, value}`. */
export function answerWorkload(model: Model, addresses: Addresses, incoming: IncomingCall): Reply {
  const requestToken = /^Bearer +(\S+)$/i.exec(incoming.headers.authorization ?? "")?.[1];
  const workload = model.workloads.get(requestToken ?? "");
  if (workload === undefined) {
    return { status: 401, code: "401", body: { message: "The request token is missing or not one of this emulator." } };
  }
  const audience = incoming.query.get("audience") ?? workloadIssuer(addresses);
  const value = workloadToken(model, addresses, workload, audience);
  return { status: 200, body: { count: value.length, value } };
}
