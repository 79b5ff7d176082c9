import { DeadlineError } from "../client/errors";
import type { OperationContext } from "./resource";

const GROWTH = 1.5;
const LONGEST_INTERVAL_MS = 30_000;

/** One look at something that takes time. */
export type Look<Result> = { readonly done: Result } | { readonly pending: string };

/**
 * Looks again and again, first often and then less so, until the thing is done.
 * @param looking what is waited for, as the row shows it: `waiting for order 2b912b3392fd`.
 * @param limitMs longest time to wait, in the service's time; without it the operation's deadline ends the wait.
 * @throws DeadlineError after `limitMs`; the signal's reason at the operation's deadline.
 */
export async function poll<Result>(
  context: Pick<OperationContext, "clock" | "signal" | "settings" | "log">,
  looking: string,
  look: () => Promise<Look<Result>>,
  limitMs = Number.POSITIVE_INFINITY,
): Promise<Result> {
  let intervalMs = context.settings.pollIntervalMs;
  let waitedMs = 0;
  let shown: string | undefined;
  for (;;) {
    const seen = await look();
    if ("done" in seen) return seen.done;
    if (waitedMs >= limitMs) {
      throw new DeadlineError(`${looking}: still ${seen.pending} after ${Math.round(limitMs / 1000)} seconds.`);
    }
    if (seen.pending !== shown) context.log.status(`${looking}: ${seen.pending}`);
    shown = seen.pending;
    const pauseMs = Math.min(intervalMs, limitMs - waitedMs);
    await context.clock.sleep(pauseMs, context.signal);
    waitedMs += pauseMs;
    intervalMs = Math.min(intervalMs * GROWTH, LONGEST_INTERVAL_MS);
  }
}
