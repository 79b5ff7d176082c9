import type { LineContext, Violation } from "./line-rules";
import { liveSubscriptions } from "./sandbox-limits";

/** What is wrong with a metered SaaS item: an Azure plan with an active Azure subscription pays for it (C 4.4). */
export function meteredViolation({ model, partner, customer, item, line }: LineContext): Violation | undefined {
  if (item.sku.metered !== true) {
    return undefined;
  }
  const plans = liveSubscriptions(model, partner, customer).filter(
    (one) => one.kind === "azurePlan" && model.isVisible(one),
  );
  if (plans.length === 0) {
    return { cartError: "SubscriptionIsNotValid", refusal: "meteredNeedsPlan", detail: line.catalogItemId };
  }
  const inUse = plans.some((plan) => model.azureSubscriptionsOf(plan.id).some((one) => one.status === "active"));
  return inUse
    ? undefined
    : { cartError: "SubscriptionIsNotValid", refusal: "meteredNeedsActivePlan", detail: line.catalogItemId };
}
