import { Refusal } from "../errors";
import type { Instant } from "./entities";
import type { Billable } from "./line-sources";
import type { Model } from "./model";

/** Kinds of line items of new commerce that v1 has given up, or is giving up (B 13). */
export type RetiringLines = "usage" | "reconciliation";

/** Billed periods that begin before these instants stay on v1: the exports on Graph do not have them. */
const exportsBegin = { usage: Date.UTC(2022, 8, 1), reconciliation: Date.UTC(2024, 1, 1) } as const;

const billedEnd = Date.UTC(2025, 3, 21);
const unbilledEnd = { usage: billedEnd, reconciliation: Date.UTC(2026, 2, 15) } as const;

/** Whether v1 keeps a billed period for good, since the documents give it no successor on Graph (B 13). */
const isLeftToV1 = (lines: RetiringLines, periodFrom: Instant): boolean => periodFrom < exportsBegin[lines];

/** Whether v1 still has line items: true, false when it answers none, or refused as gone (B 13). */
export function isServedByV1(model: Model, lines: RetiringLines, of: Billable): boolean {
  const name =
    `v1${of.invoice === undefined ? "Unbilled" : "Billed"}${lines === "usage" ? "Usage" : "Reconciliation"}` as const;
  const position = model.switches.position(name);
  if (position === "live" || (position === "matrix" && isLive(model.clock.now(), lines, of))) {
    return true;
  }
  const answer = position === "empty" ? "empty" : model.switches.position("goneLineItems");
  if (answer === "empty") {
    return false;
  }
  const detail = "These line items have moved to the billing exports of Microsoft Graph.";
  throw new Refusal(answer === "410" ? "gone" : answer === "400" ? "invalidProperty" : "notFound", detail);
}

function isLive(now: Instant, lines: RetiringLines, { invoice, period }: Billable): boolean {
  if (invoice === undefined) {
    return now < unbilledEnd[lines];
  }
  return isLeftToV1(lines, period.from) || now < billedEnd;
}
