import type { ApiCall, Reply } from "../http/call";
import { selfLink } from "../http/links";
import { billingReaders } from "../http/role-rules";
import { type ApiRoute, api } from "../http/routes";
import { localeOfCurrency } from "../model/currencies";
import {
  azureOf,
  customerUsages,
  partnerUsage,
  requireAzure,
  requireUsageData,
  rollupBudget,
} from "../model/customer-usage";
import { estimate, estimatedAt, runningPeriod } from "../model/usage-estimates";
import { zonedDate } from "../wire-date";
import { writtenDecimal } from "../written-decimal";
import { customerOf } from "./customer-of";
import { usageCollection } from "./usage-pages";
import {
  attributesOf,
  customerRecordView,
  customerSummaryView,
  namedView,
  periodView,
  subscriptionRecordView,
} from "./usage-views";

/** Estimated Azure spending of the running billing period: of a partner, its customers and their subscriptions (B 5.1 to 5.4). */
export const usageRoutes: readonly ApiRoute[] = [
  api("GET", "/v1/usagesummary", getPartnerSummary, "appUserOnlyBilling", billingReaders),
  api("GET", "/v1/customers/usagerecords", getCustomerRecords, "appUserOnlyBilling", billingReaders),
  api("GET", "/v1/customers/{customerId}/usagesummary", getCustomerSummary, "appUserOnlyBilling", billingReaders),
  api(
    "GET",
    "/v1/customers/{customerId}/subscriptions/usagerecords",
    getSubscriptionRecords,
    "appUserOnlyBilling",
    billingReaders,
  ),
];

function getPartnerSummary(call: ApiCall): Reply {
  const { model, partner } = call;
  const usage = partnerUsage(model, partner);
  const emails = partner.users
    .filter((user) => user.roles.includes("adminAgent"))
    .map((user) => user.userPrincipalName);
  return {
    status: 200,
    body: {
      emailsToNotify: model.switches.is("emailsToNotify", "present") ? emails : undefined,
      customersOverBudget: usage.customersOverBudget,
      customersTrendingOver: usage.customersTrendingOver,
      customersWithUsageBasedSubscription: usage.customersWithUsage,
      ...periodView(runningPeriod(model, "legacyAzure")),
      ...namedView(partner.tenantId, partner.name),
      totalCost: writtenDecimal(model.switches, usage.totalCost),
      currencyLocale: localeOfCurrency(usage.currency),
      lastModifiedDate: zonedDate(estimatedAt(model)),
      links: { self: selfLink(call) },
      attributes: attributesOf("PartnerUsageSummary"),
    },
  };
}

function getCustomerRecords(call: ApiCall): Reply {
  const items = customerUsages(call.model, call.partner).map((usage) => customerRecordView(call, usage));
  return usageCollection(call, items);
}

function getCustomerSummary(call: ApiCall<"customerId">): Reply {
  const { model, partner } = call;
  const customer = customerOf(call);
  const subscriptions = azureOf(model, partner, customer);
  requireUsageData(model, subscriptions);
  const kind = subscriptions[0]?.kind ?? "azurePlan";
  const budget = rollupBudget(model, partner, customer);
  const summary = customerSummaryView(call, { customer, kind, estimate: estimate(model, subscriptions), budget });
  return { status: 200, body: kind === "azurePlan" ? summary : { ...summary, links: { self: selfLink(call) } } };
}

function getSubscriptionRecords(call: ApiCall<"customerId">): Reply {
  const { model, partner } = call;
  const customer = customerOf(call);
  const subscriptions = azureOf(model, partner, customer);
  requireAzure(model, subscriptions);
  const items = subscriptions.map((one) => subscriptionRecordView(call, customer, one, estimate(model, [one])));
  const selfEndsWithSlash = model.switches.is("usageSelfLink", "trailingSlash");
  return usageCollection(call, items, { selfEndsWithSlash });
}
