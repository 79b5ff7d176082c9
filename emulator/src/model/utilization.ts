import { dayMs, hourMs, type UsageRow, usageRows } from "./consumption";
import type { Instant, Partner, Subscription } from "./entities";
import type { Model } from "./model";

/** What utilization records are asked for. */
export interface UtilizationWish {
  /** First instant of the reports that are wanted. */
  readonly start: Instant;
  /** The instant after the last of them. */
  readonly end: Instant;
  readonly granularity: "daily" | "hourly";
}

/** How long before now a range must end for its data to be ready (B 7). */
const settledMs = hourMs;

/** Whether the data of the range is not ready yet in the systems behind (B 7). */
export function isNotReady(model: Model, { end }: UtilizationWish): boolean {
  return model.switches.is("utilizationNotReady", "always204") || end > model.clock.now() - settledMs;
}

/**
 * What was used by a legacy subscription, by resource and day or hour, of the usage that was reported in the range: a
 * while after it was consumed (B 7). Plans and sandboxes have none.
 */
export function utilization(
  model: Model,
  partner: Partner,
  subscription: Subscription,
  wish: UtilizationWish,
): UsageRow[] {
  const hourly = wish.granularity === "hourly";
  const silent = hourly && model.switches.is("hourlyUtilization", "empty");
  if (partner.sandbox || subscription.kind !== "legacyAzure" || silent) {
    return [];
  }
  const stepMs = hourly ? hourMs : dayMs;
  const delayMs = model.switches.durationMs("utilizationReporting") + stepMs;
  const range = { from: wish.start - delayMs, to: wish.end - delayMs, endedBy: model.clock.now() - delayMs + stepMs };
  return usageRows(model, subscription, range, stepMs);
}
