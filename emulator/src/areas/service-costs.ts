import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { billingCollection, link } from "../http/links";
import { billingReaders } from "../http/role-rules";
import { type ApiRoute, api } from "../http/routes";
import type { Invoice } from "../model/billing-entities";
import { modernPeriod } from "../model/billing-periods";
import { symbolOf } from "../model/currencies";
import type { Customer } from "../model/entities";
import { lastInvoicedMonth } from "../model/invoices";
import { type InvoicedCosts, mostRecentCosts, type ServiceCost, totalOf } from "../model/service-costs";
import type { Span } from "../model/status-changes";
import type { TaxedAmounts } from "../model/taxes";
import { wireDay } from "../wire-date";
import { writtenDecimal } from "../written-decimal";
import { customerOf } from "./customer-of";
import { invoiceType, noDate } from "./invoice-views";

type CostsCall = ApiCall<"customerId" | "billingPeriod">;

/** What a customer's services cost on the partner's newest invoices (B 11.1). */
export const serviceCostRoutes: readonly ApiRoute[] = [
  api(
    "GET",
    "/v1/customers/{customerId}/servicecosts/{billingPeriod}",
    getSummary,
    "appUserOnlyBilling",
    billingReaders,
  ),
  api(
    "GET",
    "/v1/customers/{customerId}/servicecosts/{billingPeriod}/lineitems",
    getLineItems,
    "appUserOnlyBilling",
    billingReaders,
  ),
];

function getSummary(call: CostsCall): Reply {
  const { customer, invoiced } = costsOf(call);
  const [newest] = invoiced;
  const period = newest === undefined ? modernPeriod(lastInvoicedMonth(call.model)) : periodOf(newest.invoice);
  const details = invoiced.map(({ invoice, costs }) => ({
    invoiceType: invoiceType(invoice),
    summary: summaryView(call, customer, periodOf(invoice), totalOf(costs)),
  }));
  const path = `/customers/${customer.id}/servicecosts/mostrecent`;
  return {
    status: 200,
    body: {
      ...summaryView(call, customer, period, totalOf(invoiced.flatMap(({ costs }) => costs))),
      details,
      links: { self: link(call, path), serviceCostLineItems: link(call, `${path}/lineitems`) },
      attributes: { objectType: "ServiceCostsSummary" },
    },
  };
}

function getLineItems(call: CostsCall): Reply {
  const { customer, invoiced } = costsOf(call);
  const items = invoiced.flatMap(({ invoice, costs }) => costs.map((cost) => itemView(call, customer, invoice, cost)));
  return { status: 200, body: billingCollection(call, items) };
}

function costsOf(call: CostsCall): { readonly customer: Customer; readonly invoiced: readonly InvoicedCosts[] } {
  const customer = customerOf(call);
  const period = call.param("billingPeriod");
  if (period.toLowerCase() !== "mostrecent") {
    throw new Refusal("invalidProperty", `The billing period is mostrecent, not "${period}".`);
  }
  return { customer, invoiced: mostRecentCosts(call.model, call.partner, customer) };
}

const periodOf = ({ periodFrom, periodTo }: Invoice): Span => ({ from: periodFrom, to: periodTo });

function summaryView(call: ApiCall, customer: Customer, period: Span, amounts: TaxedAmounts) {
  return {
    billingStartDate: wireDay(period.from),
    billingEndDate: wireDay(period.to - 1),
    ...amountsView(call, customer, amounts),
    customerId: customer.id,
  };
}

function amountsView(call: ApiCall, { currency }: Customer, { subtotal, tax, total }: TaxedAmounts) {
  const written = (text: string) => writtenDecimal(call.model.switches, text);
  return {
    pretaxTotal: written(subtotal),
    tax: written(tax),
    afterTaxTotal: written(total),
    currencyCode: currency,
    currencySymbol: symbolOf(currency),
  };
}

function itemView(call: ApiCall, customer: Customer, invoice: Invoice, cost: ServiceCost) {
  const { span, product } = cost;
  return {
    invoiceNumber: invoice.id,
    invoiceType: invoiceType(invoice),
    customerId: customer.id,
    customerName: customer.name,
    startDate: span === undefined ? noDate : wireDay(span.from),
    endDate: span === undefined ? noDate : wireDay(span.to - 1),
    subscriptionFriendlyName: cost.subscriptionName,
    subscriptionId: cost.subscriptionId,
    orderId: cost.orderId,
    offerId: cost.offerId,
    offerName: cost.offerName,
    resellerMPNId: cost.resellerId === "" ? "-1" : cost.resellerId,
    chargeType: cost.chargeType,
    quantity: writtenDecimal(call.model.switches, cost.quantity),
    unitPrice: writtenDecimal(call.model.switches, cost.unitPrice),
    ...amountsView(call, customer, cost),
    ...(product !== undefined && {
      productId: product.productId,
      productName: product.productName,
      skuId: product.skuId,
      skuName: product.skuName,
      availabilityId: product.availabilityId,
      publisherId: product.publisherId,
      publisherName: product.publisherName,
      termAndBillingCycle: product.termAndBillingCycle,
      discountDetails: "",
    }),
    attributes: { objectType: "ServiceCostLineItem" },
  };
}
