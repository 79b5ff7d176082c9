import { AZURE_PLAN } from "../../provider/client/azure-plan";
import { dynamicProvider } from "../../provider/resources/adapter";
import { resolveCatalogItem } from "../../provider/resources/azure-plan/catalog-item";
import { outcomeOf } from "../../provider/resources/azure-plan/order-outcome";
import { changePlan } from "../../provider/resources/azure-plan/subscriptions";
import { azurePlanCart } from "../../provider/resources/azure-plan-cart";
import { azurePlanSubscription } from "../../provider/resources/azure-plan-subscription";
import { NO_CART } from "../../provider/resources/hidden-keys";
import { poll } from "../../provider/resources/polling";
import type { ProviderRuntime } from "../../provider/runtime";
import { type Provider, providersOn } from "../support/providers-on";

/**
 * What everybody would write first: a create that makes a cart, checks it out, waits, and answers with the plan. It
 * looks for nothing before it buys and remembers nothing. The campaign must find out what that costs.
 */
const naivePlan: typeof azurePlanSubscription = {
  ...azurePlanSubscription,
  create: async (context, inputs) => {
    const { customerId } = inputs;
    const { catalogItemId, billingCycle } = await resolveCatalogItem(context, { ...inputs, ...AZURE_PLAN });
    const lineItems = [{ id: 0, catalogItemId, quantity: 1, billingCycle }];
    const cart = await context.client.carts.create({ customerId, lineItems });
    const { orders } = await context.client.carts.checkout({ customerId, cartId: cart.id });
    const [order] = orders;
    if (!order) throw new Error("the checkout made no order");
    const id = await poll(context, `waiting for order ${order.id}`, async () => {
      const outcome = outcomeOf(await context.client.orders.get({ customerId, orderId: order.id }), inputs);
      if (outcome.kind === "failed") throw new Error(`order ${order.id} failed`);
      return outcome.kind === "provisioned" ? { done: outcome.subscriptionId } : { pending: outcome.status };
    });
    const { friendlyName } = inputs;
    if (friendlyName !== undefined) await changePlan(context, customerId, id, { friendlyName });
    const state = { ...inputs, orderId: order.id, adopted: false, partnerTenantId: context.client.partnerTenantId };
    return { id, state };
  },
};

/** Its cart's row is there and does nothing. */
const noCart: typeof azurePlanCart = {
  ...azurePlanCart,
  create: async (context, inputs) => ({
    id: NO_CART,
    state: { ...inputs, partnerTenantId: context.client.partnerTenantId },
  }),
  read: async (_context, id, state) => ({ id, state }),
};

/** The providers of a naive process. */
export function naiveProvidersOn(runtime: ProviderRuntime): ReturnType<typeof providersOn> {
  return {
    ...providersOn(runtime),
    AzurePlanCart: dynamicProvider(noCart, () => runtime) as Provider,
    AzurePlanSubscription: dynamicProvider(naivePlan, () => runtime) as Provider,
  };
}
