import Big from "big.js";
import type { Invoice } from "./billing-entities";
import { chargeProduct } from "./charge-products";
import { sum } from "./decimals";
import type { Customer, Partner } from "./entities";
import { grouped } from "./grouping";
import { invoicesOf } from "./invoices";
import { type LegacyAzureLine, legacyUsageFee, type OfficeLine } from "./legacy-billing";
import { allLines, type Billable, billed, legacyAzure, officeLicences, reconciliation } from "./line-sources";
import type { Model } from "./model";
import type { ReconciliationLine } from "./reconciliation";
import type { Span } from "./status-changes";
import type { TaxedAmounts } from "./taxes";

/** What an invoice charged for one thing of a customer (B 11.1). Amounts are decimal texts in the billing currency. */
export interface ServiceCost extends TaxedAmounts {
  /** What it was charged for; credits and perpetual things have none. */
  readonly span: Span | undefined;
  readonly subscriptionId: string;
  readonly subscriptionName: string;
  readonly orderId: string;
  readonly offerId: string;
  readonly offerName: string;
  /** PartnerID of the reseller on record, or empty. */
  readonly resellerId: string;
  readonly chargeType: string;
  readonly quantity: string;
  readonly unitPrice: string;
  /** Of new commerce alone. */
  readonly product?: ReconciliationLine["product"] | undefined;
}

/** What one invoice charged for a customer. */
export interface InvoicedCosts {
  readonly invoice: Invoice;
  readonly costs: readonly ServiceCost[];
}

/** What the newest invoices in the customer's currency, one for each kind of commerce at most, charged for the customer. */
export function mostRecentCosts(model: Model, partner: Partner, customer: Customer): InvoicedCosts[] {
  const invoices = invoicesOf(model, partner).filter(
    (one) => one.currency === customer.currency && one.amends === undefined && one.syntheticLineItems === undefined,
  );
  const newest = invoices.at(-1)?.invoiceDate;
  return invoices
    .filter((one) => one.invoiceDate === newest)
    .map((invoice) => {
      const of = { ...billed(model, invoice), customerId: customer.id };
      return { invoice, costs: invoice.commerce === "modern" ? modernCosts(model, of) : legacyCosts(model, of) };
    })
    .filter(({ costs }) => costs.length > 0);
}

/** The sums of costs. */
export const totalOf = (costs: readonly TaxedAmounts[]): TaxedAmounts => ({
  subtotal: sum(costs.map((one) => one.subtotal)),
  tax: sum(costs.map((one) => one.tax)),
  total: sum(costs.map((one) => one.total)),
});

function modernCosts(model: Model, of: Billable): ServiceCost[] {
  return [...allLines(reconciliation(model, of))].map((line) => ({
    ...amountsOf(line),
    span: line.chargeSpan,
    subscriptionId: line.subscriptionId,
    subscriptionName: model.subscriptions.get(line.subscriptionId)?.friendlyName ?? line.subscriptionDescription,
    orderId: line.orderId,
    offerId: [line.product.productId, line.product.skuId, line.product.availabilityId].join(":"),
    offerName: line.product.skuName,
    resellerId: line.resellerId,
    chargeType: line.product.chargeType,
    quantity: line.billableQuantity,
    unitPrice: new Big(line.effectiveUnitPrice).times(line.exchangeRate).toFixed(),
    product: line.product,
  }));
}

function legacyCosts(model: Model, of: Billable): ServiceCost[] {
  const bySubscription = grouped([...allLines(legacyAzure(model, of))], (line) => line.subscription.id);
  return [
    ...[...allLines(officeLicences(model, of))].map(officeCost),
    ...[...bySubscription.values()].flatMap((lines) => azureCost(of, lines)),
  ];
}

function officeCost(line: OfficeLine): ServiceCost {
  const { charge, chargeSpan, unitPrice } = line;
  const product = chargeProduct(charge.kind);
  return {
    ...amountsOf(line),
    span: chargeSpan,
    subscriptionId: charge.subscriptionId,
    subscriptionName: product.productName,
    orderId: charge.orderId,
    offerId: product.productId,
    offerName: product.productName,
    resellerId: "",
    chargeType: product.chargeType,
    quantity: String(charge.quantity),
    unitPrice,
  };
}

/** A legacy Azure subscription is one thing, whatever it used. */
function azureCost(of: Billable, lines: readonly LegacyAzureLine[]): ServiceCost[] {
  const [first] = lines;
  if (first === undefined) {
    return [];
  }
  const { id, friendlyName, orderId, catalogItemId, partnerId } = first.subscription;
  const amounts = totalOf(lines);
  return [
    {
      ...amounts,
      span: of.period,
      subscriptionId: id,
      subscriptionName: friendlyName,
      orderId,
      offerId: catalogItemId,
      offerName: "Microsoft Azure",
      resellerId: partnerId,
      chargeType: legacyUsageFee,
      quantity: "1",
      unitPrice: amounts.subtotal,
    },
  ];
}

const amountsOf = ({ subtotal, tax, total }: TaxedAmounts): TaxedAmounts => ({ subtotal, tax, total });
