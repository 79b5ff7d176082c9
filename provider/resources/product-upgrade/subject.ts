import type { UpgradeEligibility } from "../../client/endpoints/upgrades";
import { type FailureRow, type LookupStep, stepOfError } from "../failure-rows";
import type { OperationContext } from "../resource";
import { outcomeOf, type UpgradeOutcome } from "./outcome";

/** What is upgraded: the service keeps one upgrade of each at a time, which makes a second one impossible. */
export interface UpgradeSubject {
  /** Customer's Entra tenant, lower case. */
  readonly customerId: string;
  /** Lower case. */
  readonly productFamily: string;
}

/** The decision table for failed questions after an upgrade, first match wins: without the code the customer is unknown. */
export const upgradeLookupRows = [
  { kind: "api", status: 404, codes: ["900106"], step: "absent" },
  { step: "nothing" },
] as const satisfies readonly FailureRow<LookupStep>[];

/** The subject's identity for the process's memory, in parts between slashes. */
export function subjectKey({ customerId, productFamily }: UpgradeSubject): string {
  return `${customerId}/${productFamily}`;
}

/** The subject as messages name it. */
export function describeSubject({ customerId, productFamily }: UpgradeSubject): string {
  const what = productFamily === "azure" ? "legacy Azure subscriptions (MS-AZR-0145P)" : `${productFamily} products`;
  return `the ${what} of customer ${customerId}`;
}

/** Whether an upgrade can be begun, and the one that exists. Changes nothing. */
export async function askEligibility(
  context: OperationContext,
  { customerId, productFamily }: UpgradeSubject,
): Promise<UpgradeEligibility> {
  return context.client.productUpgrades.getEligibility({ customerId, productFamily });
}

/** How far the upgrade is; `undefined` when the service has none of this id. */
export async function readUpgradeIfThere(
  context: OperationContext,
  { customerId, productFamily }: UpgradeSubject,
  upgradeId: string,
): Promise<UpgradeOutcome | undefined> {
  try {
    return outcomeOf(await context.client.productUpgrades.getStatus({ upgradeId, customerId, productFamily }));
  } catch (error) {
    if (stepOfError<LookupStep>(upgradeLookupRows, error) === "absent") return undefined;
    throw error;
  }
}
