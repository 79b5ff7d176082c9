import type { IncomingCall, Reply } from "./call";
import { serviceOfPath } from "./routes";

/** What a credential is for. */
export type CredentialKind =
  | "accessToken"
  | "idToken"
  | "refreshToken"
  | "authorizationCode"
  | "clientSecret"
  | "clientAssertion"
  | "workloadRequestToken"
  | "exportSignature";

/** A credential that the emulator gave away or was shown. */
export interface SeenCredential {
  readonly kind: CredentialKind;
  readonly text: string;
}

const kept = 10_000;

/** Members of forms and replies of Entra that are credentials. */
const members: Readonly<Record<string, CredentialKind>> = {
  access_token: "accessToken",
  id_token: "idToken",
  refresh_token: "refreshToken",
  code: "authorizationCode",
  client_secret: "clientSecret",
  client_assertion: "clientAssertion",
};

/**
 * Every credential that crossed the wire, once each, so that a test can look for it where it must not be. The oldest go
 * when there are more than 10,000.
 */
export class CredentialLog {
  readonly #seen = new Map<string, CredentialKind>();

  /** Notes what the request showed and what the reply to it gives away. */
  note(incoming: IncomingCall, { body, headers }: Pick<Reply, "body" | "headers">): void {
    const bearer = /^Bearer +(\S+)$/i.exec(incoming.headers.authorization ?? "")?.[1];
    if (/^\/oidc\//i.test(incoming.path)) {
      this.#add("workloadRequestToken", bearer);
      this.#add("clientAssertion", member(body, "value"));
      return;
    }
    this.#add("accessToken", bearer);
    this.#add("exportSignature", incoming.query.get("sig"));
    if (/\/oauth2(?:\/|$)/i.test(incoming.path)) {
      const form = new URLSearchParams(incoming.bodyText);
      for (const [name, kind] of Object.entries(members)) {
        this.#add(kind, form.get(name));
        this.#add(kind, member(body, name));
      }
      this.#add("authorizationCode", /[?&#]code=([^&#]+)/.exec(headers?.location ?? "")?.[1]);
    } else if (serviceOfPath(incoming.path) === "graph") {
      const sas = member(body, "sasToken") ?? member(member(body, "resourceLocation"), "sasToken");
      this.#add("exportSignature", new URLSearchParams(typeof sas === "string" ? sas : "").get("sig"));
    }
  }

  /** The credentials, the first seen first. */
  all(): SeenCredential[] {
    return [...this.#seen].map(([text, kind]) => ({ kind, text }));
  }

  clear(): void {
    this.#seen.clear();
  }

  #add(kind: CredentialKind, text: unknown): void {
    if (typeof text !== "string" || text === "" || this.#seen.has(text)) {
      return;
    }
    this.#seen.set(text, kind);
    if (this.#seen.size > kept) {
      for (const oldest of this.#seen.keys()) {
        this.#seen.delete(oldest);
        break;
      }
    }
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
