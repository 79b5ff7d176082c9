import type { Endpoint } from "./endpoint";

const read = "documented example";
const subscription = "/v1/customers/{customer}/subscriptions/{subscription}" as const;
const budgets =
  "budgets.test.ts > usage budgets always exist, are set, changed and removed, and are consistent at once";

const utilization =
  "utilization.test.ts > utilization records tell what was used, by the time of its report, and grow with the clock";

/** The endpoint index of the reference's part on billing (B 2), in its order, and the exports on Graph (B 12). */
export const billingEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/usagesummary", section: "B 5.1", source: read, proof: "pending" },
  { method: "GET", path: "/v1/customers/usagerecords", section: "B 5.2", source: read, proof: "pending" },
  { method: "GET", path: "/v1/customers/{customer}/usagesummary", section: "B 5.3", source: read, proof: "pending" },
  {
    method: "GET",
    path: "/v1/customers/{customer}/subscriptions/usagerecords",
    section: "B 5.4",
    source: read,
    proof: "pending",
  },
  { method: "GET", path: `${subscription}/usagesummary`, section: "B 5.5", source: read, proof: "pending" },
  { method: "GET", path: `${subscription}/meterusagerecords`, section: "B 5.6", source: read, proof: "pending" },
  { method: "GET", path: `${subscription}/resourceusagerecords`, section: "B 5.7", source: read, proof: "pending" },
  { method: "GET", path: `${subscription}/usagerecords/resources`, section: "B 5.8", source: read, proof: "pending" },
  { method: "GET", path: `${subscription}/usagerecords/daily`, section: "B 5.9", source: "assumed", proof: "pending" },
  { method: "GET", path: "/v1/customers/{customer}/usagebudget", section: "B 6.2", source: read, proof: budgets },
  { method: "PATCH", path: "/v1/customers/{customer}/usagebudget", section: "B 6.3", source: read, proof: budgets },
  { method: "GET", path: `${subscription}/utilizations/azure`, section: "B 7", source: "recorded", proof: utilization },
  { method: "GET", path: "/v1/invoices", section: "B 8.1", source: "recorded", proof: "pending" },
  { method: "GET", path: "/v1/invoices/{invoice}", section: "B 8.2", source: read, proof: "pending" },
  {
    method: "GET",
    path: "/v1/invoices/{invoice}/documents/statement",
    section: "B 8.3",
    source: read,
    proof: "pending",
  },
  {
    method: "GET",
    path: "/v1/invoices/{invoice}/receipts/{receipt}/documents/statement",
    section: "B 8.4",
    source: read,
    proof: "pending",
  },
  { method: "GET", path: "/v1/invoices/summary", section: "B 8.5", source: read, proof: "pending" },
  { method: "GET", path: "/v1/invoices/summaries", section: "B 8.6", source: read, proof: "pending" },
  { method: "GET", path: "/v1/invoices/estimates/links", section: "B 8.7", source: read, proof: "pending" },
  { method: "GET", path: "/v1/invoices/unbilled/lineitems", section: "B 9.2, 9.4", source: read, proof: "pending" },
  { method: "GET", path: "/v1/invoices/{invoice}/lineitems", section: "B 9.1, 9.3", source: read, proof: "pending" },
  {
    method: "GET",
    path: "/v1/invoices/{invoice}/lineitems/{provider}/{type}",
    section: "B 9.0",
    source: read,
    proof: "pending",
  },
  {
    method: "GET",
    path: "/v1/customers/{customer}/servicecosts/{period}",
    section: "B 11.1",
    source: read,
    proof: "pending",
  },
  {
    method: "GET",
    path: "/v1/customers/{customer}/servicecosts/{period}/lineitems",
    section: "B 11.1",
    source: read,
    proof: "pending",
  },
  {
    method: "POST",
    path: "/v1.0/reports/partners/billing/usage/billed/export",
    section: "B 12.1",
    source: read,
    proof: "pending",
  },
  {
    method: "POST",
    path: "/v1.0/reports/partners/billing/usage/unbilled/export",
    section: "B 12.1",
    source: read,
    proof: "pending",
  },
  {
    method: "POST",
    path: "/v1.0/reports/partners/billing/reconciliation/billed/export",
    section: "B 12.1",
    source: read,
    proof: "pending",
  },
  {
    method: "POST",
    path: "/v1.0/reports/partners/billing/reconciliation/unbilled/export",
    section: "B 12.1",
    source: read,
    proof: "pending",
  },
  {
    method: "GET",
    path: "/v1.0/reports/partners/billing/operations/{operation}",
    section: "B 12.2",
    source: read,
    proof: "pending",
  },
  {
    method: "GET",
    path: "/v1.0/reports/partners/billing/manifests/{manifest}",
    section: "B 12.3",
    source: read,
    proof: "pending",
  },
];
