import type { IndexedEndpoint, Offered } from "./indexed-endpoint";

const customer = { customerId: "c" };
const plan = { ...customer, subscriptionId: "s" };
const budgets = "calls.test.ts > calls to a service that answers %s budgets, with every digit";
const byUsage = "usage.test.ts > usage (%j) is told by subscription, meter and resource";
const summed = "usage.test.ts > usage (%j) is summed for the partner, a customer and a subscription";
const legacyUsage = "usage.test.ts > usage (%j) of legacy Azure is told by the rate card and by day";
const listedInvoices = "invoices.test.ts > invoices (%j) are listed once each, to the end, and by date";
const documents = "invoices.test.ts > invoices (%j) are read by id, with their documents";
const balances = "invoices.test.ts > invoices (%j) make balances, and links to what has no invoice yet";
const exported = "exports.test.ts > exports of billing data %s: begun, waited for and read, row by row";
const azure =
  "azure-subscriptions.test.ts > Azure subscriptions at Azure itself are cancelled and enabled by their owner";
const costs = "Deprecated totals of the last invoice; `invoices` and `lineItems` have them in full.";

const invoice = { invoiceId: "i" };
const month = { currencyCode: "EUR", period: "current" };
const exporting = "/v1.0/reports/partners/billing";

/** The endpoint index of the reference's part on billing (B 2), in its order, then exports (B 12). */
export const billingIndex: readonly IndexedEndpoint[] = [
  {
    method: "GET",
    path: "/v1/usagesummary",
    section: "B 5.1",
    client: { name: "usage.getPartnerSummary", test: summed },
  },
  {
    method: "GET",
    path: "/v1/customers/usagerecords",
    section: "B 5.2",
    client: {
      name: "usage.listByCustomer",
      test: "usage.test.ts > usage (%j) is told by customer, with every digit",
    },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/usagesummary",
    section: "B 5.3",
    client: { name: "usage.getCustomerSummary", with: customer, test: summed },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/usagerecords",
    section: "B 5.4",
    client: { name: "usage.listBySubscription", with: customer, test: byUsage },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}/usagesummary",
    section: "B 5.5",
    client: { name: "usage.getSubscriptionSummary", with: plan, test: summed },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}/meterusagerecords",
    section: "B 5.6",
    client: { name: "usage.listByMeter", with: plan, test: byUsage },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}/resourceusagerecords",
    section: "B 5.7",
    client: { name: "usage.listByResource", with: plan, test: byUsage },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}/usagerecords/resources",
    section: "B 5.8",
    client: { name: "usage.listByRateCard", with: plan, test: legacyUsage },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}/usagerecords/daily",
    section: "B 5.9",
    client: { name: "usage.listByDay", with: plan, test: legacyUsage },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/usagebudget",
    section: "B 6.2",
    client: { name: "budgets.get", with: customer, test: budgets },
  },
  {
    method: "PATCH",
    path: "/v1/customers/{c}/usagebudget",
    section: "B 6.3",
    client: { name: "budgets.set", with: { ...customer, amount: "1" }, test: budgets },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}/utilizations/azure",
    section: "B 7",
    client: { notOffered: "Legacy Azure only, and quantities without prices; of an Azure plan it has nothing." },
  },
  {
    method: "GET",
    path: "/v1/invoices",
    section: "B 8.1",
    paging: "offset",
    client: { name: "invoices.list", test: listedInvoices },
  },
  {
    method: "GET",
    path: "/v1/invoices/{i}",
    section: "B 8.2",
    client: { name: "invoices.get", with: invoice, test: documents },
  },
  {
    method: "GET",
    path: "/v1/invoices/{i}/documents/statement",
    section: "B 8.3",
    client: { name: "invoices.getStatement", with: invoice, test: documents },
  },
  {
    method: "GET",
    path: "/v1/invoices/{i}/receipts/{r}/documents/statement",
    section: "B 8.4",
    client: { name: "invoices.getReceipt", with: { ...invoice, receiptId: "r" }, test: documents },
  },
  {
    method: "GET",
    path: "/v1/invoices/summary",
    section: "B 8.5",
    client: { name: "invoices.getSummary", test: balances },
  },
  {
    method: "GET",
    path: "/v1/invoices/summaries",
    section: "B 8.6",
    client: { name: "invoices.listSummaries", test: balances },
  },
  {
    method: "GET",
    path: "/v1/invoices/estimates/links",
    section: "B 8.7",
    client: { name: "invoices.listEstimateLinks", with: { currencyCode: "EUR" }, test: balances },
  },
  ...(["listBilledUsage", "listBilledReconciliation"] as const).map((name) => ({
    method: "GET" as const,
    path: "/v1/invoices/{i}/lineitems" as const,
    section: name === "listBilledUsage" ? "B 9.1" : "B 9.3",
    paging: "seek" as const,
    client: {
      name: `lineItems.${name}` as const,
      with: { ...invoice, currencyCode: "EUR" },
      test: "invoices.test.ts > line items of new commerce of an invoice are the same in pages of any size (%j)" as const,
    },
  })),
  ...(["listLegacyLicenses", "listLegacyAzure", "listLegacyAzureUsage"] as const).map((name) => ({
    method: "GET" as const,
    path: "/v1/invoices/{i}/lineitems" as const,
    section: "B 9.3",
    paging: "offset" as const,
    client: {
      name: `lineItems.${name}` as const,
      with: invoice,
      test: "invoices.test.ts > line items of legacy commerce are licences, charges of Azure, and its use day by day, read by offset" as const,
    },
  })),
  ...(["listUnbilledUsage", "listUnbilledReconciliation"] as const).map((name) => ({
    method: "GET" as const,
    path: "/v1/invoices/unbilled/lineitems" as const,
    section: name === "listUnbilledUsage" ? "B 9.2" : "B 9.4",
    paging: "seek" as const,
    client: {
      name: `lineItems.${name}` as const,
      with: month,
      test: "invoices.test.ts > line items of new commerce without an invoice are of the running and the last month" as const,
    },
  })),
  {
    method: "GET",
    path: "/v1/invoices/{i}/lineitems/{provider}/{type}",
    section: "B 9.0",
    client: { notOffered: "The older spelling of the calls above it, for the same items." },
  },
  { method: "GET", path: "/v1/customers/{c}/servicecosts/{period}", section: "B 11.1", client: { notOffered: costs } },
  {
    method: "GET",
    path: "/v1/customers/{c}/servicecosts/{period}/lineitems",
    section: "B 11.1",
    client: { notOffered: costs },
  },
  ...(
    [
      ["usage/billed", "billedUsage"],
      ["usage/unbilled", "unbilledUsage"],
      ["reconciliation/billed", "billedReconciliation"],
      ["reconciliation/unbilled", "unbilledReconciliation"],
    ] as const
  ).map(([path, kind]) => ({
    method: "POST" as const,
    path: `${exporting}/${path}/export` as const,
    section: "B 12.1",
    client: {
      name: "exports.read" as const,
      with: kind.startsWith("billed") ? { kind, ...invoice } : { kind, currencyCode: "EUR", billingPeriod: "current" },
      test: exported as Offered["test"],
    },
  })),
  {
    method: "GET",
    path: `${exporting}/operations/{o}`,
    section: "B 12.2",
    client: { name: "exports.read", with: { kind: "billedUsage", ...invoice }, test: exported },
  },
  {
    method: "GET",
    path: `${exporting}/manifests/{m}`,
    section: "B 12.3",
    client: {
      name: "exports.read",
      with: { kind: "billedUsage", ...invoice },
      test: "billing-export.test.ts > an export of billing data is begun, waited for and read, with every digit (%j)",
    },
  },
];

const azureSubscription = { azureSubscriptionId: "z" };

/** What the reference tells of Azure Resource Manager (A). */
export const managementIndex: readonly IndexedEndpoint[] = [
  {
    method: "GET",
    path: "/subscriptions/{z}",
    section: "A",
    client: { name: "azureSubscriptions.get", with: azureSubscription, test: azure },
  },
  {
    method: "POST",
    path: "/subscriptions/{z}/providers/Microsoft.Subscription/cancel",
    section: "A",
    client: { name: "azureSubscriptions.cancel", with: azureSubscription, test: azure },
  },
  {
    method: "POST",
    path: "/subscriptions/{z}/providers/Microsoft.Subscription/enable",
    section: "A",
    client: { name: "azureSubscriptions.enable", with: azureSubscription, test: azure },
  },
  {
    method: "POST",
    path: "/providers/Microsoft.Billing/billingAccounts/{account}/billingSubscriptions/{z}/cancel",
    section: "A",
    client: { notOffered: "Needs rights on a billing account; the owner's way and Partner Center's are enough." },
  },
];
