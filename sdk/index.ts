export { AzurePlanCart } from "./azure-plan-cart";
export { AzurePlanSubscription, type AzurePlanSubscriptionArgs } from "./azure-plan-subscription";
export { CustomerUsageBudget, type CustomerUsageBudgetArgs } from "./customer-usage-budget";
export { Provider, type ProviderArgs } from "./provider";
