import { at, type Client, textAt } from "./support";

/** The items of a collection. */
export function itemsOf(body: unknown): unknown[] {
  const items = at(body, "items");
  return Array.isArray(items) ? items : [];
}

/** Members of the items of a collection, by their dotted paths. */
export const listed = (body: unknown, ...members: readonly string[]): unknown[][] =>
  itemsOf(body).map((item) => members.map((member) => at(item, member)));

/** The positions in which links and counts are as exact expectations have them. */
export const plainLinks = {
  linkVersion: "omitted",
  linkSpelling: "asShown",
  linkHeaders: "empty",
  seekTokenPlace: "both",
  totalCounts: "items",
} as const;

/** The positions in which invoices and line items are there and written as exact expectations have them. */
export const plainBilling = {
  tokenLifetime: "2000d",
  invoiceDay: "8",
  modernInvoices: "all",
  prefixedInvoiceIds: "accepted",
  paidAmountSign: "positive",
  invoicePdfLinks: "everywhere",
  summaryDates: "Z",
  decimalSpelling: "exact",
  lineItemNumbers: "number",
  lineItemDates: "Z",
  lineItemCasing: "camelCase",
  lineItemKinds: "both",
  lineItemMembers: "documented",
  lineItemCustomerIds: "plain",
  v1BilledUsage: "matrix",
  v1BilledReconciliation: "matrix",
  v1UnbilledUsage: "matrix",
  v1UnbilledReconciliation: "matrix",
  goneLineItems: "404",
} as const;

/** A path as it is meant, out of any spelling that the service has for links (B 1.5). */
export function pathOf(uri: string): string {
  const [path = "", ...query] = uri.replace(/^\/?(v1\/)?/, "/").split(/[?&]/);
  const named = query.map((pair) => pair.replace(/^nvoice/, "invoice")).filter((pair) => pair !== "offset=");
  return [path, named.join("&")].filter((part) => part !== "").join("?");
}

/** Reads a set of line items to its end, page by page, wherever the token is; gives the items of each page. */
export async function pagesOf(client: Client, path: string): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  const seeking = `${path}${path.includes("?") ? "&" : "?"}seekOperation=Next`;
  for (let next: string | undefined = path, headers = {}; next !== undefined; ) {
    const answer = await client.get(next, headers);
    if (answer.status !== 200 || pages.length > 500) {
      throw new Error(`page ${pages.length} of ${path} answers ${answer.status}: ${answer.raw.slice(0, 300)}`);
    }
    pages.push(itemsOf(answer.body));
    const link = at(answer.body, "links.next");
    const token = at(answer.body, "continuationToken") ?? at(link, "headers.0.value");
    headers = typeof token === "string" ? { "MS-ContinuationToken": token } : {};
    next = typeof token === "string" ? seeking : link === undefined ? undefined : pathOf(String(at(link, "uri")));
  }
  return pages;
}

/** The line items that a path answers, on its first page. */
export const lineItems = async (client: Client, path: string): Promise<unknown[]> =>
  itemsOf((await client.get(path)).body);

/** Paths of both sets of line items of an invoice of new commerce: the newest one in the currency. */
export async function setsOf(client: Client, currency = "EUR") {
  const invoices = itemsOf((await client.get("/invoices?invoiceType=OneTime")).body);
  const invoice = invoices.find((one) => at(one, "currencyCode") === currency);
  const path = `/invoices/${textAt(invoice, "id")}/lineitems`;
  const reconciliation = `${path}?provider=onetime&invoiceLineItemType=billinglineitems`;
  const usage = `${path}?provider=onetime&invoiceLineItemType=usagelineitems&currencyCode=${currency}&period=previous`;
  return { invoice, path, reconciliation, usage };
}

/** Path of line items that are not invoiced yet. */
export const unbilledPath = (kind: "usage" | "billing", period = "current", currency = "EUR"): string =>
  `/invoices/unbilled/lineitems?provider=onetime&invoiceLineItemType=${kind}lineitems&currencyCode=${currency}&period=${period}`;
