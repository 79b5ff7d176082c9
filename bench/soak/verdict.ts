import type { Vitals } from "./vitals";

/** Growth of memory that is put up with, after the warm-up. */
export const MOST_GROWTH = 0.05;

/** How a process was, minute by minute. */
export type History = readonly Vitals[];

/** What is said of one process. */
export interface Verdict {
  /** Growth from the first third of the minutes after the warm-up to their last, by medians: 0.05 is 5 %. */
  readonly liveGrowth: number;
  readonly residentGrowth: number;
  /** What is wrong; empty when nothing is. */
  readonly faults: readonly string[];
}

/**
 * Judges a process.
 * @param warmUpMinutes how many of the first samples do not count.
 */
export function judge(history: History, warmUpMinutes: number): Verdict {
  const counted = history.slice(warmUpMinutes);
  const liveGrowth = growthOf(counted.map(({ liveBytes }) => liveBytes));
  const residentGrowth = growthOf(counted.map(({ residentBytes }) => residentBytes));
  const last = history.at(-1);
  const faults = [
    ...(counted.length < 2 ? ["too few minutes to judge growth"] : []),
    ...(liveGrowth > MOST_GROWTH ? [`live memory grew by ${percent(liveGrowth)}`] : []),
    ...(residentGrowth > MOST_GROWTH ? [`resident memory grew by ${percent(residentGrowth)}`] : []),
    ...(last?.uncaught ?? []).map((text) => `uncaught: ${text}`),
    ...(last?.warnings ?? []).map((text) => `warning: ${text}`),
  ];
  return { liveGrowth, residentGrowth, faults };
}

function growthOf(values: readonly number[]): number {
  const third = Math.max(1, Math.floor(values.length / 3));
  const before = median(values.slice(0, third));
  const after = median(values.slice(-third));
  return before === 0 ? 0 : after / before - 1;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** As a person reads it: `+1.2 %`. */
export function percent(share: number): string {
  return `${share >= 0 ? "+" : ""}${(share * 100).toFixed(1)} %`;
}
