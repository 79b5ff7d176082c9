import { chargeProduct } from "../model/charge-products";
import { dayMs, type UsageRow } from "../model/consumption";
import type { Customer, MeteredResource, Subscription } from "../model/entities";
import { type LegacyAzureLine, legacyUsageFee, type OfficeLine } from "../model/legacy-billing";
import type { Billable } from "../model/line-sources";
import { namespaceOf } from "../model/metered-resources";
import { type Meter, meterGuid, meterRegion } from "../model/meters";
import type { Span } from "../model/status-changes";
import type { BilledCustomer } from "../model/taxes";
import { wireDay } from "../wire-date";
import type { LineItem, ValueWriter } from "./line-item-texts";
import { billableAccount, jsonText, mpnNumber } from "./line-item-views";

/** A date as legacy line items write it: without an offset. */
const bareDay = (instant: number) => wireDay(instant, "");

/** The last day of a span whose end is not part of it. */
const lastDay = ({ to }: Span) => bareDay(to - dayMs);

/** A LicenseBasedLineItem (B 10.3). */
export function licenceBasedItem(of: Billable, value: ValueWriter, line: OfficeLine): LineItem {
  const { customer, charge } = line;
  const product = chargeProduct(charge.kind);
  return {
    partnerId: of.partner.tenantId,
    customerId: customer.id,
    customerName: customer.name,
    mpnId: value.count(mpnNumber(of.partner.partnerId)),
    tier2MpnId: value.count(mpnNumber("")),
    orderId: charge.orderId,
    subscriptionId: charge.subscriptionId.replaceAll("-", "").toUpperCase(),
    subscriptionName: product.productName,
    subscriptionDescription: product.productName,
    syndicationPartnerSubscriptionNumber: charge.subscriptionId.replaceAll("-", "").slice(0, 16),
    offerId: product.productId,
    durableOfferId: product.productId,
    offerName: product.productName,
    domainName: customer.domain,
    billingCycleType: product.billingFrequency,
    subscriptionStartDate: bareDay(line.term.from),
    subscriptionEndDate: lastDay(line.term),
    chargeStartDate: bareDay(line.chargeSpan.from),
    chargeEndDate: lastDay(line.chargeSpan),
    chargeType: product.chargeType,
    unitPrice: value.decimal(line.unitPrice),
    quantity: value.count(charge.quantity),
    amount: value.decimal(line.subtotal),
    totalOtherDiscount: value.decimal("0"),
    subtotal: value.decimal(line.subtotal),
    tax: value.decimal(line.tax),
    totalForCustomer: value.decimal(line.total),
    currency: of.currency,
    invoiceLineItemType: "billing_line_items",
    billingProvider: "office",
    attributes: { objectType: "LicenseBasedLineItem" },
  };
}

/** What both kinds of line items of legacy Azure say (B 10.4). */
function legacyAzureBase(
  of: Billable,
  value: ValueWriter,
  customer: BilledCustomer,
  subscription: Subscription,
  resource: MeteredResource,
  meter: Meter,
): LineItem {
  return {
    partnerId: of.partner.tenantId,
    partnerName: of.partner.name,
    partnerBillableAccountId: billableAccount(of.partner),
    customerId: customer.id,
    customerCompanyName: customer.name,
    mpnId: value.count(mpnNumber(of.partner.partnerId)),
    tier2MpnId: value.count(mpnNumber(subscription.partnerId)),
    invoiceNumber: of.invoice?.id ?? "",
    domainName: customer.domain,
    billingCycleType: "Monthly",
    subscriptionId: subscription.id,
    subscriptionName: subscription.friendlyName,
    subscriptionDescription: "Microsoft Azure",
    orderId: subscription.orderId,
    serviceName: meter.category,
    serviceType: meter.subcategory,
    resourceGuid: meterGuid(resource.meter, resource.location),
    resourceName: meter.name,
    region: meterRegion(resource.location),
    chargeStartDate: bareDay(of.period.from),
    chargeEndDate: lastDay(of.period),
    unit: meter.unit,
  };
}

/** A UsageBasedLineItem (B 10.4). */
export function usageBasedItem(of: Billable, value: ValueWriter, line: LegacyAzureLine, index: number): LineItem {
  const { customer, subscription, resource, meter } = line;
  return {
    ...legacyAzureBase(of, value, customer, subscription, resource, meter),
    detailLineItemId: value.count(index + 1),
    sku: meter.skuId,
    consumedQuantity: value.decimal(line.quantity),
    includedQuantity: value.decimal("0"),
    overageQuantity: value.decimal(line.quantity),
    listPrice: value.decimal(line.listPrice),
    consumptionPrice: value.decimal(line.subtotal),
    consumptionDiscount: value.decimal("0"),
    currency: of.currency,
    pretaxCharges: value.decimal(line.subtotal),
    taxAmount: value.decimal(line.tax),
    postTaxTotal: value.decimal(line.total),
    pretaxEffectiveRate: value.decimal(line.listPrice),
    postTaxEffectiveRate: value.decimal(line.listPriceWithTax),
    chargeType: legacyUsageFee,
    invoiceLineItemType: "billing_line_items",
    billingProvider: "azure",
    attributes: { objectType: "UsageBasedLineItem" },
  };
}

/** A DailyUsageLineItem (B 10.4). */
export function dailyUsageItem(of: Billable, value: ValueWriter, customer: Customer, row: UsageRow): LineItem {
  const { subscription, resource, meter } = row;
  return {
    ...legacyAzureBase(of, value, customer, subscription, resource, meter),
    customerBillableAccount: customer.commerceId,
    usageDate: bareDay(row.from),
    meteredService: namespaceOf(resource),
    meteredServiceType: meter.resourceType,
    meteredRegion: resource.location,
    project: resource.group,
    serviceInfo: jsonText(resource.additionalInfo),
    consumedQuantity: value.decimal(row.quantity),
    invoiceLineItemType: "usage_line_items",
    billingProvider: "azure",
    attributes: { objectType: "DailyUsageLineItem" },
  };
}
