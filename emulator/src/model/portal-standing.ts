import { Refusal } from "../errors";
import type { Customer, Partner, PartnerStanding, Reseller } from "./entities";
import type { Model } from "./model";

/** Microsoft changes how it looks at a customer's account. */
export function editAccount(model: Model, customerId: string, account: Customer["account"]): Customer {
  const customer = model.customer(customerId);
  customer.account = account;
  return customer;
}

/** Some members of something; those left out stay as they are. */
type Edit<Thing> = { readonly [Name in keyof Thing]?: Thing[Name] | undefined };

/** Microsoft changes what a partner may sell. */
export function editStanding(model: Model, tenantId: string, edit: Edit<PartnerStanding>): Partner {
  const partner = partnerOfTenant(model, tenantId);
  const { standing } = partner;
  standing.agreementAccepted = edit.agreementAccepted ?? standing.agreementAccepted;
  standing.resellerProgramActive = edit.resellerProgramActive ?? standing.resellerProgramActive;
  standing.endedProgram = edit.endedProgram ?? standing.endedProgram;
  standing.closedCountries = edit.closedCountries ?? standing.closedCountries;
  return partner;
}

/** An indirect reseller stops or goes on being one, or accepts the Microsoft Partner Agreement or not. */
export function editReseller(
  model: Model,
  tenantId: string,
  partnerId: string,
  edit: Edit<Pick<Reseller, "active" | "agreementAccepted">>,
): Reseller {
  const reseller = partnerOfTenant(model, tenantId).resellers.find((one) => one.partnerId === partnerId);
  if (reseller === undefined) {
    throw new Refusal("resellerUnknown", partnerId);
  }
  reseller.active = edit.active ?? reseller.active;
  reseller.agreementAccepted = edit.agreementAccepted ?? reseller.agreementAccepted;
  return reseller;
}

/** Gives or takes the Admin agent role of everybody at a partner. */
export function editRoles(model: Model, tenantId: string, adminAgent: boolean): Partner {
  const partner = partnerOfTenant(model, tenantId);
  partner.adminAgent = adminAgent;
  return partner;
}

/** The partner of a tenant. */
export function partnerOfTenant(model: Model, tenantId: string): Partner {
  const partner = model.partners.get(tenantId.toLowerCase());
  if (partner === undefined) {
    throw new Refusal("tenantNotFound", tenantId);
  }
  return partner;
}
