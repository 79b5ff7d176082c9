import type { SwitchFact } from "./switch-fact";

/** Azure consumption and what is told of it. */
export const usageSwitches = {
  usageLatency: {
    values: "duration",
    default: "24h",
    section: "B 5",
    reason: "How long after its end a day of usage begins to show in estimates and line items.",
  },
  earlyMonthLag: {
    values: "duration",
    default: "0s",
    section: "B 5",
    reason:
      "How long after the beginning of a month estimates still show nothing of it, because last month's billed usage comes first. The documents only say that data may lag further then.",
  },
  rollupLag: {
    values: ["daily", "none"],
    default: "daily",
    section: "B 5",
    reason: "Usage estimates are as of the last daily run (05:11 UTC), as documented, or as of the request.",
  },
  rollupBudgetLag: {
    values: "duration",
    default: "0s",
    section: "B 6.4",
    reason:
      "How long the budgets in usage roll-ups, and the percentages and counters, are those of before: at once, minutes or a day.",
  },
  noUsageData: {
    values: ["400", "404"],
    default: "400",
    section: "B 1.4",
    reason: "Status of code 3000 for a customer without usage data. The code was seen, its status was not.",
  },
  usageWithoutPlan: {
    values: ["empty", "3000"],
    default: "empty",
    section: "B 5.9",
    reason: "Usage by subscription of a customer without any Azure: an empty collection, or code 3000.",
  },
  unknownUsageSubscription: {
    values: ["byKind", "20003", "2012"],
    default: "byKind",
    section: "B 5.9",
    reason:
      "Usage of a subscription id that is none: 404/20003, or 400/2012. By kind, the id of an Azure subscription in the place of its plan's is 2012, and all others are 20003.",
  },
  bothAzureKinds: {
    values: ["twoRecords", "oneRecord"],
    default: "twoRecords",
    section: "B 5.2",
    reason:
      "A customer with a plan and a legacy subscription in the usage records: one record a kind, or one for both.",
  },
  legacyMeterUsage: {
    values: ["meters", "subscriptions"],
    default: "meters",
    section: "B 5.6",
    reason:
      "Usage by meter of a legacy subscription: by meter, or the answer of usage by subscription, as the page prints.",
  },
  legacyResourceUsage: {
    values: ["empty", "records"],
    default: "empty",
    section: "B 5.7",
    reason: "Usage by resource of a legacy subscription: the route's text names it, all samples are Azure plan.",
  },
  legacyUsdTotalCost: {
    values: ["absent", "zero"],
    default: "absent",
    section: "B 3",
    reason: "`usdTotalCost` in usage of legacy subscriptions: left out, or 0.",
  },
  oldBudgetMembers: {
    values: ["absent", "present"],
    default: "absent",
    section: "B 4.3",
    reason:
      "Old duplicates of `budget` in usage records of legacy customers: `customerSpendingBudget`, and `spendingBudget` in the summary.",
  },
  legacySummaryNames: {
    values: ["idAndName", "both"],
    default: "idAndName",
    section: "B 4.1",
    reason:
      "Names in the usage summary of a legacy customer: `id` and `name` alone, as in its sample, or also `resourceId` and `resourceName`, as in the table.",
  },
  emailsToNotify: {
    values: ["absent", "present"],
    default: "absent",
    section: "B 4.4",
    reason: "`emailsToNotify` in the partner's usage summary: a member of the model that the sample does not have.",
  },
  budgetAmountMember: {
    values: ["amount", "ammount"],
    default: "amount",
    section: "B 4.3",
    reason: "How the amount is called in the usage summary of a legacy customer. One sample misspells it.",
  },
  partnerCounters: {
    values: ["allCustomers", "legacyOnly"],
    default: "allCustomers",
    section: "B 5.1",
    reason:
      "Whose budgets the partner's counters count. Azure plans are left out of the total; of the counters no source says so.",
  },
  usagePaging: {
    values: ["none", "pages"],
    default: "none",
    section: "B 1.5",
    reason:
      "Usage collections in one answer, as documented, or in pages of three, each with a token for the next. What the service does at scale is open.",
  },
  usageSelfLink: {
    values: ["asSent", "trailingSlash"],
    default: "asSent",
    section: "B 5.4",
    reason: "The self link of usage by subscription sometimes ends with a slash.",
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
