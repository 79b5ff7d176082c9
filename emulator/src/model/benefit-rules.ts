import type { ErrorName } from "../errors";
import { isAzure } from "./catalog-facts";
import { isGuid } from "./customers";
import type { CartLineError, Subscription } from "./entities";
import type { LineContext, Violation } from "./line-rules";
import { isReadyForReservations } from "./registrations";

/** The entry of a provisioning context, whose keys are in the caller's case (C 7.2). */
export function contextEntry(context: Readonly<Record<string, string>>, name: string): string | undefined {
  const found = Object.entries(context).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1] || undefined;
}

/** What is wrong with the reservation of a line: it wants a registered Azure plan or subscription (C 10.6). */
export function reservationViolation({ model, partner, customer, line }: LineContext): Violation | undefined {
  const id = contextEntry(line.provisioningContext, "subscriptionId");
  if (id === undefined || !isGuid(id)) {
    return violation("SubscriptionIsNotValid", "reservationSubscriptionInvalid", id ?? "");
  }
  const subscription = ownSubscription({ model, partner, customer }, id);
  if (subscription === undefined) {
    return violation("SubscriptionIsNotValid", "reservationSubscriptionUnknown", id);
  }
  if (subscription.status !== "active") {
    return violation("SubscriptionIsNotValid", "reservationSubscriptionInactive", id);
  }
  if (!isAzure(subscription)) {
    return violation("SubscriptionIsNotEnabledForRI", "reservationsNotEnabled", id);
  }
  return isReadyForReservations(model, partner, customer, id)
    ? undefined
    : violation("SubscriptionNotRegistered", "reservationsNotRegistered", id);
}

/** What is wrong with the savings plan of a line: it wants an Azure plan with something in it, and a commitment (C 4.4). */
export function savingsPlanViolation(context: LineContext): Violation | undefined {
  const { model, partner, line } = context;
  if (partner.sandbox) {
    return violation("SandboxLimitExceeded", "savingsPlanNotInSandbox", "");
  }
  if (line.purchaseCommitment === undefined) {
    return violation("InvalidInput", "invalidInput", "a savings plan needs a purchaseCommitment");
  }
  const scope = contextEntry(line.provisioningContext, "scope") ?? "";
  if (!["shared", "single"].includes(scope.toLowerCase())) {
    return violation("InvalidInput", "scopeUnsupported", scope);
  }
  const planId = contextEntry(line.provisioningContext, "subscriptionId");
  if (planId === undefined) {
    return violation("InvalidInput", "contextPlanMissing", "");
  }
  const plan = ownSubscription(context, planId);
  const active = model.azureSubscriptionsOf(planId.toLowerCase()).filter((one) => one.status === "active");
  if (plan?.kind !== "azurePlan" || plan.status !== "active" || active.length === 0) {
    return violation("SubscriptionIsNotValid", "contextPlanNotFound", planId);
  }
  if (partner.kind === "indirectProvider" && (line.partnerIdOnRecord ?? "") !== plan.partnerId) {
    return violation("InvalidInput", "savingsPlanPartnerMismatch", line.partnerIdOnRecord ?? "");
  }
  return scope.toLowerCase() === "single" ? entitlementViolation(context, plan) : undefined;
}

function entitlementViolation({ model, line }: LineContext, plan: Subscription): Violation | undefined {
  const id = contextEntry(line.provisioningContext, "entitlementId");
  if (id === undefined) {
    return violation("InvalidInput", "contextEntitlementMissing", "");
  }
  const azure = model.azureSubscriptions.get(id.toLowerCase());
  if (azure?.planId !== plan.id) {
    return violation("SubscriptionIsNotValid", "contextEntitlementNotEligible", id);
  }
  model.settle(azure);
  return azure.status === "active" ? undefined : violation("SubscriptionIsNotValid", "contextEntitlementInactive", id);
}

function ownSubscription(
  { model, partner, customer }: Pick<LineContext, "model" | "partner" | "customer">,
  id: string | undefined,
): Subscription | undefined {
  const found = model.subscriptions.get(id?.toLowerCase() ?? "");
  const mine = found?.partnerTenantId === partner.tenantId && found.customerId === customer.id;
  return found !== undefined && mine && model.isVisible(found) ? found : undefined;
}

const violation = (cartError: CartLineError["code"], refusal: ErrorName, detail: string): Violation => ({
  cartError,
  refusal,
  detail,
});
