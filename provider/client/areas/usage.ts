import type { Call, CallOptions, Calls, List } from "../calls";
import {
  type CustomerUsageRecord,
  type CustomerUsageSummary,
  type DailyUsageRecord,
  getCustomerUsageSummary,
  getPartnerUsageSummary,
  getSubscriptionUsageSummary,
  listCustomerUsage,
  listDailyUsage,
  listMeterUsage,
  listRateCardUsage,
  listResourceUsage,
  listSubscriptionUsage,
  type MeterUsageRecord,
  type PartnerUsageSummary,
  type RateCardUsageRecord,
  type ResourceUsageRecord,
  type SubscriptionUsageRecord,
  type SubscriptionUsageSummary,
} from "../endpoints/usage";
import type { SubscriptionReference } from "./subscriptions";

/**
 * What Azure has cost in the running period: estimates before tax and credits, a day old, never for billing. Amounts are
 * decimal texts with every digit. With a user's token only, but for {@link Usage.listByRateCard}. `subscriptionId` is the
 * plan, or a legacy subscription.
 */
export class Usage {
  constructor(private readonly calls: Calls) {}

  /**
   * The partner's total of legacy Azure, **without Azure plans**, and how many customers are over budget.
   * @see get-a-partner-usage-summary (billing 5.1)
   */
  getPartnerSummary(options?: CallOptions): Call<PartnerUsageSummary> {
    return this.calls.call(getPartnerUsageSummary, {}, options);
  }

  /**
   * A record for each customer, with its budget. One with both kinds of Azure may have two: key on `resourceId` and
   * `isUpgraded`.
   * @see get-a-customer-s-usage-records (billing 5.2)
   */
  listByCustomer(options?: CallOptions): List<CustomerUsageRecord> {
    return this.calls.list(listCustomerUsage, {}, options);
  }

  /**
   * A customer's total.
   * @throws ApiError `3000` for a customer without usage; 404 `60003` or 403 `20002` for one that is not the partner's.
   * @see get-a-customer-usage-summary (billing 5.3)
   */
  getCustomerSummary(
    { customerId }: { readonly customerId: string },
    options?: CallOptions,
  ): Call<CustomerUsageSummary> {
    return this.calls.call(getCustomerUsageSummary, { path: { customerId } }, options);
  }

  /**
   * A record for each of a customer's plans and legacy subscriptions.
   * @see get-a-customer-subscription-s-usage-records (billing 5.4)
   */
  listBySubscription(
    { customerId }: { readonly customerId: string },
    options?: CallOptions,
  ): List<SubscriptionUsageRecord> {
    return this.calls.list(listSubscriptionUsage, { path: { customerId } }, options);
  }

  /**
   * The total of one plan or legacy subscription.
   * @throws ApiError 404 `20003` or 400 `2012` for an unknown one.
   * @see get-a-customer-subscription-usage-summary (billing 5.5)
   */
  getSubscriptionSummary(
    { customerId, subscriptionId }: SubscriptionReference,
    options?: CallOptions,
  ): Call<SubscriptionUsageSummary> {
    return this.calls.call(getSubscriptionUsageSummary, { path: { customerId, subscriptionId } }, options);
  }

  /**
   * A record for each meter of a plan, over all its Azure subscriptions. For a legacy subscription the service may answer
   * with records of the subscription: `attributes.objectType` tells.
   * @see get-a-customer-subscription-meter-usage-records (billing 5.6)
   */
  listByMeter({ customerId, subscriptionId }: SubscriptionReference, options?: CallOptions): List<MeterUsageRecord> {
    return this.calls.list(listMeterUsage, { path: { customerId, subscriptionId } }, options);
  }

  /**
   * A record for each Azure resource under a plan. All come in one reply, which can be large.
   * @see get-a-customer-subscription-resource-usage-records (billing 5.7)
   */
  listByResource(
    { customerId, subscriptionId }: SubscriptionReference,
    options?: CallOptions,
  ): List<ResourceUsageRecord> {
    return this.calls.list(listResourceUsage, { path: { customerId, subscriptionId } }, options);
  }

  /**
   * The month so far by meters of the rate card. Legacy Azure only.
   * @see get-all-monthly-usage-records-for-a-subscription (billing 5.8)
   */
  listByRateCard(
    { customerId, subscriptionId }: SubscriptionReference,
    options?: CallOptions,
  ): List<RateCardUsageRecord> {
    return this.calls.list(listRateCardUsage, { path: { customerId, subscriptionId } }, options);
  }

  /**
   * A record for each day. Obsolete, and documented to be wrong at times; legacy Azure only.
   * @see azure-spending (billing 5.9)
   */
  listByDay({ customerId, subscriptionId }: SubscriptionReference, options?: CallOptions): List<DailyUsageRecord> {
    return this.calls.list(listDailyUsage, { path: { customerId, subscriptionId } }, options);
  }
}
