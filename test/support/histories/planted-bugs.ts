/** A fault that a plausible provider has: one piece of its source, changed. */
export interface PlantedBug {
  readonly name: string;
  /** Source file, from the repository's root. */
  readonly file: string;
  /** Stands there once, or the bug is out of date. */
  readonly find: string;
  readonly replace: string;
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: "a cart of an earlier run is checked out without being asked",
    file: "provider/resources/azure-plan/purchase.ts",
    find: "return byCart(purchase, await askCart(context, target, cart), () => lookThenBuy(purchase));",
    replace: 'return buy(purchase, { kind: "open" });',
  },
  {
    name: "a checkout without an answer is repeated without asking the cart",
    file: "provider/resources/azure-plan/purchase.ts",
    find: "await context.clock.sleep(context.settings.pollIntervalMs * unanswered, context.signal);\n        break;",
    replace: "continue;",
  },
  {
    name: "an empty list of orders is believed: no plan, so another cart",
    file: "provider/resources/azure-plan-cart.ts",
    find: "if (id === NO_CART) return true;",
    replace: "return true;",
  },
  {
    name: "an update sends the members that it knows, and the service resets the others",
    file: "provider/resources/azure-plan/subscriptions.ts",
    find: "subscription: { ...current, ...change } },",
    replace:
      "subscription: { id: current.id, friendlyName: current.friendlyName, status: current.status, ...change } },",
  },
  {
    name: "a refresh does not see that a plan was suspended",
    file: "provider/resources/azure-plan-subscription.ts",
    find: "...liveInputs(known, subscription),",
    replace: "...liveInputs(known, subscription), status: known.status,",
  },
  {
    name: "a budget is read from the usage summary",
    file: "provider/resources/customer-usage-budget.ts",
    find: "return (await context.client.budgets.get({ customerId })).amount;",
    replace: "return (await context.client.usage.getCustomerSummary({ customerId })).budget?.amount;",
  },
  {
    name: "check gives back an amount as it is written, not what it means",
    file: "provider/resources/input-check.ts",
    find: "bag[key] = parsed.data;",
    replace: "bag[key] = value ?? parsed.data;",
  },
  {
    name: "destroying suspends plans that were adopted",
    file: "provider/resources/azure-plan-subscription.ts",
    find: 'state.onDestroy ?? (state.adopted === false ? "suspend" : "retain")',
    replace: 'state.onDestroy ?? "suspend"',
  },
  {
    name: "a delete does not know that another row manages the object now",
    file: "provider/resources/teardown.ts",
    find: "const verdict = context.memory.verdictOnDelete(resource.type, id, resource.target(state));",
    replace: 'const verdict = { kind: "free" };',
  },
  {
    name: "Retry-After is not read",
    file: "provider/client/retry-after.ts",
    find: "if (!text) return undefined;",
    replace: "return undefined;",
  },
  {
    name: "a token that was refused is used again",
    file: "provider/client/authorise.ts",
    find: "if (error instanceof ApiError && error.status === 401) refused.set(key, token);",
    replace: "",
  },
];
