import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import { PartnerCenterError, TransportError } from "../client/errors";
import type { Transport } from "../client/transport";
import type { Clock } from "../clock";

const TIMEOUT_MS = 60_000;

/** Waits between attempts, in milliseconds: those of Microsoft's own SDK. */
const WAITS_MS = [500, 1500, 3500] as const;

/** What stood in the way of a token. */
export interface Refusal {
  readonly status: number;
  /** `AADSTS` numbers. */
  readonly codes: readonly string[];
  /** First sentence of Entra's text. */
  readonly description: string;
}

/**
 * MSAL's network over our transport, so that one proxy, one list of certificate authorities and one kind of failure
 * hold for everything. Remembers what stood in the way, since MSAL's own errors lose it.
 */
export class MsalNetwork implements INetworkModule {
  refusal: Refusal | undefined;
  failure: PartnerCenterError | undefined;

  /**
   * @param authority root of the authority as set.
   * @param shownAuthority the same as MSAL sees it: it wants `https` even of an emulator on this machine.
   */
  constructor(
    private readonly transport: Transport,
    private readonly clock: Clock,
    private readonly authority: string,
    private readonly shownAuthority: string,
  ) {}

  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#exchange("GET", url, options);
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#exchange("POST", url, options);
  }

  /** Forgets the past before a new attempt at a token. */
  reset(): void {
    this.refusal = undefined;
    this.failure = undefined;
  }

  async #exchange<T>(
    method: "GET" | "POST",
    url: string,
    options: NetworkRequestOptions | undefined,
  ): Promise<NetworkResponse<T>> {
    const call = `Entra (${new URL(url).host})`;
    for (let attempt = 0; ; attempt += 1) {
      const waitMs = WAITS_MS[attempt];
      try {
        const reply = await this.transport.exchange({
          call,
          method,
          url: new URL(url.replace(this.shownAuthority, this.authority)),
          headers: options?.headers ?? {},
          ...(options?.body !== undefined && { body: options.body }),
          timeoutMs: TIMEOUT_MS,
        });
        if (reply.status < 500 || waitMs === undefined) {
          const text = new TextDecoder().decode(reply.bytes);
          if (reply.status >= 400) this.refusal = readRefusal(reply.status, text);
          return { status: reply.status, headers: { ...reply.headers }, body: this.#parse<T>(call, text) };
        }
      } catch (error) {
        if (PartnerCenterError.isInstance(error)) this.failure = error;
        if (!(error instanceof TransportError) || error.permanent || waitMs === undefined) throw error;
      }
      await this.clock.sleep(waitMs);
    }
  }

  #parse<T>(call: string, text: string): T {
    try {
      const body: T = JSON.parse(text.replaceAll(this.authority, this.shownAuthority));
      return body;
    } catch {
      this.failure = new TransportError(`${call}: the reply is not JSON; is the authority right?`, false);
      throw this.failure;
    }
  }
}

function readRefusal(status: number, text: string): Refusal {
  const codes = new Set([...text.matchAll(/AADSTS(\d+)/g)].map(([, code]) => code ?? ""));
  const described = /"error_description"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? "";
  const description = described.split(/\\r|\\n|\s*Trace ID/i)[0]?.trim() ?? "";
  return { status, codes: [...codes], description };
}
