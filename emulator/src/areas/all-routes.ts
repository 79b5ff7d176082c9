import type { TokenSigner } from "../entra/tokens";
import type { Route } from "../http/routes";
import type { AdminParts } from "./admin";
import { billingPortalRoutes } from "./admin-billing";
import { adminCatalogRoutes } from "./admin-catalog";
import { controlRoutes } from "./admin-control";
import { exportPortalRoutes } from "./admin-exports";
import { identityRoutes } from "./admin-identity";
import { observeRoutes } from "./admin-observe";
import { portalRoutes } from "./admin-portal";
import { resourceRoutes } from "./admin-resources";
import { standingRoutes } from "./admin-standing";
import { stateRoutes } from "./admin-state";
import { throttleRoutes } from "./admin-throttle";
import { agreementDocumentRoutes, documentPages } from "./agreement-documents";
import { agreementRoutes } from "./agreements";
import { auditRecordRoutes } from "./audit-records";
import { budgetRoutes } from "./budgets";
import { cartRoutes } from "./carts";
import { catalogRoutes } from "./catalog";
import { customerEntitlementRoutes } from "./customer-entitlements";
import { customerRoutes } from "./customers";
import { entitlementRoutes } from "./entitlements";
import { entraRoutes } from "./entra";
import { estimateRoutes } from "./estimates";
import { exportPartRoutes } from "./export-parts";
import { exportRoutes } from "./exports";
import { inventoryRoutes } from "./inventory";
import { invoiceRoutes } from "./invoices";
import { lineItemRoutes } from "./line-items";
import { newCustomerRoutes } from "./new-customers";
import { orderRoutes } from "./orders";
import { resourceManagerRoutes } from "./resource-manager";
import { securityReportRoutes } from "./security-reports";
import { serviceCostRoutes } from "./service-costs";
import { subscriptionUsageRoutes } from "./subscription-usage";
import { subscriptionRoutes } from "./subscriptions";
import { upgradeRoutes } from "./upgrades";
import { usageRoutes } from "./usage";
import { utilizationRoutes } from "./utilization";

/** Every route of the emulator, area by area. */
export function allRoutes(parts: AdminParts, signer: TokenSigner): Route[] {
  return [
    ...entraRoutes(parts.model, signer, parts.addresses),
    ...documentPages(parts.model),
    ...customerRoutes,
    ...newCustomerRoutes,
    ...agreementRoutes,
    ...agreementDocumentRoutes,
    ...catalogRoutes,
    ...inventoryRoutes,
    ...cartRoutes,
    ...orderRoutes,
    ...subscriptionRoutes,
    ...entitlementRoutes,
    ...upgradeRoutes,
    ...customerEntitlementRoutes,
    ...budgetRoutes,
    ...resourceManagerRoutes,
    ...securityReportRoutes,
    ...serviceCostRoutes,
    ...usageRoutes,
    ...subscriptionUsageRoutes,
    ...utilizationRoutes,
    ...auditRecordRoutes,
    ...exportRoutes,
    ...exportPartRoutes(parts.model),
    ...invoiceRoutes,
    ...estimateRoutes,
    ...lineItemRoutes,
    ...observeRoutes(parts),
    ...stateRoutes(parts),
    ...controlRoutes(parts),
    ...throttleRoutes(parts),
    ...portalRoutes(parts),
    ...standingRoutes(parts),
    ...exportPortalRoutes(parts),
    ...resourceRoutes(parts),
    ...identityRoutes(parts),
    ...billingPortalRoutes(parts),
    ...adminCatalogRoutes(parts),
  ];
}
