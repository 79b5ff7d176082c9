import { setTimeout as delay } from "node:timers/promises";

/** Time as everything in `provider/` sees it. Nothing else reads a clock or sleeps, so tests can hold time still. */
export interface Clock {
  /** Milliseconds since 1970 by this machine's clock, which may be wrong. */
  now(): number;
  /**
   * Waits `durationMs` milliseconds of the service's time.
   * @throws the signal's reason, when `signal` aborts first.
   */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The machine's clock.
 * @param timeScale divides every wait: 60 makes a minute of waiting one second. Meant for an emulator whose own clock
 * runs at the same multiple; the settings refuse anything but 1 for a real endpoint.
 */
export function systemClock(timeScale = 1): Clock {
  return {
    now: () => Date.now(),
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted();
      // What a timer cannot hold would end at once.
      const realMs = Math.min(durationMs / timeScale, 2 ** 31 - 1);
      try {
        await delay(realMs, undefined, signal ? { signal } : undefined);
      } catch (cause) {
        throw signal?.aborted ? signal.reason : cause;
      }
    },
  };
}
