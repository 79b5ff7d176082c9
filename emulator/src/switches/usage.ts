import type { SwitchFact } from "./switch-fact";

/** Azure consumption and what is told of it. */
export const usageSwitches = {
  usageLatency: {
    values: "duration",
    default: "24h",
    section: "B 5",
    reason: "How long after its end a day of usage begins to show in estimates and line items.",
  },
  utilizationReporting: {
    values: "duration",
    default: "4h",
    section: "B 7",
    reason:
      "How long after its day or hour usage is reported. Utilization is asked for by the time of the report: a recorded answer for a range from day N on has usage of day N-1.",
  },
  utilizationNotReady: {
    values: ["recent204", "recentEmpty", "always204"],
    default: "recent204",
    section: "B 7",
    reason:
      "Utilization of a range that ends in the last hour or later: 204 with Retry-After, as the documents say of data that is not ready, or an empty list, as was seen; or 204 to every range.",
  },
  hourlyUtilization: {
    values: ["data", "empty"],
    default: "data",
    section: "B 7",
    reason: "Hourly utilization: there, or empty where daily has data, as was seen.",
  },
  utilizationOffset: {
    values: ["+00:00", "-07:00"],
    default: "+00:00",
    section: "B 7",
    reason: "Offset of the times in utilization records. Both occur.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
