import type { Clock } from "../clock";
import { Agreements } from "./areas/agreements";
import { AuditRecords } from "./areas/audit-records";
import { AzureEntitlements } from "./areas/azure-entitlements";
import { AzureSubscriptions } from "./areas/azure-subscriptions";
import { Budgets } from "./areas/budgets";
import { Carts } from "./areas/carts";
import { Catalog } from "./areas/catalog";
import { Customers } from "./areas/customers";
import { Exports } from "./areas/exports";
import { Invoices } from "./areas/invoices";
import { LineItems } from "./areas/line-items";
import { Orders } from "./areas/orders";
import { ProductUpgrades } from "./areas/product-upgrades";
import { Registrations } from "./areas/registrations";
import { Reservations } from "./areas/reservations";
import { Subscriptions } from "./areas/subscriptions";
import { Usage } from "./areas/usage";
import type { CallOptions, Calls } from "./calls";

/** Partner Center, as one partner tenant sees it: one method a call, by area. */
export class PartnerCenterClient {
  readonly agreements: Agreements;
  readonly auditRecords: AuditRecords;
  readonly azureEntitlements: AzureEntitlements;
  readonly azureSubscriptions: AzureSubscriptions;
  readonly budgets: Budgets;
  readonly carts: Carts;
  readonly catalog: Catalog;
  readonly customers: Customers;
  readonly exports: Exports;
  readonly invoices: Invoices;
  readonly lineItems: LineItems;
  readonly usage: Usage;
  readonly orders: Orders;
  readonly productUpgrades: ProductUpgrades;
  readonly registrations: Registrations;
  readonly reservations: Reservations;
  readonly subscriptions: Subscriptions;
  readonly #calls: Calls;
  readonly #clock: Clock;

  /** Programs make theirs with `createClient`. */
  constructor(calls: Calls, clock: Clock) {
    this.#calls = calls;
    this.#clock = clock;
    this.agreements = new Agreements(calls);
    this.auditRecords = new AuditRecords(calls);
    this.azureEntitlements = new AzureEntitlements(calls);
    this.azureSubscriptions = new AzureSubscriptions(calls);
    this.budgets = new Budgets(calls);
    this.carts = new Carts(calls);
    this.catalog = new Catalog(calls);
    this.customers = new Customers(calls);
    this.exports = new Exports(calls, clock);
    this.invoices = new Invoices(calls);
    this.lineItems = new LineItems(calls);
    this.usage = new Usage(calls);
    this.orders = new Orders(calls);
    this.productUpgrades = new ProductUpgrades(calls);
    this.registrations = new Registrations(calls);
    this.reservations = new Reservations(calls);
    this.subscriptions = new Subscriptions(calls);
  }

  /** The partner tenant whose tokens are used: GUID, lower case. */
  get partnerTenantId(): string {
    return this.#calls.partnerTenantId;
  }

  /** The same client with these options as defaults of every call. */
  with(defaults: CallOptions): PartnerCenterClient {
    return new PartnerCenterClient(this.#calls.with(defaults), this.#clock);
  }
}
