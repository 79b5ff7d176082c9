/**
 * An instant as the service writes it: UTC with `Z` and up to seven fraction digits, trailing zeros trimmed.
 * Instants are milliseconds since 1970; a fraction of a millisecond carries the digits four to seven.
 */
export function wireDate(instant: number): string {
  const wholeMs = Math.floor(instant);
  const ticks = Math.min(9_999, Math.round((instant - wholeMs) * 10_000));
  const [seconds, fraction] = new Date(wholeMs).toISOString().replace("Z", "").split(".");
  const digits = `${fraction ?? "000"}${String(ticks).padStart(4, "0")}`.replace(/0+$/, "");
  return digits === "" ? `${seconds}Z` : `${seconds}.${digits}Z`;
}

/** An instant without a zone, as some lists and reports have it; it is UTC. */
export const wireDateWithoutZone = (instant: number): string => wireDate(instant).replace("Z", "");

/** The date of an instant at midnight, as the service writes dates without a time; some with an offset, or with none. */
export function wireDay(instant: number, offset = "Z"): string {
  return `${new Date(instant).toISOString().slice(0, 10)}T00:00:00${offset}`;
}

/** An instant with all seven fraction digits, as some answers have it. */
export function wireDateInFull(instant: number): string {
  const [seconds, fraction = ""] = wireDateWithoutZone(instant).split(".");
  return `${seconds}.${fraction.padEnd(7, "0")}Z`;
}

/** An instant with an offset instead of `Z`, at the wall clock of that offset: `2026-03-02T05:11:07.1533333+00:00`. */
export function zonedDate(instant: number, offsetHours = 0): string {
  const sign = offsetHours < 0 ? "-" : "+";
  const hours = String(Math.abs(offsetHours)).padStart(2, "0");
  return `${wireDateWithoutZone(instant + offsetHours * 3_600_000)}${sign}${hours}:00`;
}
