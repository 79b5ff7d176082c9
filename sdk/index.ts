export { AzurePlanCart } from "./azure-plan-cart";
export { AzurePlanSubscription, type AzurePlanSubscriptionArgs } from "./azure-plan-subscription";
export { CustomerUsageBudget, type CustomerUsageBudgetArgs } from "./customer-usage-budget";
export { type PlanForecast, type PreflightArgs, type PreflightOptions, preflight } from "./preflight";
export { ProductUpgrade, type ProductUpgradeArgs } from "./product-upgrade";
export { Provider, type ProviderArgs } from "./provider";
