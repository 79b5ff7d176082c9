import type { Call, CallOptions, Calls, List } from "../calls";
import {
  type AzureEntitlement,
  cancelAzureEntitlement,
  getAzureEntitlement,
  listAzureEntitlements,
  reactivateAzureEntitlement,
} from "../endpoints/entitlements";
import type { SubscriptionReference } from "./subscriptions";

/** Names one Azure subscription under a plan. */
export interface AzureEntitlementReference extends SubscriptionReference {
  /** The Azure subscription's id: GUID. */
  readonly entitlementId: string;
}

/** The Azure subscriptions under a plan (`subscriptionId`), as Partner Center knows them. */
export class AzureEntitlements {
  constructor(private readonly calls: Calls) {}

  /**
   * The Azure subscriptions of a plan, in every status; only `active`, in any case, means active. Right after a
   * purchase the list may still be empty.
   * @see get-a-list-of-azure-entitlements-for-subscription (commerce 10.2)
   */
  list({ customerId, subscriptionId }: SubscriptionReference, options?: CallOptions): List<AzureEntitlement> {
    return this.calls.list(listAzureEntitlements, { path: { customerId, subscriptionId } }, options);
  }

  /**
   * One Azure subscription.
   * @throws ApiError 404 `800111` for an unknown one.
   * @see get-an-azure-entitlement-for-a-subscription (commerce 10.3)
   */
  get(
    { customerId, subscriptionId, entitlementId }: AzureEntitlementReference,
    options?: CallOptions,
  ): Call<AzureEntitlement> {
    return this.calls.call(getAzureEntitlement, { path: { customerId, subscriptionId, entitlementId } }, options);
  }

  /**
   * Cancels an Azure subscription, effective after about ten minutes. **It is reported as a compromise**, the only
   * reason that Partner Center knows; the ordinary way is `azureSubscriptions.cancel`. Not repeated when unanswered.
   * @returns what may still say `active`, or `undefined`.
   * @see cancel-an-azure-subscription (commerce 10.4)
   */
  cancel(
    { customerId, subscriptionId, entitlementId }: AzureEntitlementReference,
    options?: CallOptions,
  ): Call<AzureEntitlement | undefined> {
    const body = { cancellationReason: "compromise" } as const;
    return this.calls.call(
      cancelAzureEntitlement,
      { path: { customerId, subscriptionId, entitlementId }, body },
      options,
    );
  }

  /**
   * Makes a cancelled Azure subscription active again. {@link get} tells when it is.
   * @throws ApiError 400 `900337` or 403 `900335` where the partner may not.
   * @see reactivate-an-azure-subscription (commerce 10.5)
   */
  reactivate(
    { customerId, subscriptionId, entitlementId }: AzureEntitlementReference,
    options?: CallOptions,
  ): Call<AzureEntitlement | undefined> {
    return this.calls.call(
      reactivateAzureEntitlement,
      { path: { customerId, subscriptionId, entitlementId } },
      options,
    );
  }
}
