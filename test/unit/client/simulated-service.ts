import { createClient } from "../../../provider/client/create-client";
import { TransportError } from "../../../provider/client/errors";
import type { WireReply } from "../../../provider/client/pipeline";
import { RetryBudget } from "../../../provider/client/retry-budget";
import { Throttle } from "../../../provider/client/throttle";
import type { WireRequest } from "../../../provider/client/transport";
import { FakeClock } from "../../support/fake-clock";
import { plainSettings as settings } from "../../support/plain-settings";
import { idsInOrder } from "./attempts";

/** One request as it reached the service. */
export interface Visit {
  /** When it was sent, in milliseconds of the client's clock. */
  readonly sentMs: number;
  readonly customerId: string;
  /** Equal for all attempts of one call. */
  readonly correlationId: string;
  /** When its reply was there. */
  repliedMs: number;
  status: number;
  /** How long the reply asked to be left alone from then on. */
  retryAfterMs?: number;
}

/** What the service does with a request. */
export interface Behaviour {
  readonly status: number | "broken";
  readonly latencyMs: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What these headers ask for, by the simulation's own reckoning. */
  readonly retryAfterMs?: number;
}

/** Numbers between 0 and 1, the same in each run (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A client as programs have it, whole, before a service that behaves as told, in time that passes as fast as it can be
 * reckoned.
 */
export function simulate(behave: (customerId: string, nowMs: number) => Behaviour, seed = 1) {
  const clock = new FakeClock();
  const visits: Visit[] = [];
  const random = randomNumbers(seed);
  const client = createClient(settings, {
    clock,
    newId: idsInOrder("id"),
    random,
    retryBudget: new RetryBudget(),
    throttle: new Throttle(),
    tokens: {
      // Sometimes a token is there at once, sometimes it has to be asked for.
      getToken: async () => {
        if (random() < 0.2) await clock.sleep(random() * 400);
        return "token";
      },
    },
    transport: {
      exchange: async (request) => {
        const visit: Visit = { ...namesOf(request), sentMs: clock.now(), repliedMs: 0, status: 0 };
        visits.push(visit);
        const { status, latencyMs, headers = {}, retryAfterMs } = behave(visit.customerId, clock.now());
        await clock.sleep(latencyMs);
        visit.repliedMs = clock.now();
        if (status === "broken") throw new TransportError("the connection broke", false);
        visit.status = status;
        if (retryAfterMs !== undefined) visit.retryAfterMs = retryAfterMs;
        return replyOf(status, headers, visit.customerId);
      },
      stream: () => Promise.reject(new Error("nothing is streamed here")),
      close: async () => {},
    },
  });
  return {
    clock,
    visits,
    /** One call for a customer; says how long it took, in milliseconds, or fails. */
    call: async (customerId: string): Promise<number> => {
      const startedMs = clock.now();
      await client.customers.get({ customerId });
      return clock.now() - startedMs;
    },
  };
}

function namesOf({ url, headers }: WireRequest) {
  return {
    customerId: url.pathname.split("/").at(-1) ?? "",
    correlationId: headers["MS-CorrelationId"] ?? "",
  };
}

function replyOf(status: number, headers: Readonly<Record<string, string>>, id: string): WireReply {
  const body = status === 200 ? { id } : { statusCode: status, message: "not now" };
  return { status, headers: { ...headers }, bytes: new TextEncoder().encode(JSON.stringify(body)) };
}
