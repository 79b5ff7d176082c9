import { Refusal } from "../errors";
import type { AzureSubscription, Subscription } from "./entities";
import type { Model } from "./model";

/** The Azure subscriptions of a plan that show; what other subscriptions answer is a switch (C 10.2). */
export function listAzureSubscriptions(model: Model, subscription: Subscription): AzureSubscription[] {
  if (subscription.kind !== "azurePlan" && model.switches.is("entitlementsOfOthers", "400")) {
    throw new Refusal("invalidInput", `${subscription.id} is not an Azure plan`);
  }
  return model.azureSubscriptionsOf(subscription.id).filter((one) => model.isVisible(one));
}

/** One Azure subscription of the plan. */
export function findAzureSubscription(model: Model, plan: Subscription, id: string): AzureSubscription {
  const found = model.azureSubscriptions.get(id.toLowerCase());
  if (found === undefined || found.planId !== plan.id || !model.isVisible(found)) {
    throw new Refusal("entitlementNotFound", id);
  }
  return found;
}

/** Cancels an Azure subscription; it shows after a while (C 10.4). Says whether that began now. */
export function cancelAzureSubscription(model: Model, azure: AzureSubscription): boolean {
  const ended = model.switches.position("azureSubscriptionStates");
  if (azure.status !== "active" || (azure.accepted !== undefined && azure.accepted.status !== "active")) {
    return false;
  }
  azure.accepted = { status: ended, dueAt: model.clock.now() + model.switches.durationMs("entitlementDelay") };
  return true;
}

/** Reactivates an Azure subscription under an active plan; it shows after a while (C 10.5). Says whether that began now. */
export function reactivateAzureSubscription(model: Model, plan: Subscription, azure: AzureSubscription): boolean {
  if (plan.status !== "active" || azure.status === "deleted" || azure.reactivation === "refused") {
    throw new Refusal("reactivationRefused");
  }
  const becomes = azure.accepted?.status ?? azure.status;
  if (becomes === "active") {
    return false;
  }
  azure.accepted = { status: "active", dueAt: model.clock.now() + model.switches.durationMs("entitlementDelay") };
  return true;
}
