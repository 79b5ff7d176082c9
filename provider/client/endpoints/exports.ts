import { z } from "zod";
import { endpoint } from "../endpoint";
import { codeText } from "./shapes";

/** Exports run at Microsoft Graph, which has them for the global cloud alone (reference: billing 12.1). */
const onlyGlobal = { usGovernment: "Microsoft Graph exports billing data in the global cloud only." } as const;

/** Which columns an export has: all (the service's default) or fewer. */
const AttributeSet = z.enum(["full", "basic"]);

const OfInvoice = z.strictObject({ invoiceId: z.string().min(1), attributeSet: AttributeSet.optional() });
const OfPeriod = z.strictObject({
  /** ISO 4217, such as `EUR`. */
  currencyCode: z.string().min(1),
  /** The running month, or the one before until its invoice is out. */
  billingPeriod: z.enum(["current", "last"]),
  attributeSet: AttributeSet.optional(),
});

/** An export is begun, and done later: the answer is 202 with the operation's address in `Location`. */
const begun = {
  method: "POST",
  service: "graph",
  // Documented as empty.
  response: z.looseObject({}).optional(),
  retry: "safe",
  credential: "either",
  unavailableIn: onlyGlobal,
} as const;

/** Begins an export of the daily rated usage of an invoice. Periods from September 2022. */
export const exportBilledUsage = endpoint({
  ...begun,
  name: "exportBilledUsage",
  path: "/v1.0/reports/partners/billing/usage/billed/export",
  request: OfInvoice,
  source: "partners-billing-billedusage-export",
});

/** Begins an export of daily rated usage that is not invoiced yet; a day late at least. */
export const exportUnbilledUsage = endpoint({
  ...begun,
  name: "exportUnbilledUsage",
  path: "/v1.0/reports/partners/billing/usage/unbilled/export",
  request: OfPeriod,
  source: "partners-billing-unbilledusage-export",
});

/** Begins an export of an invoice's reconciliation. Periods from February 2024. */
export const exportBilledReconciliation = endpoint({
  ...begun,
  name: "exportBilledReconciliation",
  path: "/v1.0/reports/partners/billing/reconciliation/billed/export",
  request: OfInvoice,
  source: "partners-billing-billedreconciliation-export",
});

/** Begins an export of the reconciliation of what is not invoiced yet. */
export const exportUnbilledReconciliation = endpoint({
  ...begun,
  name: "exportUnbilledReconciliation",
  path: "/v1.0/reports/partners/billing/reconciliation/unbilled/export",
  request: OfPeriod,
  source: "partners-billing-unbilledreconciliation-export",
});

/** Where the parts of an export are, and the signature that opens them for some hours. */
export const ExportManifest = z.looseObject({
  id: z.string().optional(),
  schemaVersion: codeText.optional(),
  /** `compressedJSONLines` or `compressedJSON`: both are gzipped JSON Lines. */
  dataFormat: z.string().optional(),
  createdDateTime: z.string().optional(),
  /** Changes with the data. */
  eTag: z.string().optional(),
  partnerTenantId: z.string().optional(),
  /** Folder of the parts: an address without a query. */
  rootDirectory: z.string(),
  /** Query that opens the parts. A secret while it lasts. */
  sasToken: z.string(),
  partitionType: z.string().optional(),
  blobCount: z.number().optional(),
  blobs: z.array(z.looseObject({ name: z.string(), partitionValue: codeText.optional() })),
});
export interface ExportManifest extends z.output<typeof ExportManifest> {}

/** An export under way or done; the answer is 200 even after a failure. */
export const ExportOperation = z.looseObject({
  id: z.string().optional(),
  /** `notStarted`, `running`, `processing`, `succeeded`, `completed`, `failed`, or something newer. */
  status: z.string(),
  createdDateTime: z.string().optional(),
  lastActionDateTime: z.string().optional(),
  resourceLocation: ExportManifest.optional(),
  "resourceLocation@odata.navigationLink": z.string().optional(),
  error: z.looseObject({ code: codeText.optional(), message: z.string().optional() }).optional(),
});
export interface ExportOperation extends z.output<typeof ExportOperation> {}

/** How far an export is. */
export const getExportOperation = endpoint({
  name: "getExportOperation",
  method: "GET",
  service: "graph",
  path: "/v1.0/reports/partners/billing/operations/{operationId}",
  response: ExportOperation,
  retry: "safe",
  credential: "either",
  unavailableIn: onlyGlobal,
  source: "partners-billing-operation-get",
});

/** The manifest of a finished export, where its operation does not carry it. */
export const getExportManifest = endpoint({
  name: "getExportManifest",
  method: "GET",
  service: "graph",
  path: "/v1.0/reports/partners/billing/manifests/{manifestId}",
  response: ExportManifest,
  retry: "safe",
  credential: "either",
  unavailableIn: onlyGlobal,
  source: "partners-billing-manifest-get",
});
