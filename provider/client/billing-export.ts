import type { Clock } from "../clock";
import type { CallOptions, Calls, Reply } from "./calls";
import {
  type ExportManifest,
  type ExportOperation,
  exportBilledReconciliation,
  exportBilledUsage,
  exportUnbilledReconciliation,
  exportUnbilledUsage,
  getExportManifest,
  getExportOperation,
} from "./endpoints/exports";
import { ContractError, DeadlineError, RefusedError } from "./errors";
import { ExportParts, type ExportRow } from "./export-parts";
import { inParallel } from "./in-parallel";

/** What is exported: of an invoice, or of a month that has none yet. */
export type ExportRequest = OfInvoice | OfPeriod;

interface OfInvoice {
  readonly kind: "billedUsage" | "billedReconciliation";
  readonly invoiceId: string;
  /** Columns: all, or fewer. Default `full`. */
  readonly attributeSet?: "full" | "basic";
}

interface OfPeriod {
  readonly kind: "unbilledUsage" | "unbilledReconciliation";
  /** ISO 4217, such as `EUR`. */
  readonly currencyCode: string;
  readonly billingPeriod: "current" | "last";
  /** Columns: all, or fewer. Default `full`. */
  readonly attributeSet?: "full" | "basic";
}

/** How an export is read. */
export interface ExportOptions extends Pick<CallOptions, "signal" | "correlationId"> {
  /** Parts that are downloaded at a time. Default 4. */
  readonly width?: number;
  /** How long the service may take to make it, in milliseconds of its time. Default one hour. */
  readonly patienceMs?: number;
}

/** In milliseconds (reference: billing 12.2). */
const POLLING = { firstMs: 10_000, longestMs: 30_000, patienceMs: 3_600_000 } as const;
const WIDTH = 4;

/** The code of an export that has nothing to export. */
const NO_DATA = "5000";

/**
 * Exports billing data and reads it as it comes: some rows at a time, in no promised order, never the whole. A part
 * whose download breaks off, or whose signature runs out, goes on behind the rows that were given already.
 * @throws RefusedError when the export failed; DeadlineError when it was not made in time; ContractError when the data
 * changed while it was read.
 */
export async function* readExport(
  client: Calls,
  clock: Clock,
  request: ExportRequest,
  { width = WIDTH, patienceMs = POLLING.patienceMs, ...call }: ExportOptions = {},
): AsyncGenerator<readonly ExportRow[], void, undefined> {
  const calls = client.with(call);
  const operationId = operationIn(await begin(calls, request));
  const manifest = await waitForManifest(calls, clock, operationId, patienceMs, call.signal);
  if (manifest === undefined) return;
  const parts = new ExportParts(calls, clock, manifest, () => readManifest(calls, operationId));
  yield* inParallel(
    manifest.blobs.map(
      ({ name }) =>
        (signal: AbortSignal) =>
          parts.rows(name, signal),
    ),
    width,
  );
}

function begin(calls: Calls, request: ExportRequest): Promise<Reply<unknown>> {
  switch (request.kind) {
    case "billedUsage":
      return calls.call(exportBilledUsage, { body: withoutKind(request) }).reply();
    case "billedReconciliation":
      return calls.call(exportBilledReconciliation, { body: withoutKind(request) }).reply();
    case "unbilledUsage":
      return calls.call(exportUnbilledUsage, { body: withoutKind(request) }).reply();
    case "unbilledReconciliation":
      return calls.call(exportUnbilledReconciliation, { body: withoutKind(request) }).reply();
  }
}

function withoutKind<Request extends ExportRequest>({ kind: _, ...body }: Request): Omit<Request, "kind"> {
  return body;
}

/** The last part of the operation's address. */
function operationIn({ location }: Reply<unknown>): string {
  const id = /([^/?#]+)\/?(?:[?#].*)?$/.exec(location ?? "")?.[1];
  if (id !== undefined) return id;
  throw new ContractError("The export was begun, but the answer has no Location that names its operation.");
}

async function waitForManifest(
  calls: Calls,
  clock: Clock,
  operationId: string,
  patienceMs: number,
  signal: AbortSignal | undefined,
): Promise<ExportManifest | undefined> {
  let waitedMs = 0;
  for (let waitMs: number = POLLING.firstMs; ; waitMs = Math.min(waitMs * 1.5, POLLING.longestMs)) {
    const reply = await calls.call(getExportOperation, { path: { operationId } }).reply();
    const { status, error } = reply.body;
    switch (status.toLowerCase()) {
      case "succeeded":
      case "completed":
        return manifestOf(calls, reply);
      case "failed":
        // There is nothing to export: no rows, and no failure.
        if (error?.code === NO_DATA) return undefined;
        throw new RefusedError(
          `The export failed${error?.code ? ` with code ${error.code}` : ""}: ${error?.message ?? "no reason given"} ` +
            "It is not made again by itself; ask for a new one.",
        );
    }
    if (waitedMs >= patienceMs) {
      throw new DeadlineError(
        `The export was not made within ${Math.round(patienceMs / 60_000)} minutes; it is "${status}" (operation ${operationId}).`,
      );
    }
    const pauseMs = reply.retryAfterMs ?? waitMs;
    await clock.sleep(pauseMs, signal);
    waitedMs += pauseMs;
  }
}

async function readManifest(calls: Calls, operationId: string): Promise<ExportManifest> {
  return manifestOf(calls, await calls.call(getExportOperation, { path: { operationId } }).reply());
}

/** Inlined, or behind a link whose last part names it. */
async function manifestOf(calls: Calls, { body }: Reply<ExportOperation>): Promise<ExportManifest> {
  if (body.resourceLocation) return body.resourceLocation;
  const manifestId = /([^/?#]+)\/?$/.exec(body["resourceLocation@odata.navigationLink"] ?? "")?.[1];
  if (manifestId === undefined) throw new ContractError("The export is done, but its operation names no manifest.");
  return calls.call(getExportManifest, { path: { manifestId } });
}
