import type { Clock } from "../clock";
import { untilAborted } from "./abort";
import type { Answer, Attempt } from "./pipeline";

/** How long a finished read is still shared, in milliseconds by this machine's clock: about one refresh. */
const SHARED_FOR_MS = 3000;

interface SharedRead {
  readonly customerId: string | undefined;
  readonly answers: Promise<readonly Answer[]>;
  readonly gaveUp: AbortController;
  waiting: number;
  /** Not known before the read has finished. */
  expiresAtMs: number;
}

/**
 * Lets reads of the same thing share one request while it is under way and shortly afterwards. A write for a customer
 * ends the sharing of everything that was read for it before. Answers are shared before they are validated, so that
 * each reader gets objects of its own.
 */
export class SharedReads {
  readonly #reads = new Map<string, SharedRead>();

  constructor(private readonly clock: Clock) {}

  /**
   * @param key equal for reads of the same thing.
   * @param read makes the request; the signal it is given aborts when all who waited have given up.
   * @throws what the read throws, for everybody who waits for it; a failed read is not kept.
   */
  async read(
    key: string,
    { customerId, signal }: Pick<Attempt, "customerId" | "signal">,
    read: (signal: AbortSignal) => Promise<readonly Answer[]>,
  ): Promise<readonly Answer[]> {
    signal?.throwIfAborted();
    const shared = this.#current(key) ?? this.#begin(key, customerId, read);
    shared.waiting += 1;
    try {
      return await untilAborted(shared.answers, signal);
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0 && signal?.aborted) {
        this.#forget(key, shared);
        shared.gaveUp.abort(signal.reason);
      }
    }
  }

  /** Forgets what was read for a customer; without one, everything. */
  invalidate(customerId: string | undefined): void {
    const written = customerId?.toLowerCase();
    for (const [key, { customerId: owner }] of this.#reads) {
      if (written === undefined || owner === undefined || owner === written) this.#reads.delete(key);
    }
  }

  #current(key: string): SharedRead | undefined {
    const nowMs = this.clock.now();
    for (const [other, { expiresAtMs }] of this.#reads) if (expiresAtMs <= nowMs) this.#reads.delete(other);
    return this.#reads.get(key);
  }

  #begin(
    key: string,
    customerId: string | undefined,
    read: (signal: AbortSignal) => Promise<readonly Answer[]>,
  ): SharedRead {
    const gaveUp = new AbortController();
    const shared: SharedRead = {
      customerId: customerId?.toLowerCase(),
      answers: read(gaveUp.signal),
      gaveUp,
      waiting: 0,
      expiresAtMs: Number.POSITIVE_INFINITY,
    };
    this.#reads.set(key, shared);
    shared.answers.then(
      () => {
        shared.expiresAtMs = this.clock.now() + SHARED_FOR_MS;
      },
      () => this.#forget(key, shared),
    );
    return shared;
  }

  #forget(key: string, shared: SharedRead): void {
    if (this.#reads.get(key) === shared) this.#reads.delete(key);
  }
}
