import type { AnswererName } from "../services";

/**
 * What kind of failure it is.
 * - `credentials`: the token is not one that the call takes.
 * - `permission`: the identity, or the partner, has no right to it.
 * - `standing`: an agreement, an approval, a status or credit is missing outside of this call.
 * - `request`: what was sent is not valid.
 * - `missing`: there is no such thing, or it cannot be seen.
 * - `state`: the thing is there, and does not allow this as it is.
 * - `busy`: something else is under way.
 * - `limit`: there is enough of it already.
 * - `unsupported`: the service does not do this, or not for this kind of thing or customer.
 * - `throttled`: too many requests.
 * - `service`: the service failed.
 */
export type ErrorClass =
  | "credentials"
  | "permission"
  | "standing"
  | "request"
  | "missing"
  | "state"
  | "busy"
  | "limit"
  | "unsupported"
  | "throttled"
  | "service";

/**
 * Whether the same call may succeed when it is made again (reference: commerce 4.3).
 * - `never`: not before somebody has mended what the remedy names.
 * - `newToken`: once, with a new token.
 * - `backoff`: after seconds, then ever less often; writes only where sending them twice does no harm.
 * - `told`: after the time that `Retry-After` names, then as `backoff`.
 * - `later`: after minutes, when what is under way has ended.
 * - `nextDay`: after 24 hours.
 * - `afterChange`: once the caller has changed what the meaning names, by other calls.
 */
export type RetryAdvice = "never" | "newToken" | "backoff" | "told" | "later" | "nextDay" | "afterChange";

/** What a failure means, and what to do about it. */
export interface Explanation {
  readonly class: ErrorClass;
  /** A part of a sentence. */
  readonly meaning: string;
  /** Whole sentences for the person who reads the message; absent when there is nothing to do but read it. */
  readonly remedy?: string;
  readonly retry: RetryAdvice;
}

/** A row of the catalogue: one meaning of one or more codes. */
export interface CatalogueEntry {
  readonly class: ErrorClass;
  /** As the service sends them, as numbers or texts. */
  readonly codes: readonly (number | string)[];
  /** HTTP status that the reference lists them with; several where its sources differ. */
  readonly status: number | readonly number[];
  /** True where the code means something else, or nothing, with other statuses. Default false. */
  readonly exactly?: true;
  readonly meaning: string;
  readonly remedy?: string;
  /** Default: what the status says. */
  readonly retry?: RetryAdvice;
  /** Default `partnerCenter`. */
  readonly service?: AnswererName;
}

/** The statuses that an entry's codes are listed with. */
export function statusesOf({ status }: CatalogueEntry): readonly number[] {
  return typeof status === "number" ? [status] : status;
}

/** Rows of one class. */
export function of(kind: ErrorClass, rows: readonly Omit<CatalogueEntry, "class">[]): readonly CatalogueEntry[] {
  return rows.map((row) => ({ class: kind, ...row }));
}

export const TRY_LATER = "Try again later.";
export const ADMIN_AGENT =
  "Give the identity the role Admin agent in Partner Center (an application gets it by being added to the group AdminAgents).";
export const RELATIONSHIP =
  "Check the customer id, and that the customer has accepted this partner's reseller relationship in Partner Center.";
export const LIMIT = "Remove what is not needed any more, or ask Microsoft's partner support to raise the limit.";
export const SUPPORT = "Ask Microsoft's partner support.";
