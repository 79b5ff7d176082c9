import { z } from "zod";
import type { JournalEntry } from "./journal";
import { pathPattern } from "./request-pattern";

/** Which entries of the journal somebody wants; all restrictions hold together. */
export interface JournalFilter {
  readonly method?: string | undefined;
  /** A path; `pathPattern` makes one of wildcards. */
  readonly path?: RegExp | undefined;
  /** Tenant of the partner. */
  readonly partner?: string | undefined;
  readonly customer?: string | undefined;
  /** A status, or a class of them as `4xx`; `none` for requests that got no reply. */
  readonly status?: string | number | undefined;
  /** Code of the error, as text. */
  readonly code?: string | undefined;
  /** Kind of the effect. */
  readonly kind?: string | undefined;
  readonly requestId?: string | undefined;
  /** Only entries after this sequence number. */
  readonly since?: number | undefined;
  /** Only those with (true) or without (false) an effect. */
  readonly effect?: boolean | undefined;
  /** Only entries of this instant of the emulator's clock (milliseconds since 1970) and later. */
  readonly from?: number | undefined;
  /** Only entries before this instant. */
  readonly until?: number | undefined;
}

/** Makes the test whether an entry is wanted. Ids are compared without regard to case. */
export function journalMatcher(filter: JournalFilter): (entry: JournalEntry) => boolean {
  const { path, since, effect, from, until } = filter;
  const same = (wanted: string | undefined, actual: string | undefined) =>
    wanted === undefined || wanted.toLowerCase() === actual?.toLowerCase();
  return (entry) =>
    (since === undefined || entry.seq > since) &&
    same(filter.method, entry.method) &&
    (path === undefined || path.test(entry.path)) &&
    same(filter.partner, entry.partnerTenantId) &&
    same(filter.customer, entry.customerId) &&
    (filter.status === undefined || hasStatus(entry, String(filter.status).toLowerCase())) &&
    same(filter.code, entry.code) &&
    same(filter.kind, entry.effect?.kind) &&
    same(filter.requestId, entry.requestId) &&
    (effect === undefined || (entry.effect !== null) === effect) &&
    (from === undefined || Date.parse(entry.at) >= from) &&
    (until === undefined || Date.parse(entry.at) < until);
}

function hasStatus({ status }: JournalEntry, wanted: string): boolean {
  if (status === null || wanted === "none") {
    return status === null && wanted === "none";
  }
  return String(status) === wanted || `${String(status).slice(0, 1)}xx` === wanted;
}

const wholeNumber = z.coerce.number().int().nonnegative();
const truth = z.enum(["true", "false"]).transform((text) => text === "true");
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** The query of `GET /journal`, by lower-case names. */
export const journalQuery = z
  .strictObject({
    method: z.string(),
    path: z.string().transform(pathPattern),
    partner: z.string(),
    customer: z.string(),
    status: z.string().regex(/^([1-5](xx|\d\d)|none)$/i, "a status, a class as 4xx, or none"),
    code: z.string(),
    kind: z.string(),
    requestid: z.string(),
    since: wholeNumber,
    effect: truth,
    from: instant,
    until: instant,
    /** The first so many of those. */
    limit: wholeNumber,
    /** The last so many of those. */
    last: wholeNumber,
    /** Only how many there are. */
    countonly: truth,
  })
  .partial();
