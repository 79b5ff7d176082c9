import { Refusal } from "../errors";
import { ExactNumber } from "../json";
import { auditedOperations, recordPortalDeed } from "./audit";
import type { AzureRole } from "./azure-management";
import { setBudget } from "./budgets";
import { catalogItemId } from "./catalog";
import { partnerOf, requireAgreement } from "./customers";
import type { AzureSubscription, Customer, Order, Relationship, Subscription, SubscriptionStatus } from "./entities";
import { forgetResources } from "./metered-resources";
import type { Model } from "./model";
import { placeOrder } from "./orders";
import { PurchasePlanter } from "./past-purchases";
import { sandboxLimits } from "./sandbox-limits";
import { enterStatus } from "./status-changes";

export { acceptAttestation } from "./agreements";
export { addCharge } from "./charges";
export { addTaxReceipt, amendInvoice, makeUpInvoice, payInvoice } from "./invoice-portal";
export { addResource, removeResources } from "./metered-resources";
export { editAccount, editReseller, editRoles, editStanding } from "./portal-standing";

/** A human renames a subscription, or support changes its state; `missing` makes it vanish with all below it. */
export function editSubscription(
  model: Model,
  id: string,
  edit: { readonly friendlyName?: string | undefined; readonly status?: SubscriptionStatus | "missing" | undefined },
): Subscription {
  const subscription = anySubscription(model, id);
  if (edit.status === "missing") {
    model.subscriptions.delete(subscription.id);
    forgetResources(model, subscription.id);
    for (const azure of model.azureSubscriptionsOf(subscription.id)) {
      model.azureSubscriptions.delete(azure.id);
      forgetResources(model, azure.id);
    }
    return subscription;
  }
  subscription.accepted = undefined;
  subscription.friendlyName = edit.friendlyName ?? subscription.friendlyName;
  enterStatus(subscription, edit.status ?? subscription.status, model.clock.now());
  subscription.version += 1;
  return subscription;
}

/** A human makes another Azure subscription under a plan; it is there at once. */
export function addAzureSubscription(model: Model, planId: string, friendlyName: string): AzureSubscription {
  const plan = anySubscription(model, planId);
  if (plan.kind !== "azurePlan") {
    throw new Refusal("invalidInput", `${plan.id} is not an Azure plan`);
  }
  requireRoomUnderPlan(model, plan);
  const azure: AzureSubscription = {
    id: model.ids.of(plan.customerId).guid(),
    planId: plan.id,
    customerId: plan.customerId,
    partnerTenantId: plan.partnerTenantId,
    friendlyName,
    visibleFrom: model.clock.now(),
    status: "active",
  };
  model.azureSubscriptions.set(azure.id, azure);
  return azure;
}

function requireRoomUnderPlan(model: Model, plan: Subscription): void {
  const most = sandboxLimits.azureSubscriptionsPerPlan;
  const active = model.azureSubscriptionsOf(plan.id).filter((one) => one.status === "active");
  if (model.partners.get(plan.partnerTenantId)?.sandbox === true && active.length >= most) {
    throw new Refusal("sandboxLimitReached", `${most} Azure subscriptions under a plan`);
  }
}

/**
 * Sets the state of an Azure subscription at once, as if it were changed in Azure long ago, or whether the partner can
 * reactivate it; or somebody there gives the partner's identities another role.
 */
export function editAzureSubscription(
  model: Model,
  id: string,
  edit: {
    readonly status?: string | undefined;
    readonly partnerRole?: AzureRole | undefined;
    readonly reactivation?: "allowed" | "refused" | undefined;
  },
): AzureSubscription {
  const azure = model.azureSubscriptions.get(id.toLowerCase());
  if (azure === undefined) {
    throw new Refusal("entitlementNotFound", id);
  }
  azure.partnerRole = edit.partnerRole ?? azure.partnerRole;
  if (edit.status !== undefined) {
    model.settle(azure);
    azure.accepted = undefined;
    enterStatus(azure, edit.status, model.clock.now());
  }
  if (edit.reactivation !== undefined) {
    azure.reactivation = edit.reactivation === "allowed" ? undefined : edit.reactivation;
  }
  return azure;
}

/** Sets the state of an Azure subscription at once. */
export function setAzureSubscriptionStatus(model: Model, id: string, status: string): AzureSubscription {
  return editAzureSubscription(model, id, { status });
}

/** A human sets or removes a customer's budget. */
export function editBudget(model: Model, customerId: string, amount: string | undefined): void {
  const customer = model.customer(customerId);
  const partner = partnerOf(model, customer);
  setBudget(model, partner, customer, amount);
  recordPortalDeed(model, auditedOperations.updateBudget, partner, customer, {
    amount: amount === undefined ? null : new ExactNumber(amount),
    attributes: { objectType: "SpendingBudget" },
  });
}

/** The relationship with every partner of the customer ends, or is there again. */
export function editRelationship(model: Model, customerId: string, relationship: Relationship): Customer {
  const customer = model.customer(customerId);
  for (const tenantId of Object.keys(customer.relationships)) {
    customer.relationships[tenantId] = relationship;
  }
  return customer;
}

/** The customer accepts the agreement, or its acceptance is no longer on record. */
export function editAgreement(model: Model, customerId: string, accepted: boolean): Customer {
  const customer = model.customer(customerId);
  customer.directlySigned = accepted;
  customer.attestations = [];
  return customer;
}

/** A human buys a plan in the portal: the same rules, an order of its own, provisioned at once. */
export function buyPlan(
  model: Model,
  customerId: string,
  wish: { readonly partnerIdOnRecord?: string | undefined; readonly friendlyName?: string | undefined },
): Order {
  const customer = model.customer(customerId);
  const partner = partnerOf(model, customer);
  requireAgreement(model, customer);
  const order = placeOrder(model, partner, customer, {
    boughtWith: "portal",
    billingCycle: "one_time",
    lines: [
      {
        number: 0,
        catalogItemId: catalogItemId(model, "0001", customer.country),
        quantity: 1,
        provisioningContext: {},
        partnerIdOnRecord: wish.partnerIdOnRecord,
        additionalPartnerIdsOnRecord: [],
      },
    ],
  });
  provisionNow(model, order);
  for (const line of order.lines) {
    editSubscription(model, line.subscriptionId, { friendlyName: wish.friendlyName });
  }
  recordPortalDeed(model, auditedOperations.createOrder, partner, customer, {
    id: order.id,
    referenceCustomerId: customer.id,
    lineItems: order.lines.map(({ number, subscriptionId }) => ({ lineItemNumber: number, subscriptionId })),
    attributes: { objectType: "Order" },
  });
  return order;
}

/** Somebody buys something else, as it was bought long ago: no rules, there at once. Benefits belong to the plan given. */
export function buyOther(
  model: Model,
  customerId: string,
  kind: "license" | "software" | "reservation" | "savingsPlan" | "saas",
  wish: { readonly quantity?: number | undefined; readonly planId?: string | undefined },
): Subscription {
  const customer = model.customer(customerId);
  const { quantity = 1, planId } = wish;
  if ((kind === "reservation" || kind === "savingsPlan") && anySubscription(model, planId ?? "").kind !== "azurePlan") {
    throw new Refusal("invalidInput", `${planId} is not an Azure plan`);
  }
  const planter = new PurchasePlanter(model, partnerOf(model, customer), customer, model.ids.of(customer.id));
  return planter.other({ kind, quantity }, planId?.toLowerCase());
}

/** Ends the wait for an order's provisioning. */
export function provisionNow(model: Model, order: Order): void {
  order.provisionedAt = model.clock.now();
  for (const line of order.lines) {
    const plan = model.subscriptions.get(line.subscriptionId);
    for (const one of [...(plan === undefined ? [] : [plan]), ...model.azureSubscriptionsOf(line.subscriptionId)]) {
      one.visibleFrom = order.provisionedAt;
    }
  }
}

function anySubscription(model: Model, id: string): Subscription {
  const subscription = model.subscriptions.get(id.toLowerCase());
  if (subscription === undefined) {
    throw new Refusal("subscriptionNotFound", id);
  }
  model.settle(subscription);
  return subscription;
}
