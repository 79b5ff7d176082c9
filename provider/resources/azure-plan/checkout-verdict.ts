/** What to do after a checkout's answer, as `docs/never-twice.md` tells. */
export type CheckoutStep =
  /** Our order is named: wait for it. */
  | "awaitOrder"
  /** The service could not make the order; repeating the checkout retries it. */
  | "retryOrder"
  /** The cart was submitted, and its order is not named: find it. */
  | "findOrder"
  /** Nobody knows what happened: ask the cart. */
  | "askCart"
  /** The catalog item's availability was replaced: put the new one into the same cart. */
  | "renewAvailability"
  /** A limit says that a plan exists, listed or not. */
  | "adoptExisting"
  /** Get a new token and try again. */
  | "authorise"
  /** Wait as told and try again. */
  | "wait"
  /** Nothing was bought; the answer says why. */
  | "stop";

interface CheckoutRow {
  readonly status?: number;
  readonly codes?: readonly string[];
  readonly step: CheckoutStep;
}

/** The decision table for failures, first match wins. A row without `codes` matches every code of its status. */
export const checkoutRows: readonly CheckoutRow[] = [
  { status: 400, codes: ["800065"], step: "findOrder" },
  { status: 409, codes: ["800064", "800060"], step: "askCart" },
  { status: 404, codes: ["400019"], step: "renewAvailability" },
  { status: 404, codes: ["800008"], step: "askCart" },
  { status: 403, codes: ["800089"], step: "adoptExisting" },
  { status: 400, codes: ["900116"], step: "adoptExisting" },
  { status: 401, step: "authorise" },
  { status: 429, step: "wait" },
  { status: 408, step: "askCart" },
  { status: 500, step: "askCart" },
  { status: 501, step: "askCart" },
  { status: 502, step: "askCart" },
  { status: 503, step: "askCart" },
  { status: 504, step: "askCart" },
];

/** The row's step for a failed checkout. Any other 4xx means that nothing was bought; anything else tells nothing. */
export function stepAfterFailure(status: number, code: string): CheckoutStep {
  const row = checkoutRows.find((row) => row.status === status && (row.codes?.includes(code) ?? true));
  return row?.step ?? (status >= 400 && status < 500 ? "stop" : "askCart");
}
