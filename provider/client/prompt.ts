import { withinTime } from "./abort";
import { TransportError } from "./errors";
import type { Step } from "./pipeline";

/**
 * Ends a call that is sent once after its time, whatever it waits for: a free place, a token or an answer. Whoever
 * decided to spend money decided it for now, and a purchase that leaves long afterwards may meet one made meanwhile.
 */
export const promptStep: Step = async (attempt, next) => {
  if (attempt.retry !== "never") return next(attempt);
  return withinTime(attempt.timeoutMs, attempt.signal, async ({ signal, isOver }) => {
    try {
      return await next({ ...attempt, signal });
    } catch (error) {
      if (!isOver() || error !== signal.reason) throw error;
      const seconds = attempt.timeoutMs / 1000;
      const message = `${attempt.call}: not done within ${seconds} seconds. Whether the service acted is not known.`;
      throw new TransportError(message, false);
    }
  });
};
