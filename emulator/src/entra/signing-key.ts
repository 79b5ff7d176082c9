import { createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from "node:crypto";
import { sha256 } from "./jwt";

interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly published: JsonWebKey;
}

let made: SigningKey | undefined;

/**
 * The key of this process for tokens that others verify: id tokens, and those of the workload issuer. Access tokens are
 * for the emulator alone and signed otherwise. Made when it is first asked for, since that takes a tenth of a second.
 */
function signingKey(): SigningKey {
  if (made === undefined) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const publicKey = createPublicKey(privateKey);
    const published = publicKey.export({ format: "jwk" });
    made = { id: sha256(String(published.n)).slice(0, 27), privateKey, publicKey, published };
  }
  return made;
}

/** Signs claims for others (RS256). */
export function signForOthers(claims: object): string {
  const { id, privateKey } = signingKey();
  const content = [{ typ: "JWT", alg: "RS256", kid: id, x5t: id }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
}

/** The public half. */
export const publicSigningKey = (): KeyObject => signingKey().publicKey;

/** The public half as a JSON Web Key Set. */
export function keySet(): { readonly keys: readonly object[] } {
  const { id, published } = signingKey();
  return { keys: [{ ...published, use: "sig", alg: "RS256", kid: id, x5t: id }] };
}
