import type { Effect } from "../journal";
import { type AuditedOperation, auditedOperations, recordDeed } from "../model/audit";
import type { ApiCall, Reply } from "./call";

/** What each effect is called in audit records; null for what nobody is told of. */
const operations: Readonly<Record<Effect["kind"], AuditedOperation | null>> = {
  cartCreated: null,
  cartUpdated: null,
  attestationBegun: null,
  azureSubscriptionCancelled: null,
  azureSubscriptionEnabled: null,
  exportBegun: null,
  orderCreated: auditedOperations.createOrder,
  orderCancelled: auditedOperations.updateOrder,
  subscriptionRegistered: auditedOperations.registerSubscription,
  subscriptionUpdated: auditedOperations.updateSubscription,
  entitlementCancelled: auditedOperations.cancelEntitlement,
  entitlementReactivated: auditedOperations.reactivateEntitlement,
  budgetSet: auditedOperations.updateBudget,
  agreementRecorded: auditedOperations.createAgreement,
  customerCreated: auditedOperations.createCustomer,
  customerDeleted: auditedOperations.deleteCustomer,
  upgradeCreated: auditedOperations.createUpgrade,
};

/** Writes down in the audit records what a call changed, if it did: once for each order of a checkout. */
export function audit({ model, partner, caller, incoming }: ApiCall, { effect, body }: Reply): void {
  const operation = effect === undefined ? null : operations[effect.kind];
  if (effect === undefined || operation === null) {
    return;
  }
  for (const resource of resourcesOf(effect, body)) {
    recordDeed(model, {
      operation,
      resource,
      partnerTenantId: partner.tenantId,
      customerId: textOf(effect.customerId),
      customerName: textOf(effect.customerName),
      applicationId: caller.clientId,
      userPrincipalName: caller.user?.userPrincipalName,
      correlationId: incoming.correlationId,
    });
  }
}

/** The changed resources as the reply shows them; without a body, what the journal says of the effect. */
function resourcesOf({ kind, ...facts }: Effect, body: unknown): unknown[] {
  const orders: unknown = typeof body === "object" && body !== null && "orders" in body ? body.orders : undefined;
  if (kind === "orderCreated" && Array.isArray(orders)) {
    const placed: readonly unknown[] = Array.isArray(facts.orderIds) ? facts.orderIds : [facts.id];
    return orders.filter((order: unknown) => placed.includes(idOf(order)));
  }
  return [body ?? facts];
}

const idOf = (resource: unknown): unknown =>
  typeof resource === "object" && resource !== null && "id" in resource ? resource.id : undefined;

const textOf = (fact: unknown): string | undefined => (typeof fact === "string" ? fact : undefined);
