import type { Subscription } from "../../client/endpoints/subscriptions";
import { RefusedError } from "../../client/errors";
import type { OperationContext } from "../resource";
import { awaitOrder } from "./checkout";
import { foundIn, type PlanSituation } from "./look";
import { readNewSubscription } from "./subscriptions";
import { describeTarget, mayBeSoldThrough, type PlanTarget } from "./target";

/** What to do about a plan that exists already. */
export type OnExisting = "adopt" | "fail";

/** A plan that was taken over. */
export interface AdoptedPlan {
  readonly subscription: Subscription;
  readonly orderId?: string;
  readonly adopted: true;
}

/** Takes over the plan that exists, or the one an open order is about to make. Buys nothing. */
export async function adopt(
  context: OperationContext,
  target: PlanTarget,
  onExisting: OnExisting,
  situation: PlanSituation,
): Promise<AdoptedPlan> {
  const found = [
    ...situation.plans.map(({ id }) => `plan ${id}`),
    ...situation.openOrders.map(({ id }) => `order ${id}`),
  ];
  if (onExisting === "fail") {
    throw new RefusedError(
      `${describeTarget(target)} has an Azure plan already (${found.join(", ")}), and onExisting is "fail". ` +
        `Nothing was bought or changed. Set onExisting to "adopt" to manage it.`,
    );
  }
  if (foundIn(situation) === "several") {
    throw new RefusedError(
      `More than one Azure plan of ${describeTarget(target)} could be meant: ${found.join(", ")}. ` +
        "Nothing was bought or changed. Set partnerIdOnRecord to choose the reseller's.",
    );
  }
  const [plan] = situation.plans;
  if (plan) return { subscription: plan, ...(plan.orderId && { orderId: plan.orderId }), adopted: true };

  const [order] = situation.openOrders;
  if (!order) throw new RefusedError(`There is no Azure plan of ${describeTarget(target)} to adopt.`);
  const outcome = await awaitOrder(context, target, order);
  if (outcome.kind === "failed") {
    throw new RefusedError(
      `Order ${order.id} of ${describeTarget(target)}, which was on its way, ended as ${outcome.status}. ` +
        "Nothing was bought. Run `pulumi up` again.",
    );
  }
  const subscription = await readNewSubscription(context, target.customerId, outcome.subscriptionId);
  if (!mayBeSoldThrough(target, subscription.partnerId)) {
    throw new RefusedError(
      `Order ${order.id} made plan ${subscription.id}, which is sold through reseller ${subscription.partnerId || "none"} ` +
        `and not what ${describeTarget(target)} means. Nothing was bought or changed. Run \`pulumi up\` again.`,
    );
  }
  return { subscription, orderId: order.id, adopted: true };
}
