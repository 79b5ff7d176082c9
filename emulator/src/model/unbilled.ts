import { modernPeriod, monthNumber } from "./billing-periods";
import type { Partner } from "./entities";
import { lastInvoicedMonth } from "./invoices";
import type { Billable } from "./line-sources";
import type { Model } from "./model";

/**
 * What a partner is not invoiced yet in a currency: that of the running month, or of the one before, which is empty as
 * soon as its invoice is out (B 9.2).
 */
export function unbilled(model: Model, partner: Partner, currency: string, which: "current" | "previous"): Billable {
  const now = model.clock.now();
  const month = monthNumber(now) - (which === "current" ? 0 : 1);
  const period = modernPeriod(month);
  const isOut = month <= lastInvoicedMonth(model);
  return { partner, currency, period: isOut ? { from: period.from, to: period.from } : period, knownAt: now };
}
