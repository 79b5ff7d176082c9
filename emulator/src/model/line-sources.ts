import type { Charge, Invoice } from "./billing-entities";
import { chargeDates } from "./charges";
import { type RatedDay, ratedDays, shownUntil, type UsageRow } from "./consumption";
import type { Instant, Partner, Subscription } from "./entities";
import { type LegacyAzureLine, legacyAzureDays, legacyAzureLines, type OfficeLine, officeLine } from "./legacy-billing";
import type { Model } from "./model";
import { isBilledByItself, purchaseLines } from "./purchase-lines";
import { chargeLine, planLines, type ReconciliationLine, reversed } from "./reconciliation";
import type { Span } from "./status-changes";
import { syntheticDays, syntheticReconciliation } from "./synthetic-lines";
import type { BilledCustomer } from "./taxes";

/** Line items in a stable order, made a group at a time when they are wanted and never all at once. */
export interface LineSource<Line> {
  readonly groups: number;
  readonly lines: (group: number) => readonly Line[];
}

/** A day of a resource's usage with its customer. */
export interface DailyLine {
  readonly customer: BilledCustomer;
  readonly day: RatedDay;
}

/** Whose charges of a period are told, as they were known at an instant. */
export interface Billable {
  readonly partner: Partner;
  readonly currency: string;
  readonly period: Span;
  /** Usage that had ended and charges that had fallen due by then; an invoice has everything of its period. */
  readonly knownAt: Instant;
  /** The invoice, unless they are unbilled. */
  readonly invoice?: Invoice | undefined;
  /** Only this customer's charges, not those of all. */
  readonly customerId?: string | undefined;
}

/** Nothing at all. */
export const noLines: LineSource<never> = { groups: 0, lines: () => [] };

/** What an invoice bills. */
export function billed(model: Model, invoice: Invoice): Billable & { readonly invoice: Invoice } {
  const partner = model.partners.get(invoice.partnerTenantId);
  if (partner === undefined) {
    throw new Error(`the partner ${invoice.partnerTenantId} of invoice ${invoice.id} is gone`);
  }
  const period = { from: invoice.periodFrom, to: invoice.periodTo };
  return { partner, currency: invoice.currency, period, knownAt: Number.POSITIVE_INFINITY, invoice };
}

/** Daily rated usage of new commerce (B 9.1, 9.2): a group for each plan. */
export function dailyUsage(model: Model, of: Billable): LineSource<DailyLine> {
  if (of.invoice?.syntheticLineItems !== undefined) {
    return syntheticDays(of.partner, of.currency, of.period, of.invoice.syntheticLineItems);
  }
  if (of.invoice?.amends !== undefined) {
    return noLines;
  }
  const plans = subscriptionsOf(model, of, ({ kind }) => kind === "azurePlan");
  return sourceOf(plans, (plan) => {
    const customer = model.customer(plan.customerId);
    return ratedDays(model, plan, usageRange(model, of)).map((day) => ({ customer, day }));
  });
}

/** Reconciliation of new commerce (B 9.3, 9.4): a group for each plan, then for each other purchase and charge. */
export function reconciliation(model: Model, of: Billable): LineSource<ReconciliationLine> {
  const { invoice } = of;
  if (invoice?.syntheticLineItems !== undefined) {
    return syntheticReconciliation(of.partner, of.period, invoice.syntheticLineItems);
  }
  if (invoice?.adjustment !== undefined) {
    const credited = [invoice.adjustment].filter(({ customerId }) => isBilledIn(model, of, customerId));
    return sourceOf(credited, (charge) => [chargeLine(model, charge, charge.chargedAt)]);
  }
  const voided = invoice?.amends === undefined ? undefined : model.invoices.get(invoice.amends.invoiceId);
  if (voided !== undefined) {
    const original = reconciliation(model, billed(model, voided));
    return { groups: original.groups, lines: (group) => original.lines(group).map(reversed) };
  }
  const plans = sourceOf(
    subscriptionsOf(model, of, ({ kind }) => kind === "azurePlan"),
    (plan) => planLines(model, plan, usageRange(model, of)),
  );
  const purchases = sourceOf(subscriptionsOf(model, of, isBilledByItself), (one) =>
    purchaseLines(model, one, of.period, of.knownAt),
  );
  const charges = sourceOf(chargesOf(model, of, false), (charge) =>
    chargeDates(charge, of.period, of.knownAt).map((at) => chargeLine(model, charge, at)),
  );
  return joined(joined(plans, purchases), charges);
}

/** Licences of legacy Office (B 10.3): a group for each of them. */
export function officeLicences(model: Model, of: Billable): LineSource<OfficeLine> {
  return sourceOf(chargesOf(model, of, true), (charge) =>
    chargeDates(charge, of.period, of.knownAt).map((at) => officeLine(model, charge, at)),
  );
}

/** What legacy Azure subscriptions are billed (B 10.4): a group for each of them. */
export function legacyAzure(model: Model, of: Billable): LineSource<LegacyAzureLine> {
  return sourceOf(subscriptionsOf(model, of, isLegacyAzure), (one) =>
    legacyAzureLines(model, one, usageRange(model, of)),
  );
}

/** What legacy Azure subscriptions used each day (B 10.4): a group for each of them. */
export function legacyAzureUsage(model: Model, of: Billable): LineSource<UsageRow> {
  return sourceOf(subscriptionsOf(model, of, isLegacyAzure), (one) =>
    legacyAzureDays(model, one, usageRange(model, of)),
  );
}

/** Every line, one after the other. */
export function* allLines<Line>(source: LineSource<Line>, from = 0, to = source.groups): Generator<Line> {
  for (let group = from; group < to; group += 1) {
    yield* source.lines(group);
  }
}

/** Whether there is any line. */
export function hasLines(source: LineSource<unknown>): boolean {
  return allLines(source).next().done !== true;
}

function sourceOf<Owner, Line>(owners: readonly Owner[], linesOf: (owner: Owner) => readonly Line[]): LineSource<Line> {
  return {
    groups: owners.length,
    lines: (group) => {
      const owner = owners[group];
      return owner === undefined ? [] : linesOf(owner);
    },
  };
}

function joined<Line>(left: LineSource<Line>, right: LineSource<Line>): LineSource<Line> {
  return {
    groups: left.groups + right.groups,
    lines: (group) => (group < left.groups ? left.lines(group) : right.lines(group - left.groups)),
  };
}

function usageRange(model: Model, { period, knownAt }: Billable) {
  return { ...period, endedBy: shownUntil(model, knownAt) };
}

const isLegacyAzure = ({ kind }: Subscription) => kind === "legacyAzure";

function subscriptionsOf(model: Model, of: Billable, isOfKind: (one: Subscription) => boolean): Subscription[] {
  return [...model.subscriptions.values()].filter(
    (one) =>
      isOfKind(one) &&
      one.partnerTenantId === of.partner.tenantId &&
      isFromBefore(of, one.createdAt) &&
      isBilledIn(model, of, one.customerId),
  );
}

function chargesOf(model: Model, of: Billable, office: boolean): Charge[] {
  return [...model.charges.values()].filter(
    (one) =>
      (one.kind === "office") === office &&
      one.partnerTenantId === of.partner.tenantId &&
      isFromBefore(of, one.chargedAt) &&
      isBilledIn(model, of, one.customerId),
  );
}

/** What comes later has no lines there, and must not move the groups of others while somebody reads them. */
const isFromBefore = ({ period, knownAt }: Billable, at: Instant): boolean => at < period.to && at <= knownAt;

const isBilledIn = (model: Model, of: Billable, customerId: string): boolean =>
  (of.customerId === undefined || of.customerId === customerId) &&
  model.customers.get(customerId)?.currency === of.currency;
