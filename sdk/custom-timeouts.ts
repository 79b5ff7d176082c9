import type { CustomTimeouts } from "@pulumi/pulumi";

const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/**
 * Reads Pulumi's durations, `"90s"`, `"1h30m"`, in milliseconds. The engine tells a dynamic provider nothing of them.
 * @throws Error naming the operation of a text that is none.
 */
export function timeoutsInMs(timeouts: CustomTimeouts | undefined): Record<string, number> | undefined {
  const given = Object.entries(timeouts ?? {}).filter(([, text]) => text !== undefined);
  if (given.length === 0) return undefined;
  return Object.fromEntries(given.map(([operation, text]) => [operation, durationMs(operation, String(text))]));
}

function durationMs(operation: string, text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text.trim()) {
    throw new Error(`customTimeouts.${operation}: "${text}" is no duration; write for example "90s", "15m" or "1h30m"`);
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ""] ?? 0), 0);
}
