import { Refusal } from "../errors";
import { isAzure } from "./catalog-facts";
import type { Customer, Partner, Subscription } from "./entities";
import type { Model } from "./model";

/** How far a subscription's registration for Azure reservations is (C 9.9). */
export type RegistrationStatus = "registered" | "registering" | "notregistered";

/** Enables a plan or legacy Azure subscription for reservations, a little later. Says whether that began now. */
export function register(model: Model, subscription: Subscription): boolean {
  if (!isAzure(subscription)) {
    throw new Refusal("invalidInput", `${subscription.id} is neither an Azure plan nor an Azure subscription`);
  }
  if (subscription.registeredFrom !== undefined) {
    return false;
  }
  subscription.registeredFrom = model.clock.now() + model.switches.durationMs("registrationDelay");
  return true;
}

/** How far the registration is now. */
export function registrationStatus(model: Model, { registeredFrom }: Subscription): RegistrationStatus {
  if (registeredFrom === undefined) {
    return "notregistered";
  }
  return model.isPast(registeredFrom) ? "registered" : "registering";
}

/** Whether reservations can be bought for the subscription of this id now. */
export function isReadyForReservations(model: Model, partner: Partner, customer: Customer, id: string): boolean {
  const subscription = model.subscriptions.get(id.toLowerCase());
  return (
    subscription?.partnerTenantId === partner.tenantId &&
    subscription.customerId === customer.id &&
    subscription.status === "active" &&
    registrationStatus(model, subscription) === "registered"
  );
}
