import { z } from "zod";
import { endpoint } from "../endpoint";
import { listFilter } from "./filters";
import { Attributes, collection } from "./shapes";

/** Something that a user or an application did at the partner. */
export const AuditRecord = z.looseObject({
  /** The partner's tenant. */
  partnerId: z.string().optional(),
  customerId: z.string().optional(),
  customerName: z.string().optional(),
  /** Absent for applications. */
  userPrincipalName: z.string().optional(),
  /** The portal's is `4990cffe-04e8-4e8b-808a-1175604b879f`. */
  applicationId: z.string().optional(),
  resourceType: z.string().optional(),
  resourceOldValue: z.string().optional(),
  /** JSON text of what it became, in PascalCase and with explicit nulls. */
  resourceNewValue: z.string().optional(),
  /** Such as `update_customer_spending_budget`; open. */
  operationType: z.string(),
  operationDate: z.string().optional(),
  operationStatus: z.string().optional(),
  originalCorrelationId: z.string().optional(),
  customizedData: z.array(z.looseObject({ key: z.string().optional(), value: z.string().optional() })).optional(),
  attributes: Attributes.optional(),
});
export interface AuditRecord extends z.output<typeof AuditRecord> {}

/** What was done between two days. */
export const listAuditRecords = endpoint({
  name: "listAuditRecords",
  method: "GET",
  path: "/v1/auditrecords",
  query: z.strictObject({
    startDate: z.string().min(1),
    endDate: z.string().optional(),
    filter: listFilter(["CustomerId", "CustomerName", "OperationType", "ResourceType", "UserPrincipalName"]).optional(),
    size: z.int().positive().optional(),
  }),
  response: collection(AuditRecord),
  paging: "seek",
  retry: "safe",
  credential: "either",
  source: "get-a-record-of-partner-center-activity-by-user",
});
