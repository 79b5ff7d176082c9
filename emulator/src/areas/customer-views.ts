import type { ApiCall } from "../http/call";
import { link } from "../http/links";
import type { Customer } from "../model/entities";

/** A customer by its id (C 5.3). Members that need delegated access are left out. */
export function customerView(call: ApiCall, customer: Customer) {
  return {
    id: customer.id,
    commerceId: customer.commerceId,
    companyProfile: companyProfile(call, customer),
    billingProfile: billingProfile(call, customer),
    relationshipToPartner: customer.relationships[call.partner.tenantId],
    allowDelegatedAccess: false,
    associatedPartnerId: resellerIdOf(call, customer),
    links: { self: link(call, `/customers/${customer.id}`) },
    attributes: { objectType: "Customer" },
  };
}

/** A customer in a list (C 5.1). */
export function customerListView(call: ApiCall, customer: Customer) {
  return {
    id: customer.id,
    companyProfile: companyProfile(call, customer),
    relationshipToPartner: customer.relationships[call.partner.tenantId],
    links: { self: link(call, `/customers/${customer.id}`) },
    attributes: { objectType: "Customer" },
  };
}

/** PartnerID of the indirect reseller that looks after the customer. */
function resellerIdOf(call: ApiCall, customer: Customer): string | undefined {
  return call.partner.resellers.find((one) => one.tenantId === customer.resellerTenantId)?.partnerId;
}

function companyProfile(call: ApiCall, customer: Customer) {
  return {
    tenantId: customer.id,
    domain: customer.domain,
    companyName: customer.name,
    organizationRegistrationNumber: customer.organizationRegistrationNumber,
    links: { self: link(call, `/customers/${customer.id}/profiles/company`) },
    attributes: { objectType: "CustomerCompanyProfile" },
  };
}

function billingProfile(call: ApiCall, customer: Customer) {
  const { firstName, middleName, lastName, email, phoneNumber } = customer.contact;
  const { address } = customer;
  return {
    id: customer.billingProfileId,
    firstName,
    lastName,
    email,
    culture: customer.culture,
    language: customer.language,
    companyName: customer.name,
    defaultAddress: {
      country: customer.country,
      region: address.region,
      city: address.city,
      state: address.state,
      addressLine1: address.line,
      addressLine2: address.secondLine,
      postalCode: address.postalCode,
      firstName,
      lastName,
      middleName,
      phoneNumber,
    },
    links: { self: link(call, `/customers/${customer.id}/profiles/billing`) },
    attributes: { etag: customer.billingEtag, objectType: "CustomerBillingProfile" },
  };
}
