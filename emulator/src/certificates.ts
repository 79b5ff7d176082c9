import { generate } from "selfsigned";
import { realNow } from "./clock";

/** A certificate authority of our own and a certificate for this machine that it signed, all PEM. */
export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
}

const day = 24 * 60 * 60_000;

let made: Promise<Certificates> | undefined;

/**
 * The certificates of this process, made when they are first asked for: one authority serves all emulators in it.
 * Clients check them against real time, whatever the emulator's clock says.
 */
export function certificates(): Promise<Certificates> {
  made ??= makeCertificates();
  return made;
}

async function makeCertificates(): Promise<Certificates> {
  const validity = { notBeforeDate: new Date(realNow() - day), notAfterDate: new Date(realNow() + 365 * day) };
  const kind = { keyType: "ec", curve: "P-256", algorithm: "sha256" } as const;
  const ca = await generate([{ name: "commonName", value: "Partner Center emulator CA" }], {
    ...kind,
    ...validity,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: "commonName", value: "localhost" }], {
    ...kind,
    ...validity,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
        ],
      },
    ],
  });
  return { authority: ca.cert, certificate: server.cert, privateKey: server.private };
}
