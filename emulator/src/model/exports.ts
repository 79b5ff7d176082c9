import { createHash } from "node:crypto";
import { Refusal } from "../errors";
import { monthNumber, monthText } from "./billing-periods";
import type { Instant, Partner } from "./entities";
import { invoicesOf, lastInvoicedMonth } from "./invoices";
import { allLines, type Billable, billed, dailyUsage, type LineSource, reconciliation } from "./line-sources";
import type { Model } from "./model";
import { unbilled } from "./unbilled";

/** Why an export has failed. */
export interface ExportFailure {
  readonly code: string;
  readonly message: string;
}

/** An export of billing data (B 12): what it is of, and when it begins and ends to run. Its rows are made when they are read. */
export interface BillingExport {
  /** Of the operation, and in the names of the parts. */
  readonly id: string;
  readonly manifestId: string;
  readonly partnerTenantId: string;
  readonly lines: "usage" | "reconciliation";
  readonly attributeSet: "full" | "basic";
  /** Absent of what is not billed yet. */
  readonly invoiceId?: string | undefined;
  readonly currency: string;
  readonly periodFrom: Instant;
  readonly periodTo: Instant;
  readonly requestedAt: Instant;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly failure?: ExportFailure | undefined;
  /** How many parts it has; none when there is nothing to export. */
  readonly parts: number;
  /** Counts up when the data is made anew. */
  version: number;
  /** Unbilled data is told as it was known then. */
  knownAt: Instant;
}

/** What somebody wants exported. */
export interface ExportWish extends Pick<BillingExport, "lines" | "attributeSet"> {
  readonly of: { readonly invoiceId: string } | { readonly currency: string; readonly period: "current" | "last" };
}

/** Where an export is by the clock. */
export type ExportState = "notStarted" | "running" | "succeeded" | "failed";

/** Groups of rows that a part has at most, so that none gets large. */
const mostGroupsInPart = 40;

const noData: ExportFailure = { code: "5000", message: "There is no data available for the request." };

/** Begins an export. One that has nothing to export fails when its time is over, as the service does it. */
export function beginExport(model: Model, partner: Partner, wish: ExportWish): BillingExport {
  forgetOld(model);
  const of = billableOf(model, partner, wish);
  const now = model.clock.now();
  const startsAt = now + model.switches.durationMs("exportStartDelay");
  const source = of === undefined ? undefined : sourceOf(model, wish.lines, of);
  const parts =
    of !== undefined && source !== undefined && isGiven(model, wish.lines, of) ? partsFor(model, source) : 0;
  const planned = model.exportFailures.get(partner.tenantId);
  model.exportFailures.delete(partner.tenantId);
  const ids = model.ids.of("exports");
  const exported: BillingExport = {
    id: ids.guid(),
    manifestId: ids.guid(),
    partnerTenantId: partner.tenantId,
    lines: wish.lines,
    attributeSet: wish.attributeSet,
    invoiceId: "invoiceId" in wish.of ? (of?.invoice?.id ?? wish.of.invoiceId) : undefined,
    currency: of?.currency ?? "",
    periodFrom: of?.period.from ?? now,
    periodTo: of?.period.to ?? now,
    requestedAt: now,
    startsAt,
    endsAt: startsAt + model.switches.durationMs("exportDuration"),
    failure: planned ?? (parts > 0 ? undefined : noData),
    parts,
    version: 1,
    knownAt: now,
  };
  model.exports.set(exported.id, exported);
  return exported;
}

/** The partner's export of this operation. */
export function findExport(model: Model, partner: Partner, id: string): BillingExport {
  const exported = model.exports.get(id.toLowerCase());
  if (exported === undefined || exported.partnerTenantId !== partner.tenantId || isForgotten(model, exported)) {
    throw new Refusal("graphNotFound", `There is no operation ${id}.`);
  }
  return exported;
}

/** The partner's finished export of this manifest. */
export function findManifest(model: Model, partner: Partner, id: string): BillingExport {
  const exported = [...model.exports.values()].find((one) => one.manifestId === id.toLowerCase());
  if (exported?.partnerTenantId !== partner.tenantId || !isReadable(model, exported)) {
    throw new Refusal("graphNotFound", `There is no manifest ${id}.`);
  }
  return exported;
}

/** Whether its parts are there: it has succeeded and is not too old. */
export const isReadable = (model: Model, exported: BillingExport): boolean =>
  exportState(model, exported) === "succeeded" && !isForgotten(model, exported);

/** Where the export is now. */
export function exportState(model: Model, { startsAt, endsAt, failure }: BillingExport): ExportState {
  if (!model.isPast(startsAt)) {
    return "notStarted";
  }
  if (!model.isPast(endsAt)) {
    return "running";
  }
  return failure === undefined ? "succeeded" : "failed";
}

/** When it came to be where it is. */
export function lastActionAt(model: Model, exported: BillingExport): Instant {
  const { requestedAt, startsAt, endsAt } = exported;
  const state = exportState(model, exported);
  return state === "notStarted" ? requestedAt : state === "running" ? startsAt : endsAt;
}

/** The folder of its parts below the container (B 12.3). */
export function directoryOf(exported: BillingExport): string {
  const { lines, partnerTenantId, periodFrom, currency, version, attributeSet } = exported;
  return [
    lines,
    `PartnerTenantId=${partnerTenantId}`,
    `BillingMonth=${monthText(monthNumber(periodFrom))}`,
    `InvoiceId=${exported.invoiceId ?? `unbilled-${currency}`}`,
    `InvoiceVersion=${version}`,
    `Fragment=${attributeSet}`,
    "PartitionType=Default",
  ].join("/");
}

/** The names of its parts. */
export const partNames = ({ id, parts }: BillingExport): string[] =>
  Array.from({ length: parts }, (_, part) => `part-${String(part).padStart(5, "0")}-${id}.c000.json.gz`);

/** A tag of its data: the same for two exports of the same data, another one when it was made anew. */
export function dataTag({ lines, attributeSet, ...of }: BillingExport): string {
  const subject = of.invoiceId ?? [of.currency, of.periodFrom, of.knownAt].join("/");
  const text = [of.partnerTenantId, lines, attributeSet, subject, of.version].join("/");
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/** What is told in it. */
export function contentOf(model: Model, exported: BillingExport): Billable {
  const partner = model.partners.get(exported.partnerTenantId);
  const invoice = exported.invoiceId === undefined ? undefined : model.invoices.get(exported.invoiceId);
  if (invoice !== undefined) {
    return billed(model, invoice);
  }
  if (partner === undefined) {
    throw new Error(`the partner ${exported.partnerTenantId} of export ${exported.id} is gone`);
  }
  const { currency, periodFrom: from, periodTo: to, knownAt } = exported;
  return { partner, currency, period: { from, to }, knownAt };
}

/** The lines of one of so many parts: some of the groups; or, where these are few, some lines of each. */
export function* linesOfPart<Line>(source: LineSource<Line>, parts: number, part: number): Generator<Line> {
  const { groups } = source;
  if (groups >= parts) {
    yield* allLines(source, Math.floor((groups * part) / parts), Math.floor((groups * (part + 1)) / parts));
    return;
  }
  let place = 0;
  for (const line of allLines(source)) {
    if (place % parts === part) {
      yield line;
    }
    place += 1;
  }
}

/** The data of an export is made anew: under another tag, in another folder; unbilled data as it is known now. */
export function renewExport(model: Model, id: string): BillingExport {
  const exported = model.exports.get(id.toLowerCase());
  if (exported === undefined) {
    throw new Refusal("graphNotFound", `There is no operation ${id}.`);
  }
  exported.version += 1;
  exported.knownAt = model.clock.now();
  return exported;
}

/** Lets the partner's next export fail, or none. */
export function failNextExport(model: Model, partner: Partner, failure: ExportFailure | null): void {
  if (failure === null) {
    model.exportFailures.delete(partner.tenantId);
  } else {
    model.exportFailures.set(partner.tenantId, failure);
  }
}

const isForgotten = (model: Model, { requestedAt }: BillingExport): boolean =>
  model.isPast(requestedAt + model.switches.durationMs("exportRetention"));

function forgetOld(model: Model): void {
  for (const [id, exported] of model.exports) {
    if (isForgotten(model, exported)) {
      model.exports.delete(id);
    }
  }
}

/** What is billed in it; undefined of an invoice that the partner does not have, where a switch lets it fail later. */
function billableOf(model: Model, partner: Partner, { of }: ExportWish): Billable | undefined {
  if (!("invoiceId" in of)) {
    return unbilled(model, partner, of.currency, of.period === "last" ? "previous" : "current");
  }
  const id = of.invoiceId.toUpperCase();
  const invoice = invoicesOf(model, partner).find((one) => one.id === id);
  if (invoice !== undefined) {
    return billed(model, invoice);
  }
  const text = `There is no invoice ${of.invoiceId}.`;
  switch (model.switches.position("exportUnknownInvoice")) {
    case "404":
      throw new Refusal("graphNotFound", text);
    case "400":
      throw new Refusal("graphRequestInvalid", text);
    default:
      return undefined;
  }
}

/** Whether the service has the data in exports at all (B 12.1, 12.6). */
function isGiven(model: Model, lines: BillingExport["lines"], { partner, invoice, period }: Billable): boolean {
  if (partner.kind === "indirectProvider" && model.switches.is("exportForIndirectProviders", "none")) {
    return false;
  }
  if (invoice !== undefined) {
    return invoice.commerce === "modern" && isExported(model, lines, period.from);
  }
  const month = monthNumber(model.clock.now());
  const isLastOpen = lastInvoicedMonth(model) < month - 1;
  const isWithheld = monthNumber(period.from) === month && isLastOpen;
  return !isWithheld || model.switches.is("exportUnbilledBeforeInvoice", "given");
}

/** Whether the exports have a billed period (B 12.6). */
function isExported({ switches }: Model, lines: BillingExport["lines"], periodFrom: Instant): boolean {
  const first = lines === "reconciliation" ? "2024-02" : switches.position("exportedUsageSince");
  return periodFrom >= Date.parse(`${first}-01T00:00:00Z`);
}

const sourceOf = (model: Model, lines: BillingExport["lines"], of: Billable): LineSource<unknown> =>
  lines === "usage" ? dailyUsage(model, of) : reconciliation(model, of);

/** How many parts the lines make: as many as a switch wants if there are lines enough, more where parts would be large. */
function partsFor(model: Model, source: LineSource<unknown>): number {
  const wanted = model.switches.count("exportPartitions");
  const lines = allLines(source);
  let found = 0;
  while (found < wanted && lines.next().done !== true) {
    found += 1;
  }
  return found === 0 ? 0 : Math.max(found, Math.ceil(source.groups / mostGroupsInPart));
}
