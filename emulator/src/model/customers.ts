import { type ErrorName, Refusal } from "../errors";
import type { Attestation, Customer, Partner } from "./entities";
import type { Model } from "./model";

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text has the form of a GUID. */
export const isGuid = (text: string): boolean => guid.test(text);

/** The codes that customer checks answer with; the entitlement methods have their own. */
export interface CustomerErrors {
  readonly malformed?: ErrorName;
  readonly noRelationship?: ErrorName;
}

/** The partner's customer of this id, refused as documented when there is none (C 5.3). */
export function findCustomer(model: Model, partner: Partner, id: string, errors: CustomerErrors = {}): Customer {
  if (!isGuid(id)) {
    const byDefault = model.switches.is("malformedCustomerId", "900118") ? "invalidCustomerId" : "invalidInput";
    throw new Refusal(errors.malformed ?? byDefault, "the customer id must be a GUID");
  }
  const customer = model.customers.get(id.toLowerCase());
  if (customer === undefined && model.switches.is("unknownCustomer", "404")) {
    throw new Refusal("tenantNotFound", id);
  }
  if (customer === undefined || !isCustomerOf(customer, partner)) {
    throw new Refusal(errors.noRelationship ?? "noRelationship", id);
  }
  return customer;
}

/** Whether the partner is the customer's reseller. */
export function isCustomerOf(customer: Customer, partner: Partner): boolean {
  return customer.relationships[partner.tenantId] === "reseller";
}

/** The partner that looks after the customer; with several, the first. */
export function partnerOf(model: Model, customer: Customer): Partner {
  const [tenantId] = Object.keys(customer.relationships);
  const partner = model.partners.get(tenantId ?? "");
  if (partner === undefined) {
    throw new Refusal("noRelationship", customer.id);
  }
  return partner;
}

/** What customers can be filtered by (C 3.4). */
export const customerFields = ["companyName", "domain", "indirectReseller", "indirectCloudSolutionProvider"] as const;

/** A condition on customers: `starts_with`, ignoring case (C 3.4). */
export interface CustomerFilter {
  readonly field: (typeof customerFields)[number];
  readonly prefix: string;
}

/** One page of the partner's customers, and the id to go on after if there are more. */
export function pageOfCustomers(
  model: Model,
  partner: Partner,
  page: { readonly size: number; readonly after?: string | undefined; readonly filter?: CustomerFilter | undefined },
): { readonly customers: Customer[]; readonly last?: string } {
  const matching = [...model.customers.values()].filter(
    (customer) => isCustomerOf(customer, partner) && matches(partner, customer, page.filter),
  );
  const before = matching.findIndex((customer) => customer.id === page.after);
  if (page.after !== undefined && before < 0) {
    throw new Refusal("invalidInput", "the customer after which to go on is gone; start again with the first page");
  }
  const start = before + 1;
  const customers = matching.slice(start, start + page.size);
  const last = customers.at(-1);
  return last !== undefined && start + page.size < matching.length ? { customers, last: last.id } : { customers };
}

function matches(partner: Partner, customer: Customer, filter: CustomerFilter | undefined): boolean {
  if (filter === undefined) {
    return true;
  }
  const values: Readonly<Record<CustomerFilter["field"], string | undefined>> = {
    companyName: customer.name,
    domain: customer.domain,
    indirectReseller: customer.resellerTenantId,
    indirectCloudSolutionProvider: partner.kind === "indirectProvider" ? partner.tenantId : undefined,
  };
  const value = values[filter.field];
  return value?.toLowerCase().startsWith(filter.prefix.toLowerCase()) ?? false;
}

/** Attestations of the customer agreement from before this day must be made anew (C 5.8.2). */
export const agreementsCountFrom = Date.UTC(2023, 3, 1);

/** Whether the customer's acceptance of the Microsoft Customer Agreement is on record and recent enough (C 5.7). */
export function hasAcceptedAgreement(model: Model, customer: Customer): boolean {
  const recorded = model.switches.is("attestationAge", "recorded");
  const dateOf = ({ dateAgreed, recordedAt = dateAgreed }: Attestation) => (recorded ? recordedAt : dateAgreed);
  return (
    customer.directlySigned ||
    customer.attestations.some((one) => one.type === "MicrosoftCustomerAgreement" && dateOf(one) >= agreementsCountFrom)
  );
}

/** Refuses an order while the agreement is missing. */
export function requireAgreement(model: Model, customer: Customer): void {
  if (!hasAcceptedAgreement(model, customer)) {
    throw new Refusal("agreementMissing", customer.id);
  }
}
