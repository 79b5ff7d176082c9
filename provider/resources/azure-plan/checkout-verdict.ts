import { type FailureRow, unansweredRows } from "../failure-rows";

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

/** What to do after a checkout that failed. */
export type CheckoutFailureStep =
  | Exclude<CheckoutStep, "awaitOrder" | "retryOrder">
  /** It was not sent, or the operation's own time is over: the error says so itself. */
  | "end";

/** The decision table for failed checkouts, first match wins. */
export const checkoutRows = [
  { kind: "api", status: 400, codes: ["800065"], step: "findOrder" },
  { kind: "api", status: 409, codes: ["800064", "800060"], step: "askCart" },
  { kind: "api", status: 404, codes: ["400019"], step: "renewAvailability" },
  { kind: "api", status: 404, codes: ["800008"], step: "askCart" },
  { kind: "api", status: 403, codes: ["800089"], step: "adoptExisting" },
  { kind: "api", status: 400, codes: ["900116"], step: "adoptExisting" },
  { kind: "api", status: 401, step: "authorise" },
  { kind: "api", status: 429, step: "wait" },
  ...unansweredRows("askCart"),
  { kind: "api", from: 400, step: "stop" },
  // An error's form under a success's or a redirect's status tells nothing.
  { kind: "api", step: "askCart" },
  { step: "end" },
] as const satisfies readonly FailureRow<CheckoutFailureStep>[];
