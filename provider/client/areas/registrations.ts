import type { Call, CallOptions, Calls } from "../calls";
import { createRegistration, getRegistrationStatus, type RegistrationStatus } from "../endpoints/subscriptions";
import type { SubscriptionReference } from "./subscriptions";

/** Registrations: what makes a plan ready for Azure reservations. */
export class Registrations {
  constructor(private readonly calls: Calls) {}

  /**
   * Asks for a plan to be made ready for reservations. Asking again changes nothing; {@link get} tells when it is.
   * @see register-a-subscription (commerce 9.9)
   */
  async create({ customerId, subscriptionId }: SubscriptionReference, options?: CallOptions): Promise<void> {
    await this.calls.call(createRegistration, { path: { customerId, subscriptionId } }, options);
  }

  /**
   * How far a registration is: `registered`, `registering` or `notregistered`, in any case.
   * @see get-subscription-registration-status (commerce 9.9)
   */
  get({ customerId, subscriptionId }: SubscriptionReference, options?: CallOptions): Call<RegistrationStatus> {
    return this.calls.call(getRegistrationStatus, { path: { customerId, subscriptionId } }, options);
  }
}
