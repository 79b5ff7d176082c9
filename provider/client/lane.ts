import type { Clock } from "../clock";
import { untilAborted } from "./abort";

/** Calls that share one limit: few at once after a refusal, more again with each success, none during a pause. */
export class Lane {
  #width: number;
  #running = 0;
  #pause: Promise<void> | undefined;
  readonly #queue: (() => void)[] = [];

  /** @param widest calls at once while nothing is refused. */
  constructor(readonly widest: number) {
    this.#width = widest;
  }

  get isPaused(): boolean {
    return this.#pause !== undefined;
  }

  /** True when the lane remembers nothing that a new one would not know. */
  get isFresh(): boolean {
    return this.#running === 0 && this.#queue.length === 0 && !this.#pause && this.#width >= this.widest;
  }

  /**
   * Waits for a place and for the end of any pause. Whoever entered must {@link leave}.
   * @throws the signal's reason; then there is nothing to leave.
   */
  async enter(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#running < Math.floor(this.#width) && this.#queue.length === 0) this.#running += 1;
    else await this.#turn(signal);
    try {
      await this.whenOpen(signal);
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  /**
   * Waits for the end of any pause.
   * @throws the signal's reason.
   */
  async whenOpen(signal: AbortSignal | undefined): Promise<void> {
    while (this.#pause) await untilAborted(this.#pause, signal);
  }

  leave(): void {
    this.#running -= 1;
    this.#admit();
  }

  /** Notes that the service accepted a call. */
  succeeded(): void {
    this.#width = Math.min(this.widest, this.#width + 1 / this.#width);
    this.#admit();
  }

  /**
   * Notes that the service refused a call for being one too many.
   * @param pauseMs how long it wants to be left alone; 0 when it did not say.
   */
  refused(clock: Clock, pauseMs: number): void {
    this.#width = Math.max(1, this.#width / 2);
    if (pauseMs <= 0) return;
    const pause: Promise<void> = Promise.all([this.#pause, clock.sleep(pauseMs)]).then(() => {
      if (this.#pause === pause) this.#pause = undefined;
    });
    this.#pause = pause;
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    let grant = () => {};
    const granted = new Promise<void>((resolve) => {
      grant = resolve;
    });
    this.#queue.push(grant);
    try {
      await untilAborted(granted, signal);
    } catch (error) {
      const index = this.#queue.indexOf(grant);
      if (index >= 0) this.#queue.splice(index, 1);
      else this.leave();
      throw error;
    }
  }

  /** Hands free places to those who waited longest. */
  #admit(): void {
    while (this.#running < Math.floor(this.#width)) {
      const grant = this.#queue.shift();
      if (!grant) return;
      this.#running += 1;
      grant();
    }
  }
}
