/**
 * Waits for something that others wait for too, until the own signal ends the wait; the shared thing goes on.
 * @throws the signal's reason.
 */
export async function untilAborted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return shared;
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([shared, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** How work is limited in time. */
export interface TimeLimit {
  /** Aborts when the time is over, or when the caller's signal does, with its reason. */
  readonly signal: AbortSignal;
  /** True when it was the time. */
  readonly isOver: () => boolean;
}

/**
 * Does something in a limited time, in milliseconds. Timer and listener are gone afterwards: those of
 * `AbortSignal.timeout` and `AbortSignal.any` stay in memory until the time is over, minutes after the work was done.
 */
export async function withinTime<T>(
  limitMs: number,
  caller: AbortSignal | undefined,
  work: (limit: TimeLimit) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    own.abort(new DOMException("the time is over", "TimeoutError"));
  }, limitMs);
  // What is waited for keeps the process alive, if anything does.
  timer.unref();
  const follow = () => own.abort(caller?.reason);
  if (caller?.aborted) follow();
  caller?.addEventListener("abort", follow, { once: true });
  try {
    return await work({ signal: own.signal, isOver: () => isOver });
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener("abort", follow);
  }
}
