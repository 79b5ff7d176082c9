import type { Call, CallOptions, Calls, List } from "../calls";
import { getSubscription, listSubscriptions, type Subscription, updateSubscription } from "../endpoints/subscriptions";

/** Names one subscription; for an Azure plan, the plan. */
export interface SubscriptionReference {
  readonly customerId: string;
  readonly subscriptionId: string;
}

/** Subscriptions: what a customer has. An Azure plan is one; the Azure subscriptions under it are entitlements. */
export class Subscriptions {
  constructor(private readonly calls: Calls) {}

  /**
   * A customer's subscriptions, in every status. A new one is listed when it has been set up.
   * @param wanted `orderId`: only those that this order made; `partnerId`: only those sold through this reseller
   * (PartnerID, formerly MPN id).
   * @throws ApiError 404 `20000` for an unknown order, or an empty list.
   * @see get-all-of-a-customer-s-subscriptions, get-a-list-of-subscriptions-by-order, get-all-subscriptions-by-partner
   * (commerce 9.3)
   */
  list(
    wanted: { readonly customerId: string; readonly orderId?: string; readonly partnerId?: string },
    options?: CallOptions,
  ): List<Subscription> {
    const { customerId, orderId, partnerId } = wanted;
    const query = { order_id: orderId, mpn_id: partnerId };
    return this.calls.list(listSubscriptions, { path: { customerId }, query }, options);
  }

  /**
   * A subscription.
   * @throws ApiError 404 `20003` for an unknown one.
   * @see get-a-subscription-by-id (commerce 9.4)
   */
  get({ customerId, subscriptionId }: SubscriptionReference, options?: CallOptions): Call<Subscription> {
    return this.calls.call(getSubscription, { path: { customerId, subscriptionId } }, options);
  }

  /**
   * Changes a subscription.
   * @param change `subscription`: the whole of it from a fresh {@link get}, with one change: what is left out can be
   * reset. Do not change name and status together.
   * @returns `undefined` when the service needs time (202): {@link get} tells when it is so.
   * @throws ApiError 403 `900115` while a plan to be suspended has active Azure subscriptions; 409 `800082` when it is
   * not ready; 400 `2055` when a legacy resource changed meanwhile.
   * @see update-a-subscription-by-id (commerce 9.5)
   */
  update(
    wanted: SubscriptionReference & { readonly subscription: Subscription },
    options?: CallOptions,
  ): Call<Subscription | undefined> {
    const { customerId, subscriptionId, subscription } = wanted;
    return this.calls.call(updateSubscription, { path: { customerId, subscriptionId }, body: subscription }, options);
  }

  /**
   * Suspends a subscription, the only end that an Azure plan has: reads it and sends it back suspended.
   * @returns and throws as {@link update}.
   * @see suspend-a-subscription (commerce 9.7)
   */
  suspend(reference: SubscriptionReference, options?: CallOptions): Promise<Subscription | undefined> {
    return this.#change(reference, { status: "suspended" }, options);
  }

  /**
   * Makes a suspended subscription active again. The Azure subscriptions under a plan do not come back with it.
   * @returns and throws as {@link update}.
   * @see reactivate-a-suspended-a-subscription (commerce 9.8)
   */
  reactivate(reference: SubscriptionReference, options?: CallOptions): Promise<Subscription | undefined> {
    return this.#change(reference, { status: "active" }, options);
  }

  /**
   * Names a subscription. For an Azure plan this is the only way: a name given in the cart is not kept.
   * @returns and throws as {@link update}.
   * @see update-the-nickname-for-a-subscription (commerce 9.6)
   */
  rename(
    { friendlyName, ...reference }: SubscriptionReference & { readonly friendlyName: string },
    options?: CallOptions,
  ): Promise<Subscription | undefined> {
    return this.#change(reference, { friendlyName }, options);
  }

  async #change(
    { customerId, subscriptionId }: SubscriptionReference,
    change: Pick<Partial<Subscription>, "status" | "friendlyName">,
    options: CallOptions | undefined,
  ): Promise<Subscription | undefined> {
    const reference = { customerId, subscriptionId };
    // What others have just read is not fresh enough to be sent back.
    const current = await this.get(reference, { ...options, share: false });
    return this.update({ ...reference, subscription: { ...current, ...change } }, options);
  }
}
