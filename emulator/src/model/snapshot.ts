import { isExpired, isOrdered } from "./carts";
import { hasAcceptedAgreement } from "./customers";
import { exportState } from "./exports";
import { resourceUri } from "./metered-resources";
import type { Model } from "./model";
import { orderStatus } from "./orders";
import { upgradeLineState, upgradeState } from "./upgrades";

/** Everything the model knows at this instant, as plain JSON: what is stored, and beside it what follows from the time. */
export function snapshot(model: Model) {
  const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
  return {
    now: iso(model.clock.now()),
    partners: [...model.partners.values()],
    customers: [...model.customers.values()].map((customer) => ({
      ...customer,
      agreementAccepted: hasAcceptedAgreement(model, customer),
    })),
    carts: [...model.carts.values()].map((cart) => ({
      ...cart,
      createdAt: iso(cart.createdAt),
      modifiedAt: iso(cart.modifiedAt),
      expiresAt: iso(cart.expiresAt),
      status: isOrdered(cart) ? "Ordered" : "Active",
      expired: isExpired(model, cart),
    })),
    orders: [...model.orders.values()].map((order) => ({
      ...order,
      createdAt: iso(order.createdAt),
      provisionedAt: iso(order.provisionedAt),
      status: orderStatus(model, order),
    })),
    subscriptions: [...model.subscriptions.values()].map((subscription) => ({
      visible: model.isVisible(subscription),
      ...subscription,
      createdAt: iso(subscription.createdAt),
      visibleFrom: iso(subscription.visibleFrom),
      ...(subscription.upgradedAt !== undefined && { upgradedAt: iso(subscription.upgradedAt) }),
    })),
    azureSubscriptions: [...model.azureSubscriptions.values()].map((azure) => ({
      visible: model.isVisible(azure),
      ...azure,
      visibleFrom: iso(azure.visibleFrom),
    })),
    resources: [...model.resources.values()].map((resource) => ({
      ...resource,
      resourceUri: resourceUri(resource),
      from: iso(resource.from),
      to: iso(resource.to),
    })),
    upgrades: [...model.upgrades.values()].map((upgrade) => ({
      ...upgrade,
      createdAt: iso(upgrade.createdAt),
      startsAt: iso(upgrade.startsAt),
      status: upgradeState(model, upgrade),
      lines: upgrade.lines.map((line) => ({
        ...line,
        startsAt: iso(line.startsAt),
        endsAt: iso(line.endsAt),
        status: upgradeLineState(model, line),
      })),
    })),
    exports: [...model.exports.values()].map((exported) => ({
      ...exported,
      periodFrom: iso(exported.periodFrom),
      periodTo: iso(exported.periodTo),
      requestedAt: iso(exported.requestedAt),
      startsAt: iso(exported.startsAt),
      endsAt: iso(exported.endsAt),
      knownAt: iso(exported.knownAt),
      status: exportState(model, exported),
    })),
    auditRecords: [...model.auditRecords.values()].map((record) => ({ ...record, at: iso(record.at) })),
    upgradeFailures: Object.fromEntries(model.upgradeFailures),
    budgets: [...model.budgets].map(([key, amount]) => {
      const [partnerTenantId, customerId] = key.split("/");
      return { partnerTenantId, customerId, amount };
    }),
  };
}
