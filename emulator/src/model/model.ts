import type { Clock } from "../clock";
import { Refusal } from "../errors";
import type { Ids } from "../ids";
import type { Switches } from "../switches";
import type { AuditRecord } from "./audit";
import type { Charge, Invoice } from "./billing-entities";
import type {
  AzureSubscription,
  BudgetChange,
  Cart,
  Customer,
  EnhancedAttestation,
  Instant,
  MeteredResource,
  Order,
  Partner,
  Stock,
  Subscription,
  SubscriptionChange,
  Upgrade,
  UpgradeFailure,
} from "./entities";
import type { BillingExport, ExportFailure } from "./exports";
import type { CodeGrant, RefreshGrant, UserRequest, Workload } from "./identities";
import { IndexedMap } from "./indexed-map";
import { enterStatus } from "./status-changes";
import { addDuration } from "./terms";

/**
 * Everything the emulated service knows, in memory. The functions beside this file read and change it by the rules of
 * the service and know no HTTP; what they refuse they throw as `Refusal`. All of them are synchronous, so that nothing
 * comes between a check and the change it allows.
 */
export class Model {
  readonly partners = new Map<string, Partner>();
  readonly customers = new Map<string, Customer>();
  readonly carts = new Map<string, Cart>();
  /** Grouped by customer. */
  readonly orders = new IndexedMap<Order>((order) => order.customerId);
  /** Grouped by customer. */
  readonly subscriptions = new IndexedMap<Subscription>((one) => one.customerId);
  /** Grouped by plan. */
  readonly azureSubscriptions = new IndexedMap<AzureSubscription>((one) => one.planId);
  readonly enhancedAttestations = new Map<string, EnhancedAttestation>();
  /** What usage accrues from, grouped by Azure subscription. */
  readonly resources = new IndexedMap<MeteredResource>((one) => one.azureSubscriptionId);
  /** Grouped by partner, oldest first. */
  readonly auditRecords = new IndexedMap<AuditRecord>((record) => record.partnerTenantId);
  /** What is billed beside usage, grouped by customer. */
  readonly charges = new IndexedMap<Charge>((charge) => charge.customerId);
  /** Invoices and their amendments, grouped by partner. */
  readonly invoices = new IndexedMap<Invoice>((invoice) => invoice.partnerTenantId);
  /** By partner, up to which month (as its number) everything is invoiced. */
  readonly invoicedUntil = new Map<string, number>();
  /** By operation. */
  readonly exports = new Map<string, BillingExport>();
  /** How the next export of a partner fails, by its tenant. */
  readonly exportFailures = new Map<string, ExportFailure>();
  /** Amount text by `budgetKey`; no entry means no budget. */
  readonly budgets = new Map<string, string>();
  /** Their changes by the same key, oldest first. */
  readonly budgetChanges = new Map<string, BudgetChange[]>();
  /** Access tokens by their `uti`, the expired ones only for a while. */
  readonly tokens = new Map<string, { readonly expiresAt: Instant; expiredEarly: boolean }>();
  /** Grouped by customer. */
  readonly upgrades = new IndexedMap<Upgrade>((one) => one.customerId);
  /** How the next upgrade of a legacy subscription fails, by its id. */
  readonly upgradeFailures = new Map<string, UpgradeFailure>();
  /** By the token's text. */
  readonly refreshTokens = new Map<string, RefreshGrant>();
  /** By the code's text. */
  readonly authorizationCodes = new Map<string, CodeGrant>();
  /** By the token with which they ask the emulator's own OIDC issuer. */
  readonly workloads = new Map<string, Workload>();
  /** The newest requests of App+User callers by their partner, oldest first. */
  readonly userRequests = new Map<string, UserRequest[]>();
  /** By `stockKey`; no entry means that there is no end to it. */
  readonly stocks = new Map<string, Stock>();
  /** How often the catalog's availabilities were reissued. */
  catalogEdition = 0;

  constructor(
    readonly clock: Clock,
    readonly ids: Ids,
    readonly switches: Switches,
  ) {}

  /** This instant, with digits beyond the millisecond as the service's dates have them. */
  stamp(customerId: string): Instant {
    return this.clock.now() + this.ids.of(customerId).ticks();
  }

  /** The customer, whichever partner it belongs to; for people who act in the portal. */
  customer(id: string): Customer {
    const customer = this.customers.get(id.toLowerCase());
    if (customer === undefined) {
      throw new Refusal("tenantNotFound", id);
    }
    return customer;
  }

  /** Whether the instant has come, to the millisecond. */
  isPast(instant: Instant): boolean {
    return Math.floor(instant) <= this.clock.now();
  }

  /** The subscriptions the API shows now. */
  visibleSubscriptions(partner: Partner, customer: Customer): Subscription[] {
    return this.subscriptions
      .group(customer.id)
      .filter((one) => one.partnerTenantId === partner.tenantId && this.isVisible(one));
  }

  /** Whether the thing is there already; applies an accepted change that has come due. */
  isVisible(one: Subscription | AzureSubscription): boolean {
    this.settle(one);
    return one.visibleFrom !== null && this.isPast(one.visibleFrom);
  }

  /** Applies what has come due: an accepted change, the end of a term. */
  settle(one: Subscription | AzureSubscription): void {
    if (one.accepted !== undefined && this.isPast(one.accepted.dueAt)) {
      if ("planId" in one) {
        enterStatus(one, one.accepted.status, one.accepted.dueAt);
      } else {
        applySubscriptionChange(one, one.accepted.change, one.accepted.dueAt);
      }
      one.accepted = undefined;
    }
    if (!("planId" in one)) {
      this.#endTerm(one);
      this.#endSuspension(one);
    }
  }

  /** A plan that stays suspended turns into what a switch says. */
  #endSuspension(one: Subscription): void {
    const becomes = this.switches.position("suspendedPlanBecomes");
    const since = one.statusChanges?.at(-1)?.at;
    if (one.kind !== "azurePlan" || one.status !== "suspended" || becomes === "suspended" || since === undefined) {
      return;
    }
    const endsAt = since + this.switches.durationMs("suspendedPlanLifetime");
    if (this.isPast(endsAt)) {
      enterStatus(one, becomes, endsAt);
    }
  }

  /** What has a term is renewed at its end, or expires. */
  #endTerm(one: Subscription): void {
    while (one.status === "active" && one.endsAt !== undefined && this.isPast(one.endsAt)) {
      if (one.autoRenewEnabled && one.termDuration !== undefined) {
        one.endsAt = addDuration(one.endsAt, one.termDuration);
      } else {
        enterStatus(one, "expired", one.endsAt);
      }
    }
  }

  /** Azure subscriptions of a plan, also those that do not show yet. */
  azureSubscriptionsOf(planId: string): AzureSubscription[] {
    const found = this.azureSubscriptions.group(planId);
    found.forEach((one) => {
      this.settle(one);
    });
    return found;
  }
}

/** Writes the parts of the change that are there, as of that instant. */
export function applySubscriptionChange(subscription: Subscription, change: SubscriptionChange, at: Instant): void {
  subscription.friendlyName = change.friendlyName ?? subscription.friendlyName;
  enterStatus(subscription, change.status ?? subscription.status, at);
  if (change.quantity !== undefined && change.quantity !== subscription.quantity) {
    const changed = { at, before: subscription.quantity };
    subscription.quantityChanges = [...(subscription.quantityChanges ?? []), changed];
    subscription.quantity = change.quantity;
  }
  subscription.version += 1;
}
