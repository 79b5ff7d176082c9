import type { Clock } from "../../provider/clock";

interface Sleeper {
  readonly wakesAtMs: number;
  readonly wake: () => void;
}

/** Time that stands still until a test moves it, so that no test waits and none depends on how fast a machine is. */
export class FakeClock implements Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly sleeps: number[] = [];
  #nowMs: number;
  #sleepers: Sleeper[] = [];

  /**
   * @param options.hasty lets every sleep end at once and moves time by its length. Default false: sleeps end when
   * {@link advance} reaches them.
   */
  constructor(private readonly options: { readonly hasty?: boolean; readonly startMs?: number } = {}) {
    this.#nowMs = options.startMs ?? Date.UTC(2026, 0, 15, 12);
  }

  now(): number {
    return this.#nowMs;
  }

  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(durationMs);
    if (this.options.hasty) {
      this.#nowMs += durationMs;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const sleeper = { wakesAtMs: this.#nowMs + durationMs, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener(
        "abort",
        () => {
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        },
        { once: true },
      );
    });
  }

  /** How many sleep now. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** Moves time on and wakes sleepers one after the other, each at its own time, until everything has settled. */
  async advance(durationMs: number): Promise<void> {
    const endMs = this.#nowMs + durationMs;
    await settled();
    for (;;) {
      const next = this.#sleepers.sort((a, b) => a.wakesAtMs - b.wakesAtMs)[0];
      if (!next || next.wakesAtMs > endMs) break;
      this.#sleepers.shift();
      this.#nowMs = Math.max(this.#nowMs, next.wakesAtMs);
      next.wake();
      await settled();
    }
    this.#nowMs = endMs;
    await settled();
  }
}

/** Lets everything run that needs no time to pass. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
