import { z } from "zod";
import { decimalOrEmpty, integer } from "../decimal";
import { writeJson } from "../json";
import { Attributes, codeText, openRecord } from "./shapes";

/**
 * Line items of invoices (reference: billing 10). Amounts are decimal texts with every digit, or absent where the service
 * sends an empty text. Dates stay as they were sent: with a zone, without one, `0001-01-01T00:00:00` for none. A text may
 * be empty.
 */

const text = z.string().optional();

const amount = decimalOrEmpty.optional();

/** JSON as a text; also where it was sent as an object. */
const jsonText = z
  .union([z.string(), openRecord.transform(writeJson), z.array(z.unknown()).transform(writeJson)])
  .optional();

/** One day's use of one meter by one resource, with its price: new commerce. */
export const DailyRatedUsageLineItem = z.looseObject({
  /** The partner's tenant. */
  partnerId: text,
  partnerName: text,
  customerId: text,
  customerName: text,
  customerDomainName: text,
  customerCountry: text,
  /** Empty when there is no invoice yet. */
  invoiceNumber: text,
  productId: text,
  skuId: text,
  availabilityId: text,
  skuName: text,
  productName: text,
  publisherName: text,
  publisherId: text,
  /** The plan. */
  subscriptionId: text,
  subscriptionDescription: text,
  chargeStartDate: text,
  chargeEndDate: text,
  /** Day of use. */
  usageDate: text,
  meterType: text,
  meterCategory: text,
  meterId: text,
  meterSubCategory: text,
  meterName: text,
  meterRegion: text,
  unitOfMeasure: text,
  resourceLocation: text,
  consumedService: text,
  resourceGroup: text,
  resourceUri: text,
  /** JSON text. */
  tags: jsonText,
  /** JSON text. */
  additionalInfo: jsonText,
  serviceInfo1: text,
  serviceInfo2: text,
  mpnId: codeText.optional(),
  /** `0` when there is none. */
  resellerMpnId: codeText.optional(),
  /** Such as `new` and `cancel`, in any case; open. */
  chargeType: text,
  unitPrice: amount,
  quantity: amount,
  unitType: text,
  /** In `billingCurrency`. */
  billingPreTaxTotal: amount,
  billingCurrency: text,
  /** In `pricingCurrency`. */
  pricingPreTaxTotal: amount,
  pricingCurrency: text,
  /** The Azure subscription. */
  entitlementId: text,
  entitlementDescription: text,
  /** From pricing to billing currency. */
  pcToBCExchangeRate: amount,
  pcToBCExchangeRateDate: text,
  effectiveUnitPrice: amount,
  /** `0` or `0.15`. */
  rateOfPartnerEarnedCredit: amount,
  hasPartnerEarnedCredit: z.boolean().optional(),
  /** `0`, `0.15` or `1`. */
  rateOfCredit: amount,
  creditType: text,
  invoiceLineItemType: text,
  billingProvider: text,
  attributes: Attributes.optional(),
});
export interface DailyRatedUsageLineItem extends z.output<typeof DailyRatedUsageLineItem> {}

/** One charge of an invoice: new commerce. */
export const OneTimeInvoiceLineItem = z.looseObject({
  partnerId: text,
  /** May begin with `org:`. */
  customerId: text,
  customerName: text,
  customerDomainName: text,
  customerCountry: text,
  invoiceNumber: text,
  mpnId: codeText.optional(),
  /** `0` when there is none. */
  resellerMpnId: codeText.optional(),
  orderId: text,
  orderDate: text,
  productId: text,
  skuId: text,
  availabilityId: text,
  productName: text,
  skuName: text,
  productQualifiers: z.array(z.string()).optional(),
  chargeType: text,
  unitPrice: amount,
  effectiveUnitPrice: amount,
  unitType: text,
  /** Not to be multiplied with: `billableQuantity` is. */
  quantity: amount,
  subtotal: amount,
  taxTotal: amount,
  totalForCustomer: amount,
  /** Of the amounts. */
  currency: text,
  publisherName: text,
  publisherId: text,
  subscriptionDescription: text,
  subscriptionId: text,
  subscriptionStartDate: text,
  subscriptionEndDate: text,
  chargeStartDate: text,
  chargeEndDate: text,
  termAndBillingCycle: text,
  alternateId: text,
  referenceId: text,
  /** JSON text of a list, or empty. */
  priceAdjustmentDescription: jsonText,
  discountDetails: text,
  pricingCurrency: text,
  pcToBCExchangeRate: amount,
  pcToBCExchangeRateDate: text,
  billableQuantity: amount,
  meterDescription: text,
  billingFrequency: text,
  reservationOrderId: text,
  creditReasonCode: text,
  promotionId: text,
  invoiceLineItemType: text,
  billingProvider: text,
  attributes: Attributes.optional(),
});
export interface OneTimeInvoiceLineItem extends z.output<typeof OneTimeInvoiceLineItem> {}

/** One charge for licences: legacy commerce. */
export const LicenseBasedLineItem = z.looseObject({
  partnerId: text,
  customerId: text,
  customerName: text,
  orderId: text,
  subscriptionId: text,
  subscriptionName: text,
  subscriptionDescription: text,
  billingCycleType: text,
  domainName: text,
  syndicationPartnerSubscriptionNumber: text,
  offerId: text,
  durableOfferId: text,
  offerName: text,
  chargeType: text,
  currency: text,
  /** `-1` when there is none. */
  mpnId: codeText.optional(),
  /** `-1` when there is none. */
  tier2MpnId: codeText.optional(),
  quantity: amount,
  unitPrice: amount,
  amount: amount,
  totalOtherDiscount: amount,
  subtotal: amount,
  tax: amount,
  totalForCustomer: amount,
  subscriptionStartDate: text,
  subscriptionEndDate: text,
  chargeStartDate: text,
  chargeEndDate: text,
  invoiceLineItemType: text,
  billingProvider: text,
  attributes: Attributes.optional(),
});
export interface LicenseBasedLineItem extends z.output<typeof LicenseBasedLineItem> {}

const legacyAzure = {
  partnerId: text,
  partnerName: text,
  partnerBillableAccountId: text,
  customerId: text,
  customerCompanyName: text,
  /** `-1` when there is none. */
  mpnId: codeText.optional(),
  /** `-1` when there is none. */
  tier2MpnId: codeText.optional(),
  invoiceNumber: text,
  domainName: text,
  billingCycleType: text,
  subscriptionId: text,
  subscriptionName: text,
  subscriptionDescription: text,
  orderId: text,
  serviceName: text,
  serviceType: text,
  resourceGuid: text,
  resourceName: text,
  region: text,
  consumedQuantity: amount,
  chargeStartDate: text,
  chargeEndDate: text,
  unit: text,
  invoiceLineItemType: text,
  billingProvider: text,
  attributes: Attributes.optional(),
};

/** One charge for use of legacy Azure. */
export const UsageBasedLineItem = z.looseObject({
  ...legacyAzure,
  detailLineItemId: integer.optional(),
  sku: text,
  includedQuantity: amount,
  overageQuantity: amount,
  listPrice: amount,
  consumptionPrice: amount,
  consumptionDiscount: amount,
  currency: text,
  pretaxCharges: amount,
  taxAmount: amount,
  postTaxTotal: amount,
  pretaxEffectiveRate: amount,
  postTaxEffectiveRate: amount,
  chargeType: text,
});
export interface UsageBasedLineItem extends z.output<typeof UsageBasedLineItem> {}

/** One day's use of legacy Azure. */
export const DailyUsageLineItem = z.looseObject({
  ...legacyAzure,
  customerBillableAccount: text,
  usageDate: text,
  meteredService: text,
  meteredServiceType: text,
  meteredRegion: text,
  project: text,
  serviceInfo: text,
});
export interface DailyUsageLineItem extends z.output<typeof DailyUsageLineItem> {}
