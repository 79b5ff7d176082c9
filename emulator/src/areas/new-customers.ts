import { z } from "zod";
import { Refusal } from "../errors";
import type { ApiCall, Reply } from "../http/call";
import { caseless } from "../http/caseless";
import { type ApiRoute, api } from "../http/routes";
import { createCustomer, deleteCustomer, type NewCustomer } from "../model/new-customers";
import { customerOf } from "./customer-of";
import { customerView } from "./customer-views";

/** Customers that come and go: create, and delete in a sandbox (C 5.4). */
export const newCustomerRoutes: readonly ApiRoute[] = [
  api("POST", "/v1/customers", postCustomer),
  api("DELETE", "/v1/customers/{customerId}", removeCustomer),
];

const name = z.string().min(1).max(50);

const customerBody = caseless({
  companyProfile: caseless({
    domain: z.string().regex(/^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$/i, "is a domain such as contoso.onmicrosoft.com"),
    organizationRegistrationNumber: z.string().optional(),
  }),
  billingProfile: caseless({
    culture: z.string().min(2),
    language: z.string().min(2),
    email: z.string().regex(/^\S+@\S+$/, "is an e-mail address"),
    companyName: z.string().min(1),
    firstName: name.optional(),
    lastName: name.optional(),
    defaultAddress: caseless({
      country: z.string().regex(/^[a-z]{2}$/i, "is two letters of ISO 3166-1"),
      region: z.string().optional(),
      city: z.string().min(1),
      state: z.string().max(2).optional(),
      addressLine1: z.string().min(1).max(200),
      addressLine2: z.string().max(200).optional(),
      postalCode: z.string().min(1),
      firstName: name,
      lastName: name,
      middleName: z.string().optional(),
      phoneNumber: z.string().optional(),
    }),
  }),
  associatedPartnerId: z.string().optional(),
  enableGDAPByDefault: z.boolean().optional(),
});

function postCustomer(call: ApiCall): Reply {
  const { headers } = call.incoming;
  const hasIds = headers["ms-requestid"] !== undefined && headers["ms-correlationid"] !== undefined;
  if (!hasIds && call.model.switches.is("customerCreateIds", "required")) {
    throw new Refusal("invalidInput", "MS-RequestId and MS-CorrelationId are required");
  }
  const body = call.body(customerBody);
  const customer = createCustomer(call.model, call.partner, wishOf(body));
  const { enableGDAPByDefault } = body;
  return {
    status: 201,
    body: {
      ...customerView(call, customer),
      // The relationship shows only after the reply that makes it (C 5.3).
      relationshipToPartner: "none",
      userCredentials: { userName: "admin", password: `${call.model.ids.of(customer.id).token(12)}1!` },
      enableGDAPByDefault,
    },
    effect: { kind: "customerCreated", id: customer.id, customerId: customer.id },
  };
}

function wishOf({ companyProfile, billingProfile, associatedPartnerId }: z.infer<typeof customerBody>): NewCustomer {
  const { culture, language, email, companyName, defaultAddress: address } = billingProfile;
  return {
    name: companyName,
    domain: companyProfile.domain,
    organizationRegistrationNumber: companyProfile.organizationRegistrationNumber,
    associatedPartnerId,
    culture,
    language,
    country: address.country.toUpperCase(),
    contact: {
      firstName: billingProfile.firstName ?? address.firstName,
      middleName: address.middleName,
      lastName: billingProfile.lastName ?? address.lastName,
      phoneNumber: address.phoneNumber,
      email,
    },
    address: {
      line: address.addressLine1,
      secondLine: address.addressLine2,
      city: address.city,
      region: address.region,
      state: address.state,
      postalCode: address.postalCode,
    },
  };
}

function removeCustomer(call: ApiCall<"customerId">): Reply {
  const customer = customerOf(call);
  deleteCustomer(call.model, call.partner, customer);
  const { id, name } = customer;
  return { status: 204, effect: { kind: "customerDeleted", id, customerId: id, customerName: name } };
}
