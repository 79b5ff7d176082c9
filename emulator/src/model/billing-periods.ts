import type { Instant } from "./entities";
import type { Span } from "./status-changes";

/** Months since the year 0, in UTC. */
export function monthNumber(at: Instant): number {
  const day = new Date(at);
  return day.getUTCFullYear() * 12 + day.getUTCMonth();
}

/** The first instant of a month. */
export const monthStart = (month: number): Instant => Date.UTC(Math.floor(month / 12), month % 12, 1);

/** The calendar month that new commerce is billed by (B 3). */
export const modernPeriod = (month: number): Span => ({ from: monthStart(month), to: monthStart(month + 1) });

/** Day of the month on which the periods of legacy commerce begin. */
export const legacyAnniversaryDay = 28;

/** The anniversary period that ends in a month: from its day of the month before to the day before it (B 3). */
export function legacyPeriod(month: number): Span {
  const begin = (one: number) => Date.UTC(Math.floor(one / 12), one % 12, legacyAnniversaryDay);
  return { from: begin(month - 1), to: begin(month) };
}

/** A month as exports write it: `202611`. */
export function monthText(month: number): string {
  return `${Math.floor(month / 12)}${String((month % 12) + 1).padStart(2, "0")}`;
}

/** The same time of day so many months later; days after the 28th become the 28th, so that every month has one. */
export function monthsLater(at: Instant, months: number): Instant {
  const day = new Date(at);
  const date = Math.min(day.getUTCDate(), 28);
  const midnight = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, date);
  return months === 0 ? at : midnight + (at - Math.floor(at / 86_400_000) * 86_400_000);
}
