/**
 * Permanent entry point `pulumi-partnercenter/dynamic`: one ready provider object a resource. The `__provider` text in
 * every stack's state finds these names, so none may ever be renamed or removed.
 */
import type { dynamic } from "@pulumi/pulumi";
import { engineLink } from "./engine";
import { dynamicProvider } from "./resources/adapter";
import { azurePlanCart as cart } from "./resources/azure-plan-cart";
import { azurePlanSubscription as plan } from "./resources/azure-plan-subscription";
import { customerUsageBudget as budget } from "./resources/customer-usage-budget";
import { productUpgrade as upgrade } from "./resources/product-upgrade";
import { createRuntime, type ProviderRuntime } from "./runtime";
import { loadSettings, settingKeys } from "./settings";

// The host configures each `__provider` text by itself, in one process: what they know of carts and claims, the token
// and the limiter must be one.
let shared: { readonly key: string; readonly runtime: ProviderRuntime } | undefined;

function sharedRuntime(config: dynamic.Config): ProviderRuntime {
  const { explicit, ...values } = settingsIn(config);
  const settings = loadSettings(values, process.env, { explicitProvider: explicit !== undefined });
  const key = JSON.stringify(settings);
  if (shared?.key !== key) {
    shared = {
      key,
      runtime: createRuntime({ settings, engine: engineLink(process.argv), environment: process.env }),
    };
  }
  return shared.runtime;
}

/**
 * The stack configuration of our namespace, or the arguments of an explicit `Provider`, which add `explicit`. The host's documented `get` answers for a name only, which would let a
 * misspelt one pass; the values behind it are read where they can be seen.
 */
function settingsIn(config: dynamic.Config): Record<string, unknown> {
  const prefix = "partnercenter:";
  const all: unknown = Reflect.get(config, "rawConfig");
  if (typeof all === "object" && all !== null) {
    const own = Object.entries(all).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
  }
  return Object.fromEntries(["explicit", ...settingKeys].map((key) => [key, config.get(prefix + key)]));
}

/** Found by the text of {@link AzurePlanSubscription}. */
export const azurePlanSubscription = dynamicProvider(plan, sharedRuntime);
/** Found by the text of {@link AzurePlanCart}. */
export const azurePlanCart = dynamicProvider(cart, sharedRuntime);
/** Found by the text of {@link CustomerUsageBudget}. */
export const customerUsageBudget = dynamicProvider(budget, sharedRuntime);
/** Found by the text of {@link ProductUpgrade}. */
export const productUpgrade = dynamicProvider(upgrade, sharedRuntime);
