/**
 * Reads `Retry-After`: seconds, or a date.
 * @param nowMs the service's own time where the reply tells it, since its clock wrote the date.
 * @returns milliseconds to wait, never negative; `undefined` when the header is missing or unreadable.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  // Without a month's name JavaScript takes almost any number for a date.
  const dateMs = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
