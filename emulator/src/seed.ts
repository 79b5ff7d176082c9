import type { Ids } from "./ids";
import { budgetKey } from "./model/budgets";
import { currencyOf } from "./model/currencies";
import { agreementsCountFrom } from "./model/customers";
import type { AgreementType, Customer, Partner, Reseller, Subscription } from "./model/entities";
import type { Model } from "./model/model";
import { PurchasePlanter } from "./model/past-purchases";
import { plantBilling, plantCharges } from "./seed-billing";
import { legacySubscription, type Seed, type SeedCustomer, type SeedPartner } from "./seed-file";
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

/** How long ago seeded customers accepted their agreements, before they bought anything. */
const acceptedDaysAgo = 125;

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
      dateAgreed: Math.max(model.clock.now() - acceptedDaysAgo * day, agreementsCountFrom),
      contact: customer.contact,
    });
  }
  const purchases = new PurchasePlanter(model, partner, customer, ids);
  const plans = seed.plans.map((plan) => purchases.plan(plan));
  const plainLegacy = { ...legacySubscription.parse({}), resources: seed.legacyResources };
  const legacy = [...(seed.legacyAzure ? [plainLegacy] : []), ...seed.legacySubscriptions].map((one) =>
    purchases.legacyAzure(one),
  );
  seed.others.forEach((other) => {
    purchases.other(other, plans[0]?.id);
  });
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
