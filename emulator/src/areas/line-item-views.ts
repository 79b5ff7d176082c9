import type { Partner } from "../model/entities";
import type { Billable, DailyLine } from "../model/line-sources";
import { namespaceOf, resourceUri } from "../model/metered-resources";
import { meterGuid, meterRegion } from "../model/meters";
import type { ReconciliationLine } from "../model/reconciliation";
import { noDate } from "./invoice-views";
import type { LineItem, ValueWriter } from "./line-item-texts";

const invoiceNumber = ({ invoice }: Billable) => invoice?.id ?? "";

/** JSON as the service puts it into a text; empty when there is nothing. */
export function jsonText(members: Readonly<Record<string, string>>): string {
  return Object.keys(members).length === 0 ? "" : JSON.stringify(members);
}

/** Makes DailyRatedUsageLineItems (B 10.1). */
export function dailyRatedUsageView(of: Billable, value: ValueWriter, tellEarnedCredit: boolean) {
  const chargeStartDate = value.day(of.period.from);
  const chargeEndDate = value.day(of.period.to);
  return ({ customer, day }: DailyLine): LineItem => {
    const { meter, resource, subscription, azure } = day;
    const earned = day.earnedCreditRate !== "0";
    return {
      partnerId: of.partner.tenantId,
      partnerName: of.partner.name,
      customerId: customer.id,
      customerName: customer.name,
      customerDomainName: customer.domain,
      customerCountry: customer.country,
      invoiceNumber: invoiceNumber(of),
      productId: meter.productId,
      skuId: meter.skuId,
      availabilityId: meter.availabilityId,
      skuName: meter.skuName,
      productName: meter.productName,
      publisherName: "Microsoft",
      publisherId: "",
      subscriptionId: subscription.id,
      subscriptionDescription: subscription.friendlyName,
      chargeStartDate,
      chargeEndDate,
      usageDate: value.day(day.from),
      meterType: `${meter.unit} ${meter.name}`,
      meterCategory: meter.category,
      meterId: meterGuid(resource.meter, resource.location),
      meterSubCategory: meter.subcategory,
      meterName: meter.name,
      meterRegion: meterRegion(resource.location),
      unitOfMeasure: meter.unit,
      resourceLocation: resource.location,
      consumedService: namespaceOf(resource),
      resourceGroup: resource.group,
      resourceUri: resourceUri(resource),
      tags: jsonText(resource.tags),
      additionalInfo: jsonText(resource.additionalInfo),
      serviceInfo1: "",
      serviceInfo2: "",
      mpnId: of.partner.partnerId,
      resellerMpnId: subscription.partnerId,
      chargeType: "new",
      unitPrice: value.decimal(day.unitPrice),
      quantity: value.decimal(day.quantity),
      unitType: "",
      billingPreTaxTotal: value.decimal(day.billingPreTaxTotal),
      billingCurrency: day.billingCurrency,
      pricingPreTaxTotal: value.decimal(day.pricingPreTaxTotal),
      pricingCurrency: day.pricingCurrency,
      entitlementId: azure?.id ?? "",
      entitlementDescription: azure?.friendlyName ?? "",
      pcToBCExchangeRate: value.decimal(day.exchangeRate),
      pcToBCExchangeRateDate: value.day(day.exchangeRateDate),
      effectiveUnitPrice: value.decimal(day.effectiveUnitPrice),
      rateOfPartnerEarnedCredit: value.decimal(day.earnedCreditRate),
      hasPartnerEarnedCredit: tellEarnedCredit ? earned : undefined,
      rateOfCredit: value.decimal(day.earnedCreditRate),
      creditType: earned ? "Partner Earned Credit Applied" : "Credit Not Applied",
      invoiceLineItemType: "usage_line_items",
      billingProvider: "marketplace",
      attributes: { objectType: "DailyRatedUsageLineItem" },
    };
  };
}

/** Makes OneTimeInvoiceLineItems (B 10.2). */
export function oneTimeView(of: Billable, value: ValueWriter, customerPrefix: string) {
  return (line: ReconciliationLine): LineItem => {
    const { customer, product } = line;
    return {
      partnerId: of.partner.tenantId,
      customerId: `${customerPrefix}${customer.id}`,
      customerName: customer.name,
      customerDomainName: customer.domain,
      customerCountry: customer.country,
      invoiceNumber: invoiceNumber(of),
      mpnId: of.partner.partnerId,
      resellerMpnId: value.count(line.resellerId === "" ? 0 : line.resellerId),
      orderId: line.orderId,
      orderDate: value.time(line.orderedAt),
      productId: product.productId,
      skuId: product.skuId,
      availabilityId: product.availabilityId,
      productName: product.productName,
      skuName: product.skuName,
      productQualifiers: product.productQualifiers,
      chargeType: product.chargeType,
      unitPrice: value.decimal(line.unitPrice),
      effectiveUnitPrice: value.decimal(line.effectiveUnitPrice),
      unitType: product.unitType,
      quantity: value.count(line.quantity),
      subtotal: value.decimal(line.subtotal),
      taxTotal: value.decimal(line.tax),
      totalForCustomer: value.decimal(line.total),
      currency: of.currency,
      publisherName: product.publisherName,
      publisherId: product.publisherId,
      subscriptionDescription: line.subscriptionDescription,
      subscriptionId: line.subscriptionId,
      subscriptionStartDate: line.term === undefined ? noDate : value.day(line.term.from),
      subscriptionEndDate: line.term === undefined ? noDate : value.day(line.term.to),
      chargeStartDate: line.chargeSpan === undefined ? noDate : value.day(line.chargeSpan.from),
      chargeEndDate: line.chargeSpan === undefined ? noDate : value.day(line.chargeSpan.to),
      termAndBillingCycle: product.termAndBillingCycle,
      alternateId: line.orderId,
      referenceId: "",
      priceAdjustmentDescription: line.priceAdjustment,
      discountDetails: "",
      pricingCurrency: line.pricingCurrency,
      pcToBCExchangeRate: value.decimal(line.exchangeRate),
      pcToBCExchangeRateDate: value.day(line.exchangeRateDate),
      billableQuantity: value.decimal(line.billableQuantity),
      meterDescription: line.meterDescription,
      billingFrequency: product.billingFrequency,
      reservationOrderId: line.reservationOrderId,
      creditReasonCode: product.creditReasonCode,
      promotionId: product.promotionId,
      invoiceLineItemType: "billing_line_items",
      billingProvider: "one_time",
      attributes: { objectType: "OneTimeInvoiceLineItem" },
    };
  };
}

/** A PartnerID where line items want a number; -1 stands for none (B 10.3). */
export const mpnNumber = (id: string): string => (id === "" ? "-1" : id);

/** The partner's account that legacy commerce bills. */
export const billableAccount = ({ partnerId }: Partner): string => partnerId;
