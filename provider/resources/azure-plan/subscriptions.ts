import type { Subscription } from "../../client/endpoints/subscriptions";
import { DeadlineError, RefusedError } from "../../client/errors";
import { RETRY_LIMITS } from "../../client/retry";
import { whileEngineLives } from "../engine-guard";
import { type FailureRow, isAbsent, stepOfError, unansweredRows } from "../failure-rows";
import { type Look, poll } from "../polling";
import type { OperationContext } from "../resource";
import { PURCHASE_TIMES } from "./facts";

/** One change of a plan. Name and status never travel together: a suspended plan refuses every other change. */
export type PlanChange = { readonly friendlyName: string } | { readonly status: "active" | "suspended" };

/** What to do after a change of a plan that failed. */
export type PlanChangeStep =
  /** Nobody knows whether it took effect: the next look tells. A few times. */
  | "look"
  /** Get a new token, and look. Once. */
  | "authorise"
  /** It did nothing: wait, look, and try again. */
  | "wait"
  /** It did nothing; the answer says why. */
  | "stop";

/** The decision table for failed changes of a plan, first match wins. */
export const planChangeRows = [
  { kind: "api", status: 409, codes: ["800082"], step: "wait" },
  { kind: "api", status: 429, step: "wait" },
  { kind: "api", status: 401, step: "authorise" },
  ...unansweredRows("look"),
  { step: "stop" },
] as const satisfies readonly FailureRow<PlanChangeStep>[];

/** Reads a subscription by id, fresh. */
export async function readSubscription(
  context: OperationContext,
  customerId: string,
  subscriptionId: string,
): Promise<Subscription> {
  return context.client.subscriptions.get({ customerId, subscriptionId });
}

/** Reads a subscription by id, fresh; `undefined` when the service does not know it. */
export async function readSubscriptionIfThere(
  context: OperationContext,
  customerId: string,
  subscriptionId: string,
): Promise<Subscription | undefined> {
  try {
    return await readSubscription(context, customerId, subscriptionId);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Reads a subscription that an order names and that may answer 404 for a moment; `undefined` when it keeps to that. */
export async function readNewSubscriptionIfThere(
  context: OperationContext,
  customerId: string,
  subscriptionId: string,
): Promise<Subscription | undefined> {
  try {
    return await poll(
      context,
      `reading plan ${subscriptionId}`,
      async (): Promise<Look<Subscription>> => {
        const found = await readSubscriptionIfThere(context, customerId, subscriptionId);
        return found ? { done: found } : { pending: "not visible yet" };
      },
      PURCHASE_TIMES.notYetVisibleMs,
    );
  } catch (error) {
    if (error instanceof DeadlineError && !context.signal.aborted) return undefined;
    throw error;
  }
}

/**
 * Reads a subscription that an order names: a new one may answer 404 for a while.
 * @throws RefusedError when it does so for longer.
 */
export async function readNewSubscription(
  context: OperationContext,
  customerId: string,
  subscriptionId: string,
): Promise<Subscription> {
  const found = await readNewSubscriptionIfThere(context, customerId, subscriptionId);
  if (found) return found;
  throw new RefusedError(
    `Plan ${subscriptionId} of customer ${customerId}, which its order names, cannot be found. Nothing more was ` +
      "bought. If it is about to appear, run `pulumi up` again. If it was removed outside of this stack, run " +
      "`pulumi up --refresh` once its order is more than an hour old: that buys anew.",
  );
}

/**
 * Brings one property of a plan to its declared value and makes sure that it stays: reads the full resource, sends it
 * back changed (what is left out would be reset), and looks again. Nothing is sent when it is so already; a plan that is
 * still being set up is waited for. Each request follows a look of its own: a body that was read earlier could put back
 * what somebody has changed since.
 */
export async function changePlan(
  context: OperationContext,
  customerId: string,
  subscriptionId: string,
  change: PlanChange,
): Promise<void> {
  let accepted = false;
  let unanswered = 0;
  let authorised = false;
  await poll(context, `changing plan ${subscriptionId}`, async (): Promise<Look<true>> => {
    const current = await readSubscription(context, customerId, subscriptionId);
    if (isApplied(current, change)) return { done: true };
    if (accepted) return { pending: "accepted, not applied yet" };
    if (current.status.toLowerCase() === "pending") return { pending: "still being set up" };
    try {
      const changed = await context.client.subscriptions.update(
        { customerId, subscriptionId, subscription: { ...current, ...change } },
        { retry: "never", ...whileEngineLives(context, `plan ${subscriptionId} was not changed`) },
      );
      accepted = true;
      return changed && isApplied(changed, change) ? { done: true } : { pending: "accepted, not applied yet" };
    } catch (error) {
      const step = stepOfError<PlanChangeStep>(planChangeRows, error);
      if (step === "wait") return { pending: "not ready to be changed yet" };
      if (step === "authorise" && !authorised) {
        authorised = true;
        return { pending: "signing in again" };
      }
      unanswered += 1;
      if (step === "look" && unanswered < RETRY_LIMITS.attempts) return { pending: "no answer" };
      if (step === "look" && isApplied(await readSubscription(context, customerId, subscriptionId), change)) {
        return { done: true };
      }
      throw error;
    }
  });
}

function isApplied(subscription: Subscription, change: PlanChange): boolean {
  return "status" in change
    ? subscription.status.toLowerCase() === change.status
    : subscription.friendlyName === change.friendlyName;
}
