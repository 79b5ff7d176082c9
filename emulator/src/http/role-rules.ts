import type { ErrorName } from "../errors";
import type { UserRole } from "../model/identities";

/** Which roles a user must have for a call. */
export interface RoleRule {
  readonly roles: readonly UserRole[];
  /** Whether one of them is enough. */
  readonly need: "one" | "all";
  /** What refuses users without. */
  readonly refusal: ErrorName;
}

/** Nearly everything: Admin agent (C 1.4). */
export const adminAgents: RoleRule = { roles: ["adminAgent"], need: "one", refusal: "roleMissing" };

/** Agreements: Admin agent or Sales agent (C 1.4, 5.8.1). */
export const agreementAgents: RoleRule = { roles: ["adminAgent", "salesAgent"], need: "one", refusal: "roleMissing" };

/** The provisioning of orders: Global administrator or Admin agent (C 8.4). */
export const administrators: RoleRule = { roles: ["globalAdmin", "adminAgent"], need: "one", refusal: "roleMissing" };

/** Cancelling Azure subscriptions: Global administrator and Admin agent (C 10.4). */
export const entitlementAdministrators: RoleRule = {
  roles: ["globalAdmin", "adminAgent"],
  need: "all",
  refusal: "roleMissing",
};

/** Reactivating Azure subscriptions: the same, with a code of its own (C 10.5). */
export const reactivatingAdministrators: RoleRule = {
  ...entitlementAdministrators,
  refusal: "reactivationPermissionMissing",
};

/** The provisioning of subscriptions: a reader in the customer's tenant, by delegation (C 1.5). */
export const customerReaders: RoleRule = {
  roles: ["directoryReader", "globalReader"],
  need: "one",
  refusal: "roleMissing",
};

/** Usage and invoices: those who see them in the portal (B 2). */
export const billingReaders: RoleRule = {
  roles: ["adminAgent", "salesAgent", "helpdeskAgent", "billingAdmin"],
  need: "one",
  refusal: "roleMissing",
};

/** Whether a user with these roles may call. */
export function isAllowed({ roles, need }: RoleRule, has: readonly UserRole[]): boolean {
  return need === "one" ? roles.some((one) => has.includes(one)) : roles.every((one) => has.includes(one));
}
