import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { realNow } from "../clock";
import { bits, integer, octets, oid, sequence, setOf, tagged, utcTime, utf8, yes } from "./der";

/** A certificate authority of our own and a certificate for this machine that it signed, all PEM. */
export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
}

const day = 24 * 60 * 60_000;

let made: Certificates | undefined;

/**
 * The certificates of this process, made when they are first asked for: one authority serves all emulators in it.
 * Clients check them against real time, whatever the emulator's clock says.
 */
export function certificates(): Certificates {
  made ??= makeCertificates();
  return made;
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function makeCertificates(): Certificates {
  const authority: Party = { name: "Partner Center emulator CA", keys: newKeys() };
  const server: Party = { name: "localhost", keys: newKeys() };
  return {
    authority: issue(authority, authority, [
      extension("2.5.29.19", sequence(yes()), true),
      // keyCertSign and cRLSign
      extension("2.5.29.15", bits(Buffer.from([0x06]), 1), true),
      extension("2.5.29.14", octets(keyId(authority))),
    ]),
    certificate: issue(server, authority, [
      extension("2.5.29.19", sequence()),
      // digitalSignature
      extension("2.5.29.15", bits(Buffer.from([0x80]), 7), true),
      extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.1"))),
      extension("2.5.29.17", sequence(dnsName("localhost"), ipAddress([127, 0, 0, 1]), ipAddress(loopback6))),
      extension("2.5.29.35", sequence(tagged(0x80, keyId(authority)))),
    ]),
    privateKey: server.keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** A certificate for an application to sign its assertions with (RSA), and its private key, both PEM. */
export function applicationCertificate(): Omit<Certificates, "authority"> {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return {
    certificate: issue({ name: "application", keys }, { name: "Partner Center emulator", keys: newKeys() }, []),
    privateKey: keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Somebody with a name and keys. */
interface Party {
  readonly name: string;
  readonly keys: KeyPair;
}

const newKeys = (): KeyPair => generateKeyPairSync("ec", { namedCurve: "P-256" });

const loopback6 = [...Array<number>(15).fill(0), 1];

/** ecdsa-with-SHA256 */
const signatureAlgorithm = sequence(oid("1.2.840.10045.4.3.2"));

/** A certificate of version 3 (RFC 5280), valid from yesterday for a year. */
function issue(subject: Party, issuer: Party, extensions: readonly Buffer[]): string {
  const serial = randomBytes(16);
  // Positive, and no shorter than it is written.
  serial.writeUInt8((serial.readUInt8(0) & 0x7f) | 0x40, 0);
  const content = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    signatureAlgorithm,
    nameOf(issuer),
    sequence(utcTime(new Date(realNow() - day)), utcTime(new Date(realNow() + 365 * day))),
    nameOf(subject),
    subject.keys.publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(...extensions)),
  );
  const signature = sign("sha256", content, { key: issuer.keys.privateKey, dsaEncoding: "der" });
  return pem(sequence(content, signatureAlgorithm, bits(signature)));
}

function nameOf({ name }: Party): Buffer {
  return sequence(setOf(sequence(oid("2.5.4.3"), utf8(name))));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [yes()] : []), octets(value));
}

function keyId({ keys }: Party): Buffer {
  return createHash("sha1")
    .update(keys.publicKey.export({ type: "spki", format: "der" }))
    .digest();
}

const dnsName = (name: string): Buffer => tagged(0x82, Buffer.from(name));

const ipAddress = (bytes: readonly number[]): Buffer => tagged(0x87, Buffer.from(bytes));

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
