import { parseDuration } from "../duration";
import type { Ids } from "../ids";
import type { SeedCustomer, SeedLegacySubscription, SeedResource } from "../seed-file";
import { type CatalogItem, itemId, itemOfKind } from "./catalog";
import type { AzureSubscription, Customer, Order, OrderLine, Partner, Subscription } from "./entities";
import { subscriptionOf } from "./fulfilment";
import type { Model } from "./model";
import { enterStatus } from "./status-changes";

const day = 24 * 60 * 60_000;

/** How long ago seeded plans were bought: more than two whole months, so that there are two of usage. */
const purchasedAgoMs = 95 * day;

/** How long ago the seeded plans and Azure subscriptions that are not active stopped being so. */
const stoppedAgoMs = 20 * day;

/** What is not the same in every past purchase. */
interface Past {
  readonly line: Partial<OrderLine>;
  readonly boughtWith?: Order["boughtWith"];
  readonly agoMs?: number;
  readonly sharedServices?: boolean;
}

/** Puts into the model what somebody bought long ago, with nobody asking for rules. */
export class PurchasePlanter {
  constructor(
    private readonly model: Model,
    private readonly partner: Partner,
    private readonly customer: Customer,
    private readonly ids: Ids,
  ) {}

  /** A plan with its order and its Azure subscriptions. */
  plan(seed: SeedCustomer["plans"][number]): Subscription {
    const plan = this.#plant(itemOfKind("azurePlan"), { line: { partnerIdOnRecord: seed.partnerIdOnRecord } });
    plan.friendlyName = seed.friendlyName;
    const stoppedAt = this.model.clock.now() - stoppedAgoMs;
    enterStatus(plan, seed.status, stoppedAt);
    for (const { friendlyName, status, resources } of seed.azureSubscriptions) {
      const id = this.ids.guid();
      const { partnerTenantId, customerId, visibleFrom } = plan;
      const azure: AzureSubscription = {
        id,
        planId: plan.id,
        partnerTenantId,
        customerId,
        visibleFrom,
        friendlyName,
        status: "active",
      };
      enterStatus(azure, status, stoppedAt);
      this.model.azureSubscriptions.set(id, azure);
      this.#plantResources(azure, resources);
    }
    return plan;
  }

  /** A legacy (0145P) Azure subscription, whose order has a GUID. */
  legacyAzure(seed: SeedLegacySubscription): Subscription {
    const agoMs = parseDuration(seed.boughtAgo);
    const legacy = this.#plant(itemOfKind("legacyAzure"), {
      line: { friendlyName: seed.friendlyName, partnerIdOnRecord: seed.partnerIdOnRecord },
      boughtWith: "legacy",
      agoMs,
      sharedServices: seed.sharedServices,
    });
    enterStatus(legacy, seed.status, this.model.clock.now() - Math.min(stoppedAgoMs, agoMs));
    this.#plantResources(legacy, seed.resources);
    return legacy;
  }

  /** Something that is no Azure subscription; benefits belong to the plan given. */
  other({ kind, quantity }: SeedCustomer["others"][number], planId = ""): Subscription {
    const item = itemOfKind(kind);
    const benefits = kind === "reservation" || kind === "savingsPlan";
    return this.#plant(item, {
      line: {
        quantity,
        termDuration: item.sku.terms.find((term) => term.duration === "P1Y")?.duration ?? item.sku.terms[0]?.duration,
        provisioningContext: benefits ? { scope: "shared", subscriptionId: planId } : {},
        ...(kind === "savingsPlan" && {
          purchaseCommitment: { amount: "1.25", grain: "hourly", currency: this.customer.currency },
        }),
      },
    });
  }

  #plant(
    item: CatalogItem,
    { line: facts, boughtWith = "portal", agoMs = purchasedAgoMs, ...more }: Past,
  ): Subscription {
    const { model, partner, customer, ids } = this;
    const createdAt = model.clock.now() - agoMs + ids.ticks();
    const id = boughtWith === "legacy" ? ids.guid() : ids.hex(12);
    const line: OrderLine = {
      number: 0,
      catalogItemId: itemId(model, item, customer.country),
      subscriptionId: ids.guid(),
      quantity: 1,
      additionalPartnerIdsOnRecord: [],
      provisioningContext: {},
      ...facts,
    };
    const order: Order = {
      id,
      alternateId: id,
      partnerTenantId: partner.tenantId,
      customerId: customer.id,
      createdAt,
      billingCycle: item.sku.billingCycles[0] ?? "none",
      currency: customer.currency,
      country: customer.country,
      lines: [line],
      boughtWith,
      provisionedAt: createdAt + Math.min(20_000, agoMs),
    };
    model.orders.set(order.id, order);
    const subscription = { ...subscriptionOf(order, line, item), ...(more.sharedServices && { sharedServices: true }) };
    model.subscriptions.set(subscription.id, subscription);
    return subscription;
  }

  /** Their ids come from a stream of their own, so that a seed with and without them gives everything else the same ids. */
  #plantResources(owner: Pick<Subscription, "id" | "visibleFrom">, seeds: readonly SeedResource[]): void {
    const { model, ids } = this;
    const ago = (days: number | undefined) => (days === undefined ? undefined : model.clock.now() - days * day);
    for (const { fromDaysAgo, toDaysAgo, ...facts } of seeds) {
      const id = ids.of("resources").guid();
      const from = ago(fromDaysAgo) ?? owner.visibleFrom ?? model.clock.now();
      model.resources.set(id, { id, azureSubscriptionId: owner.id, ...facts, from, to: ago(toDaysAgo) ?? null });
    }
  }
}
