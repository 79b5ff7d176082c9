const CAPACITY = 50;
const REFUND = 0.1;

/**
 * Bounds how much of a process's traffic may be retries: each one takes a token, each success gives a tenth back. While
 * everything fails, calls soon go out once each, and a service in trouble is not hit harder for it.
 */
export class RetryBudget {
  #tokens: number;

  /** @param capacity retries that may be made before any success. Default 50. */
  constructor(readonly capacity: number = CAPACITY) {
    this.#tokens = capacity;
  }

  get tokens(): number {
    return this.#tokens;
  }

  /** Takes a token. False when there is none. */
  take(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Notes a success. */
  refund(): void {
    this.#tokens = Math.min(this.capacity, this.#tokens + REFUND);
  }
}
