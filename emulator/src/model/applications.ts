import { X509Certificate } from "node:crypto";
import type { Instant, Partner } from "./entities";
import type { Application, ClientCertificate, ClientSecret, PartnerUser } from "./identities";
import type { Model } from "./model";

/** The application, whichever partner it belongs to; undefined when there is none. */
export function applicationOf(model: Model, clientId: string): Application | undefined {
  return [...model.partners.values()]
    .flatMap((partner) => partner.applications)
    .find((one) => one.clientId === clientId.toLowerCase());
}

/** A user by object id or user principal name, with its partner; undefined when there is none. */
export function findUser(
  model: Model,
  text: string,
): { readonly partner: Partner; readonly user: PartnerUser } | undefined {
  const wanted = text.toLowerCase();
  for (const partner of model.partners.values()) {
    const user = partner.users.find((one) => [one.objectId, one.userPrincipalName.toLowerCase()].includes(wanted));
    if (user !== undefined) {
      return { partner, user };
    }
  }
  return undefined;
}

/** Gives the application another secret; with an end in the past it is one that has expired. */
export function addSecret(
  model: Model,
  application: Application,
  wish: { readonly value?: string | undefined; readonly expiresAt?: Instant | undefined },
): ClientSecret {
  const ids = model.ids.of("entra");
  const value = wish.value ?? `${ids.token(3)}8Q~${ids.token(34)}`;
  const secret = { id: ids.guid(), value, expiresAt: wish.expiresAt ?? null };
  application.secrets.push(secret);
  return secret;
}

/** A certificate to register, from its PEM. Throws `RangeError` when it is none with an RSA key. */
export function certificateOf(pem: string): ClientCertificate {
  const certificate = parsed(pem);
  if (certificate.publicKey.asymmetricKeyType !== "rsa") {
    throw new RangeError("the certificate must have an RSA key: assertions are signed with RS256 or PS256");
  }
  const digest = (fingerprint: string) => Buffer.from(fingerprint.replaceAll(":", ""), "hex").toString("base64url");
  return {
    pem: certificate.toString(),
    thumbprint: digest(certificate.fingerprint),
    thumbprintSha256: digest(certificate.fingerprint256),
  };
}

function parsed(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new RangeError("this is no certificate in PEM form");
  }
}

/** Somebody consents to the application in a tenant, or takes the consent back. */
export function editConsent(application: Application, tenantId: string, granted: boolean): void {
  const others = application.unconsentedTenants.filter((one) => one !== tenantId.toLowerCase());
  application.unconsentedTenants = granted ? others : [...others, tenantId.toLowerCase()];
}
