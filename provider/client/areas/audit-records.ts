import type { CallOptions, Calls, List } from "../calls";
import { type AuditRecord, listAuditRecords } from "../endpoints/audit-records";
import type { ListFilter } from "../endpoints/filters";

/** Fields that audit records can be narrowed by. */
export type AuditField = "CustomerId" | "CustomerName" | "OperationType" | "ResourceType" | "UserPrincipalName";

/** Who did what at the partner. */
export class AuditRecords {
  constructor(private readonly calls: Calls) {}

  /**
   * What was done between two days.
   * @param wanted `startDate` and `endDate`: `yyyy-mm-dd` or a moment, in UTC; `endDate` defaults to now. `size`:
   * records a page.
   * @throws ApiError 400 for dates or filters that the service does not take.
   * @see get-a-record-of-partner-center-activity-by-user (commerce 3.2, 4.5)
   */
  list(
    wanted: {
      readonly startDate: string;
      readonly endDate?: string;
      readonly filter?: ListFilter<AuditField>;
      readonly size?: number;
    },
    options?: CallOptions,
  ): List<AuditRecord> {
    const { startDate, endDate, filter, size } = wanted;
    return this.calls.list(listAuditRecords, { query: { startDate, endDate, filter, size } }, options);
  }
}
