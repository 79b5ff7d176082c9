/** Compiled, never run: the hand-written arguments of each class are what its resource accepts. */
import type { Input, UnwrappedObject } from "@pulumi/pulumi";
import { expectTypeOf } from "expect-type";
import type {
  AzurePlanSubscriptionArgs,
  CustomerUsageBudgetArgs,
  ProductUpgradeArgs,
  ProviderArgs,
} from "pulumi-partnercenter";
import type { z } from "zod";
import type { azurePlanCart } from "../../provider/resources/azure-plan-cart";
import type {
  AzurePlanSubscriptionInputs,
  azurePlanSubscription,
} from "../../provider/resources/azure-plan-subscription";
import type { customerUsageBudget } from "../../provider/resources/customer-usage-budget";
import type { productUpgrade } from "../../provider/resources/product-upgrade";
import type { SettingKey } from "../../provider/setting-facts";
import type { AzurePlanCartArgs } from "../../sdk/azure-plan-cart";

type Plain<Args> = { -readonly [Key in keyof Args]: Args[Key] extends Input<infer Value> ? Value : Args[Key] };
type InputNames<Resource extends { fields: Readonly<Record<string, z.ZodType>> }> = keyof Resource["fields"];

expectTypeOf<keyof AzurePlanSubscriptionArgs>().toEqualTypeOf<InputNames<typeof azurePlanSubscription>>();
expectTypeOf<keyof AzurePlanCartArgs>().toEqualTypeOf<InputNames<typeof azurePlanCart>>();
expectTypeOf<keyof CustomerUsageBudgetArgs>().toEqualTypeOf<InputNames<typeof customerUsageBudget>>();
expectTypeOf<keyof ProductUpgradeArgs>().toEqualTypeOf<InputNames<typeof productUpgrade>>();

expectTypeOf<keyof ProviderArgs>().toEqualTypeOf<SettingKey>();

// Every value that a program may write is one that the resource knows.
type Written = UnwrappedObject<Required<AzurePlanSubscriptionArgs>>;
expectTypeOf<Written["status"]>().toEqualTypeOf<AzurePlanSubscriptionInputs["status"]>();
expectTypeOf<Written["onExisting"]>().toEqualTypeOf<AzurePlanSubscriptionInputs["onExisting"]>();
expectTypeOf<Written["onMissing"]>().toEqualTypeOf<AzurePlanSubscriptionInputs["onMissing"]>();
expectTypeOf<Written["onDestroy"]>().toEqualTypeOf<NonNullable<AzurePlanSubscriptionInputs["onDestroy"]>>();
expectTypeOf<Written["cancelAzureSubscriptions"]>().toEqualTypeOf<
  AzurePlanSubscriptionInputs["cancelAzureSubscriptions"]
>();
expectTypeOf<Plain<Required<CustomerUsageBudgetArgs>>["customerId"]>().toEqualTypeOf<string>();
