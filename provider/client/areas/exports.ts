import type { Clock } from "../../clock";
import { type ExportOptions, type ExportRequest, readExport } from "../billing-export";
import type { Calls } from "../calls";
import type { ExportRow } from "../export-parts";

/** Exports of billing data at Microsoft Graph, which replaced the line items of new commerce. Public cloud only. */
export class Exports {
  constructor(
    private readonly calls: Calls,
    private readonly clock: Clock,
  ) {}

  /**
   * Exports billing data and reads it as it comes: some rows at a time, in no promised order, never the whole, several
   * parts at once. A part whose download breaks off, or whose signature runs out, goes on behind what was given.
   * @param request which of the four exports; periods from September 2022 (usage) or February 2024 (reconciliation).
   * @throws RefusedError when the export failed; DeadlineError when it was not made in time; ContractError when the data
   * changed while it was read.
   * @see partners-billing-billedusage-export and its neighbours (billing 12)
   */
  read(request: ExportRequest, options?: ExportOptions): AsyncGenerator<readonly ExportRow[], void, undefined> {
    return readExport(this.calls, this.clock, request, options);
  }
}
