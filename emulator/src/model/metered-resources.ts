import { Refusal } from "../errors";
import type { MeteredResource } from "./entities";
import { meterOf } from "./meters";
import type { Model } from "./model";

/** What somebody says of a new resource. */
export type ResourceWish = Pick<
  MeteredResource,
  "meter" | "name" | "group" | "location" | "dailyQuantity" | "tags" | "additionalInfo"
>;

/** Somebody makes a resource in an Azure subscription (or a legacy subscription); it runs from now on. */
export function addResource(model: Model, azureSubscriptionId: string, wish: ResourceWish): MeteredResource {
  const owner = model.azureSubscriptions.get(azureSubscriptionId) ?? legacySubscription(model, azureSubscriptionId);
  if (owner === undefined) {
    throw new Refusal("entitlementNotFound", azureSubscriptionId);
  }
  const resource: MeteredResource = {
    id: model.ids.of(owner.customerId).guid(),
    azureSubscriptionId: owner.id,
    ...wish,
    from: model.clock.now(),
    to: null,
  };
  model.resources.set(resource.id, resource);
  return resource;
}

/** Somebody deletes resources of an Azure subscription, or one of them: they use nothing more. Says which. */
export function removeResources(model: Model, azureSubscriptionId: string, id?: string): MeteredResource[] {
  const present = liveResources(model, azureSubscriptionId).filter((one) => id === undefined || one.id === id);
  if (id !== undefined && present.length === 0) {
    throw new Refusal("notFound", `There is no resource ${id} in ${azureSubscriptionId}.`);
  }
  for (const resource of present) {
    resource.to = model.clock.now();
  }
  return present;
}

/** The resources that are in the Azure subscription now, running or not. */
export function liveResources(model: Model, azureSubscriptionId: string): MeteredResource[] {
  return model.resources.group(azureSubscriptionId).filter((one) => one.to === null || !model.isPast(one.to));
}

/** Forgets the resources of a subscription that vanishes, and with them what they used. */
export function forgetResources(model: Model, azureSubscriptionId: string): void {
  for (const { id } of model.resources.group(azureSubscriptionId)) {
    model.resources.delete(id);
  }
}

/** The resource's id in Azure Resource Manager. Resources of the same type, name and group with other meters share it. */
export function resourceUri({ azureSubscriptionId, group, meter, name }: MeteredResource): string {
  return `/subscriptions/${azureSubscriptionId}/resourceGroups/${group}/providers/${meterOf(meter).resourceType}/${name}`;
}

/** The provider namespace of the resource, which usage calls its type and consumed service. */
export const namespaceOf = ({ meter }: MeteredResource): string => meterOf(meter).resourceType.split("/")[0] ?? "";

function legacySubscription(model: Model, id: string) {
  const subscription = model.subscriptions.get(id);
  return subscription?.kind === "legacyAzure" ? subscription : undefined;
}
