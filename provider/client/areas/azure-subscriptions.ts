import type { Call, CallOptions, Calls } from "../calls";
import {
  type AzureSubscription,
  cancelAzureSubscription,
  enableAzureSubscription,
  getAzureSubscription,
} from "../endpoints/azure-subscriptions";

/** Names one Azure subscription at Azure itself. */
export interface AzureSubscriptionReference {
  /** GUID: the id of the entitlement in Partner Center. */
  readonly azureSubscriptionId: string;
  /**
   * Tenant whose token the call takes: GUID. Azure subscriptions live in the customer's tenant, so that is what it mostly
   * must be. Default: the partner's.
   */
  readonly tenantId?: string;
}

/** Azure subscriptions at Azure Resource Manager, where an owner ends them in the ordinary way. */
export class AzureSubscriptions {
  constructor(private readonly calls: Calls) {}

  /**
   * An Azure subscription; `state` is `Enabled`, `Warned`, `PastDue`, `Disabled` or `Deleted`.
   * @throws ApiError 403 `AuthorizationFailed` without a role in it, 404 `SubscriptionNotFound`.
   * @see subscriptions-get of Azure Resource Manager
   */
  get(reference: AzureSubscriptionReference, options?: CallOptions): Call<AzureSubscription> {
    return this.calls.call(getAzureSubscription, pathOf(reference), withTenant(reference, options));
  }

  /**
   * Cancels an Azure subscription; Partner Center shows it about ten minutes later. Not repeated when unanswered.
   * @throws ApiError 403 for all but its owner; 400 `ResourcesExistingOnSubscription` while resources are in it.
   * @see subscription-cancel of Azure Resource Manager
   */
  async cancel(reference: AzureSubscriptionReference, options?: CallOptions): Promise<void> {
    await this.calls.call(cancelAzureSubscription, pathOf(reference), withTenant(reference, options));
  }

  /**
   * Takes a cancellation back. Not repeated when unanswered.
   * @throws ApiError 403 for all but its owner.
   * @see subscription-enable of Azure Resource Manager
   */
  async enable(reference: AzureSubscriptionReference, options?: CallOptions): Promise<void> {
    await this.calls.call(enableAzureSubscription, pathOf(reference), withTenant(reference, options));
  }
}

function pathOf({ azureSubscriptionId }: AzureSubscriptionReference) {
  return { path: { azureSubscriptionId } };
}

function withTenant({ tenantId }: AzureSubscriptionReference, options: CallOptions | undefined): CallOptions {
  return { ...options, ...(tenantId !== undefined && { tenantId }) };
}
