import type { dynamic } from "@pulumi/pulumi";
import { dynamicProvider } from "../../provider/resources/adapter";
import { azurePlanCart } from "../../provider/resources/azure-plan-cart";
import { azurePlanSubscription } from "../../provider/resources/azure-plan-subscription";
import { customerUsageBudget } from "../../provider/resources/customer-usage-budget";
import { productUpgrade } from "../../provider/resources/product-upgrade";
import type { ProviderRuntime } from "../../provider/runtime";
import type { ResourceName } from "../../sdk/handler";
import type { Bag } from "./engine-values";

/** A resource's provider, as far as the engine calls it. */
export type Provider = Pick<
  Required<dynamic.ResourceProvider<Bag, Bag>>,
  "configure" | "check" | "diff" | "create" | "read" | "update" | "delete"
>;

/** A provider of each resource, all on one runtime, as they share one in a process of the real host. */
export function providersOn(runtime: ProviderRuntime): Readonly<Record<ResourceName, Provider>> {
  return {
    AzurePlanCart: dynamicProvider(azurePlanCart, () => runtime) as Provider,
    AzurePlanSubscription: dynamicProvider(azurePlanSubscription, () => runtime) as Provider,
    CustomerUsageBudget: dynamicProvider(customerUsageBudget, () => runtime) as Provider,
    ProductUpgrade: dynamicProvider(productUpgrade, () => runtime) as Provider,
  };
}

/** What the engine sends when it configures a provider; the runtime is given already. */
export const noConfiguration = { config: { get: () => undefined, require: () => "" } };
