/**
 * Reads a date of the service in milliseconds since 1970: up to seven fraction digits, with `Z`, with an offset, or
 * with neither, which means UTC (reference: commerce 13.2). `undefined` when it is none.
 */
export function parseServiceTime(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const zoned = /(?:z|[+-]\d{2}:\d{2})$/i.test(text) ? text : `${text}Z`;
  const timeMs = Date.parse(zoned);
  return Number.isNaN(timeMs) ? undefined : timeMs;
}

/** A moment as people read it in messages. */
export function readableTime(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
