import { Refusal } from "../errors";
import { budgetKey } from "./budgets";
import { currencyOf } from "./currencies";
import { isCustomerOf } from "./customers";
import type { AzureSubscription, Customer, Partner } from "./entities";
import { forgetResources } from "./metered-resources";
import type { Model } from "./model";
import { requireRegistration } from "./registration-numbers";
import { sandboxLimits } from "./sandbox-limits";
import { requireSound } from "./standing";

/** A customer as a partner wants it. */
export interface NewCustomer
  extends Pick<Customer, "name" | "domain" | "contact" | "address" | "culture" | "language" | "country"> {
  readonly organizationRegistrationNumber?: string | undefined;
  /** PartnerID of the indirect reseller that looks after it. */
  readonly associatedPartnerId?: string | undefined;
}

/** Makes a customer tenant, or refuses (C 5.4). Its agreement is not accepted yet. */
export function createCustomer(model: Model, partner: Partner, wish: NewCustomer): Customer {
  const domain = wish.domain.toLowerCase();
  if ([...model.customers.values()].some((one) => one.domain === domain)) {
    throw new Refusal("invalidProperty", `The domain ${domain} is not available.`);
  }
  const resellerTenantId = resellerOf(partner, wish.associatedPartnerId);
  requireRegistration(model, wish.country, wish.organizationRegistrationNumber, wish.contact.phoneNumber);
  const mine = [...model.customers.values()].filter((one) => isCustomerOf(one, partner));
  if (partner.sandbox && mine.length >= sandboxLimits.customers) {
    throw new Refusal("sandboxLimitReached", `${sandboxLimits.customers} customers`);
  }
  const ids = model.ids.of(partner.tenantId);
  const { associatedPartnerId: _, ...profile } = wish;
  const customer: Customer = {
    ...profile,
    id: ids.guid(),
    commerceId: ids.guid(),
    billingProfileId: ids.guid(),
    billingEtag: `-${ids.digits(18)}`,
    domain,
    resellerTenantId,
    currency: currencyOf(wish.country),
    relationships: { [partner.tenantId]: "reseller" },
    attestations: [],
    directlySigned: false,
    account: "approved",
  };
  model.customers.set(customer.id, customer);
  return customer;
}

function resellerOf(partner: Partner, partnerId: string | undefined): string | undefined {
  if (!partnerId) {
    return undefined;
  }
  const reseller = partner.resellers.find((one) => one.partnerId === partnerId);
  if (reseller === undefined) {
    throw new Refusal("resellerUnknown", partnerId);
  }
  requireSound(reseller);
  return reseller.tenantId;
}

function azureSubscriptionsOf(model: Model, customer: Customer): AzureSubscription[] {
  return [...model.azureSubscriptions.values()].filter((one) => one.customerId === customer.id);
}

/** Removes a sandbox customer with everything it had, once nothing of it is in use any more (C 5.4). */
export function deleteCustomer(model: Model, partner: Partner, customer: Customer): void {
  if (!partner.sandbox) {
    throw new Refusal("notInThisEnvironment");
  }
  const used = [...model.subscriptions.values()].filter((one) => {
    model.settle(one);
    return one.customerId === customer.id && one.status === "active";
  });
  if (used.length > 0) {
    const list = used.map((one) => `${one.friendlyName} (${one.id})`).join(", ");
    const refusal = model.switches.is("customerDeletion", "403") ? "operationDenied" : "invalidInput";
    throw new Refusal(refusal, `the customer still has active subscriptions: ${list}`);
  }
  model.customers.delete(customer.id);
  for (const azure of [...model.subscriptions.group(customer.id), ...azureSubscriptionsOf(model, customer)]) {
    forgetResources(model, azure.id);
  }
  const owned = [
    model.carts,
    model.orders,
    model.subscriptions,
    model.azureSubscriptions,
    model.upgrades,
    model.charges,
  ];
  for (const things of owned) {
    for (const [key, thing] of things) {
      if (thing.customerId === customer.id) {
        things.delete(key);
      }
    }
  }
  model.budgets.delete(budgetKey(partner.tenantId, customer.id));
  model.budgetChanges.delete(budgetKey(partner.tenantId, customer.id));
}
