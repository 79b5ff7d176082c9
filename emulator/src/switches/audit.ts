import type { SwitchFact } from "./switch-fact";

/** Audit records. */
export const auditSwitches = {
  auditPaging: {
    values: ["seek", "offset"],
    default: "seek",
    section: "C 3.2",
    reason: "How audit records go on to their next page. The documents name both for lists of this kind.",
  },
  auditPageSize: {
    values: "count",
    default: "500",
    section: "C 3.2",
    reason: "Default and largest page of audit records. Undocumented; smaller sizes are honoured.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
