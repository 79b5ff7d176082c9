import { Refusal } from "../errors";
import type { ApiCall } from "../http/call";
import { findInvoice } from "../model/invoices";
import { type Billable, billed } from "../model/line-sources";
import { unbilled } from "../model/unbilled";

/** The models of line items, and with them their sources (B 9.6). */
export type LineItemModel = "dailyRatedUsage" | "oneTime" | "licenceBased" | "usageBased" | "dailyUsage";

/** Which line items somebody wants. */
export interface LineItemQuery {
  readonly model: LineItemModel;
  readonly of: Billable;
  /** Whether nothing can be in the answer: an invoice has one currency, and by switch only the previous period. */
  readonly isElsewhere: boolean;
  /** How many a page has at most. */
  readonly size: number | undefined;
  /** Only legacy line items take it. */
  readonly offset: number;
  readonly seeking: boolean;
  /** Only usage with, or without, partner earned credit. */
  readonly earnedCredit: boolean | undefined;
  /** What a continuation token is bound to. */
  readonly scope: string;
}

const models: Readonly<Record<string, LineItemModel>> = {
  "usagelineitems/onetime": "dailyRatedUsage",
  "usagelineitems/marketplace": "dailyRatedUsage",
  "usagelineitems/azure": "dailyUsage",
  "billinglineitems/onetime": "oneTime",
  "billinglineitems/all": "oneTime",
  "billinglineitems/office": "licenceBased",
  "billinglineitems/azure": "usageBased",
};

/** The largest page, and the one that somebody gets who does not say. */
export const largestPage = 2_000;

/** Reads a call for line items (B 9.0); what is missing or wrong is refused as the switch `lineItemQueryErrors` says. */
export function lineItemQuery(call: ApiCall, invoiceId: string, provider: string, type: string): LineItemQuery {
  const model = models[`${plain(type)}/${plain(provider)}`];
  if (model === undefined) {
    throw wrong(call, `there are none of the provider "${provider}" and the type "${type}"`);
  }
  const isPathForm = call.query("provider") === undefined;
  const isUnbilled = invoiceId.toLowerCase() === "unbilled";
  const currency = call.query("currencyCode")?.toUpperCase();
  if (!currency && (isUnbilled || (model === "dailyRatedUsage" && !isPathForm))) {
    throw wrong(call, "currencyCode is required");
  }
  const of = isUnbilled
    ? unbilledOf(call, model, currency ?? "")
    : billed(call.model, findInvoice(call.model, call.partner, invoiceId));
  const earned = call.query("hasPartnerEarnedCredit")?.toLowerCase();
  if (earned && earned !== "true" && earned !== "false") {
    throw wrong(call, `hasPartnerEarnedCredit is true or false, not "${earned}"`);
  }
  const earnedCredit = model === "dailyRatedUsage" && earned ? earned === "true" : undefined;
  const seek = call.query("seekOperation")?.toLowerCase();
  if (seek && seek !== "next") {
    throw wrong(call, `seekOperation is Next, not "${seek}"`);
  }
  const subject = of.invoice?.id ?? `unbilled/${currency}/${of.period.from}`;
  return {
    model,
    of,
    isElsewhere: (currency ?? of.currency) !== of.currency || (!isUnbilled && isOtherPeriod(call)),
    size: count(call, "size", 1, largestPage),
    offset: count(call, "offset", 0, 999_999_999) ?? 0,
    seeking: seek === "next",
    earnedCredit,
    scope: [call.partner.tenantId, subject, model, earnedCredit].join("/"),
  };
}

const plain = (text: string) => text.toLowerCase().replaceAll("_", "");

function wrong(call: ApiCall, detail: string): Refusal {
  const name = call.model.switches.is("lineItemQueryErrors", "800002") ? "invalidInput" : "invalidProperty";
  return new Refusal(name, `Line items: ${detail}.`);
}

function unbilledOf(call: ApiCall, model: LineItemModel, currency: string): Billable {
  if (model !== "dailyRatedUsage" && model !== "oneTime") {
    throw wrong(call, "of legacy commerce there is nothing unbilled");
  }
  const period = call.query("period")?.toLowerCase();
  if (period !== "current" && period !== "previous") {
    throw wrong(call, "period is current or previous");
  }
  return unbilled(call.model, call.partner, currency, period);
}

/** Whether an invoice is asked for the current period, where that makes a difference. */
const isOtherPeriod = (call: ApiCall): boolean =>
  call.model.switches.is("billedLineItemPeriod", "filters") && call.query("period")?.toLowerCase() === "current";

function count(call: ApiCall, name: string, least: number, most: number): number | undefined {
  const sent = call.query(name) ?? "";
  if (sent === "") {
    return undefined;
  }
  const value = /^\d{1,9}$/.test(sent) ? Number(sent) : -1;
  if (value < least || value > most) {
    throw wrong(call, `${name} is a whole number from ${least} to ${most}, not "${sent}"`);
  }
  return value;
}
