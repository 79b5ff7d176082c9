import { createHmac, timingSafeEqual } from "node:crypto";
import { parseJson } from "../json";
import { type TokenClaims, tokenClaims } from "./token-claims";

/** Signs and opens tokens. They look like Entra's; clients must treat them as opaque, and nobody else can make one. */
export class TokenSigner {
  #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** What it signs with. Tokens stay valid as long as it stays the same. */
  get key(): string {
    return this.#key;
  }

  set key(key: string) {
    this.#key = key;
  }

  /** A signed token. */
  sign(claims: TokenClaims): string {
    const content = `${part({ typ: "JWT", alg: "HS256", kid: "emulator" })}.${part(claims)}`;
    return `${content}.${this.#signature(content)}`;
  }

  /** The claims of a token this signer made; undefined for anything else. */
  open(token: string): TokenClaims | undefined {
    const [header, payload, signature, ...rest] = token.split(".");
    if (payload === undefined || signature === undefined || rest.length > 0) {
      return undefined;
    }
    const expected = Buffer.from(this.#signature(`${header}.${payload}`));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return undefined;
    }
    return tokenClaims.parse(parseJson(Buffer.from(payload, "base64url").toString("utf8")));
  }

  #signature(content: string): string {
    return createHmac("sha256", this.#key).update(content).digest("base64url");
  }
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
