import type { AzureEntitlement } from "../../client/endpoints/entitlements";
import { hasEnded } from "../../client/endpoints/subscriptions";
import { DeadlineError, RefusedError } from "../../client/errors";
import { type FailureRow, stepOfError } from "../failure-rows";
import { type Look, poll } from "../polling";
import type { OperationContext } from "../resource";
import { type CancelAzureSubscriptions, cancelAll, isActive, nameOf, type PlanReference } from "./cancellation";
import { PURCHASE_TIMES } from "./facts";
import { refuseOverReservations } from "./reservations";
import { changePlan, readSubscription } from "./subscriptions";

/** What to do after a suspension that was refused for good. */
export type SuspensionStep =
  /** Azure subscriptions count as active: look for those that are, and try again when none is. For half an hour. */
  | "lookForActive"
  /** It did nothing; the answer says why. */
  | "stop";

/** The decision table for that, first match wins; what a change of a plan repeats by itself has been repeated by then. */
export const suspensionRows = [
  { kind: "api", status: 403, codes: ["900115"], step: "lookForActive" },
  { step: "stop" },
] as const satisfies readonly FailureRow<SuspensionStep>[];

/** Azure subscriptions under the plan whose status is active: the service refuses to suspend over any of them. */
export async function listActiveAzureSubscriptions(
  context: OperationContext,
  { customerId, subscriptionId }: PlanReference,
): Promise<readonly AzureEntitlement[]> {
  const { items } = await context.client.azureEntitlements.list({ customerId, subscriptionId }).all();
  return items.filter(isActive);
}

/**
 * Suspends the plan, the only end that a plan has. Refuses while Azure reservations run, before anything is touched, and
 * while Azure subscriptions are active, unless it is told to cancel those that are there now; a new one that appears
 * meanwhile stops it.
 * @returns false when the plan had ended, or was suspended or disabled already: the service lets no disabled one change.
 */
export async function suspendPlan(
  context: OperationContext,
  plan: PlanReference,
  cancel: CancelAzureSubscriptions,
): Promise<boolean> {
  const { customerId, subscriptionId } = plan;
  const current = await readSubscription(context, customerId, subscriptionId);
  if (hasEnded(current) || ["suspended", "disabled"].includes(current.status.toLowerCase())) return false;

  const active = await listActiveAzureSubscriptions(context, plan);
  if (active.length === 0 || cancel !== "none") await refuseOverReservations(context, plan);
  if (active.length > 0) {
    if (cancel === "none") throw activeSubscriptionsError(plan, active);
    await cancelAll(context, plan, active, cancel);
    await awaitInactive(context, plan, new Set(active.map(({ id }) => id.toLowerCase())));
  }
  await suspendWhenSettled(context, plan);
  return true;
}

/**
 * Suspends a plan without active Azure subscriptions. Partner Center goes on counting cancelled ones for a while, whoever
 * cancelled them; one that is active is somebody's new one and stops it.
 */
async function suspendWhenSettled(context: OperationContext, plan: PlanReference): Promise<void> {
  let refusal: unknown;
  const suspend = async (): Promise<Look<true>> => {
    try {
      await changePlan(context, plan.customerId, plan.subscriptionId, { status: "suspended" });
      return { done: true };
    } catch (error) {
      if (stepOfError<SuspensionStep>(suspensionRows, error) !== "lookForActive") throw error;
      refusal = error;
      const active = await listActiveAzureSubscriptions(context, plan);
      if (active.length > 0) throw activeSubscriptionsError(plan, active);
      return { pending: "Partner Center still counts Azure subscriptions, or a reservation, as active" };
    }
  };
  try {
    await poll(context, `suspending plan ${plan.subscriptionId}`, suspend, PURCHASE_TIMES.suspensionSettlesMs);
  } catch (error) {
    throw error instanceof DeadlineError && !context.signal.aborted && refusal ? refusal : error;
  }
}

async function awaitInactive(
  context: OperationContext,
  plan: PlanReference,
  cancelled: ReadonlySet<string>,
): Promise<void> {
  await poll(context, `waiting for ${cancelled.size} cancelled Azure subscription(s)`, async () => {
    const active = await listActiveAzureSubscriptions(context, plan);
    const others = active.filter(({ id }) => !cancelled.has(id.toLowerCase()));
    if (others.length > 0) throw activeSubscriptionsError(plan, others);
    return active.length === 0 ? { done: true } : { pending: `${active.length} still active` };
  });
}

function activeSubscriptionsError(plan: PlanReference, active: readonly AzureEntitlement[]): RefusedError {
  const list = active.map((one) => `  ${nameOf(one)}`).join("\n");
  return new RefusedError(
    `Azure plan ${plan.subscriptionId} of customer ${plan.customerId} was not suspended: it has ${active.length} active ` +
      `Azure subscription(s):\n${list}\n` +
      'Cancel them in the Azure portal and run again; or set cancelAzureSubscriptions: "azure", which cancels them ' +
      'through Azure Resource Manager as their owner once no resources are in them; or "partnerCenter", which cancels ' +
      'them in the partner\'s name with the reason "compromise", the only one that Partner Center knows; or set ' +
      'onDestroy: "retain" to leave the plan as it is. An option takes effect only after a `pulumi up` has written it. ' +
      "Azure reservations stop a suspension too.",
  );
}
