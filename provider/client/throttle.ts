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
        for (const lane of lanes) {
          await lane.enter(attempt.signal);
          entered.push(lane);
        }
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

function laneKey(partner: string, customerId: string): string {
  return `${partner}/${customerId.toLowerCase()}`;
}
