import { z } from "zod";
import { decimal, integer } from "../decimal";
import { endpoint } from "../endpoint";
import { SpendingBudget } from "./budgets";
import { Attributes, collection, Links } from "./shapes";

/**
 * What usage has cost so far in the running period: estimates without tax and credits, refreshed once a day, never for
 * billing. Azure plans tell a currency, legacy Azure a culture whose currency is meant.
 */
const costs = {
  /** Canonical decimal text, in `currencyCode` or the currency of `currencyLocale`. */
  totalCost: decimal,
  /** ISO 4217; Azure plans. */
  currencyCode: z.string().optional(),
  /** Culture such as `fr-FR`; legacy Azure. */
  currencyLocale: z.string().optional(),
  usdTotalCost: decimal.optional(),
  lastModifiedDate: z.string().optional(),
  attributes: Attributes.optional(),
};

/** Whose usage it is. The service sends one pair of these or the other. */
const names = {
  resourceId: z.string().optional(),
  id: z.string().optional(),
  resourceName: z.string().optional(),
  name: z.string().optional(),
};

/** First moment of the period, and its end: for Azure plans the first moment after it. */
const period = {
  billingStartDate: z.string().optional(),
  billingEndDate: z.string().optional(),
};

type Named = {
  resourceId?: string | undefined;
  id?: string | undefined;
  resourceName?: string | undefined;
  name?: string | undefined;
};

/** Fills each pair of names from the other, so that nobody has to look at both. */
function bothNames<Record extends Named>(record: Record): Record {
  const id = record.resourceId ?? record.id;
  const name = record.resourceName ?? record.name;
  return {
    ...record,
    ...(id !== undefined && { resourceId: id, id }),
    ...(name !== undefined && { resourceName: name, name }),
  };
}

/** The old duplicates of a budget. */
const budgets = { budget: SpendingBudget.optional(), customerSpendingBudget: SpendingBudget.optional() };

/** What a customer's Azure has cost; `resourceId` is its tenant. */
export const CustomerUsageRecord = z
  .looseObject({
    ...names,
    ...costs,
    ...budgets,
    /** Of the budget, in per cent with two decimals; 0 without one, and above 100 beyond it. */
    percentUsed: decimal.optional(),
    /** True for Azure plans. */
    isUpgraded: z.boolean().optional(),
  })
  .transform(bothNames);
export interface CustomerUsageRecord extends z.output<typeof CustomerUsageRecord> {}

/** The total of a customer. */
export const CustomerUsageSummary = z
  .looseObject({
    ...names,
    ...costs,
    ...budgets,
    ...period,
    /** The budget as a number, in old answers. */
    spendingBudget: decimal.optional(),
    links: Links.optional(),
  })
  .transform(bothNames);
export interface CustomerUsageSummary extends z.output<typeof CustomerUsageSummary> {}

/** The total of the partner's legacy Azure, without Azure plans. */
export const PartnerUsageSummary = z
  .looseObject({
    ...names,
    ...costs,
    ...period,
    emailsToNotify: z.array(z.string()).optional(),
    customersOverBudget: integer.optional(),
    customersTrendingOver: integer.optional(),
    customersWithUsageBasedSubscription: integer.optional(),
    links: Links.optional(),
  })
  .transform(bothNames);
export interface PartnerUsageSummary extends z.output<typeof PartnerUsageSummary> {}

/** What a subscription has cost; for an Azure plan, all Azure subscriptions under it. */
export const SubscriptionUsageRecord = z
  .looseObject({
    ...names,
    ...costs,
    /** `active`, `suspended`, `deleted` and more; open. */
    status: z.string().optional(),
    /** PartnerID. */
    partnerOnRecord: z.string().optional(),
    /** Catalog item, or legacy offer. */
    offerId: z.string().optional(),
  })
  .transform(bothNames);
export interface SubscriptionUsageRecord extends z.output<typeof SubscriptionUsageRecord> {}

/** The total of a subscription. */
export const SubscriptionUsageSummary = z
  .looseObject({ ...names, ...costs, ...period, links: Links.optional() })
  .transform(bothNames);
export interface SubscriptionUsageSummary extends z.output<typeof SubscriptionUsageSummary> {}

/** What was measured. */
const measured = {
  category: z.string().optional(),
  subcategory: z.string().optional(),
  unit: z.string().optional(),
  quantityUsed: decimal.optional(),
};

/** What one meter has cost in a plan, over all Azure subscriptions. Key: subscription and meter. */
export const MeterUsageRecord = z.looseObject({
  ...costs,
  ...measured,
  subscriptionId: z.string().optional(),
  /** Text with blanks and slashes, no GUID. */
  meterId: z.string().optional(),
  meterName: z.string().optional(),
  // For legacy Azure the service is documented to answer with a record of the subscription.
  ...names,
});
export interface MeterUsageRecord extends z.output<typeof MeterUsageRecord> {}

/** What one Azure resource has cost. */
export const ResourceUsageRecord = z.looseObject({
  ...costs,
  subscriptionId: z.string().optional(),
  /** Azure's resource id, in any case. */
  resourceUri: z.string().optional(),
  /** Namespace of its provider, such as `Microsoft.Compute`. */
  resourceType: z.string().optional(),
  /** The Azure subscription. */
  entitlementId: z.string().optional(),
  entitlementName: z.string().optional(),
  resourceGroupName: z.string().optional(),
  name: z.string().optional(),
  resourceName: z.string().optional(),
});
export interface ResourceUsageRecord extends z.output<typeof ResourceUsageRecord> {}

/** What one meter of the rate card has cost; legacy Azure only. */
export const RateCardUsageRecord = z.looseObject({ ...names, ...costs, ...measured }).transform(bothNames);
export interface RateCardUsageRecord extends z.output<typeof RateCardUsageRecord> {}

/** What a subscription has cost on one day; obsolete, and perhaps wrong. */
export const DailyUsageRecord = z
  .looseObject({ ...names, ...costs, dateUsed: z.string().optional() })
  .transform(bothNames);
export interface DailyUsageRecord extends z.output<typeof DailyUsageRecord> {}

/** Facts that all usage calls share. */
const read = { method: "GET", retry: "safe", credential: "user" } as const;

/** The partner's total, without Azure plans; Microsoft means to remove it. */
export const getPartnerUsageSummary = endpoint({
  ...read,
  name: "getPartnerUsageSummary",
  path: "/v1/usagesummary",
  response: PartnerUsageSummary,
  source: "get-a-partner-usage-summary",
});

/** A record for each customer with Azure; a customer with plans and legacy Azure may have two. */
export const listCustomerUsage = endpoint({
  ...read,
  name: "listCustomerUsage",
  path: "/v1/customers/usagerecords",
  response: collection(CustomerUsageRecord),
  source: "get-a-customer-s-usage-records",
});

/** A customer's total. Without usage: code `3000`. */
export const getCustomerUsageSummary = endpoint({
  ...read,
  name: "getCustomerUsageSummary",
  path: "/v1/customers/{customerId}/usagesummary",
  response: CustomerUsageSummary,
  source: "get-a-customer-usage-summary",
});

/** A record for each of a customer's plans and legacy subscriptions. */
export const listSubscriptionUsage = endpoint({
  ...read,
  name: "listSubscriptionUsage",
  path: "/v1/customers/{customerId}/subscriptions/usagerecords",
  response: collection(SubscriptionUsageRecord),
  source: "get-a-customer-subscription-s-usage-records",
});

/** The total of a plan or a legacy subscription. */
export const getSubscriptionUsageSummary = endpoint({
  ...read,
  name: "getSubscriptionUsageSummary",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/usagesummary",
  response: SubscriptionUsageSummary,
  source: "get-a-customer-subscription-usage-summary",
});

/** A record for each meter, those without cost too. */
export const listMeterUsage = endpoint({
  ...read,
  name: "listMeterUsage",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/meterusagerecords",
  response: collection(MeterUsageRecord),
  source: "get-a-customer-subscription-meter-usage-records",
});

/** A record for each Azure resource: hundreds to hundreds of thousands, in one reply. */
export const listResourceUsage = endpoint({
  ...read,
  name: "listResourceUsage",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/resourceusagerecords",
  response: collection(ResourceUsageRecord),
  source: "get-a-customer-subscription-resource-usage-records",
});

/** A record for each meter of the rate card; legacy Azure only. */
export const listRateCardUsage = endpoint({
  ...read,
  name: "listRateCardUsage",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/usagerecords/resources",
  response: collection(RateCardUsageRecord),
  credential: "either",
  source: "get-all-monthly-usage-records-for-a-subscription",
});

/** A record for each day; obsolete, and perhaps wrong. */
export const listDailyUsage = endpoint({
  ...read,
  name: "listDailyUsage",
  path: "/v1/customers/{customerId}/subscriptions/{subscriptionId}/usagerecords/daily",
  response: collection(DailyUsageRecord),
  source: "azure-spending",
});
