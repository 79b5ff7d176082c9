import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { billingCollection, link } from "../http/links";
import { type ApiRoute, api } from "../http/routes";
import { dailyUsage, hasLines, reconciliation } from "../model/line-sources";
import { unbilled } from "../model/unbilled";

/** Links to what is not invoiced yet (B 8.7). */
export const estimateRoutes: readonly ApiRoute[] = [api("GET", "/v1/invoices/estimates/links", getEstimateLinks)];

const kinds = [
  {
    type: "daily_rated_usage",
    title: "Daily rated usage",
    description: "What was used each day, with its price.",
    provider: "Marketplace",
    lineItems: "usagelineitems",
    source: dailyUsage,
  },
  {
    type: "non_consumption",
    title: "Reconciliation",
    description: "What will be charged.",
    provider: "all",
    lineItems: "billinglineitems",
    source: reconciliation,
  },
] as const;

/** A link for each kind of line items and each period that has any. */
function getEstimateLinks(call: ApiCall): Reply {
  const currency = call.query("currencyCode")?.toUpperCase();
  if (!currency) {
    throw new Refusal("invalidProperty", "currencyCode is required.");
  }
  const links = kinds.flatMap(({ source, ...kind }) =>
    (["current", "previous"] as const)
      .filter((period) => hasLines(source(call.model, unbilled(call.model, call.partner, currency, period))))
      .map((period) => linkView(call, kind, period, currency)),
  );
  if (links.length === 0 && call.model.switches.is("estimateLinksWithoutData", "400")) {
    throw new Refusal("invalidProperty", `Nothing is billed in ${currency}.`);
  }
  return { status: 200, body: billingCollection(call, links) };
}

function linkView(
  call: ApiCall,
  { type, title, description, provider, lineItems }: Omit<(typeof kinds)[number], "source">,
  period: string,
  currency: string,
) {
  const query = `provider=${provider}&invoicelineitemtype=${lineItems}&currencycode=${currency}&period=${period}&size=2000`;
  return {
    type,
    title,
    description,
    period: period === "current" ? "Current" : "Previous",
    link: link(call, `/invoices/unbilled/lineitems?${query}`),
    attributes: { objectType: "EstimateLink" },
  };
}
