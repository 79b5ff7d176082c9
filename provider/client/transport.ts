import { readFileSync } from "node:fs";
import { createSecureContext, getCACertificates, rootCertificates, type SecureContext } from "node:tls";
import type { Dispatcher } from "undici";
import { isLoopback } from "../loopback";
import { isPlausible, shownPath } from "../shown-values";
import { untilAborted, withinTime } from "./abort";
import { messageOf, SettingsError, TransportError } from "./errors";
import { describeNetworkFailure } from "./network-failure";
import type { WireReply } from "./pipeline";
import { redact } from "./redact";

const CONNECT_TIMEOUT_MS = 15_000;
const CONNECTIONS_PER_HOST = 32;

/** One request over the wire. */
export interface WireRequest {
  /** How messages name it. */
  readonly call: string;
  readonly method: Dispatcher.HttpMethod;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Longest time until the reply has been read, in milliseconds of real time. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** A reply whose body is still on its way. Header names are lower case. */
export interface WireStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The body, piece by piece, as fast as it is taken. Whoever stops early ends the connection with it.
   * @throws TransportError when it breaks off; the signal's reason when the caller gave up.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Sends requests and reads replies; knows nothing of what they mean. */
export interface Transport {
  /**
   * @returns whatever comes back, of any status.
   * @throws TransportError when nothing does; the signal's reason when the caller gave up.
   */
  exchange(request: WireRequest): Promise<WireReply>;
  /**
   * The same for a body of any length. `timeoutMs` is here the longest wait for the reply's beginning, and again for
   * each next piece.
   */
  stream(request: WireRequest): Promise<WireStream>;
  /** Ends idle connections. Requests under way are finished. */
  close(): Promise<void>;
}

/** What a transport is made with. */
export interface TransportOptions {
  /** PEM file with further certificate authorities to trust. Read with the first request. */
  readonly caFile?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * HTTP over undici, with its own connections. Proxies are taken from `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, except
 * for this machine, which no proxy can reach.
 */
export function createTransport({ caFile, environment = process.env }: TransportOptions): Transport {
  let direct: Dispatcher | undefined;
  let proxied: Dispatcher | undefined;

  const dispatcherFor = (url: URL): Dispatcher => {
    const throughProxy = hasProxy(environment) && !isLoopback(url);
    if (throughProxy) {
      proxied ??= proxyAgent(environment, caFile);
      return proxied;
    }
    direct ??= plainAgent(caFile);
    return direct;
  };

  return {
    async exchange(request) {
      request.signal?.throwIfAborted();
      const dispatcher = dispatcherFor(request.url);
      return withinTime(request.timeoutMs, request.signal, async ({ signal, isOver }) => {
        try {
          const options = { ...wireOptions(request), headersTimeout: 0, bodyTimeout: 0, signal };
          const reply = await untilAborted(dispatcher.request(options), signal);
          const bytes = new Uint8Array(await reply.body.arrayBuffer());
          return { status: reply.statusCode, headers: flatten(reply.headers), bytes };
        } catch (cause) {
          throw failureOf(request, cause, isOver());
        }
      });
    },
    async stream(request) {
      request.signal?.throwIfAborted();
      const dispatcher = dispatcherFor(request.url);
      // The agent's own times begin with the connection, and so does its heed of signals; a proxy may never make one.
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(), request.timeoutMs);
      try {
        const signal = request.signal ? AbortSignal.any([request.signal, late.signal]) : late.signal;
        const times = { headersTimeout: request.timeoutMs, bodyTimeout: request.timeoutMs };
        const reply = await untilAborted(dispatcher.request({ ...wireOptions(request), ...times, signal }), signal);
        return { status: reply.statusCode, headers: flatten(reply.headers), body: pieces(request, reply.body) };
      } catch (cause) {
        throw failureOf(request, cause, late.signal.aborted || isTimeout(cause));
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      const open = [direct, proxied];
      direct = undefined;
      proxied = undefined;
      await Promise.all(open.map((one) => one?.close()));
    },
  };
}

function wireOptions({ url, method, headers, body }: WireRequest) {
  return { origin: url.origin, path: url.pathname + url.search, method, headers, body: body ?? null };
}

async function* pieces(request: WireRequest, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw failureOf(request, cause, isTimeout(cause));
  }
}

function failureOf(request: WireRequest, cause: unknown, late: boolean): unknown {
  if (request.signal?.aborted) return request.signal.reason;
  if (late) return timeoutError(request);
  const { reason, unsent, permanent } = describeNetworkFailure(cause, request.url);
  return new TransportError(`${request.call}: ${reason}`, unsent, { cause: withoutData(cause) }, permanent);
}

/** What a cause says and no more: some carry what was sent or received, such as a proxy's reply with our credentials. */
function withoutData(cause: unknown): Error {
  const code: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined;
  return Object.assign(new Error(redact(messageOf(cause))), typeof code === "string" ? { code } : {});
}

function isTimeout(cause: unknown): boolean {
  const { HeadersTimeoutError, BodyTimeoutError } = loadUndici().errors;
  return cause instanceof HeadersTimeoutError || cause instanceof BodyTimeoutError;
}

function timeoutError({ call, timeoutMs }: WireRequest): TransportError {
  const message = `${call}: no answer within ${timeoutMs / 1000} seconds. Whether the service acted is not known.`;
  return new TransportError(message, false);
}

/** Loaded with the first request: what calls nothing, such as most previews, starts a tenth of a second sooner. */
const loadUndici = (): typeof import("undici") => require("undici");

function plainAgent(caFile: string | undefined): Dispatcher {
  const { Agent } = loadUndici();
  return new Agent({ connect: tlsOptions(caFile), connections: CONNECTIONS_PER_HOST });
}

function proxyAgent(environment: NodeJS.ProcessEnv, caFile: string | undefined): Dispatcher {
  const { EnvHttpProxyAgent } = loadUndici();
  const tls = tlsOptions(caFile);
  const { http, https, none } = proxySettings(environment);
  refuseUnusableProxies({ HTTP_PROXY: http, HTTPS_PROXY: https });
  return new EnvHttpProxyAgent({
    ...(http && { httpProxy: http }),
    ...(https && { httpsProxy: https }),
    ...(none && { noProxy: none }),
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    connections: CONNECTIONS_PER_HOST,
  });
}

/** The value is not shown, and not the error that reading it ends with: proxies have passwords in their addresses. */
function refuseUnusableProxies(addresses: Readonly<Record<string, string | undefined>>): void {
  for (const [name, address] of Object.entries(addresses)) {
    if (!address || (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol))) continue;
    throw new SettingsError(`${name} in the environment is no address of a proxy such as http://proxy.example:8080.`);
  }
}

function proxySettings(environment: NodeJS.ProcessEnv) {
  return {
    http: environment.http_proxy ?? environment.HTTP_PROXY,
    https: environment.https_proxy ?? environment.HTTPS_PROXY,
    none: environment.no_proxy ?? environment.NO_PROXY,
  };
}

function hasProxy(environment: NodeJS.ProcessEnv): boolean {
  const { http, https } = proxySettings(environment);
  return Boolean(http || https);
}

/**
 * One context for all connections: each that is given a list of authorities by itself would read all of them anew, which
 * takes milliseconds and a megabyte that the system gets back late.
 */
function tlsOptions(caFile: string | undefined): { timeout: number; secureContext?: SecureContext } {
  if (caFile === undefined) return { timeout: CONNECT_TIMEOUT_MS };
  const ca = [...trustedByDefault(), readCertificates(caFile)];
  return { timeout: CONNECT_TIMEOUT_MS, secureContext: createSecureContext({ ca }) };
}

/** Naming any authority replaces Node's own list, so that list is named too, with what NODE_EXTRA_CA_CERTS added. */
function trustedByDefault(): readonly string[] {
  // Missing before Node 22.15.
  return typeof getCACertificates === "function" ? getCACertificates("default") : rootCertificates;
}

function readCertificates(caFile: string): string {
  let text: string;
  try {
    text = readFileSync(caFile, "utf8");
  } catch (cause) {
    throw new SettingsError(
      `caFile: ${shownPath(caFile)} cannot be read. It must be a PEM file with certificate authorities.`,
      isPlausible(caFile) ? { cause } : {},
    );
  }
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  throw new SettingsError(`caFile: ${shownPath(caFile)} holds no certificate (no line "-----BEGIN CERTIFICATE-----").`);
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
