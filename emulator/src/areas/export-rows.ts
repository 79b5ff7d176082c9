import { type BillingExport, contentOf, linesOfPart } from "../model/exports";
import { type Billable, type DailyLine, dailyUsage, reconciliation } from "../model/line-sources";
import { namespaceOf, resourceUri } from "../model/metered-resources";
import { meterGuid, meterRegion } from "../model/meters";
import type { Model } from "../model/model";
import type { ReconciliationLine } from "../model/reconciliation";
import { writtenDecimal } from "../written-decimal";
import { basicReconciliationColumns, basicUsageColumns } from "./export-columns";
import { remembered } from "./line-item-texts";
import { jsonText } from "./line-item-views";

/** The rows of one part of an export, each as the JSON of a line, made as they are asked for. */
export function* partRows(model: Model, exported: BillingExport, part: number): Generator<string> {
  const of = contentOf(model, exported);
  const writing: Writing = { of, ...numberWriters(model), date: remembered(dateWriter(model)) };
  const isBasic = exported.attributeSet === "basic" && model.switches.is("exportBasicColumns", "fewer");
  if (exported.lines === "usage") {
    const columns = isBasic ? [...basicUsageColumns] : undefined;
    for (const line of linesOfPart(dailyUsage(model, of), exported.parts, part)) {
      yield JSON.stringify(usageRow(writing, line), columns);
    }
  } else {
    const columns = isBasic ? [...basicReconciliationColumns] : undefined;
    for (const line of linesOfPart(reconciliation(model, of), exported.parts, part)) {
      yield JSON.stringify(reconciliationRow(writing, line), columns);
    }
  }
}

/** How values get into rows. There can be millions, so that numbers are raw JSON, which the engine writes itself. */
interface Writing {
  readonly of: Billable;
  /** An amount, a price or a quantity: decimal text. */
  readonly decimal: (text: string) => object | string;
  /** A whole number. */
  readonly count: (value: number) => number | string;
  readonly date: (at: number) => string;
}

function numberWriters({ switches }: Model): Pick<Writing, "decimal" | "count"> {
  return switches.is("exportNumbers", "string")
    ? { decimal: (text) => writtenDecimal(switches, text).text, count: String }
    : { decimal: (text) => JSON.rawJSON(writtenDecimal(switches, text).text), count: Number };
}

function dateWriter({ switches }: Model): (at: number) => string {
  return (at) => {
    const [seconds = ""] = new Date(at).toISOString().split(".");
    if (switches.is("exportDates", "slashes")) {
      const [year, month, day] = seconds.slice(0, 10).split("-");
      return [Number(month), Number(day), year].join("/");
    }
    return switches.is("exportDates", "noOffset") ? seconds : `${seconds}Z`;
  };
}

/** The last second of a span, which is how exports write its end. */
const lastSecond = (end: number) => end - 1_000;

/** A rate as a percentage, without the noise of binary numbers. */
const percent = (rate: string) => Math.round(Number(rate) * 100);

/** Daily rated usage in the order of its file (B 12.5). */
function usageRow({ of, decimal, count, date }: Writing, { customer, day }: DailyLine) {
  const { meter, resource, subscription, azure } = day;
  const hasEarnedCredit = day.earnedCreditRate !== "0";
  return {
    PartnerId: of.partner.tenantId,
    PartnerName: of.partner.name,
    CustomerId: customer.id,
    CustomerName: customer.name,
    CustomerDomainName: customer.domain,
    CustomerCountry: customer.country,
    MpnId: of.partner.partnerId,
    Tier2MpnId: subscription.partnerId,
    InvoiceNumber: of.invoice?.id ?? "",
    ProductId: meter.productId,
    SkuId: meter.skuId,
    AvailabilityId: meter.availabilityId,
    SkuName: meter.skuName,
    ProductName: meter.productName,
    PublisherName: "Microsoft",
    PublisherId: "",
    SubscriptionDescription: subscription.friendlyName,
    SubscriptionId: subscription.id,
    ChargeStartDate: date(of.period.from),
    ChargeEndDate: date(lastSecond(of.period.to)),
    UsageDate: date(day.from),
    MeterType: `${meter.unit} ${meter.name}`,
    MeterCategory: meter.category,
    MeterId: meterGuid(resource.meter, resource.location),
    MeterSubCategory: meter.subcategory,
    MeterName: meter.name,
    MeterRegion: meterRegion(resource.location),
    Unit: meter.unit,
    ResourceLocation: resource.location,
    ConsumedService: namespaceOf(resource),
    ResourceGroup: resource.group,
    ResourceURI: resourceUri(resource),
    ChargeType: "New",
    UnitPrice: decimal(day.unitPrice),
    Quantity: decimal(day.quantity),
    UnitType: "",
    BillingPreTaxTotal: decimal(day.billingPreTaxTotal),
    BillingCurrency: day.billingCurrency,
    PricingPreTaxTotal: decimal(day.pricingPreTaxTotal),
    PricingCurrency: day.pricingCurrency,
    ServiceInfo1: "",
    ServiceInfo2: "",
    Tags: jsonText(resource.tags),
    AdditionalInfo: jsonText(resource.additionalInfo),
    EffectiveUnitPrice: decimal(day.effectiveUnitPrice),
    PCToBCExchangeRate: decimal(day.exchangeRate),
    PCToBCExchangeRateDate: date(day.exchangeRateDate),
    EntitlementId: azure?.id ?? "",
    EntitlementDescription: azure?.friendlyName ?? "",
    PartnerEarnedCreditPercentage: count(percent(day.earnedCreditRate)),
    CreditPercentage: count(0),
    CreditType: hasEarnedCredit ? "Partner Earned Credit Applied" : "Credit Not Applied",
    BenefitOrderId: "",
    BenefitId: "",
    BenefitType: "",
  };
}

/** Reconciliation in the order of its file (B 12.5). */
function reconciliationRow({ of, decimal, count, date }: Writing, line: ReconciliationLine) {
  const { customer, product, term, chargeSpan } = line;
  return {
    PartnerId: of.partner.tenantId,
    CustomerId: customer.id,
    CustomerName: customer.name,
    CustomerDomainName: customer.domain,
    CustomerCountry: customer.country,
    InvoiceNumber: of.invoice?.id ?? "",
    MpnId: of.partner.partnerId,
    Tier2MpnId: line.resellerId,
    OrderId: line.orderId,
    OrderDate: date(line.orderedAt),
    ProductId: product.productId,
    SkuId: product.skuId,
    AvailabilityId: product.availabilityId,
    SkuName: product.skuName,
    ProductName: product.productName,
    ChargeType: product.chargeType,
    UnitPrice: decimal(line.unitPrice),
    Quantity: count(line.quantity),
    Subtotal: decimal(line.subtotal),
    TaxTotal: decimal(line.tax),
    Total: decimal(line.total),
    Currency: of.currency,
    PriceAdjustmentDescription: line.priceAdjustment,
    PublisherName: product.publisherName,
    PublisherId: product.publisherId,
    SubscriptionDescription: line.subscriptionDescription,
    SubscriptionId: line.subscriptionId,
    ChargeStartDate: chargeSpan === undefined ? "" : date(chargeSpan.from),
    ChargeEndDate: chargeSpan === undefined ? "" : date(lastSecond(chargeSpan.to)),
    TermAndBillingCycle: product.termAndBillingCycle,
    EffectiveUnitPrice: decimal(line.effectiveUnitPrice),
    UnitType: product.unitType,
    AlternateId: line.orderId,
    BillableQuantity: decimal(line.billableQuantity),
    BillingFrequency: product.billingFrequency,
    PricingCurrency: line.pricingCurrency,
    PCToBCExchangeRate: decimal(line.exchangeRate),
    PCToBCExchangeRateDate: date(line.exchangeRateDate),
    MeterDescription: line.meterDescription,
    ReservationOrderId: line.reservationOrderId,
    CreditReasonCode: product.creditReasonCode,
    SubscriptionStartDate: term === undefined ? "" : date(term.from),
    SubscriptionEndDate: term === undefined ? "" : date(term.to),
    ReferenceId: "",
    ProductQualifiers: product.productQualifiers,
    PromotionId: product.promotionId,
  };
}
