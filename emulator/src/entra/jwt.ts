import { constants, createHash, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import { parseJson } from "../json";

const header = z.looseObject({
  alg: z.string(),
  kid: z.string().optional(),
  x5t: z.string().optional(),
  "x5t#S256": z.string().optional(),
});

const payload = z.looseObject({
  iss: z.string().optional(),
  sub: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  exp: z.number().optional(),
  nbf: z.number().optional(),
  jti: z.string().optional(),
});

/** A signed token of somebody else, decoded and not yet believed. Times are seconds since 1970. */
export interface Jwt {
  readonly header: z.output<typeof header>;
  readonly payload: z.output<typeof payload>;
  readonly signed: string;
  readonly signature: Buffer;
}

/** Decodes a compact token; undefined when it is none. */
export function decodeJwt(text: string): Jwt | undefined {
  const [head, body, signature, ...rest] = text.split(".");
  if (head === undefined || body === undefined || !signature || rest.length > 0) {
    return undefined;
  }
  const [first, second] = [header.safeParse(decoded(head)), payload.safeParse(decoded(body))];
  return first.success && second.success
    ? {
        header: first.data,
        payload: second.data,
        signed: `${head}.${body}`,
        signature: Buffer.from(signature, "base64url"),
      }
    : undefined;
}

function decoded(part: string): unknown {
  try {
    return parseJson(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Whether the key's owner signed the token: RS256 or PS256. */
export function isSignedBy(jwt: Jwt, key: KeyObject): boolean {
  const data = Buffer.from(jwt.signed);
  if (key.asymmetricKeyType !== "rsa") {
    return false;
  }
  switch (jwt.header.alg) {
    case "RS256":
      return verify("sha256", data, key, jwt.signature);
    case "PS256":
      return verify("sha256", data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, jwt.signature);
    default:
      return false;
  }
}

/** SHA-256 of a text, base64url. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");
