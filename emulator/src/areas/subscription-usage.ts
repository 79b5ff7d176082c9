import type { ApiCall, Reply } from "../http/call";
import { selfLink } from "../http/links";
import { billingReaders } from "../http/role-rules";
import { type ApiRoute, api } from "../http/routes";
import { findUsageSubscription } from "../model/customer-usage";
import { estimate, runningDays, runningTotals } from "../model/usage-estimates";
import { customerOf } from "./customer-of";
import { type DetailedUsage, meterRecords, rateCardRecords, resourceRecords } from "./usage-detail-views";
import { usageCollection } from "./usage-pages";
import { dayRecordView, subscriptionRecordView, subscriptionSummaryView } from "./usage-views";

type SubscriptionCall = ApiCall<"customerId" | "subscriptionId">;

const subscription = "/v1/customers/{customerId}/subscriptions/{subscriptionId}";

/** Estimated spending of one plan or legacy subscription in its running billing period, by what it was spent on (B 5.5 to 5.9). */
export const subscriptionUsageRoutes: readonly ApiRoute[] = [
  api("GET", `${subscription}/usagesummary`, getSummary, "appUserOnlyBilling", billingReaders),
  api("GET", `${subscription}/meterusagerecords`, getMeterRecords, "appUserOnlyBilling", billingReaders),
  api("GET", `${subscription}/resourceusagerecords`, getResourceRecords, "appUserOnlyBilling", billingReaders),
  api("GET", `${subscription}/usagerecords/resources`, getRateCardRecords, "both", billingReaders),
  api("GET", `${subscription}/usagerecords/daily`, getDailyRecords, "appUserOnlyBilling", billingReaders),
];

function getSummary(call: SubscriptionCall): Reply {
  const { customer, subscription: one } = detailed(call);
  const summary = subscriptionSummaryView(call, customer, one, estimate(call.model, [one]));
  return { status: 200, body: { ...summary, links: { self: selfLink(call) } } };
}

function getMeterRecords(call: SubscriptionCall): Reply {
  const usage = detailed(call);
  const { customer, subscription: one } = usage;
  const asPrinted = isLegacy(usage) && call.model.switches.is("legacyMeterUsage", "subscriptions");
  return usageCollection(
    call,
    asPrinted ? [subscriptionRecordView(call, customer, one, estimate(call.model, [one]))] : meterRecords(call, usage),
  );
}

function getResourceRecords(call: SubscriptionCall): Reply {
  const usage = detailed(call);
  const empty = isLegacy(usage) && call.model.switches.is("legacyResourceUsage", "empty");
  return usageCollection(call, empty ? [] : resourceRecords(call, usage));
}

/** Legacy subscriptions alone: a plan has none of these (B 2). */
function getRateCardRecords(call: SubscriptionCall): Reply {
  const usage = detailed(call);
  return usageCollection(call, isLegacy(usage) ? rateCardRecords(call, usage) : []);
}

/** Legacy subscriptions alone: a plan has none of these (B 2). */
function getDailyRecords(call: SubscriptionCall): Reply {
  const usage = detailed(call);
  const { customer, subscription: one } = usage;
  const days = isLegacy(usage) ? runningDays(call.model, one) : [];
  return usageCollection(
    call,
    days.map(({ day, ...cost }) => dayRecordView(call, customer, one, day, cost)),
  );
}

function detailed(call: SubscriptionCall): DetailedUsage {
  const customer = customerOf(call);
  const one = findUsageSubscription(call.model, call.partner, customer, call.param("subscriptionId"));
  return { customer, subscription: one, totals: runningTotals(call.model, one) };
}

const isLegacy = (usage: DetailedUsage): boolean => usage.subscription.kind === "legacyAzure";
