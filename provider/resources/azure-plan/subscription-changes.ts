import { getSubscription, type Subscription, updateSubscription } from "../../client/endpoints/subscriptions";
import { DeadlineError, isApiError, PartnerCenterError, RefusedError } from "../../client/errors";
import { poll } from "../polling";
import type { OperationContext } from "../resource";
import { PURCHASE_TIMES } from "./facts";

/** One change of a plan. Name and status never travel together: a suspended plan refuses every other change. */
export type PlanChange = { readonly friendlyName: string } | { readonly status: "active" | "suspended" };

/** Reads a subscription by id, fresh. */
export async function readSubscription(
  context: OperationContext,
  customerId: string,
  subscriptionId: string,
): Promise<Subscription> {
  return (await context.client.call(getSubscription, { path: { customerId, subscriptionId } })).body;
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
  try {
    return await poll(
      context,
      `reading plan ${subscriptionId}`,
      async () => {
        try {
          return { done: await readSubscription(context, customerId, subscriptionId) };
        } catch (error) {
          if (isApiError(error, 404)) return { pending: "not visible yet" };
          throw error;
        }
      },
      PURCHASE_TIMES.notYetVisibleMs,
    );
  } catch (error) {
    if (!(error instanceof DeadlineError) || context.signal.aborted) throw error;
    throw new RefusedError(
      `Plan ${subscriptionId} of customer ${customerId}, which its order names, cannot be found. Nothing more was ` +
        "bought. If it is about to appear, run `pulumi up` again. If it was removed outside of this stack, run " +
        "`pulumi up --refresh` once its order is more than an hour old: that buys anew.",
    );
  }
}

/**
 * Brings one property of a plan to its declared value and makes sure that it stays: reads the full resource, sends it
 * back changed (what is left out would be reset), and looks again. Nothing is sent when it is so already.
 */
export async function changePlan(
  context: OperationContext,
  customerId: string,
  subscriptionId: string,
  change: PlanChange,
): Promise<Subscription> {
  const current = await readSubscription(context, customerId, subscriptionId);
  if (isApplied(current, change)) return current;
  const path = { customerId, subscriptionId };
  try {
    const reply = await context.client.call(updateSubscription, { path, body: { ...current, ...change } });
    if (reply.body && isApplied(reply.body, change)) return reply.body;
  } catch (error) {
    // Unanswered: it may have been done. The look below tells.
    if (!(PartnerCenterError.isInstance(error) && error.kind === "transport")) throw error;
  }
  return poll(context, `changing plan ${subscriptionId}`, async () => {
    const seen = await readSubscription(context, customerId, subscriptionId);
    return isApplied(seen, change) ? { done: seen } : { pending: "not applied yet" };
  });
}

function isApplied(subscription: Subscription, change: PlanChange): boolean {
  return "status" in change
    ? subscription.status.toLowerCase() === change.status
    : subscription.friendlyName === change.friendlyName;
}
