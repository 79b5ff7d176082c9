import { settled } from "../../support/fake-clock";
import { type Behaviour, randomNumbers, simulate, type Visit } from "./simulated-service";

const SECOND = 1000;
const MINUTE = 60_000;

/** What the service's clock shows, which is not the client's: it wrote the dates. */
const serviceTime = (nowMs: number) => nowMs - 97_531;

/** A reply that asks to be left alone, in seconds or as a date; the service rounds down to whole seconds. */
function refusal(status: number, seconds: number, asDate: boolean, nowMs: number, latencyMs: number): Behaviour {
  const repliesMs = serviceTime(nowMs + latencyMs);
  const date = new Date(repliesMs).toUTCString();
  if (!asDate) {
    return { status, latencyMs, headers: { date, "retry-after": String(seconds) }, retryAfterMs: seconds * SECOND };
  }
  const until = new Date(repliesMs + seconds * SECOND).toUTCString();
  return {
    status,
    latencyMs,
    headers: { date, "retry-after": until },
    retryAfterMs: Math.max(0, Date.parse(until) - repliesMs),
  };
}

/** Requests that left although a reply that had come before them asked to wait: of the same call, or for the same customer. */
function tooEarly(visits: readonly Visit[]): string[] {
  const closedUntil = new Map<string, number>();
  const events = visits
    .flatMap((visit) => [
      { atMs: visit.sentMs, order: 1, visit },
      { atMs: visit.repliedMs, order: 0, visit },
    ])
    .toSorted((left, right) => left.atMs - right.atMs || left.order - right.order);
  const early: string[] = [];
  for (const { atMs, order, visit } of events) {
    const call = `call ${visit.correlationId}`;
    const customer = `customer ${visit.customerId}`;
    if (order === 1) {
      for (const key of [call, customer]) {
        const untilMs = closedUntil.get(key) ?? 0;
        if (atMs < untilMs) early.push(`${key} ${untilMs - atMs} ms too early`);
      }
    } else if (visit.retryAfterMs !== undefined) {
      // A busy service says when this call may come back; only too many requests are a matter of all of the customer's.
      for (const key of visit.status === 429 ? [call, customer] : [call]) {
        closedUntil.set(key, Math.max(closedUntil.get(key) ?? 0, atMs + visit.retryAfterMs));
      }
    }
  }
  return early;
}

/** The duration that 95 of 100 do not exceed, in milliseconds. */
function p95(durationsMs: readonly number[]): number {
  return durationsMs.toSorted((left, right) => left - right)[Math.ceil(durationsMs.length * 0.95) - 1] ?? 0;
}

describe("Retry-After", () => {
  it("is kept by every request after any of 10,000 replies, in seconds or as a date", async () => {
    const random = randomNumbers(42);
    const { call, clock, visits } = simulate((_customerId, nowMs) => {
      const latencyMs = 50 + random() * 900;
      const kind = random();
      const seconds = Math.floor(random() * 40);
      const asDate = random() < 0.5;
      if (kind < 0.12) return refusal(429, seconds, asDate, nowMs, latencyMs);
      if (kind < 0.2) return refusal(503, seconds, asDate, nowMs, latencyMs);
      if (kind < 0.22) return { status: 429, latencyMs };
      return { status: 200, latencyMs };
    });
    // More customers than the partner has places, each with more calls than it has.
    let running = 0;
    while (visits.length < 10_000) {
      while (running < 120) {
        running += 1;
        call(`customer-${Math.floor(random() * 25)}`)
          .catch(() => undefined)
          .finally(() => {
            running -= 1;
          });
      }
      await clock.advance(SECOND);
    }
    expect(tooEarly(visits).slice(0, 5)).toEqual([]);
    const asked = visits.filter(({ retryAfterMs }) => retryAfterMs !== undefined);
    expect(asked.length).toBeGreaterThan(1000);
  });
});

describe("the retry budget", () => {
  it.each([
    ["broken connections", "broken"],
    ["a service that fails", 500],
    ["a gateway that does not reach it", 502],
  ] as const)("lets hardly more than one request a call out while there are nothing but %s", async (_what, status) => {
    const { call, clock, visits } = simulate(() => ({ status, latencyMs: 20 }));
    const calls = 1000;
    const outcomes: string[] = [];
    for (let made = 0; made < calls; made += 1) {
      call(`customer-${made % 40}`).catch((error: Error) => outcomes.push(error.name));
      if (made % 10 === 9) await clock.advance(100);
    }
    await clock.advance(10 * MINUTE);
    expect(outcomes).toHaveLength(calls);
    expect(visits.length / calls).toBeLessThanOrEqual(1.1);
  });
});

describe("a customer that is throttled", () => {
  const cool = Array.from({ length: 24 }, (_, index) => `cool-${index}`);

  /** How long calls for the other customers take, while the hot one is asked about by so many at a time. */
  async function othersWait(hotCallers: number): Promise<number> {
    const random = randomNumbers(7);
    const hotEachTime = 40;
    let hotAllowed = hotEachTime;
    let refillsMs = 0;
    const { call, clock } = simulate((customerId, nowMs) => {
      const latencyMs = 80 + random() * 160;
      if (customerId !== "hot") return { status: 200, latencyMs };
      if (nowMs >= refillsMs) {
        hotAllowed = hotEachTime;
        refillsMs = nowMs + 5 * SECOND;
      }
      hotAllowed -= 1;
      // Whoever has much takes long to be read.
      if (hotAllowed >= 0) return { status: 200, latencyMs: 10 * latencyMs };
      const seconds = Math.ceil((refillsMs - nowMs) / SECOND);
      return { status: 429, latencyMs: 5, headers: { "retry-after": String(seconds) }, retryAfterMs: seconds * SECOND };
    });
    const durations: number[] = [];
    let open = true;
    const caller = async (customerId: string, note: (durationMs: number) => void) => {
      while (open) await call(customerId).then(note, () => undefined);
    };
    const callers = [
      ...cool.map((customerId) => caller(customerId, (durationMs) => durations.push(durationMs))),
      ...Array.from({ length: hotCallers }, () => caller("hot", () => {})),
    ];
    await clock.advance(3 * MINUTE);
    open = false;
    await clock.advance(10 * MINUTE);
    await settled();
    await Promise.all(callers);
    expect(durations.length).toBeGreaterThan(5000);
    return p95(durations);
  }

  it("slows the others by a fifth at most", async () => {
    const alone = await othersWait(0);
    const beside = await othersWait(60);
    expect(beside / alone).toBeLessThanOrEqual(1.2);
  });
});
