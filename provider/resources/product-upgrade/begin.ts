import type { UpgradeEligibility } from "../../client/endpoints/upgrades";
import { messageOf, PartnerCenterError, RefusedError } from "../../client/errors";
import { requireCheckpoints, whileEngineLives } from "../engine-guard";
import { type FailureRow, MOST_TRIES, stepOfError, unansweredRows } from "../failure-rows";
import type { OperationContext } from "../resource";
import { countPurchase } from "../seat-belts";
import type { UpgradeOutcome, UpgradePhase } from "./outcome";
import { askEligibility, describeSubject, readUpgradeIfThere, subjectKey, type UpgradeSubject } from "./subject";

/** An upgrade that is there, whoever began it. */
export interface ObtainedUpgrade {
  /** GUID, lower case. */
  readonly id: string;
  /** True when this create sent the request that began it. */
  readonly begun: boolean;
}

/** What a request for an upgrade that failed means. */
export type UpgradeStep =
  /** The service has one already: the eligibility names it. */
  | "exists"
  /** Nobody knows: the eligibility is asked before another request. */
  | "unanswered"
  /** None was begun; the answer says why. */
  | "stop";

/** The decision table for failed requests, first match wins. */
export const upgradeRows = [
  { kind: "api", status: 409, codes: ["900109"], step: "exists" },
  { kind: "api", status: 400, codes: ["900110"], step: "exists" },
  ...unansweredRows("unanswered"),
  { step: "stop" },
] as const satisfies readonly FailureRow<UpgradeStep>[];

/** What a create does once the eligibility is known. */
export type EligibilityStep =
  /** Take over the upgrade that is named. */
  | "takeOver"
  /** Send the request, under the further rules of {@link upgradeRows}. */
  | "begin"
  /** There is none, and none can be begun. */
  | "stop";

/** One row of the table of what the eligibility means. A row without a member is about every value of it. */
export interface EligibilityRow {
  /** How far the upgrade is that it names; `unknown` to the service when it was just begun. */
  readonly upgrade?: UpgradePhase | "unknown";
  readonly isEligible?: boolean;
  readonly step: EligibilityStep;
}

/** What the eligibility means, first match wins. */
export const eligibilityRows = [
  { upgrade: "pending", step: "takeOver" },
  { upgrade: "completed", step: "takeOver" },
  { upgrade: "unknown", isEligible: false, step: "takeOver" },
  { isEligible: true, step: "begin" },
  { step: "stop" },
] as const satisfies readonly EligibilityRow[];

/** What sending the request came to. */
type Sent =
  | { readonly kind: "begun"; readonly id: string }
  /** The service has one already. */
  | { readonly kind: "exists"; readonly error: Error }
  /** Nobody knows. */
  | { readonly kind: "unanswered"; readonly error: Error };

/**
 * Takes over the subject's upgrade, or begins one. The eligibility names an upgrade that exists, so it is asked before
 * each request: what a dead run began, or one whose answer was lost, is found, and none is begun twice. An upgrade that
 * has failed is no hindrance where the service allows another.
 * @throws RefusedError with the service's reason when there is none and none can be begun.
 */
export async function obtainUpgrade(context: OperationContext, subject: UpgradeSubject): Promise<ObtainedUpgrade> {
  const before = await askEligibility(context, subject);
  const existing = before.upgradeId ? await readUpgradeIfThere(context, subject, before.upgradeId) : undefined;
  const step = stepAfterEligibility(before, existing);
  if (step === "takeOver" && before.upgradeId) return { id: before.upgradeId.toLowerCase(), begun: false };
  if (step !== "begin") throw notEligibleError(subject, before, existing);

  requireCheckpoints(context);
  countPurchase(context, {
    key: subjectKey(subject),
    untouched: `the upgrade of ${describeSubject(subject)} was not begun`,
  });
  for (let attempt = 1; ; attempt += 1) {
    const sent = await sendUpgrade(context, subject);
    if (sent.kind === "begun") return { id: sent.id, begun: true };
    const now = await askEligibility(context, subject);
    const isAnother = now.upgradeId?.toLowerCase() !== before.upgradeId?.toLowerCase();
    if (now.upgradeId && isAnother) {
      return { id: now.upgradeId.toLowerCase(), begun: sent.kind === "unanswered" };
    }
    if (sent.kind === "exists") throw sent.error;
    if (!now.isEligible || attempt >= MOST_TRIES) throw unansweredError(subject, sent.error, attempt, now.reason);
    await context.clock.sleep(context.settings.pollIntervalMs * attempt, context.signal);
  }
}

/** @param existing the upgrade that the eligibility names, where the service knows it. */
function stepAfterEligibility(
  { upgradeId, isEligible }: UpgradeEligibility,
  existing: UpgradeOutcome | undefined,
): EligibilityStep {
  const upgrade = upgradeId ? (existing?.phase ?? "unknown") : undefined;
  const rows: readonly EligibilityRow[] = eligibilityRows;
  const fits = (row: EligibilityRow) =>
    (row.upgrade === undefined || row.upgrade === upgrade) && (row.isEligible ?? isEligible) === isEligible;
  return rows.find(fits)?.step ?? "stop";
}

/** Sends the request that begins an upgrade, once. It buys a plan and cannot be undone. */
async function sendUpgrade(context: OperationContext, subject: UpgradeSubject): Promise<Sent> {
  const { customerId, productFamily } = subject;
  context.log.status(`beginning the upgrade of ${describeSubject(subject)}`);
  try {
    const { upgradeId } = await context.client.productUpgrades.create(
      { customerId, productFamily },
      whileEngineLives(context, `the upgrade of ${describeSubject(subject)} was not begun, and nothing was bought`),
    );
    return { kind: "begun", id: upgradeId.toLowerCase() };
  } catch (error) {
    const kind = stepOfError<UpgradeStep>(upgradeRows, error);
    if (PartnerCenterError.isInstance(error) && (kind === "exists" || kind === "unanswered")) return { kind, error };
    throw error;
  }
}

function notEligibleError(
  subject: UpgradeSubject,
  { reason, upgradeId }: UpgradeEligibility,
  failed: UpgradeOutcome | undefined,
): RefusedError {
  const why = reason?.trim().replace(/\.$/, "") || "it gives no reason";
  const earlier = failed ? ` Upgrade ${upgradeId} failed before: ${failed.failures.join("; ")}.` : "";
  return new RefusedError(
    `Partner Center does not upgrade ${describeSubject(subject)}: ${why}.${earlier} Nothing was bought or changed. ` +
      "For a customer without legacy Azure subscriptions declare an AzurePlanSubscription alone.",
  );
}

function unansweredError(
  subject: UpgradeSubject,
  error: Error,
  tries: number,
  reason: string | undefined,
): RefusedError {
  const meanwhile = reason ? `\nIt cannot be begun now: ${reason}` : "";
  return new RefusedError(
    `Beginning the upgrade of ${describeSubject(subject)} got no definite answer in ${tries} ${tries === 1 ? "try" : "tries"}.\n` +
      `${messageOf(error)}${meanwhile}\nRun \`pulumi up\` again: it asks first whether one was begun, and begins at most one.`,
  );
}
