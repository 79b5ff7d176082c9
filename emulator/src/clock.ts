/** What a caller may change about the clock, all at once. */
export interface ClockChange {
  /** Jump to this instant (milliseconds since 1970). */
  readonly now?: number | undefined;
  /** Then move on by so many milliseconds. */
  readonly advanceMs?: number | undefined;
  /** From then on run at this multiple of real time. */
  readonly speed?: number | undefined;
  /** Stop or go. A stopped clock still jumps and advances. */
  readonly frozen?: boolean | undefined;
  /** How far the `Date` of replies is from this clock, in milliseconds: behind it if negative. */
  readonly dateSkewMs?: number | undefined;
  /** How far the times in tokens are from this clock, in milliseconds: behind it if negative. */
  readonly tokenSkewMs?: number | undefined;
}

interface Waiter {
  readonly dueAt: number;
  readonly wake: () => void;
}

/** Real time, for what the outside world checks against its own clock (certificates). Nothing else reads it. */
export const realNow = (): number => Date.now();

/**
 * The emulator's only clock. It starts at real time, or at a given instant, and can jump, run faster and stand still.
 * Whatever happens later in the model is kept as a due time and judged against `now()`; whoever must be woken uses `wait`.
 */
export class Clock {
  #origin: number;
  #anchor = performance.now();
  #speed: number;
  #frozen = false;
  #dateSkewMs = 0;
  #tokenSkewMs = 0;
  #waiters = new Set<Waiter>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { readonly start?: number | undefined; readonly speed?: number | undefined } = {}) {
    this.#origin = options.start ?? realNow();
    this.#speed = positive(options.speed ?? 1);
  }

  /** The current instant in whole milliseconds since 1970. */
  now(): number {
    const elapsed = this.#frozen ? 0 : (performance.now() - this.#anchor) * this.#speed;
    return Math.floor(this.#origin + elapsed);
  }

  /** The instant that replies give as theirs: another one while the service's clocks disagree. */
  shown(): number {
    return this.now() + this.#dateSkewMs;
  }

  /** The instant by which tokens are issued. */
  issuing(): number {
    return this.now() + this.#tokenSkewMs;
  }

  /** How far `shown` is from `now`. */
  get dateSkewMs(): number {
    return this.#dateSkewMs;
  }

  /** How far `issuing` is from `now`. */
  get tokenSkewMs(): number {
    return this.#tokenSkewMs;
  }

  /** How many seconds pass here while one passes outside. */
  get speed(): number {
    return this.#speed;
  }

  /** Whether the clock stands still. */
  get frozen(): boolean {
    return this.#frozen;
  }

  /** Moves on by so many milliseconds. */
  advance(ms: number): void {
    this.change({ advanceMs: ms });
  }

  /** Applies every part of the change and wakes whoever is due. */
  change(change: ClockChange): void {
    const speed = change.speed === undefined ? this.#speed : positive(change.speed);
    const origin = (change.now ?? this.now()) + (change.advanceMs ?? 0);
    if (!Number.isFinite(origin)) {
      throw new RangeError("the clock can only be set to a finite instant");
    }
    this.#origin = origin;
    this.#anchor = performance.now();
    this.#speed = speed;
    this.#frozen = change.frozen ?? this.#frozen;
    this.#dateSkewMs = change.dateSkewMs ?? this.#dateSkewMs;
    this.#tokenSkewMs = change.tokenSkewMs ?? this.#tokenSkewMs;
    this.#wakeDue();
  }

  /** Resolves once so much time has passed here, or at once when the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiter: Waiter = { dueAt: this.now() + ms, wake: resolve };
      const leave = () => {
        this.#waiters.delete(waiter);
        resolve();
      };
      if (signal?.aborted) {
        resolve();
        return;
      }
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiters.add(waiter);
      this.#wakeDue();
    });
  }

  /** Lets everybody who waits go and keeps no timer, so that a process can end. */
  stop(): void {
    clearTimeout(this.#timer);
    for (const waiter of this.#waiters) {
      waiter.wake();
    }
    this.#waiters.clear();
  }

  #wakeDue(): void {
    clearTimeout(this.#timer);
    const now = this.now();
    let next = Number.POSITIVE_INFINITY;
    for (const waiter of this.#waiters) {
      if (waiter.dueAt <= now) {
        this.#waiters.delete(waiter);
        waiter.wake();
      } else {
        next = Math.min(next, waiter.dueAt);
      }
    }
    if (!this.#frozen && Number.isFinite(next)) {
      const realMs = Math.min((next - now) / this.#speed + 1, 2 ** 31 - 1);
      this.#timer = setTimeout(() => this.#wakeDue(), realMs);
    }
  }
}

function positive(speed: number): number {
  if (!(speed > 0 && Number.isFinite(speed))) {
    throw new RangeError(`the clock's speed must be a number above 0, not ${speed}; to stop it, freeze it`);
  }
  return speed;
}
