import type { SwitchFact } from "./switch-fact";

/** Product upgrades. */
export const upgradesSwitches = {
  upgradePendingDelay: {
    values: "duration",
    default: "1m",
    section: "C 11.4",
    reason: "How long an upgrade is pending before it is in progress. Not documented.",
  },
  upgradeLineDuration: {
    values: "duration",
    default: "5m",
    section: "C 11.4",
    reason: "How long each subscription of an upgrade takes, one after the other. Not documented.",
  },
  upgradeMinimumAge: {
    values: "duration",
    default: "1d",
    section: "C 11",
    reason: "Subscriptions bought more recently are refused with 403/900130. The documents give no number.",
  },
  upgradeLocation: {
    values: ["relative", "leadingSlash", "version", "absolute", "statusPath"],
    default: "relative",
    section: "C 11.3",
    reason:
      "How the `Location` of a new upgrade is spelled: as documented, with `/`, with `/v1/`, as a whole URL, or with `/status` behind.",
  },
  upgradeBody: {
    values: ["none", "status"],
    default: "none",
    section: "C 11.3",
    reason: "Body of the 202 that creates an upgrade: the page shows none, REST lists the upgrade's status.",
  },
  upgradeStatuses: {
    values: ["PascalCase", "snake_case", "otherWords"],
    default: "PascalCase",
    section: "C 11.4",
    reason:
      "Vocabulary of states: Pending, InProgress, Completed, Failed; the same in snake case; or NotStarted, Processing, COMPLETED, Error. Only Completed is documented.",
  },
  upgradeErrorText: {
    values: ["message", "description"],
    default: "message",
    section: "C 11.4",
    reason: "Member of `errorDetails` with the text: message in the documents, description in the SDK.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
