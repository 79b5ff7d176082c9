import { z } from "zod";
import { endpoint } from "../endpoint";
import { Attributes, collection, Links } from "./shapes";

/** Where a customer is billed. The market of catalog calls is its `country`. */
export const Address = z.looseObject({
  country: z.string().optional(),
  region: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  addressLine1: z.string().optional(),
  addressLine2: z.string().optional(),
  postalCode: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  middleName: z.string().optional(),
  phoneNumber: z.string().optional(),
});

export const CustomerCompanyProfile = z.looseObject({
  tenantId: z.string().optional(),
  domain: z.string().optional(),
  companyName: z.string().optional(),
  address: Address.optional(),
  email: z.string().optional(),
  organizationRegistrationNumber: z.string().optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});

export const CustomerBillingProfile = z.looseObject({
  id: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.string().optional(),
  culture: z.string().optional(),
  language: z.string().optional(),
  companyName: z.string().optional(),
  defaultAddress: Address.optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});

/** A customer; lists carry less of it than the call by id. */
export const Customer = z.looseObject({
  /** The customer's Entra tenant: GUID. */
  id: z.string(),
  commerceId: z.string().optional(),
  companyProfile: CustomerCompanyProfile.optional(),
  billingProfile: CustomerBillingProfile.optional(),
  /** `none`, `reseller`, `advisor`, `syndication`, `microsoft_support`, or something newer. */
  relationshipToPartner: z.string().optional(),
  /** Of the first administrator; only in the answer that makes a customer. */
  userCredentials: z.looseObject({ userName: z.string().optional(), password: z.string().optional() }).optional(),
  allowDelegatedAccess: z.boolean().optional(),
  customDomains: z.array(z.string()).optional(),
  /** Tenant of the indirect reseller; indirect providers only. */
  associatedPartnerId: z.string().optional(),
  enableGDAPByDefault: z.boolean().optional(),
  links: Links.optional(),
  attributes: Attributes.optional(),
});
export interface Customer extends z.output<typeof Customer> {}

/** The beginning of a text, in any case. Nothing else can be asked of the list (reference: commerce 3.4). */
export const CustomerFilter = z
  .strictObject({
    /** `IndirectReseller` takes the reseller's tenant and a user's token. */
    field: z.enum(["CompanyName", "Domain", "IndirectReseller", "IndirectCloudSolutionProvider"]),
    startsWith: z.string(),
  })
  .transform(({ field, startsWith }) => JSON.stringify({ Field: field, Value: startsWith, Operator: "starts_with" }));
export interface CustomerFilter extends z.input<typeof CustomerFilter> {}

/** All customers of the partner, in no promised order. */
export const listCustomers = endpoint({
  name: "listCustomers",
  method: "GET",
  path: "/v1/customers",
  query: z.strictObject({ size: z.int().positive().optional(), filter: CustomerFilter.optional() }),
  response: collection(Customer),
  paging: "seek",
  retry: "safe",
  credential: "either",
  source: "get-a-list-of-customers",
});

/** One customer. An unknown one answers 404 `60003`, one without a relationship 403 `20002`. */
export const getCustomer = endpoint({
  name: "getCustomer",
  method: "GET",
  path: "/v1/customers/{customerId}",
  response: Customer,
  retry: "safe",
  credential: "either",
  source: "get-a-customer-by-id",
});
