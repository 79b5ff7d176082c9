import type { Order, OrderLine, Subscription } from "./entities";

/** The plan that a line of the order brings. It shows once the order is provisioned. */
export function planOf(order: Order, line: OrderLine): Subscription {
  return {
    id: line.subscriptionId,
    kind: "azurePlan",
    partnerTenantId: order.partnerTenantId,
    customerId: order.customerId,
    orderId: order.id,
    catalogItemId: line.catalogItemId,
    partnerId: line.partnerIdOnRecord ?? "",
    billingCycle: order.billingCycle,
    country: order.country,
    createdAt: order.provisionedAt ?? order.createdAt,
    visibleFrom: order.provisionedAt,
    friendlyName: "Azure plan",
    status: "active",
    autoRenewEnabled: false,
    version: 1,
  };
}
