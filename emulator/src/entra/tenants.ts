import type { Partner } from "../model/entities";
import type { Application } from "../model/identities";
import type { Model } from "../model/model";
import { EntraRefusal } from "./entra-errors";

/** A tenant that gives tokens: a partner's, or that of a customer, in which the partner's applications are known too. */
export interface Tenant {
  readonly id: string;
  /** The partners whose applications may be known there. */
  readonly partners: readonly Partner[];
}

/** Names that stand for the tenant of whoever signs in. */
export const sharedTenants: readonly string[] = ["common", "organizations"];

/** The tenant by its id or domain. */
export function findTenant(model: Model, text: string): Tenant {
  const wanted = text.toLowerCase();
  const partners = [...model.partners.values()];
  const partner = partners.find((one) => one.tenantId === wanted || one.domain === wanted);
  if (partner !== undefined) {
    return { id: partner.tenantId, partners: [partner] };
  }
  const customer = model.customers.get(wanted) ?? [...model.customers.values()].find((one) => one.domain === wanted);
  if (customer === undefined) {
    throw new EntraRefusal("tenantUnknown", text);
  }
  return { id: customer.id, partners: partners.filter((one) => customer.relationships[one.tenantId] === "reseller") };
}

/** The tenant in a path: `common` and `organizations` are any partner's. */
export function tenantOfPath(model: Model, text: string): Tenant {
  return sharedTenants.includes(text.toLowerCase())
    ? { id: text.toLowerCase(), partners: [...model.partners.values()] }
    : findTenant(model, text);
}

/** An application with the partner it belongs to. */
export interface KnownApplication {
  readonly partner: Partner;
  readonly application: Application;
}

/** The application as the tenant knows it. */
export function findApplication(tenant: Tenant, clientId: string): KnownApplication {
  for (const partner of tenant.partners) {
    const application = partner.applications.find((one) => one.clientId === clientId.toLowerCase());
    if (application !== undefined) {
      return { partner, application };
    }
  }
  throw new EntraRefusal("clientUnknown", clientId);
}
