/**
 * The text that Pulumi keeps with every resource and evaluates to find its provider again. It is the stored format of
 * users' stacks: lines are added, a released one is never edited or removed, since `delete` and `refresh` run the text
 * that an old state holds. Kept under 120 bytes of ASCII, the same on every machine and in every version.
 */
export const HANDLER = {
  AzurePlanSubscription: 'exports.handler=()=>require("pulumi-partnercenter/dynamic").azurePlanSubscription;',
  AzurePlanCart: 'exports.handler=()=>require("pulumi-partnercenter/dynamic").azurePlanCart;',
  CustomerUsageBudget: 'exports.handler=()=>require("pulumi-partnercenter/dynamic").customerUsageBudget;',
  ProductUpgrade: 'exports.handler=()=>require("pulumi-partnercenter/dynamic").productUpgrade;',
} as const;

/** Names of the resources, as in the token `pulumi-nodejs:dynamic/partnercenter:<name>`. */
export type ResourceName = keyof typeof HANDLER;

/** The token under which the engine knows a resource. */
export function typeToken(name: ResourceName): string {
  return `pulumi-nodejs:dynamic/partnercenter:${name}`;
}
