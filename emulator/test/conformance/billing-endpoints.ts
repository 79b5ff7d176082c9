import type { Endpoint } from "./endpoint";

const read = "documented example";
const subscription = "/v1/customers/{customer}/subscriptions/{subscription}" as const;
const budgets =
  "budgets.test.ts > usage budgets always exist, are set, changed and removed, and are consistent at once";

const rollup = (title: string) => `usage.test.ts > usage roll-ups ${title}` as const;
const ofSubscription = (title: string) => `subscription-usage.test.ts > usage of a subscription ${title}` as const;
const partnerUsage = rollup("count a partner's customers by their budgets and leave plans out of its total");
const customerRecords = rollup(
  "list every customer with Azure as of the last daily run, plans and legacy in shapes of their own",
);
const customerUsage = rollup("sum up a customer's subscriptions over its period, with its budget");
const subscriptionRecords = rollup("list a customer's plans and legacy subscriptions");
const subscriptionSummary = ofSubscription("is summed up over its period");
const byMeter = ofSubscription("comes by meter over all Azure subscriptions of a plan, free meters too");
const byResource = ofSubscription("comes by resource over all its meters");
const ofLegacy = ofSubscription(
  "of a legacy subscription comes by meter of the rate card, to applications too, and by day",
);

const utilization =
  "utilization.test.ts > utilization records tell what was used, by the time of its report, and grow with the clock";

/** The endpoint index of the reference's part on billing (B 2), in its order, and the exports on Graph (B 12). */
export const billingEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/usagesummary", section: "B 5.1", source: read, proof: partnerUsage },
  { method: "GET", path: "/v1/customers/usagerecords", section: "B 5.2", source: read, proof: customerRecords },
  {
    method: "GET",
    path: "/v1/customers/{customer}/usagesummary",
    section: "B 5.3",
    source: read,
    proof: customerUsage,
  },
  {
    method: "GET",
    path: "/v1/customers/{customer}/subscriptions/usagerecords",
    section: "B 5.4",
    source: read,
    proof: subscriptionRecords,
  },
  { method: "GET", path: `${subscription}/usagesummary`, section: "B 5.5", source: read, proof: subscriptionSummary },
  { method: "GET", path: `${subscription}/meterusagerecords`, section: "B 5.6", source: read, proof: byMeter },
  { method: "GET", path: `${subscription}/resourceusagerecords`, section: "B 5.7", source: read, proof: byResource },
  { method: "GET", path: `${subscription}/usagerecords/resources`, section: "B 5.8", source: read, proof: ofLegacy },
  { method: "GET", path: `${subscription}/usagerecords/daily`, section: "B 5.9", source: "assumed", proof: ofLegacy },
  { method: "GET", path: "/v1/customers/{customer}/usagebudget", section: "B 6.2", source: read, proof: budgets },
  { method: "PATCH", path: "/v1/customers/{customer}/usagebudget", section: "B 6.3", source: read, proof: budgets },
  { method: "GET", path: `${subscription}/utilizations/azure`, section: "B 7", source: "recorded", proof: utilization },
  {
    method: "GET",
    path: "/v1/invoices",
    section: "B 8.1",
    source: "recorded",
    proof:
      "invoices.test.ts > invoices come out on the eighth of the next month for everything that accrued, and a month without any has none",
  },
  {
    method: "GET",
    path: "/v1/invoices/{invoice}",
    section: "B 8.2",
    source: read,
    proof: "invoices.test.ts > invoices by id say their period, their sets of line items, and what was paid",
  },
  {
    method: "GET",
    path: "/v1/invoices/{invoice}/documents/statement",
    section: "B 8.3",
    source: read,
    proof: "invoices.test.ts > invoices are printed as PDF, whatever a client says it accepts",
  },
  {
    method: "GET",
    path: "/v1/invoices/{invoice}/receipts/{receipt}/documents/statement",
    section: "B 8.4",
    source: read,
    proof: "invoices.test.ts > invoices of Taiwan come with tax receipts, which are PDF files as well",
  },
  {
    method: "GET",
    path: "/v1/invoices/summary",
    section: "B 8.5",
    source: read,
    proof: "balances.test.ts > account balances sum up what is open in the default currency, in all and by type",
  },
  {
    method: "GET",
    path: "/v1/invoices/summaries",
    section: "B 8.6",
    source: read,
    proof:
      "balances.test.ts > account balances are there for each currency; a date that there is none of is in the year 1",
  },
  {
    method: "GET",
    path: "/v1/invoices/estimates/links",
    section: "B 8.7",
    source: read,
    proof:
      "balances.test.ts > estimate links lead to what is unbilled of either period: four until last month's invoice is out",
  },
  {
    method: "GET",
    path: "/v1/invoices/unbilled/lineitems",
    section: "B 9.2, 9.4",
    source: read,
    proof:
      "line-items.test.ts > line items of new commerce that are unbilled grow with the clock, by a day and at once, until the invoice takes them",
  },
  {
    method: "GET",
    path: "/v1/invoices/{invoice}/lineitems",
    section: "B 9.1, 9.3",
    source: read,
    proof:
      "line-items.test.ts > line items of new commerce of an invoice have a row a day and resource in usage, and their sum in reconciliation, until v1 gives them up",
  },
  {
    method: "GET",
    path: "/v1/invoices/{invoice}/lineitems/{provider}/{type}",
    section: "B 9.0",
    source: read,
    proof:
      "line-items.test.ts > line items of new commerce come in both forms of the path, with their words in any case",
  },
  {
    method: "GET",
    path: "/v1/customers/{customer}/servicecosts/{period}",
    section: "B 11.1",
    source: read,
    proof: "service-costs.test.ts > service costs sum up what the newest invoice charged for a customer",
  },
  {
    method: "GET",
    path: "/v1/customers/{customer}/servicecosts/{period}/lineitems",
    section: "B 11.1",
    source: read,
    proof: "service-costs.test.ts > service costs are listed by what was charged, with the product of new commerce",
  },
  {
    method: "POST",
    path: "/v1.0/reports/partners/billing/usage/billed/export",
    section: "B 12.1",
    source: read,
    proof: "exports.test.ts > billing exports are begun, waited for and read: %s",
  },
  {
    method: "POST",
    path: "/v1.0/reports/partners/billing/usage/unbilled/export",
    section: "B 12.1",
    source: read,
    proof: "exports.test.ts > billing exports are begun, waited for and read: %s",
  },
  {
    method: "POST",
    path: "/v1.0/reports/partners/billing/reconciliation/billed/export",
    section: "B 12.1",
    source: read,
    proof: "exports.test.ts > billing exports are begun, waited for and read: %s",
  },
  {
    method: "POST",
    path: "/v1.0/reports/partners/billing/reconciliation/unbilled/export",
    section: "B 12.1",
    source: read,
    proof: "exports.test.ts > billing exports are begun, waited for and read: %s",
  },
  {
    method: "GET",
    path: "/v1.0/reports/partners/billing/operations/{operation}",
    section: "B 12.2",
    source: read,
    proof:
      "exports.test.ts > billing exports have not started, run and succeed as the clock goes, and give a manifest then",
  },
  {
    method: "GET",
    path: "/v1.0/reports/partners/billing/manifests/{manifest}",
    section: "B 12.3",
    source: read,
    proof: "exports.test.ts > billing exports give their manifest by its address, too, each time with a new signature",
  },
];
