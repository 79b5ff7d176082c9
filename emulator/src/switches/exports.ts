import type { SwitchFact } from "./switch-fact";

/** Billing exports on Microsoft Graph, and the blob storage that has their parts. */
export const exportsSwitches = {
  exportStartDelay: {
    values: "duration",
    default: "2s",
    section: "B 12.2",
    reason: "How long an export has not started before it runs. Not documented.",
  },
  exportDuration: {
    values: "duration",
    default: "30s",
    section: "B 12.2",
    reason: "How long an export runs. Not documented; large partners wait for many minutes.",
  },
  exportRetention: {
    values: "duration",
    default: "7d",
    section: "B 12.2",
    reason:
      "How long after its request an export, its manifest and its parts are there; then they are 404. Not documented.",
  },
  exportLocation: {
    values: ["absolute", "relative"],
    default: "absolute",
    section: "B 12.1",
    reason: "How the `Location` of a new export is spelled: as a whole URL, as documented, or from `/v1.0/` on.",
  },
  exportRetryAfter: {
    values: ["seconds", "date", "missing"],
    default: "seconds",
    section: "B 12.2",
    reason:
      "How the 10 seconds until the next look at a running export are announced. Without the header, clients decide.",
  },
  exportRunningStatus: {
    values: ["running", "processing"],
    default: "running",
    section: "B 12.2",
    reason: "What an export is while it runs. Clients are told to expect both.",
  },
  exportDoneStatus: {
    values: ["succeeded", "completed"],
    default: "succeeded",
    section: "B 12.2",
    reason: "What an export is when it is done. The table of properties says `completed`, the examples `succeeded`.",
  },
  exportManifest: {
    values: ["inline", "link", "both"],
    default: "inline",
    section: "B 12.2",
    reason:
      "Where a finished export has its manifest: in its answer, as the sample client reads it, or behind a navigation link, as the reference prints it.",
  },
  exportTimes: {
    values: ["utc", "noOffset"],
    default: "utc",
    section: "B 12.2",
    reason: "Whether times of operations and manifests end with `Z`. Samples differ.",
  },
  exportDataFormat: {
    values: ["compressedJSONLines", "compressedJSON"],
    default: "compressedJSONLines",
    section: "B 12.3",
    reason: "What manifests call gzipped JSON Lines: the word of the table, or that of the sample.",
  },
  exportPartitions: {
    values: "count",
    default: "3",
    section: "B 12.3",
    reason: "The least number of parts of an export that has rows enough; large ones have more. Not documented.",
  },
  exportSignatureLifetime: {
    values: "duration",
    default: "12h",
    section: "B 12.3",
    reason:
      "How long the signature in a manifest opens the parts; each look at the manifest gives a new one. The sample has about 12 hours.",
  },
  exportContentEncoding: {
    values: ["none", "gzip"],
    default: "none",
    section: "B 12.4",
    reason:
      "Whether parts come with `Content-Encoding: gzip`, so that many clients unpack them on the way. Clients are told not to rely on it.",
  },
  exportTokenBesideSignature: {
    values: ["400", "403"],
    default: "400",
    section: "B 12.4",
    reason:
      "What a bearer token beside a signature is answered with: 400/InvalidAuthenticationInfo or 403/AuthenticationFailed. Only that it is an error is documented.",
  },
  exportBasicColumns: {
    values: ["fewer", "all"],
    default: "fewer",
    section: "B 12.5",
    reason:
      "Whether the attribute set `basic` drops columns. Which ones is not documented; the emulator drops those that describe what others identify.",
  },
  exportNumbers: {
    values: ["number", "string"],
    default: "number",
    section: "B 12.5",
    reason: "JSON type of amounts and counts in the rows. Not documented.",
  },
  exportDates: {
    values: ["utc", "noOffset", "slashes"],
    default: "utc",
    section: "B 12.5",
    reason:
      "How dates in the rows are written: `2026-01-31T00:00:00Z`, the same without `Z`, or `1/31/2026` as in the portal's files. Not documented.",
  },
  exportedUsageSince: {
    values: ["2022-09", "2023-09"],
    default: "2022-09",
    section: "B 12.6",
    reason:
      "The first billing month whose daily rated usage is exported. The documents say September 2022, the sample's README September 2023.",
  },
  exportUnknownInvoice: {
    values: ["404", "400", "failed"],
    default: "404",
    section: "B 12.1",
    reason:
      "An export of an invoice that the partner does not have: refused with 404 or 400, or begun and failed with code 5000. Not documented.",
  },
  exportUnbilledBeforeInvoice: {
    values: ["given", "withheld"],
    default: "given",
    section: "B 12.6",
    reason:
      "Whether there is data of the running month while the last month's invoice is not out. The documents say that it may be withheld.",
  },
  exportForIndirectProviders: {
    values: ["data", "none"],
    default: "data",
    section: "B 12.1",
    reason:
      "Whether indirect providers get data, or exports that fail with code 5000. The documents speak of direct partners.",
  },
} as const satisfies Readonly<Record<string, SwitchFact>>;
