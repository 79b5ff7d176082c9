import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import { z } from "zod";
import { PartnerCenterError, TransportError } from "../client/errors";
import { redact } from "../client/redact";
import type { Transport } from "../client/transport";
import type { Clock } from "../clock";
import { exchangePatiently } from "./patient-exchange";

const TIMEOUT_MS = 60_000;

/** What stood in the way of a token. */
export interface Refusal {
  readonly status: number;
  /** OAuth's word for it, for example `invalid_grant`; empty where there is none. */
  readonly error: string;
  /** `AADSTS` numbers. */
  readonly codes: readonly string[];
  /** First sentences of Entra's text, without its trailer. */
  readonly description: string;
}

/** A token, as Entra gave it. */
export interface Grant {
  readonly accessToken: string;
  /** How long it is good for, in milliseconds from when it was asked for. */
  readonly lifetimeMs: number;
  /** The refresh token that replaces the one that was used. */
  readonly refreshToken?: string;
}

const grantSchema = z
  .object({
    access_token: z.string().min(1),
    // A text in Entra's older replies (reference: commerce 1.2). Without it the token serves once.
    expires_in: z.coerce.number().nonnegative().catch(0),
    refresh_token: z.string().min(1).optional(),
  })
  .transform(
    ({ access_token, expires_in, refresh_token }): Grant => ({
      accessToken: access_token,
      lifetimeMs: expires_in * 1000,
      ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    }),
  );

/** What a request for a token proves something with; never shown. */
const credentialFields = ["client_secret", "client_assertion", "refresh_token"] as const;

/**
 * MSAL's network over our transport, so that one proxy, one list of certificate authorities and one kind of failure
 * hold for everything. Remembers what the last request for a token brought, since MSAL loses a part of it: what stood in
 * the way, and the refresh token that was given.
 */
export class MsalNetwork implements INetworkModule {
  refusal: Refusal | undefined;
  failure: PartnerCenterError | undefined;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #authority: string;
  readonly #shownAuthority: string;
  #grant: Grant | undefined;
  #credentials: readonly string[] = [];

  /**
   * @param authority root of the authority as set.
   * @param shownAuthority the same as MSAL sees it: it wants `https` even of an emulator on this machine.
   */
  constructor(transport: Transport, clock: Clock, authority: string, shownAuthority: string) {
    this.#transport = transport;
    this.#clock = clock;
    this.#authority = authority;
    this.#shownAuthority = shownAuthority;
  }

  /** What the last request for a token was given, if it was. */
  get grant(): Grant | undefined {
    return this.#grant;
  }

  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#exchange("GET", url, options);
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const form = new URLSearchParams(options?.body ?? "");
    this.#credentials = credentialFields.flatMap((name) => form.get(name) ?? []);
    return this.#exchange("POST", url, options);
  }

  /** Forgets the past before a new attempt at a token. */
  reset(): void {
    this.refusal = undefined;
    this.failure = undefined;
    this.#grant = undefined;
    this.#credentials = [];
  }

  /** A text without what the last request proved something with. Entra repeats none of it, but nothing depends on that. */
  redact(text: string): string {
    return redact(text, this.#credentials);
  }

  async #exchange<T>(
    method: "GET" | "POST",
    url: string,
    options: NetworkRequestOptions | undefined,
  ): Promise<NetworkResponse<T>> {
    const call = `Entra (${new URL(url).host})`;
    try {
      const reply = await exchangePatiently(this.#transport, this.#clock, {
        call,
        method,
        url: new URL(url.replace(this.#shownAuthority, this.#authority)),
        headers: options?.headers ?? {},
        ...(options?.body !== undefined && { body: options.body }),
        timeoutMs: TIMEOUT_MS,
      });
      const text = new TextDecoder().decode(reply.bytes);
      if (reply.status >= 400) this.refusal = readRefusal(reply.status, text);
      const body = this.#parse<T>(call, text);
      if (method === "POST") this.#grant = grantSchema.safeParse(body).data;
      return { status: reply.status, headers: { ...reply.headers }, body };
    } catch (error) {
      if (PartnerCenterError.isInstance(error)) this.failure = error;
      throw error;
    }
  }

  #parse<T>(call: string, text: string): T {
    try {
      const body: T = JSON.parse(text.replaceAll(this.#authority, this.#shownAuthority));
      return body;
    } catch {
      throw new TransportError(`${call}: the reply is not JSON; is the authority right?`, false);
    }
  }
}

function readRefusal(status: number, text: string): Refusal {
  const codes = new Set([...text.matchAll(/AADSTS(\d+)/g)].map(([, code]) => code ?? ""));
  const described = memberOf(text, "error_description");
  const description = described.split(/\\r|\\n|\s*Trace ID/i)[0]?.trim() ?? "";
  return { status, error: memberOf(text, "error"), codes: [...codes], description };
}

/** Of a reply that may be broken, whose words are for a person. */
function memberOf(text: string, name: string): string {
  return new RegExp(`"${name}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`).exec(text)?.[1] ?? "";
}
