import type { Clock } from "../clock";
import type { retryAfterForms } from "../faults/fault-wish";

/** The header that asks a client to wait so many seconds, in the form wanted; none when there is nothing to say. */
export function retryAfter(
  clock: Clock,
  seconds: number | undefined,
  form: (typeof retryAfterForms)[number],
): Record<string, string> {
  if (seconds === undefined || form === "missing") {
    return {};
  }
  const date = () => new Date(Math.ceil(clock.shown() / 1_000 + seconds) * 1_000).toUTCString();
  return { "Retry-After": form === "date" ? date() : String(seconds) };
}
