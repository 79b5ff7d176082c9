/**
 * `pulumi-partnercenter/client`: Partner Center's API for any program, without Pulumi. {@link connect} makes a client; its
 * areas have one method for each call.
 */
export type { RefreshTokenStore } from "../auth/refresh-tokens";
export type { ApiFailure } from "./api-failure";
export type { Agreements, AgreementType } from "./areas/agreements";
export type { AuditField, AuditRecords } from "./areas/audit-records";
export type { AzureEntitlementReference, AzureEntitlements } from "./areas/azure-entitlements";
export type { AzureSubscriptionReference, AzureSubscriptions } from "./areas/azure-subscriptions";
export type { Budgets } from "./areas/budgets";
export type { CartReference, Carts } from "./areas/carts";
export type { Catalog, CatalogNarrowing, CatalogScope } from "./areas/catalog";
export type { Customers } from "./areas/customers";
export type { Exports } from "./areas/exports";
export type { Invoices } from "./areas/invoices";
export type { LineItems, NotInvoiced, OfInvoice } from "./areas/line-items";
export type { OrderReference, Orders } from "./areas/orders";
export type { ProductUpgrades, UpgradeSubject } from "./areas/product-upgrades";
export type { Registrations } from "./areas/registrations";
export type { Reservations } from "./areas/reservations";
export type { SubscriptionReference, Subscriptions } from "./areas/subscriptions";
export type { Usage } from "./areas/usage";
export type { ExportOptions, ExportRequest } from "./billing-export";
export type { Call, CallOptions, List, Listing, Reply } from "./calls";
export type { CatalogItem, CatalogSearch } from "./catalog-item";
export type { ErrorClass, Explanation, RetryAdvice } from "./catalogue/entry";
export type { PartnerCenterClient } from "./client";
export { type ConnectOptions, connect } from "./connect";
export { compareDecimals } from "./decimal";
export type { CloudName } from "./endpoint";
export type {
  Agreement,
  AgreementDocument,
  AgreementMetadata,
  DirectSignedStatus,
  NewAgreement,
} from "./endpoints/agreements";
export type { AuditRecord } from "./endpoints/audit-records";
export type { AzureSubscription } from "./endpoints/azure-subscriptions";
export type { SpendingBudget } from "./endpoints/budgets";
export type { Cart, CartCheckoutResult, CartError, CartLineItem, NewCartLineItem } from "./endpoints/carts";
export type { Customer, CustomerFilter } from "./endpoints/customers";
export type { AzureEntitlement } from "./endpoints/entitlements";
export type { FilterOperator, ListFilter } from "./endpoints/filters";
export type { EstimateLink, Invoice, InvoiceSummary } from "./endpoints/invoices";
export type {
  DailyRatedUsageLineItem,
  DailyUsageLineItem,
  LicenseBasedLineItem,
  OneTimeInvoiceLineItem,
  UsageBasedLineItem,
} from "./endpoints/line-item-models";
export type { Order, OrderLineItem, OrderLineProvisioning } from "./endpoints/orders";
export type { Availability, Product, Sku, TargetSegment, TargetView } from "./endpoints/products";
export type { CustomerEntitlement, Reservation } from "./endpoints/reservations";
export type { Link } from "./endpoints/shapes";
export type { RegistrationStatus, Subscription } from "./endpoints/subscriptions";
export type { UpgradeEligibility, UpgradeStatus } from "./endpoints/upgrades";
export type {
  CustomerUsageRecord,
  CustomerUsageSummary,
  DailyUsageRecord,
  MeterUsageRecord,
  PartnerUsageSummary,
  RateCardUsageRecord,
  ResourceUsageRecord,
  SubscriptionUsageRecord,
  SubscriptionUsageSummary,
} from "./endpoints/usage";
export {
  ApiError,
  AuthError,
  ContractError,
  DeadlineError,
  type ErrorKind,
  isApiError,
  PartnerCenterError,
  RefusedError,
  SettingsError,
  TransportError,
} from "./errors";
export type { ExportRow } from "./export-parts";
export type { Eligibility, EligibilityFinding } from "./purchase-eligibility";
export type { AnswererName, ServiceName } from "./services";
