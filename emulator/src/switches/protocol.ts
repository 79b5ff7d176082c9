import type { SwitchFact } from "./switch-fact";

/** How requests and replies look, whatever they are about. */
export const protocolSwitches = {
  bom: {
    values: ["on", "off", "olderServices"],
    default: "on",
    section: "C 2.4",
    reason:
      "Start JSON replies with a byte order mark. All recorded replies do; newer services (upgrades and Azure entitlements) may not.",
  },
  gzip: {
    values: ["off", "on"],
    default: "off",
    section: "C 2.4",
    reason: "Compress replies for clients that accept it. No recording shows a compressed reply.",
  },
  errorCodes: {
    values: ["number", "string"],
    default: "number",
    section: "C 4.1",
    reason: "JSON type of `code` in errors. Both bodies shown in full carry a number, the tables say string.",
  },
  enumErrors: {
    values: ["900126", "0"],
    default: "900126",
    section: "C 13.3",
    reason: "Code of the 400 for an enum text that cannot be parsed. The code table names 900126, 0 was observed.",
  },
  linkVersion: {
    values: ["omitted", "included"],
    default: "omitted",
    section: "C 3.1",
    reason: "Whether link URIs begin with `/v1`. Most samples leave it out, some have it.",
  },
  catalogHeaders: {
    values: ["doubled", "single"],
    default: "doubled",
    section: "C 2.2",
    reason: "Catalog samples show MS-RequestId, MS-CorrelationId and X-Locale twice, comma-joined.",
  },
  requestIds: {
    values: ["honoured", "honouredWithFailures", "honoured60s", "ignored"],
    default: "honoured",
    section: "C 2.1",
    reason:
      "What a write that repeats an MS-RequestId gets: the stored success; also a stored failure; both only for 60 seconds of a success; or it is processed anew. Documented as idempotency key, without saying for how long.",
  },
  tokenLifetime: {
    values: "duration",
    default: "1h",
    section: "C 1.2",
    reason: "How long access tokens live, in whole seconds of the client's time. Samples show `3600` and `3599`.",
  },
  orphanedRequests: {
    values: ["drop", "commit"],
    default: "drop",
    section: "C 13.6",
    reason:
      "A request held (or delayed) before it commits whose client has gone: forgotten at once, or committed when it is let go. The service could do either.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
