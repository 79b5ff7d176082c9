import type { SwitchFact } from "./switch-fact";

/** Azure consumption and what is told of it. */
export const usageSwitches = {
  usageLatency: {
    values: "duration",
    default: "24h",
    section: "B 5",
    reason: "How long after its end a day of usage begins to show in estimates and line items.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
