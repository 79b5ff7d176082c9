import { ExactNumber, writeJson } from "../json";
import { wireDate } from "../wire-date";
import { auditValue } from "./audit-value";
import type { Invoice } from "./billing-entities";
import type { Customer, Instant, Partner } from "./entities";
import { invoicesOf } from "./invoices";
import type { Model } from "./model";

/** The application that audit records name for what people do in the portal (C 1.2). */
export const portalApplicationId = "4990cffe-04e8-4e8b-808a-1175604b879f";

/** What was done to what, as audit records name it. */
export interface AuditedOperation {
  readonly operationType: string;
  readonly resourceType: string;
}

/**
 * The operations that audit records tell of. Only `update_customer_spending_budget` and `ready_invoice` are documented
 * (B 6, 15.4); the other names are made after them.
 */
export const auditedOperations = {
  createOrder: { operationType: "create_order", resourceType: "order" },
  updateOrder: { operationType: "update_order", resourceType: "order" },
  registerSubscription: { operationType: "register_subscription", resourceType: "subscription" },
  updateSubscription: { operationType: "update_subscription", resourceType: "subscription" },
  cancelEntitlement: { operationType: "cancel_azure_entitlement", resourceType: "azure_entitlement" },
  reactivateEntitlement: { operationType: "reactivate_azure_entitlement", resourceType: "azure_entitlement" },
  updateBudget: { operationType: "update_customer_spending_budget", resourceType: "spending_budget" },
  createAgreement: { operationType: "create_agreement", resourceType: "agreement" },
  createCustomer: { operationType: "create_customer", resourceType: "customer" },
  deleteCustomer: { operationType: "delete_customer", resourceType: "customer" },
  readyInvoice: { operationType: "ready_invoice", resourceType: "invoice" },
  createUpgrade: { operationType: "create_product_upgrade", resourceType: "product_upgrade" },
} as const satisfies Readonly<Record<string, AuditedOperation>>;

/** One thing that was done, by whom, and what came of it. */
export interface AuditRecord extends AuditedOperation {
  readonly id: string;
  readonly at: Instant;
  readonly partnerTenantId: string;
  readonly customerId?: string | undefined;
  readonly customerName?: string | undefined;
  readonly applicationId: string;
  /** Absent when an application acted for itself. */
  readonly userPrincipalName?: string | undefined;
  readonly correlationId?: string | undefined;
  /** The resource afterwards, as JSON text. */
  readonly newValue: string;
}

/** What a record is made from. */
export interface Deed extends Pick<AuditRecord, "partnerTenantId" | "customerId" | "applicationId"> {
  readonly operation: AuditedOperation;
  readonly userPrincipalName?: string | undefined;
  readonly correlationId?: string | undefined;
  /** Of a customer that is no longer there. */
  readonly customerName?: string | undefined;
  /** The resource afterwards. */
  readonly resource: unknown;
}

const kept = 100_000;

/** Writes down what was done. The oldest records go when there are more than 100,000. */
export function recordDeed(model: Model, { operation, resource, ...deed }: Deed): void {
  const id = model.ids.of("audit").guid();
  const [oldest] = model.auditRecords.size >= kept ? model.auditRecords.keys() : [];
  model.auditRecords.delete(oldest ?? "");
  model.auditRecords.set(id, {
    ...deed,
    ...operation,
    id,
    at: model.stamp("audit"),
    customerName: deed.customerName ?? model.customers.get(deed.customerId ?? "")?.name,
    newValue: writeJson(auditValue(resource)),
  });
}

/** Writes down what a person did in the portal for a customer; `resource` is what came of it, as the API writes it. */
export function recordPortalDeed(
  model: Model,
  operation: AuditedOperation,
  { tenantId, users }: Partner,
  customer: Customer,
  resource: unknown,
): void {
  recordDeed(model, {
    operation,
    resource,
    partnerTenantId: tenantId,
    customerId: customer.id,
    applicationId: portalApplicationId,
    userPrincipalName: users[0]?.userPrincipalName,
  });
}

/** What was done at a partner, oldest first; that its invoices came out is part of it. */
export function auditRecordsOf(model: Model, partner: Partner): AuditRecord[] {
  const invoices = invoicesOf(model, partner).filter(({ amends }) => amends === undefined);
  const records = [...model.auditRecords.group(partner.tenantId), ...invoices.map(readyRecord)];
  return records.toSorted((left, right) => left.at - right.at);
}

function readyRecord({ id, partnerTenantId, invoiceDate, totalCharges, currency }: Invoice): AuditRecord {
  const resource = {
    id,
    invoiceDate: wireDate(invoiceDate),
    totalCharges: new ExactNumber(totalCharges),
    currencyCode: currency,
  };
  return {
    ...auditedOperations.readyInvoice,
    id: `ready/${id}`,
    at: invoiceDate,
    partnerTenantId,
    applicationId: portalApplicationId,
    newValue: writeJson(auditValue(resource)),
  };
}
