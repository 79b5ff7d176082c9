import type { UpgradeStatus } from "../../client/endpoints/upgrades";

/** How far an upgrade is, in words that stay: the service documents only its own word for the end. */
export type UpgradePhase = "pending" | "completed" | "failed";

/** What an upgrade's status says, read once. */
export interface UpgradeOutcome {
  readonly phase: UpgradePhase;
  /** How far it is, as a row shows it: `InProgress, 1 of 3 subscriptions`. */
  readonly progress: string;
  /** Plans that the legacy subscriptions moved to: subscription ids, lower case, each once, in the order of the lines. */
  readonly planSubscriptionIds: readonly string[];
  /** What went wrong: of the whole, and of each subscription. */
  readonly failures: readonly string[];
}

/**
 * Reads a status in any spelling: `Completed` is the end, anything with `fail` or `error` in it a failure, and all else
 * goes on (reference: commerce 11.4).
 */
export function phaseOf(status: string): UpgradePhase {
  const word = status.toLowerCase().replaceAll(/[^a-z]/g, "");
  if (word === "completed") return "completed";
  return /fail|error/.test(word) ? "failed" : "pending";
}

/** Reads what the service says about an upgrade. */
export function outcomeOf({ status, lineItems, errorDetails }: UpgradeStatus): UpgradeOutcome {
  const moved = lineItems.filter((line) => phaseOf(line.status) === "completed");
  const plans = moved.flatMap(({ targetProduct }) => (targetProduct?.id ? [targetProduct.id.toLowerCase()] : []));
  const failed = lineItems.filter((line) => phaseOf(line.status) === "failed");
  return {
    phase: phaseOf(status),
    progress: lineItems.length > 0 ? `${status}, ${moved.length} of ${lineItems.length} subscriptions` : status,
    planSubscriptionIds: [...new Set(plans)],
    failures: [
      ...(errorDetails ? [describe(errorDetails)] : []),
      ...failed.map((line) => `subscription ${line.sourceProduct?.id ?? "(unnamed)"}: ${describe(line.errorDetails)}`),
    ],
  };
}

function describe(details: UpgradeStatus["errorDetails"]): string {
  const text = details?.message ?? details?.description;
  return [details?.code, text].filter(Boolean).join(" ") || "no reason given";
}
