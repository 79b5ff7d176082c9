import type { IndexedEndpoint } from "./indexed-endpoint";

const customer = { customerId: "c" };
const product = { productId: "p" };
const sku = { ...product, skuId: "s" };
const availability = { ...sku, availabilityId: "a" };
const country = { country: "DE" };
const plan = { ...customer, subscriptionId: "s" };
const entitlement = { ...plan, entitlementId: "e" };
const walk =
  "calls.test.ts > calls to a service that answers %s catalog, cart, checkout, order, plan, its name and its end";
const customers = "calls.test.ts > calls to a service that answers %s customers";
const agreed = "agreements.test.ts > agreements are recorded for a customer, who may then buy";
const templates = "agreements.test.ts > agreements have templates and texts";
const catalog = "catalog.test.ts > the catalog leads from products to what can be bought, by %s";
const upgrade = "product-upgrades.test.ts > product upgrades (%j) go from eligible to completed";
const fixtures =
  "Making and deleting customers is for tests of the sandbox; customers come by a relationship, not by an API.";
const oneWayToBuy =
  "Buying is done by a cart alone: it can be asked afterwards what became of it, which a lost answer here cannot.";
const licences = "For licences and Marketplace products; an Azure plan has nothing there.";
const signIns = "Reports of sign-ins for administrators, no part of what a customer buys or uses.";

/** The endpoint index of the reference's part on commerce (C appendix A), in its order. */
export const commerceIndex: readonly IndexedEndpoint[] = [
  {
    method: "GET",
    path: "/v1/customers",
    section: "C 5.1",
    paging: "seek",
    client: { name: "customers.list", test: customers },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}",
    section: "C 5.3",
    client: { name: "customers.get", with: customer, test: customers },
  },
  { method: "POST", path: "/v1/customers", section: "C 5.4", client: { notOffered: fixtures } },
  { method: "DELETE", path: "/v1/customers/{c}", section: "C 5.4", client: { notOffered: fixtures } },
  {
    method: "GET",
    path: "/v1/agreements",
    section: "C 5.5",
    client: { name: "agreements.listMetadata", test: templates },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/agreements",
    section: "C 5.6",
    client: { name: "agreements.list", with: customer, test: agreed },
  },
  {
    method: "POST",
    path: "/v1/customers/{c}/agreements",
    section: "C 5.8.1",
    client: { name: "agreements.record", with: customer, test: agreed },
  },
  {
    method: "POST",
    path: "/v1/attestations/enhanced",
    section: "C 5.8.2",
    client: {
      notOffered:
        "Its answers, the page that a customer accepts on and the step after it are not known well enough; accept in the admin center.",
    },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/directSignedMicrosoftCustomerAgreementStatus",
    section: "C 5.7",
    client: {
      name: "agreements.getDirectSignedStatus",
      with: customer,
      test: "agreements.test.ts > agreements are signed by the customer itself, too",
    },
  },
  {
    method: "GET",
    path: "/v1/agreementtemplates/{t}/document",
    section: "C 5.7",
    client: { name: "agreements.getDocument", with: { templateId: "t" }, test: templates },
  },
  {
    method: "GET",
    path: "/v1/products",
    section: "C 6.4",
    client: { name: "catalog.listProducts", with: country, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/products/{p}",
    section: "C 6.4",
    client: { name: "catalog.getProduct", with: { ...country, ...product }, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/products/{p}/skus",
    section: "C 6.4",
    client: { name: "catalog.listSkus", with: { ...country, ...product }, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/products/{p}/skus/{s}",
    section: "C 6.4",
    client: { name: "catalog.getSku", with: { ...country, ...sku }, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/products/{p}/skus/{s}/availabilities",
    section: "C 6.4",
    client: { name: "catalog.listAvailabilities", with: { ...country, ...sku }, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/products/{p}/skus/{s}/availabilities/{a}",
    section: "C 6.4",
    client: { name: "catalog.getAvailability", with: { ...country, ...availability }, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/products",
    section: "C 6.4",
    client: { name: "catalog.listProducts", with: customer, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/products/{p}",
    section: "C 6.4",
    client: { name: "catalog.getProduct", with: { ...customer, ...product }, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/products/{p}/skus",
    section: "C 6.4",
    client: { name: "catalog.listSkus", with: { ...customer, ...product }, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/products/{p}/skus/{s}",
    section: "C 6.4",
    client: { name: "catalog.getSku", with: { ...customer, ...sku }, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/products/{p}/skus/{s}/availabilities",
    section: "C 6.4",
    client: { name: "catalog.listAvailabilities", with: { ...customer, ...sku }, test: catalog },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/products/{p}/skus/{s}/availabilities/{a}",
    section: "C 6.4",
    client: { name: "catalog.getAvailability", with: { ...customer, ...availability }, test: catalog },
  },
  {
    method: "POST",
    path: "/v1/extensions/product/checkInventory",
    section: "C 6.4",
    client: {
      notOffered: "Asks for the stock of reservations, which this package does not buy; an Azure plan has none.",
    },
  },
  {
    method: "POST",
    path: "/v1/customers/{c}/carts",
    section: "C 7.4",
    client: { name: "carts.create", with: { ...customer, lineItems: [] }, test: walk },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/carts/{k}",
    section: "C 7.4",
    client: { name: "carts.get", with: { ...customer, cartId: "k" }, test: walk },
  },
  {
    method: "PUT",
    path: "/v1/customers/{c}/carts/{k}",
    section: "C 7.4",
    client: { name: "carts.update", with: { ...customer, cart: { id: "k", lineItems: [] } }, test: walk },
  },
  {
    method: "POST",
    path: "/v1/customers/{c}/carts/{k}/checkout",
    section: "C 7.5",
    client: { name: "carts.checkout", with: { ...customer, cartId: "k" }, test: walk },
  },
  { method: "POST", path: "/v1/customers/{c}/orders", section: "C 8.4", client: { notOffered: oneWayToBuy } },
  {
    method: "GET",
    path: "/v1/customers/{c}/orders",
    section: "C 8.4",
    client: { name: "orders.list", with: customer, test: walk },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/orders/{o}",
    section: "C 8.4",
    client: { name: "orders.get", with: { ...customer, orderId: "o" }, test: walk },
  },
  {
    method: "PATCH",
    path: "/v1/customers/{c}/orders/{o}",
    section: "C 8.4",
    client: { notOffered: "Cancels reservations and software; an Azure plan refuses it, in the sandbox too." },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/orders/{o}/provisioningstatus",
    section: "C 8.4",
    client: {
      name: "orders.listProvisioning",
      with: { ...customer, orderId: "o" },
      test: "orders.test.ts > orders say how far each line is",
    },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/orders/{o}/lineitems/{n}/activationlinks",
    section: "C 8.4",
    client: { notOffered: licences },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions",
    section: "C 9.3",
    client: { name: "subscriptions.list", with: customer, test: walk },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}",
    section: "C 9.4",
    client: { name: "subscriptions.get", with: plan, test: walk },
  },
  {
    method: "PATCH",
    path: "/v1/customers/{c}/subscriptions/{s}",
    section: "C 9.5",
    client: {
      name: "subscriptions.update",
      with: plan,
      test: "subscriptions.test.ts > subscriptions (%j) are listed by reseller, and changed as they were read",
    },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}/provisioningstatus",
    section: "C 9.9",
    client: { notOffered: licences },
  },
  {
    method: "POST",
    path: "/v1/customers/{c}/subscriptions/{s}/registrations",
    section: "C 9.9",
    client: {
      name: "registrations.create",
      with: plan,
      test: "reservations.test.ts > reservations under a plan can be bought once the plan is registered",
    },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}/registrationstatus",
    section: "C 9.9",
    client: {
      name: "registrations.get",
      with: plan,
      test: "reservations.test.ts > reservations under a plan can be bought once the plan is registered",
    },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}/azureEntitlements",
    section: "C 10.2",
    client: { name: "azureEntitlements.list", with: plan, test: walk },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/subscriptions/{s}/azureEntitlements/{e}",
    section: "C 10.3",
    client: { name: "azureEntitlements.get", with: entitlement, test: walk },
  },
  {
    method: "POST",
    path: "/v1/customers/{c}/subscriptions/{s}/azureEntitlements/{e}/cancel",
    section: "C 10.4",
    client: { name: "azureEntitlements.cancel", with: entitlement, test: walk },
  },
  {
    method: "POST",
    path: "/v1/customers/{c}/subscriptions/{s}/azureEntitlements/{e}/reactivate",
    section: "C 10.5",
    client: { name: "azureEntitlements.reactivate", with: entitlement, test: walk },
  },
  {
    method: "GET",
    path: "/v1/customers/{c}/entitlements",
    section: "C 10.6",
    client: {
      name: "reservations.list",
      with: customer,
      test: "reservations.test.ts > reservations under a plan are listed with what they are",
    },
  },
  {
    method: "GET",
    path: "/v1/{artifactLink}",
    section: "C 10.6",
    client: {
      name: "reservations.listDetails",
      with: { ...customer, entitlement: { entitlementType: "t", entitledArtifacts: [{ link: { uri: "/x" } }] } },
      test: "reservations.test.ts > reservations under a plan are listed with what they are",
    },
  },
  {
    method: "POST",
    path: "/v1/productUpgrades/eligibility",
    section: "C 11.2",
    client: { name: "productUpgrades.getEligibility", with: customer, test: upgrade },
  },
  {
    method: "POST",
    path: "/v1/productUpgrades",
    section: "C 11.3",
    client: { name: "productUpgrades.create", with: customer, test: upgrade },
  },
  {
    method: "POST",
    path: "/v1/productUpgrades/{u}/status",
    section: "C 11.4",
    client: { name: "productUpgrades.getStatus", with: { ...customer, upgradeId: "u" }, test: upgrade },
  },
  { method: "GET", path: "/v1/partnerRequests", section: "C 1.4", client: { notOffered: signIns } },
  { method: "GET", path: "/v1/applicationmfaadoptionstatus", section: "C 1.4", client: { notOffered: signIns } },
  { method: "GET", path: "/v1/nonMfaCompliantPartnerPrincipals", section: "C 1.4", client: { notOffered: signIns } },
  {
    method: "GET",
    path: "/v1/auditrecords",
    section: "C 4.5",
    paging: "seek",
    client: {
      name: "auditRecords.list",
      with: { startDate: "2026-01-01" },
      test: "audit-records.test.ts > audit records (%j) tell what was changed since a day, page by page",
    },
  },
];
