import type { Partner } from "../model/entities";
import type { Billable, DailyLine } from "../model/line-sources";
import { namespaceOf, resourceUri } from "../model/metered-resources";
import { meterGuid, meterRegion } from "../model/meters";
import type { ReconciliationLine } from "../model/reconciliation";
import { wireDate, wireDay } from "../wire-date";
import { noDate } from "./invoice-views";
import { type LineItem, type NumberWriter, remembered } from "./line-item-texts";

const invoiceNumber = ({ invoice }: Billable) => invoice?.id ?? "";

/** JSON as the service puts it into a text; empty when there is nothing. */
export function jsonText(members: Readonly<Record<string, string>>): string {
  return Object.keys(members).length === 0 ? "" : JSON.stringify(members);
}

/** Makes DailyRatedUsageLineItems (B 10.1). */
export function dailyRatedUsageView(of: Billable, number: NumberWriter, tellEarnedCredit: boolean) {
  const chargeStartDate = wireDay(of.period.from);
  const chargeEndDate = wireDay(of.period.to);
  const dayText = remembered(wireDay);
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
      usageDate: dayText(day.from),
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
      unitPrice: number.decimal(day.unitPrice),
      quantity: number.decimal(day.quantity),
      unitType: "",
      billingPreTaxTotal: number.decimal(day.billingPreTaxTotal),
      billingCurrency: day.billingCurrency,
      pricingPreTaxTotal: number.decimal(day.pricingPreTaxTotal),
      pricingCurrency: day.pricingCurrency,
      entitlementId: azure?.id ?? "",
      entitlementDescription: azure?.friendlyName ?? "",
      pcToBCExchangeRate: number.decimal(day.exchangeRate),
      pcToBCExchangeRateDate: dayText(day.exchangeRateDate),
      effectiveUnitPrice: number.decimal(day.effectiveUnitPrice),
      rateOfPartnerEarnedCredit: number.decimal(day.earnedCreditRate),
      hasPartnerEarnedCredit: tellEarnedCredit ? earned : undefined,
      rateOfCredit: number.decimal(day.earnedCreditRate),
      creditType: earned ? "Partner Earned Credit Applied" : "Credit Not Applied",
      invoiceLineItemType: "usage_line_items",
      billingProvider: "marketplace",
      attributes: { objectType: "DailyRatedUsageLineItem" },
    };
  };
}

/** Makes OneTimeInvoiceLineItems (B 10.2). */
export function oneTimeView(of: Billable, number: NumberWriter, customerPrefix: string) {
  const dayText = remembered(wireDay);
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
      resellerMpnId: number.count(line.resellerId === "" ? 0 : line.resellerId),
      orderId: line.orderId,
      orderDate: wireDate(line.orderedAt),
      productId: product.productId,
      skuId: product.skuId,
      availabilityId: product.availabilityId,
      productName: product.productName,
      skuName: product.skuName,
      productQualifiers: product.productQualifiers,
      chargeType: product.chargeType,
      unitPrice: number.decimal(line.unitPrice),
      effectiveUnitPrice: number.decimal(line.effectiveUnitPrice),
      unitType: product.unitType,
      quantity: number.count(line.quantity),
      subtotal: number.decimal(line.subtotal),
      taxTotal: number.decimal(line.tax),
      totalForCustomer: number.decimal(line.total),
      currency: of.currency,
      publisherName: product.publisherName,
      publisherId: product.publisherId,
      subscriptionDescription: line.subscriptionDescription,
      subscriptionId: line.subscriptionId,
      subscriptionStartDate: line.term === undefined ? noDate : dayText(line.term.from),
      subscriptionEndDate: line.term === undefined ? noDate : dayText(line.term.to),
      chargeStartDate: line.chargeSpan === undefined ? noDate : dayText(line.chargeSpan.from),
      chargeEndDate: line.chargeSpan === undefined ? noDate : dayText(line.chargeSpan.to),
      termAndBillingCycle: product.termAndBillingCycle,
      alternateId: line.orderId,
      referenceId: "",
      priceAdjustmentDescription: line.priceAdjustment,
      discountDetails: "",
      pricingCurrency: "USD",
      pcToBCExchangeRate: number.decimal(line.exchangeRate),
      pcToBCExchangeRateDate: dayText(line.exchangeRateDate),
      billableQuantity: number.decimal(line.billableQuantity),
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
