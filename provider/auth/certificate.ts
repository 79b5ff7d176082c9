import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { SettingsError } from "../client/errors";
import { howToSet } from "../setting-facts";
import { isPlausible, shownPath } from "../shown-values";

/** What an application signs with, in the form that MSAL wants. */
export interface SigningCertificate {
  /** PEM, PKCS #8, not encrypted. */
  readonly privateKey: string;
  /** SHA-256 of the certificate, hexadecimal. */
  readonly thumbprintSha256: string;
  /** PEM of the certificate and, after it, of those that vouch for it. */
  readonly x5c: string;
  /** What tells it from others, for messages: file, thumbprint as the portal shows it, and validity. */
  readonly description: string;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const PRIVATE_KEY = /-----BEGIN ((?:[A-Z]+ )*)PRIVATE KEY-----[\s\S]+?-----END \1PRIVATE KEY-----/;

/** Where a certificate was set, for messages. */
interface Place {
  /** The setting, with the file where there is one. */
  readonly setting: string;
  /** What holds the certificate. */
  readonly holder: string;
}

/**
 * Reads a PEM file with a private key and its certificate, in any order.
 * @throws SettingsError naming the file and what is wrong with it, never what it holds.
 */
export function readCertificateFile(path: string, password: string | undefined): SigningCertificate {
  const place = { setting: `certificatePath: ${shownPath(path)}`, holder: shownPath(path) };
  const bytes = readBytes(path, place);
  if (bytes[0] === DER_SEQUENCE || /\.(?:pfx|p12)$/i.test(path)) {
    throw refuse(
      place,
      "is a PFX file, whose key Node cannot read. Turn it into PEM: `openssl pkcs12 -in application.pfx -nodes -out application.pem`",
    );
  }
  return readCertificate(new TextDecoder().decode(bytes), password, place);
}

/**
 * Reads the same from the text of such a file, whose line ends may be written `\n`, as variables of an environment have
 * them.
 * @throws SettingsError as above.
 */
export function readCertificateText(text: string, password: string | undefined): SigningCertificate {
  return readCertificate(text.replaceAll("\\n", "\n"), password, {
    setting: "certificate",
    holder: "the setting `certificate`",
  });
}

function readCertificate(text: string, password: string | undefined, place: Place): SigningCertificate {
  const privateKey = readKey(place, text, password);
  const certificates = (text.match(CERTIFICATE) ?? []).map((pem) => readOne(place, pem));
  if (certificates.length === 0) throw refuse(place, "holds no certificate (no line `-----BEGIN CERTIFICATE-----`)");
  const own = certificates.find((one) => one.checkPrivateKey(privateKey));
  if (!own) throw refuse(place, "holds no certificate that belongs to its private key");
  const thumbprint = own.fingerprint.replaceAll(":", "");
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    thumbprintSha256: own.fingerprint256.replaceAll(":", ""),
    x5c: [own, ...certificates.filter((one) => one !== own)].join(""),
    description: `the certificate in ${place.holder} (thumbprint ${thumbprint}, valid until ${own.validTo})`,
  };
}

/** First byte of a PFX file. */
const DER_SEQUENCE = 0x30;

function readBytes(path: string, place: Place): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw refuse(place, "cannot be read", isPlausible(path) ? cause : undefined);
  }
}

function readKey(place: Place, text: string, password: string | undefined): KeyObject {
  const pem = PRIVATE_KEY.exec(text)?.[0];
  if (pem === undefined) throw refuse(place, "holds no private key (no line `-----BEGIN PRIVATE KEY-----`)");
  const encrypted = /ENCRYPTED/.test(pem);
  if (encrypted && password === undefined) {
    throw refuse(place, `holds an encrypted private key. ${howToSet("certificatePassword")}`);
  }
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, ...(password !== undefined && { passphrase: password }) });
  } catch {
    // The cause would show what was tried.
    throw refuse(place, `holds a private key that cannot be read${encrypted ? " with certificatePassword" : ""}`);
  }
  if (key.asymmetricKeyType === "rsa") return key;
  throw refuse(place, `holds a key of kind ${key.asymmetricKeyType}, and Entra takes RSA keys only`);
}

function readOne(place: Place, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw refuse(place, "holds a certificate that cannot be read", cause);
  }
}

function refuse({ setting }: Place, problem: string, cause?: unknown): SettingsError {
  return new SettingsError(
    `${setting} ${problem}. It must be PEM, with the application's private key and certificate.`,
    cause === undefined ? {} : { cause },
  );
}
