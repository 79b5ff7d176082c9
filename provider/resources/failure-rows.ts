import { ApiError, type ErrorKind, PartnerCenterError } from "../client/errors";

/** One row of a decision table: which failures it is about, and what they lead to. */
export interface FailureRow<Step extends string> {
  readonly kind?: ErrorKind;
  readonly status?: number;
  /** The service's codes; a row without them is about every code of its status. */
  readonly codes?: readonly string[];
  /** HTTP statuses from this one on. */
  readonly from?: number;
  readonly step: Step;
}

/** The step of the first row that fits; a row without conditions fits everything. */
export function stepOf<Step extends string>(
  rows: readonly FailureRow<Step>[],
  failure: { readonly kind: ErrorKind; readonly status?: number; readonly code?: string },
): Step | undefined {
  const { kind, status = 0, code = "" } = failure;
  return rows.find(
    (row) =>
      (row.kind ?? kind) === kind &&
      (row.status ?? status) === status &&
      (row.codes?.includes(code) ?? true) &&
      status >= (row.from ?? 0),
  )?.step;
}

/** The rows' step for an error; `undefined` for one that is not of this package. */
export function stepOfError<Step extends string>(rows: readonly FailureRow<Step>[], error: unknown): Step | undefined {
  if (!PartnerCenterError.isInstance(error)) return undefined;
  return stepOf(rows, error instanceof ApiError ? { kind: "api", status: error.status, code: error.code } : error);
}

/**
 * What is known of a write that failed, whatever it was. What the client repeats by itself (401, 429, and what may be
 * repeated blindly) has been repeated when it comes here.
 */
export type WriteOutcome =
  /** Nobody knows whether it took effect: look before anything else is done. */
  | "unanswered"
  /** It did not take effect; the answer says why. */
  | "refused"
  /** It was not sent, or the operation's own time is over. */
  | "ended";

/** The rows of what nobody has answered, with what one kind of request does then. */
export function unansweredRows<Step extends string>(step: Step): readonly FailureRow<Step>[] {
  return [
    { kind: "api", status: 408, step },
    { kind: "api", from: 500, step },
    { kind: "transport", step },
    { kind: "contract", step },
  ];
}

/** The decision table for failed writes, first match wins. */
export const writeRows = [
  ...unansweredRows("unanswered"),
  { kind: "api", step: "refused" },
  { step: "ended" },
] as const satisfies readonly FailureRow<WriteOutcome>[];

/** True when nobody knows whether the write that failed so took effect. */
export function isUnanswered(error: unknown): error is PartnerCenterError {
  return stepOfError<WriteOutcome>(writeRows, error) === "unanswered";
}

/** What a question after one thing, by its id, tells when it fails. */
export type LookupStep =
  /** The service does not know it: not yet, or no more. */
  | "absent"
  /** Nothing of the thing. */
  | "nothing";

/** The decision table for failed questions after an order or a plan, first match wins. */
export const lookupRows = [
  { kind: "api", status: 404, step: "absent" },
  { step: "nothing" },
] as const satisfies readonly FailureRow<LookupStep>[];

/** True when the service says that it does not know the order or plan it was asked for. */
export function isAbsent(error: unknown): boolean {
  return stepOfError<LookupStep>(lookupRows, error) === "absent";
}

/** Tries of one write whose answer nobody got. */
export const MOST_TRIES = 3;
