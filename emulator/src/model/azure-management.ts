import { Refusal } from "../errors";
import type { AzureSubscription, Instant } from "./entities";
import { liveResources } from "./metered-resources";
import type { Model } from "./model";

/**
 * What the partner's identities may do in an Azure subscription: everything; only what a custom role with the cancel and
 * enable actions allows, which is not cancelling; look; or nothing.
 */
export const azureRoles = ["owner", "cancelRole", "reader", "none"] as const;

/** One of those. */
export type AzureRole = (typeof azureRoles)[number];

/** Who asks Azure Resource Manager. */
export interface AzureCaller {
  readonly kind: "app" | "appUser";
  readonly objectId: string;
  readonly tenantId: string;
}

/** What is done to an Azure subscription at Azure Resource Manager. */
export type AzureAction = "read" | "cancel" | "enable";

const actionNames: Readonly<Record<AzureAction, string>> = {
  read: "Microsoft.Resources/subscriptions/read",
  cancel: "Microsoft.Subscription/cancel/action",
  enable: "Microsoft.Subscription/enable/action",
};

const allowed: Readonly<Record<AzureRole, readonly AzureAction[]>> = {
  owner: ["read", "cancel", "enable"],
  cancelRole: ["cancel", "enable"],
  reader: ["read"],
  none: [],
};

/** The Azure subscription, if the caller comes from its tenant and may do that (A). */
export function findInAzure(model: Model, id: string, caller: AzureCaller, action: AzureAction): AzureSubscription {
  const azure = model.azureSubscriptions.get(id.toLowerCase());
  if (azure === undefined || !model.isVisible(azure)) {
    throw new Refusal("azureSubscriptionNotFound", id);
  }
  const here = [azure.customerId, ...(model.switches.is("azureTokenTenant", "either") ? [azure.partnerTenantId] : [])];
  if (!here.includes(caller.tenantId)) {
    throw new Refusal("managementTenantWrong", `https://sts.windows.net/${azure.customerId}/`);
  }
  const role = roleOf(model, azure, caller);
  if (!allowed[role].includes(action)) {
    throw new Refusal(
      "authorizationFailed",
      `The client '${caller.objectId}' with object id '${caller.objectId}' does not have authorization to perform action '${actionNames[action]}' over scope '/subscriptions/${azure.id}' or the scope is invalid.`,
    );
  }
  if (action === "cancel" && role !== "owner") {
    throw new Refusal("ownersOnly");
  }
  return azure;
}

function roleOf(model: Model, azure: AzureSubscription, { kind }: AzureCaller): AzureRole {
  const rights = model.switches.position("azureRights");
  const has = rights === "both" || rights === (kind === "app" ? "applications" : "users");
  return has ? (azure.partnerRole ?? "owner") : "none";
}

/** The state that Azure Resource Manager shows (A). Cancelled in Azure it is there at once, in Partner Center later. */
export function azureState({ status, accepted }: AzureSubscription): string {
  const now = accepted?.madeInAzure === true ? accepted.status : status;
  return statesOfStatus[now.toLowerCase()] ?? "Disabled";
}

const statesOfStatus: Readonly<Record<string, string>> = {
  active: "Enabled",
  warned: "Warned",
  pastdue: "PastDue",
  deleted: "Deleted",
};

/** An owner cancels it. Says whether that began now. */
export function cancelInAzure(model: Model, azure: AzureSubscription, ignoreResources: boolean): boolean {
  if (azureState(azure) !== "Enabled") {
    return false;
  }
  if (!ignoreResources && liveResources(model, azure.id).length > 0) {
    throw new Refusal("azureResourcesExist");
  }
  azure.accepted = {
    status: model.switches.position("azureSubscriptionStates"),
    dueAt: shownAt(model),
    madeInAzure: true,
  };
  return true;
}

/** An owner takes the cancellation back, under an active plan. Says whether that began now. */
export function enableInAzure(model: Model, azure: AzureSubscription): boolean {
  const state = azureState(azure);
  if (state === "Deleted" || model.subscriptions.get(azure.planId)?.status !== "active") {
    throw new Refusal("azureEnableRefused", azure.id);
  }
  if (state === "Enabled") {
    return false;
  }
  azure.accepted = { status: "active", dueAt: shownAt(model), madeInAzure: true };
  return true;
}

/** When Partner Center shows what was done in Azure. */
const shownAt = (model: Model): Instant => model.clock.now() + model.switches.durationMs("entitlementDelay");
