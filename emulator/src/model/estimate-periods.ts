import { wireDay } from "../wire-date";
import { legacyPeriod, modernPeriod, monthNumber } from "./billing-periods";
import { dayMs } from "./consumption";
import type { Instant, Subscription } from "./entities";
import type { Span } from "./status-changes";

/** A billing period with its dates as usage summaries write them. */
export interface EstimatePeriod extends Span {
  readonly startDate: string;
  readonly endDate: string;
}

/**
 * The billing period about that instant (B 3). Plans have calendar months that end where the next one begins; legacy
 * subscriptions have the partner's own periods, dated at Pacific time, that end with their last day.
 */
export function periodAbout(kind: Subscription["kind"], at: Instant): EstimatePeriod {
  const month = monthNumber(at);
  if (kind === "azurePlan") {
    const period = modernPeriod(month);
    return { ...period, startDate: wireDay(period.from, "+00:00"), endDate: wireDay(period.to, "+00:00") };
  }
  const running = [month, month + 1].map(legacyPeriod).find(({ to }) => at < to) ?? legacyPeriod(month);
  const [first, last] = [running.from, running.to - dayMs];
  return { ...running, startDate: wireDay(first, pacificOffset(first)), endDate: wireDay(last, pacificOffset(last)) };
}

/** The offset of Pacific time at midnight of a day: summer time is from the second Sunday of March to the first of November. */
function pacificOffset(day: Instant): string {
  const year = new Date(day).getUTCFullYear();
  return day > sunday(year, 2, 8) && day <= sunday(year, 10, 1) ? "-07:00" : "-08:00";
}

/** The first Sunday of a month from that date on. */
function sunday(year: number, month: number, earliestDate: number): Instant {
  const earliest = new Date(Date.UTC(year, month, earliestDate));
  return earliest.getTime() + ((7 - earliest.getUTCDay()) % 7) * dayMs;
}
