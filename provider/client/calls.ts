import type { AnyEndpoint, BodyOf, CallArgs, ItemOf, ListEndpoint } from "./endpoint";

/** An answer of the service: a 2xx whose body passed the endpoint's schema. */
export interface Reply<Body> {
  readonly status: number;
  readonly body: Body;
  /** The service's own time, from the `Date` header, in milliseconds since 1970; absent when it sent none. */
  readonly serviceTimeMs?: number;
  readonly requestId?: string;
  readonly correlationId?: string;
  /** How long to wait before asking again, from `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The `Location` header, relative or absolute, as sent. */
  readonly location?: string;
}

/** A list read to its end. */
export interface Listing<Item> {
  readonly items: readonly Item[];
  /** The service's own time when it answered the last page, in milliseconds since 1970. */
  readonly serviceTimeMs?: number;
}

/** How one call is made. */
export interface CallOptions {
  /** Ends the call, its retries and its waits. */
  readonly signal?: AbortSignal;
  /**
   * Longest time one attempt may take, in milliseconds of real time. Default 180,000. For calls that are sent once it
   * includes waiting for a free place and for a token.
   */
  readonly timeoutMs?: number;
  /**
   * No retry begins later than this after the first attempt, in milliseconds of the service's time. Default 300,000.
   */
  readonly retryForMs?: number;
  /** `never` sends the request once, whatever the endpoint's retry class; 401 and 429 then come back as errors too. */
  readonly retry?: "never";
  /**
   * Asked right before each request of the call leaves, repeated ones too, when nothing else has to be waited for. What it
   * throws ends the call, and nothing is sent.
   */
  readonly beforeSend?: () => Promise<void>;
  /** Lets concurrent and just finished reads of the same thing in this process share one request. Default false. */
  readonly share?: boolean;
  /** Tenant whose token the call takes: GUID. Azure Resource Manager wants the customer's. Default: the partner's. */
  readonly tenantId?: string;
  /** `MS-CorrelationId` (GUID) of everything one Pulumi operation does. Default: a new one for each call. */
  readonly correlationId?: string;
}

/** A call that is under way. Awaited, it is what the service answered with; `reply()` tells what came with that. */
export interface Call<Body> extends Promise<Body> {
  /** The same answer with its status, the service's time and the ids that Microsoft's support asks for. */
  reply(): Promise<Reply<Body>>;
}

/**
 * A list that is read when somebody wants it: `for await` gives item by item and asks for a page when it is reached, so
 * that a long list needs the memory of one page as it was sent: its items are parsed and checked when they are reached,
 * and those before a faulty one are given. Every documented form of next page is followed, to the end. Each use
 * reads the list anew.
 */
export interface List<Item> extends AsyncIterable<Item> {
  /** The pages as they come; one may be empty. */
  pages(): AsyncGenerator<readonly Item[], void, undefined>;
  /** The whole list. */
  all(): Promise<Listing<Item>>;
}

/** Sends calls: the floor under the client's methods, which nothing else stands on. */
export interface Calls {
  /** The partner tenant whose tokens are used: GUID, lower case. */
  readonly partnerTenantId: string;
  /**
   * Makes one logical call: one `MS-RequestId` for all its attempts.
   * @throws a {@link PartnerCenterError} of the kind that tells what happened.
   */
  call<E extends AnyEndpoint>(endpoint: E, args: CallArgs<E>, options?: CallOptions): Call<BodyOf<E>>;
  /** The list that an endpoint answers with. Nothing is sent before it is read. */
  list<E extends ListEndpoint>(endpoint: E, args: CallArgs<E>, options?: CallOptions): List<ItemOf<E>>;
  /**
   * Reads what a link of the service leads to, with the token, as long as it stays at the service.
   * @param endpoint says what is there; its path has one parameter, which the link takes the place of.
   * @param link as sent, in any documented spelling.
   * @param customerId whose limits it counts against.
   * @throws ContractError for a link that cannot be followed safely.
   */
  follow<E extends AnyEndpoint>(endpoint: E, link: string, customerId: string, options?: CallOptions): Call<BodyOf<E>>;
  /**
   * Downloads what a link of the service leads to, without a token: the link carries what opens it. It is told nobody.
   * @param what how messages name it.
   * @returns its bytes, as fast as they are taken.
   * @throws TransportError or ApiError (403: the link has expired) before the first byte; nothing is retried.
   */
  download(
    url: URL,
    what: string,
    options?: Pick<CallOptions, "signal" | "timeoutMs">,
  ): Promise<AsyncIterable<Uint8Array>>;
  /** The same with these options as defaults of every call. */
  with(defaults: CallOptions): Calls;
}
