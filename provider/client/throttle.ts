import type { Clock } from "../clock";
import { ApiError } from "./errors";
import { Lane } from "./lane";
import type { Attempt, Step } from "./pipeline";

/** Calls at once, at most. */
export interface ThrottleLimits {
  readonly partner: number;
  readonly customer: number;
}

const defaultLimits: ThrottleLimits = { partner: 32, customer: 8 };

/** From so many customers refused at once on, it is taken to be the partner's own limit. */
const CUSTOMERS_THAT_MEAN_PARTNER = 3;

/**
 * Keeps the traffic of a process within what the service allows, which it does not tell in advance: each partner, and
 * each customer of a partner, has a lane of its own. One customer who is asked about too much does not slow the others.
 */
export class Throttle {
  readonly #lanes = new Map<string, Lane>();
  readonly #refusedCustomers = new Map<string, Set<Lane>>();

  constructor(private readonly limits: ThrottleLimits = defaultLimits) {}

  /**
   * The step for calls of one partner.
   * @param partner anything that is equal for calls that share the partner's limits.
   */
  step(partner: string, clock: Clock): Step {
    return async (attempt, next) => {
      const lanes = this.#lanesOf(partner, attempt);
      const entered: Lane[] = [];
      try {
        await enterAll(lanes, entered, attempt.signal);
        await askBefore(attempt, lanes, entered);
        const answer = await next(attempt);
        for (const lane of lanes) lane.succeeded();
        return answer;
      } catch (error) {
        if (error instanceof ApiError && error.status === 429) {
          this.#refused(partner, lanes, clock, error.failure.retryAfterMs ?? 0);
        }
        throw error;
      } finally {
        for (const lane of entered) lane.leave();
        this.#forgetFresh(partner, attempt);
      }
    };
  }

  /** The customer's lane first: who waits there holds no place of the partner's. */
  #lanesOf(partner: string, { customerId }: Attempt): readonly Lane[] {
    const own = this.#lane(partner, this.limits.partner);
    return customerId === undefined ? [own] : [this.#lane(laneKey(partner, customerId), this.limits.customer), own];
  }

  #lane(key: string, widest: number): Lane {
    const lane = this.#lanes.get(key) ?? new Lane(widest);
    this.#lanes.set(key, lane);
    return lane;
  }

  #refused(partner: string, [narrowest, own]: readonly Lane[], clock: Clock, pauseMs: number): void {
    narrowest?.refused(clock, pauseMs);
    if (!narrowest || !own) return;
    const paused = [...(this.#refusedCustomers.get(partner) ?? []), narrowest].filter(({ isPaused }) => isPaused);
    const together = new Set(paused);
    if (together.size >= CUSTOMERS_THAT_MEAN_PARTNER) {
      together.clear();
      own.refused(clock, pauseMs);
    }
    this.#refusedCustomers.set(partner, together);
  }

  /** Or a partner with many customers would fill the memory. */
  #forgetFresh(partner: string, { customerId }: Attempt): void {
    if (customerId === undefined) return;
    const key = laneKey(partner, customerId);
    if (this.#lanes.get(key)?.isFresh) this.#lanes.delete(key);
  }
}

/**
 * Takes a place in each lane, the last one in a moment when none is paused: a customer's may have been since its place was
 * taken, and a place of the partner's is not kept waiting for that.
 */
async function enterAll(
  [narrowest, own]: readonly Lane[],
  entered: Lane[],
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!narrowest) return;
  await narrowest.enter(signal);
  entered.push(narrowest);
  if (!own) return;
  await own.enter(signal);
  while (narrowest.isPaused) {
    own.leave();
    await narrowest.whenOpen(signal);
    await own.enter(signal);
  }
  entered.push(own);
}

/** What has to be asked right before sending takes time: a pause that began meanwhile is kept, and it is asked anew. */
async function askBefore({ beforeSend, signal }: Attempt, lanes: readonly Lane[], entered: Lane[]): Promise<void> {
  await beforeSend?.();
  while (beforeSend && lanes.some(({ isPaused }) => isPaused)) {
    for (const lane of entered.splice(0)) lane.leave();
    await enterAll(lanes, entered, signal);
    await beforeSend();
  }
}

function laneKey(partner: string, customerId: string): string {
  return `${partner}/${customerId.toLowerCase()}`;
}
