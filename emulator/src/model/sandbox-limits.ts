import { kindOf } from "./catalog";
import type { Customer, Partner, Subscription } from "./entities";
import type { LineContext, Violation } from "./line-rules";
import type { Model } from "./model";

/** What an integration sandbox may have (C 13.7). */
export const sandboxLimits = {
  customers: 75,
  subscriptionsPerCustomer: 5,
  licensesPerSubscription: 25,
  plans: 10,
  plansPerCustomerOfProvider: 3,
  azureSubscriptionsPerPlan: 3,
  reservationsPerCustomer: 2,
} as const;

/** What a sandbox does not let a line be, beside plans, whose limits are the order's. */
export function sandboxViolation({
  model,
  partner,
  customer,
  item,
  line,
  earlier,
}: LineContext): Violation | undefined {
  if (!partner.sandbox) {
    return undefined;
  }
  const mine = liveSubscriptions(model, partner, customer);
  const { licensesPerSubscription, reservationsPerCustomer, subscriptionsPerCustomer } = sandboxLimits;
  if (item.product.kind === "license" && line.quantity > licensesPerSubscription) {
    return {
      cartError: "MaxAllowedSeatsPerSubscriptionExceeded",
      refusal: "tooManySeats",
      detail: String(licensesPerSubscription),
    };
  }
  const reserved = [...mine, ...earlier.map((one) => ({ ...one, kind: kindOf(one.catalogItemId) }))]
    .filter((one) => one.kind === "reservation")
    .reduce((sum, one) => sum + one.quantity, 0);
  if (item.product.kind === "reservation" && reserved + line.quantity > reservationsPerCustomer) {
    return {
      cartError: "SandboxLimitExceeded",
      refusal: "sandboxLimitReached",
      detail: `${reservationsPerCustomer} reserved instances per customer`,
    };
  }
  return mine.length + earlier.length >= subscriptionsPerCustomer
    ? {
        cartError: "SandboxLimitExceeded",
        refusal: "tooManySubscriptions",
        detail: String(subscriptionsPerCustomer),
      }
    : undefined;
}

/** The customer's subscriptions that are active, those that do not show yet included. */
export function liveSubscriptions(model: Model, partner: Partner, customer: Customer): Subscription[] {
  return model.subscriptions.group(customer.id).filter((one) => {
    model.settle(one);
    return one.partnerTenantId === partner.tenantId && one.status === "active";
  });
}
