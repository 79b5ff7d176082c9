import type { Application } from "../model/identities";
import type { Model } from "../model/model";
import type { Addresses } from "./addresses";
import { checkAssertion } from "./client-assertion";
import { EntraRefusal } from "./entra-errors";
import { findApplication, type KnownApplication } from "./tenants";
import { required, type TokenRequest } from "./token-form";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Which application asks; it proves it by a secret, in the form or in a Basic header, or by an assertion. */
export function authenticate(model: Model, addresses: Addresses, request: TokenRequest): KnownApplication {
  const { form, tenant } = request;
  const basic = basicCredentials(request.incoming.headers.authorization);
  const assertion = form.get("client_assertion");
  if (assertion && form.get("client_assertion_type") !== assertionType) {
    throw new EntraRefusal("parameterMissing", "client_assertion_type");
  }
  const known = findApplication(tenant, basic?.id ?? required(form, "client_id"));
  if (assertion) {
    checkAssertion(model, addresses, { ...request, assertion }, known.application);
    return known;
  }
  const secret = basic?.secret || form.get("client_secret");
  if (!secret) {
    throw new EntraRefusal(request.grant === "client_credentials" ? "credentialMissing" : "secretMissing");
  }
  checkSecret(model, known.application, secret);
  return known;
}

function basicCredentials(authorization: string | undefined) {
  const encoded = /^Basic +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) {
    return undefined;
  }
  const [id = "", secret = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":").map(decoded);
  return { id, secret };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function checkSecret(model: Model, { secrets, clientId }: Application, value: string): void {
  const secret = secrets.find((one) => one.value === value);
  if (secret === undefined) {
    throw new EntraRefusal("secretWrong", clientId);
  }
  if (secret.expiresAt !== null && model.isPast(secret.expiresAt)) {
    throw new EntraRefusal("secretExpired", clientId);
  }
}
