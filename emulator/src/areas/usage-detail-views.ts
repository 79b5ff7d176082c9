import type { ApiCall } from "../http/call";
import type { UsageTotal } from "../model/consumption";
import { sum } from "../model/decimals";
import type { Customer, Subscription } from "../model/entities";
import { grouped } from "../model/grouping";
import { namespaceOf, resourceUri } from "../model/metered-resources";
import { meterGuid, meterText } from "../model/meters";
import { sumOf } from "../model/usage-estimates";
import { writtenDecimal } from "../written-decimal";
import { attributesOf, costView, namedView } from "./usage-views";

/** Usage of a subscription in the running period, to be told in detail. */
export interface DetailedUsage {
  readonly customer: Customer;
  readonly subscription: Subscription;
  readonly totals: readonly UsageTotal[];
}

/** MeterUsageRecords (B 4.7): one for each meter and region, over all Azure subscriptions, those without cost too. */
export function meterRecords(call: ApiCall, { customer, subscription, totals }: DetailedUsage) {
  const meterIdOf = ({ meter, resource }: UsageTotal) => meterText(meter, resource.location);
  return [...grouped(totals, meterIdOf)].map(([meterId, ofMeter]) => ({
    subscriptionId: subscription.id,
    meterId,
    meterName: ofMeter[0]?.meter.name,
    ...measureView(call, ofMeter),
    ...costView(call, customer, subscription.kind, sumOf(ofMeter)),
    attributes: attributesOf("MeterUsageRecord"),
  }));
}

/** ResourceUsageRecords (B 4.8): one for each resource, over all its meters. */
export function resourceRecords(call: ApiCall, { customer, subscription, totals }: DetailedUsage) {
  return [...grouped(totals, ({ resource }) => resourceUri(resource))].flatMap(([uri, ofResource]) => {
    const [first] = ofResource;
    return first === undefined
      ? []
      : {
          subscriptionId: subscription.id,
          resourceUri: uri,
          resourceType: namespaceOf(first.resource),
          entitlementId: first.resource.azureSubscriptionId,
          entitlementName: (first.azure ?? subscription).friendlyName,
          resourceGroupName: first.resource.group,
          name: first.resource.name,
          resourceName: first.resource.name,
          ...costView(call, customer, subscription.kind, sumOf(ofResource)),
          attributes: attributesOf("ResourceUsageRecord"),
        };
  });
}

/** AzureResourceMonthlyUsageRecords (B 4.9): one for each meter of the rate card. */
export function rateCardRecords(call: ApiCall, { customer, subscription, totals }: DetailedUsage) {
  const guidOf = ({ resource }: UsageTotal) => meterGuid(resource.meter, resource.location);
  return [...grouped(totals, guidOf)].map(([guid, ofMeter]) => ({
    ...measureView(call, ofMeter),
    ...namedView(guid, ofMeter[0]?.meter.name ?? ""),
    ...costView(call, customer, subscription.kind, sumOf(ofMeter)),
    attributes: attributesOf("AzureResourceMonthlyUsageRecord"),
  }));
}

function measureView(call: ApiCall, ofMeter: readonly UsageTotal[]) {
  const meter = ofMeter[0]?.meter;
  return {
    category: meter?.category,
    subcategory: meter?.subcategory,
    unit: meter?.unit,
    quantityUsed: writtenDecimal(call.model.switches, sum(ofMeter.map((one) => one.quantity))),
  };
}
