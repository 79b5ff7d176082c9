import type { RefreshTokenStore } from "../auth/refresh-tokens";
import { createTokenSource } from "../auth/token-source";
import { type Clock, systemClock } from "../clock";
import type { Settings } from "../settings";
import { authoriseStep, type TokenSource } from "./authorise";
import type { Call, CallOptions, Calls, List, Listing, Reply } from "./calls";
import { PartnerCenterClient } from "./client";
import { type NewId, newGuid } from "./correlate";
import { decoding } from "./decode";
import type { AnyEndpoint, BodyOf, CallArgs, ItemOf, ListEndpoint } from "./endpoint";
import { ApiError } from "./errors";
import { pages, resolveLink } from "./pages";
import { type Answer, type Attempt, type Next, stack } from "./pipeline";
import { DEFAULT_TIMEOUT_MS, type Place, prepare } from "./prepare";
import { promptStep } from "./prompt";
import { retryStep } from "./retry";
import { parseRetryAfter } from "./retry-after";
import { RetryBudget } from "./retry-budget";
import { sending } from "./send";
import { SharedReads } from "./shared-reads";
import { Throttle } from "./throttle";
import { createTransport, type Transport } from "./transport";
import { validateReply } from "./validate";

/** Parts that tests and other hosts replace. */
export interface ClientParts {
  /** Default: the machine's, scaled as the settings say. */
  readonly clock?: Clock;
  /** Default: undici, with the settings' certificate authorities. */
  readonly transport?: Transport;
  /** Default: Entra, with the settings' identity. */
  readonly tokens?: TokenSource;
  /**
   * Keeps a user's refresh token elsewhere than in the file of `refreshTokenFile`, for example in a vault: calls that a
   * user may make are then made as that user. Default: the settings' file, or no user.
   */
  readonly refreshToken?: RefreshTokenStore;
  /** Numbers between 0 and 1 that jitter waits. Default `Math.random`. */
  readonly random?: () => number;
  /** Default: random GUIDs. */
  readonly newId?: NewId;
  /** Default: the one that the whole process shares. */
  readonly retryBudget?: RetryBudget;
  /** Default: the one that the whole process shares. */
  readonly throttle?: Throttle;
}

const processRetryBudget = new RetryBudget();
const processThrottle = new Throttle();

/** A client for one partner tenant. Nothing is read, loaded or sent before its first call. */
export function createClient(settings: Settings, parts: ClientParts = {}): PartnerCenterClient {
  const clock = parts.clock ?? systemClock(settings.timeScale);
  return new PartnerCenterClient(createCalls(settings, { ...parts, clock }), clock);
}

/** The floor that a client stands on. */
export function createCalls(settings: Settings, parts: ClientParts = {}): Calls {
  const clock = parts.clock ?? systemClock(settings.timeScale);
  const newId = parts.newId ?? newGuid;
  const transport = parts.transport ?? createTransport({ caFile: settings.caFile });
  const tokens = parts.tokens ?? createTokenSource(settings, transport, clock, parts.refreshToken);
  const { tenantId } = settings.identity;

  const send = stack(
    [
      retryStep({
        clock,
        newId,
        random: parts.random ?? Math.random,
        budget: parts.retryBudget ?? processRetryBudget,
      }),
      promptStep,
      authoriseStep(tokens),
      // Right before sending: whoever has a place uses it at once, and a pause holds everybody who has not sent yet.
      (parts.throttle ?? processThrottle).step(`${settings.endpoint}/${tenantId}`, clock),
    ],
    decoding(sending(transport), clock),
  );
  const { endpoint: partnerCenter, graphEndpoint: graph, managementEndpoint: management, cloud } = settings;
  const place = { cloud, roots: { partnerCenter, graph, management } };
  const core: CallCore = { tenantId, place, newId, clock, send, transport, shared: new SharedReads(clock) };
  return new PipelineCalls(core, {});
}

/** What all that were made with {@link Calls.with} have in common. */
interface CallCore {
  readonly tenantId: string;
  readonly place: Place;
  readonly newId: NewId;
  readonly send: Next;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly shared: SharedReads;
}

class PipelineCalls implements Calls {
  readonly #core: CallCore;
  readonly #defaults: CallOptions;

  constructor(core: CallCore, defaults: CallOptions) {
    this.#core = core;
    this.#defaults = defaults;
  }

  get partnerTenantId(): string {
    return this.#core.tenantId;
  }

  with(defaults: CallOptions): Calls {
    return new PipelineCalls(this.#core, { ...this.#defaults, ...defaults });
  }

  call<E extends AnyEndpoint>(endpoint: E, args: CallArgs<E>, options?: CallOptions): Call<BodyOf<E>> {
    return callOf(this.#reply(endpoint, args, { ...this.#defaults, ...options }));
  }

  list<E extends ListEndpoint>(endpoint: E, args: CallArgs<E>, options?: CallOptions): List<ItemOf<E>> {
    const chosen = { ...this.#defaults, ...options };
    const parts = () => this.#readParts(endpoint, args, chosen);
    return {
      pages: () => this.#readPages(endpoint, args, chosen),
      all: () => this.#readAll(endpoint, args, chosen),
      async *[Symbol.asyncIterator]() {
        for await (const part of parts()) yield* part;
      },
    };
  }

  follow<E extends AnyEndpoint>(endpoint: E, link: string, customerId: string, options?: CallOptions): Call<BodyOf<E>> {
    return callOf(this.#followed(endpoint, link, customerId, { ...this.#defaults, ...options }));
  }

  async #followed<E extends AnyEndpoint>(
    endpoint: E,
    link: string,
    customerId: string,
    options: CallOptions,
  ): Promise<Reply<BodyOf<E>>> {
    const { place } = this.#core;
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, "link"]);
    const path = { ...Object.fromEntries(names), customerId };
    const attempt = this.#prepare(endpoint, { path }, options);
    const url = resolveLink(attempt.call, link, place.roots[attempt.service]);
    return this.#answer(endpoint, { ...attempt, url }, options);
  }

  async #reply<E extends AnyEndpoint>(endpoint: E, args: CallArgs<E>, options: CallOptions): Promise<Reply<BodyOf<E>>> {
    return this.#answer(endpoint, this.#prepare(endpoint, args, options), options);
  }

  async #answer<E extends AnyEndpoint>(endpoint: E, attempt: Attempt, options: CallOptions): Promise<Reply<BodyOf<E>>> {
    const [answer] = await this.#answers(attempt, options, "call", async (one) => [await this.#send(one)]);
    if (!answer) throw new TypeError("a call has one answer");
    return toReply(answer, validateReply(endpoint, answer.body), this.#core.clock.now());
  }

  async *#readPages<E extends ListEndpoint>(
    endpoint: E,
    args: CallArgs<E>,
    options: CallOptions,
  ): AsyncGenerator<readonly ItemOf<E>[], void, undefined> {
    for await (const { body } of this.#pages(this.#prepare(endpoint, args, options))) {
      yield validateReply(endpoint, body).items;
    }
  }

  /** The items as they are parsed: all of a short page, some of a long one. */
  async *#readParts<E extends ListEndpoint>(
    endpoint: E,
    args: CallArgs<E>,
    options: CallOptions,
  ): AsyncGenerator<readonly ItemOf<E>[], void, undefined> {
    for await (const { body, parts } of this.#pages({ ...this.#prepare(endpoint, args, options), inParts: true })) {
      let given = 0;
      for (const part of parts ?? [body]) {
        const { items } = validateReply(endpoint, part, given);
        given += items.length;
        yield items;
      }
    }
  }

  async #readAll<E extends ListEndpoint>(
    endpoint: E,
    args: CallArgs<E>,
    options: CallOptions,
  ): Promise<Listing<ItemOf<E>>> {
    const answers = await this.#answers(this.#prepare(endpoint, args, options), options, "list", (first) =>
      this.#allPages(first),
    );
    const items: ItemOf<E>[] = [];
    for (const { body } of answers) items.push(...validateReply(endpoint, body).items);
    const serviceTimeMs = answers.at(-1)?.serviceTimeMs;
    return { items, ...(serviceTimeMs !== undefined && { serviceTimeMs }) };
  }

  async download(
    url: URL,
    what: string,
    options: Pick<CallOptions, "signal" | "timeoutMs"> = {},
  ): Promise<AsyncIterable<Uint8Array>> {
    const { signal, timeoutMs = DEFAULT_TIMEOUT_MS } = { ...this.#defaults, ...options };
    const { status, body } = await this.#core.transport.stream({
      call: what,
      method: "GET",
      url,
      headers: {},
      timeoutMs,
      ...(signal && { signal }),
    });
    if (status >= 200 && status < 300) return body;
    // What else came is not read: it may repeat the link.
    for await (const _ of body) break;
    throw ApiError.from({ call: what, service: "storage", status, code: "", description: "" });
  }

  #prepare(endpoint: AnyEndpoint, args: unknown, options: CallOptions): Attempt {
    return prepare(endpoint, args, options, this.#core.place, this.#core.newId);
  }

  #answers(
    attempt: Attempt,
    { share = false }: CallOptions,
    kind: "call" | "list",
    read: (attempt: Attempt) => Promise<readonly Answer[]>,
  ): Promise<readonly Answer[]> {
    if (!share || attempt.method !== "GET") return read(attempt);
    const key = `${kind} ${attempt.url.href}`;
    return this.#core.shared.read(key, attempt, (signal) => read({ ...attempt, signal }));
  }

  async #allPages(first: Attempt): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    for await (const answer of this.#pages(first)) answers.push(answer);
    return answers;
  }

  #pages(first: Attempt): AsyncGenerator<Answer, void, undefined> {
    const { place, newId } = this.#core;
    return pages(first, place.roots[first.service], newId, (page) => this.#send(page));
  }

  /** A write makes shared reads stale when it begins, since it may act at once, and again when it has ended. */
  async #send(attempt: Attempt): Promise<Answer> {
    if (attempt.method === "GET") return this.#core.send(attempt);
    this.#core.shared.invalidate(attempt.customerId);
    try {
      return await this.#core.send(attempt);
    } finally {
      this.#core.shared.invalidate(attempt.customerId);
    }
  }
}

function callOf<Body>(replied: Promise<Reply<Body>>): Call<Body> {
  const body = replied.then((reply) => reply.body);
  const reply = () => {
    // Whoever asks for the whole reply hears of its failure there.
    body.catch(() => {});
    return replied;
  };
  return Object.assign(body, { reply });
}

function toReply<Body>(
  { status, requestId, correlationId, headers, serviceTimeMs }: Answer,
  body: Body,
  nowMs: number,
): Reply<Body> {
  const retryAfterMs = parseRetryAfter(headers["retry-after"], serviceTimeMs ?? nowMs);
  return {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    status,
    body,
    requestId,
    correlationId,
    ...(serviceTimeMs !== undefined && { serviceTimeMs }),
    ...(headers.location !== undefined && { location: headers.location }),
  };
}
