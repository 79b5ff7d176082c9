import { parseDuration } from "./duration";
import type { Ids } from "./ids";
import { budgetKey } from "./model/budgets";
import { catalogItemId } from "./model/catalog";
import { currencyOf } from "./model/currencies";
import { agreementsCountFrom } from "./model/customers";
import type {
  AgreementType,
  AzureSubscription,
  Customer,
  Order,
  Partner,
  Reseller,
  Subscription,
} from "./model/entities";
import type { Model } from "./model/model";
import { enterStatus } from "./model/status-changes";
import { plantBilling, plantCharges } from "./seed-billing";
import type { Seed, SeedCustomer, SeedLegacySubscription, SeedPartner, SeedResource } from "./seed-file";
import { applicationOf, type SeededUser, signInUsers, usersOf } from "./seed-identities";

/** What a customer can be used for, at a glance. */
export type CustomerKind = "new" | "withPlan" | "suspendedPlan" | "legacy" | "noAgreement";

/** A seeded customer, as the ready file names it. */
export interface SeededCustomer {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly country: string;
  readonly kind: CustomerKind;
  /** The plan, or the legacy subscription. */
  readonly subscriptionId?: string;
  readonly azureSubscriptionIds?: readonly string[];
}

/** A seeded partner with the credentials of its application and user. */
export interface SeededPartner {
  readonly tenantId: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userRefreshToken: string;
  /** Its scripted users; the first is the one whose token is above. */
  readonly users: readonly SeededUser[];
  readonly customers: readonly SeededCustomer[];
}

const day = 24 * 60 * 60_000;

/** How long ago seeded plans were bought: more than two whole months, so that there are two of usage. */
const purchasedDaysAgo = 95;

/** How long ago the seeded plans and Azure subscriptions that are not active stopped being so. */
const stoppedDaysAgo = 20;

/** Puts the seed into the model. Ids come from `ids`, so that they stay the same whatever happens at run time. */
export function plant(model: Model, seed: Seed, ids: Ids): SeededPartner[] {
  return seed.partners.map((partner) => plantPartner(model, partner, ids));
}

function plantPartner(model: Model, seed: SeedPartner, allIds: Ids): SeededPartner {
  const ids = allIds.of(seed.domain);
  const clientId = seed.clientId ?? ids.guid();
  const partner: Partner = {
    tenantId: seed.tenantId ?? ids.guid(),
    name: seed.name,
    domain: seed.domain.toLowerCase(),
    kind: seed.kind,
    sandbox: seed.sandbox,
    partnerId: ids.digits(7),
    adminAgent: true,
    applications: [applicationOf(seed, clientId, ids)],
    users: usersOf(seed, ids),
    resellers: seed.resellers.map((one) => ({ tenantId: ids.of(one.partnerId).guid(), ...one })),
    standing: {
      agreementAccepted: true,
      resellerProgramActive: true,
      endedProgram: "",
      closedCountries: [],
      ...seed.standing,
    },
  };
  model.partners.set(partner.tenantId, partner);
  const users = signInUsers(model, partner);
  const customers = seed.customers.map((customer) => plantCustomer(model, partner, customer, allIds));
  plantBilling(model, partner, seed);
  return {
    tenantId: partner.tenantId,
    name: partner.name,
    clientId,
    clientSecret: partner.applications[0]?.secrets[0]?.value ?? "",
    userRefreshToken: partner.users[0]?.refreshToken ?? "",
    users,
    customers,
  };
}

function plantCustomer(model: Model, partner: Partner, seed: SeedCustomer, allIds: Ids): SeededCustomer {
  const ids = allIds.of(seed.domain);
  const customer: Customer = {
    id: seed.id ?? ids.guid(),
    commerceId: ids.guid(),
    billingProfileId: ids.guid(),
    billingEtag: `-${ids.digits(18)}`,
    name: seed.name,
    domain: seed.domain.toLowerCase(),
    contact: {
      firstName: seed.firstName,
      lastName: seed.lastName,
      email: `${seed.firstName}.${seed.lastName}@${seed.domain}`.toLowerCase(),
      phoneNumber: seed.phoneNumber,
    },
    address: { line: seed.street, city: seed.city, state: seed.state, postalCode: seed.postalCode },
    culture: "en-US",
    language: "en",
    organizationRegistrationNumber: seed.organizationRegistrationNumber,
    resellerTenantId: resellerOf(partner, seed)?.tenantId,
    country: seed.country,
    currency: currencyOf(seed.country),
    relationships: { [partner.tenantId]: "reseller" },
    attestations: [],
    directlySigned: false,
    account: seed.account,
  };
  model.customers.set(customer.id, customer);
  const types: readonly AgreementType[] = [
    ...(seed.legacyAzure ? (["MicrosoftCloudAgreement"] as const) : []),
    ...(seed.agreement ? (["MicrosoftCustomerAgreement"] as const) : []),
  ];
  for (const type of types) {
    customer.attestations.push({
      type,
      userId: partner.users[0]?.objectId ?? "",
      dateAgreed: Math.max(model.clock.now() - (purchasedDaysAgo + 30) * day, agreementsCountFrom),
      contact: customer.contact,
    });
  }
  const plans = seed.plans.map((plan) => plantPlan(model, partner, customer, plan, ids));
  const legacy = [...(seed.legacyAzure ? [plainLegacy] : []), ...seed.legacySubscriptions].map((one, index) =>
    plantLegacy(model, partner, customer, one, index === 0 ? seed.legacyResources : [], ids),
  );
  if (seed.budget !== undefined) {
    model.budgets.set(budgetKey(partner.tenantId, customer.id), seed.budget);
  }
  plantCharges(model, customer, seed, ids);
  return describe(model, customer, kindOf(seed), plans[0] ?? legacy[0]);
}

function resellerOf(partner: Partner, seed: SeedCustomer): Reseller | undefined {
  const partnerId = seed.reseller ?? seed.plans.find((plan) => plan.partnerIdOnRecord !== undefined)?.partnerIdOnRecord;
  return partner.resellers.find((one) => one.partnerId === partnerId);
}

/** An order of long ago with everything it brought. */
function plantPlan(
  model: Model,
  partner: Partner,
  customer: Customer,
  seed: SeedCustomer["plans"][number],
  ids: Ids,
): Subscription {
  const order: Order = {
    ...orderOf(model, partner, customer, ids),
    lines: [
      {
        number: 0,
        catalogItemId: catalogItemId(model, "0001", customer.country),
        subscriptionId: ids.guid(),
        quantity: 1,
        partnerIdOnRecord: seed.partnerIdOnRecord,
        additionalPartnerIdsOnRecord: [],
      },
    ],
  };
  model.orders.set(order.id, order);
  const plan = subscriptionOf(order, "azurePlan", seed.friendlyName);
  const stoppedAt = model.clock.now() - stoppedDaysAgo * day;
  enterStatus(plan, seed.status, stoppedAt);
  model.subscriptions.set(plan.id, plan);
  for (const { friendlyName, status, resources } of seed.azureSubscriptions) {
    const id = ids.guid();
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
    model.azureSubscriptions.set(id, azure);
    plantResources(model, azure, resources, ids);
  }
  return plan;
}

/** Their ids come from a stream of their own, so that a seed with and without them gives everything else the same ids. */
function plantResources(
  model: Model,
  owner: Pick<Subscription, "id" | "visibleFrom">,
  seeds: readonly SeedResource[],
  ids: Ids,
): void {
  const ago = (days: number | undefined) => (days === undefined ? undefined : model.clock.now() - days * day);
  for (const { fromDaysAgo, toDaysAgo, ...facts } of seeds) {
    const id = ids.of("resources").guid();
    const from = ago(fromDaysAgo) ?? owner.visibleFrom ?? model.clock.now();
    model.resources.set(id, { id, azureSubscriptionId: owner.id, ...facts, from, to: ago(toDaysAgo) ?? null });
  }
}

const plainLegacy: SeedLegacySubscription = {
  friendlyName: "Microsoft Azure",
  status: "active",
  boughtAgo: "60d",
  sharedServices: false,
};

function plantLegacy(
  model: Model,
  partner: Partner,
  customer: Customer,
  seed: SeedLegacySubscription,
  resources: readonly SeedResource[],
  ids: Ids,
): Subscription {
  const order: Order = {
    ...orderOf(model, partner, customer, ids, parseDuration(seed.boughtAgo)),
    billingCycle: "monthly",
    boughtWith: "legacy",
    lines: [
      {
        number: 0,
        catalogItemId: "MS-AZR-0145P",
        subscriptionId: ids.guid(),
        quantity: 1,
        partnerIdOnRecord: seed.partnerIdOnRecord,
        additionalPartnerIdsOnRecord: [],
      },
    ],
  };
  model.orders.set(order.id, order);
  const legacy: Subscription = {
    ...subscriptionOf(order, "legacyAzure", seed.friendlyName),
    status: seed.status,
    ...(seed.sharedServices && { sharedServices: true }),
  };
  model.subscriptions.set(legacy.id, legacy);
  plantResources(model, legacy, resources, ids);
  return legacy;
}

function orderOf(model: Model, partner: Partner, customer: Customer, ids: Ids, agoMs = purchasedDaysAgo * day): Order {
  const createdAt = model.clock.now() - agoMs + ids.ticks();
  return {
    id: ids.hex(12),
    partnerTenantId: partner.tenantId,
    customerId: customer.id,
    createdAt,
    billingCycle: "one_time",
    currency: customer.currency,
    country: customer.country,
    lines: [],
    boughtWith: "portal",
    provisionedAt: createdAt + Math.min(20_000, agoMs),
  };
}

function subscriptionOf(order: Order, kind: Subscription["kind"], friendlyName: string): Subscription {
  const [line] = order.lines;
  return {
    id: line?.subscriptionId ?? "",
    kind,
    partnerTenantId: order.partnerTenantId,
    customerId: order.customerId,
    orderId: order.id,
    catalogItemId: line?.catalogItemId ?? "",
    partnerId: line?.partnerIdOnRecord ?? "",
    billingCycle: order.billingCycle,
    country: order.country,
    createdAt: order.provisionedAt ?? order.createdAt,
    visibleFrom: order.provisionedAt,
    friendlyName,
    status: "active",
    autoRenewEnabled: false,
    version: 1,
  };
}

function kindOf(seed: SeedCustomer): CustomerKind {
  if (seed.legacyAzure || seed.legacySubscriptions.length > 0) {
    return "legacy";
  }
  if (seed.plans.length > 0) {
    return seed.plans.some((plan) => plan.status === "active") ? "withPlan" : "suspendedPlan";
  }
  return seed.agreement ? "new" : "noAgreement";
}

function describe(
  model: Model,
  customer: Customer,
  kind: CustomerKind,
  subscription: Subscription | undefined,
): SeededCustomer {
  const { id, name, domain, country } = customer;
  if (subscription === undefined) {
    return { id, name, domain, country, kind };
  }
  const azureSubscriptionIds = model.azureSubscriptionsOf(subscription.id).map((one) => one.id);
  return { id, name, domain, country, kind, subscriptionId: subscription.id, azureSubscriptionIds };
}
