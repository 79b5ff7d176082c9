import { type Emulator, otherPositions, startEmulator, switchTable } from "../src";
import { endpoints } from "./conformance/endpoints";
import { errorCodes } from "./conformance/error-codes";
import {
  type Answer,
  admin,
  appClient,
  at,
  Client,
  customerOf,
  effects,
  letProvision,
  planItem,
  textAt,
  userClient,
} from "./support";
import { allPairs, type Combination, coveringArray, pairKey, pairsIn } from "./switches/covering-array";

const others = otherPositions();
const factors = Object.fromEntries(
  Object.entries(switchTable).map(([name, fact]) => [
    name,
    [fact.default, ...others.filter((one) => one.name === name).map(({ value }) => value)],
  ]),
);
const combinations = coveringArray(factors);

test("every two positions of different switches stand together in a combination", () => {
  const covered = new Set(combinations.flatMap((row) => pairsIn(row).map(pairKey)));
  expect(allPairs(factors).filter((pair) => !covered.has(pairKey(pair)))).toEqual([]);
  expect(combinations[0]).toEqual(Object.fromEntries(Object.entries(switchTable).map(([n, { default: d }]) => [n, d])));
});

test.each(combinations.map((combination, index) => [index, combination] as const))(
  "a partner's day goes well in combination %i",
  async (_index, combination) => {
    const emulator = await startEmulator({ seed: 7, switches: combination });
    try {
      await sells(emulator);
      await changes(emulator);
      await upgrades(emulator);
      await listsEveryCustomer(emulator);
      await asksForEverything(emulator);
      onlyDocumentedErrors(emulator);
      await goesOnElsewhere(emulator);
    } catch (error) {
      throw new Error(`with ${otherThanDefault(combination)}`, { cause: error });
    } finally {
      await emulator.close();
    }
  },
);

const attested = { partnerOnRecordAttestationAccepted: true };

const otherThanDefault = (combination: Combination) =>
  others
    .filter(({ name, value }) => combination[name] === value)
    .map(({ name, value }) => `${name}=${value}`)
    .join(" ");

const succeeded = (answer: Answer): Answer => {
  expect(answer.status >= 400 ? [answer.status, answer.body] : []).toEqual([]);
  return answer;
};

/** A purchase makes one plan, whatever is repeated, and is refused to who may not buy. */
async function sells(emulator: Emulator): Promise<void> {
  const client = await appClient(emulator);
  const { id } = customerOf(emulator, "new");
  const cart = await cartOf(client, id);
  const path = `/customers/${id}/carts/${textAt(succeeded(cart).body, "id")}`;
  succeeded(await client.put(path, { ...Object(cart.body), ...attested }));
  const ids = { "MS-RequestId": "11111111-2222-4333-8444-555555555555" };
  const first = succeeded(await client.post(`${path}/checkout`, undefined, ids));
  const orderId = textAt(first.body, "orders.0.id");
  for (const again of [await client.post(`${path}/checkout`, undefined, ids), await client.post(`${path}/checkout`)]) {
    expect(again.status === 201 ? at(again.body, "orders.0.id") : again.status).toBe(
      again.status === 201 ? orderId : 400,
    );
  }
  expect(effects(emulator).filter((kind) => kind === "orderCreated")).toHaveLength(1);
  letProvision(emulator);
  const order = succeeded(await client.get(`/customers/${id}/orders/${orderId}`));
  const planId = textAt(order.body, "lineItems.0.subscriptionId");
  expect(at(order.body, "status")).toBe("completed");
  const plans = await client.get(`/customers/${id}/subscriptions`);
  expect(plans.body).toMatchObject({ totalCount: 1, items: [{ id: planId, status: "active", orderId }] });
  const azure = await client.get(`/customers/${id}/subscriptions/${planId}/azureEntitlements`);
  expect(azure.body).toMatchObject({ totalCount: 1, items: [{ status: "active" }] });
  emulator.clock.advance(emulator.switches.durationMs("orderListLag"));
  const later = await appClient(emulator);
  expect((await later.get(`/customers/${id}/orders`)).body).toMatchObject({ totalCount: 1, items: [{ id: orderId }] });
  const refusals = [];
  for (const kind of ["legacy", "noAgreement"] as const) {
    const buyer = customerOf(emulator, kind).id;
    const made = await cartOf(later, buyer);
    const refused =
      made.status === 201 ? await later.post(`/customers/${buyer}/carts/${at(made.body, "id")}/checkout`) : made;
    refusals.push(refused.status >= 400 && refused.status < 500);
  }
  expect(refusals).toEqual([true, true]);
}

async function cartOf(client: Client, customerId: string): Promise<Answer> {
  const line = { catalogItemId: await planItem(client, customerId), quantity: 1, billingCycle: "one_time" };
  return client.post(`/customers/${customerId}/carts`, { lineItems: [line], ...attested });
}

/** Budgets and names are as they were set, and a plan can be suspended once its Azure subscriptions are cancelled. */
async function changes(emulator: Emulator): Promise<void> {
  const { switches, clock } = emulator;
  const client = await appClient(emulator);
  const user = await userClient(emulator);
  const { id, subscriptionId: planId = "" } = customerOf(emulator, "withPlan");
  const plan = `/customers/${id}/subscriptions/${planId}`;
  const patched = async (change: object) => {
    succeeded(await client.patch(plan, change));
    clock.advance(switches.durationMs("subscriptionPatchDelay") + 1);
    return (await client.get(plan)).body;
  };
  expect(await patched({ friendlyName: "Renamed" })).toMatchObject({ friendlyName: "Renamed", status: "active" });
  expect((await client.patch(plan, { status: "suspended" })).status).toBe(403);
  const azure = await client.get(`${plan}/azureEntitlements`);
  for (const entitlement of Object(azure.body).items) {
    succeeded(
      await user.post(`${plan}/azureEntitlements/${textAt(entitlement, "id")}/cancel`, {
        cancellationReason: "compromise",
      }),
    );
  }
  clock.advance(switches.durationMs("entitlementDelay") + 1);
  for (const entitlement of Object((await client.get(`${plan}/azureEntitlements`)).body).items) {
    expect(textAt(entitlement, "status")).not.toBe("active");
  }
  expect(await patched({ status: "suspended" })).toMatchObject({ friendlyName: "Renamed", status: "suspended" });
  expect(await patched({ status: "active" })).toMatchObject({ status: "active" });
  const budget = `/customers/${customerOf(emulator, "legacy").id}/usagebudget`;
  const budgetOf = async (amount: number | null) => {
    succeeded(await (await appClient(emulator)).patch(budget, { Amount: amount }));
    clock.advance(switches.durationMs("budgetReadLag") + 1);
    return at((await (await appClient(emulator)).get(budget)).body, "amount") ?? null;
  };
  expect([await budgetOf(12.34), await budgetOf(null)]).toEqual([12.34, null]);
}

/** A legacy customer that upgrades has a plan in the end, with its subscription in it, and nothing else. */
async function upgrades(emulator: Emulator): Promise<void> {
  const { switches, clock } = emulator;
  const { id, subscriptionId } = customerOf(emulator, "legacy");
  clock.advance(switches.durationMs("upgradeMinimumAge"));
  const user = await userClient(emulator);
  const wish = { customerId: id, productFamily: "azure" };
  const created = succeeded(await user.post("/productUpgrades", wish));
  const upgradeId = /productUpgrades\/([^/]+)/.exec(created.headers.get("location") ?? "")?.[1];
  clock.advance(switches.durationMs("upgradePendingDelay") + switches.durationMs("upgradeLineDuration"));
  const client = await appClient(emulator);
  const status = succeeded(await user.post(`/productUpgrades/${upgradeId}/status`, wish));
  const planId = textAt(status.body, "lineItems.0.targetProduct.id");
  const listed = await client.get(`/customers/${id}/subscriptions`);
  expect(listed.body).toMatchObject({ totalCount: 1, items: [{ id: planId, status: "active" }] });
  const azure = await client.get(`/customers/${id}/subscriptions/${planId}/azureEntitlements`);
  expect(azure.body).toMatchObject({ items: [{ id: subscriptionId, status: "active" }] });
}

/** The list of customers has each of them once, however small its pages are. */
async function listsEveryCustomer(emulator: Emulator): Promise<void> {
  const client = await appClient(emulator);
  const seen: string[] = [];
  let answer = succeeded(await client.get("/customers?size=4"));
  for (;;) {
    seen.push(...Object(answer.body).items.map((one: unknown) => textAt(one, "id")));
    const token = at(answer.body, "continuationToken") ?? at(answer.body, "links.next.headers.0.value");
    if (typeof token !== "string") {
      break;
    }
    answer = succeeded(await client.get("/customers?seekOperation=Next", { "MS-ContinuationToken": token }));
  }
  expect(seen).toEqual(emulator.customers.map(({ id }) => id));
}

/** No GET of the service, for a customer that has something or for one that has not, ends in an accident. */
async function asksForEverything(emulator: Emulator): Promise<void> {
  const asking = [
    [await appClient(emulator), customerOf(emulator, "withPlan")],
    [await userClient(emulator), customerOf(emulator, "new")],
  ] as const;
  for (const { path } of endpoints.filter(({ method }) => method === "GET")) {
    for (const [client, { id, subscriptionId = id }] of path.startsWith("/v1/") ? asking : []) {
      const asked = path
        .slice("/v1".length)
        .replace("{customer}", id)
        .replace("{subscription}", subscriptionId)
        .replace(/\{\w+\}/g, "x");
      const answer = await client.get(asked);
      expect({ asked, accident: answer.status >= 500 && answer.raw }).toEqual({ asked, accident: false });
    }
  }
}

function onlyDocumentedErrors(emulator: Emulator): void {
  const documented = new Set(errorCodes.map(({ status, code }) => `${status}/${code}`));
  const given = emulator.journal.entries().filter(({ status }) => status === null || status >= 400);
  const strange = given.map(({ path, status, code }) => ({ path, code: `${status}/${code}` }));
  expect(strange.filter(({ code }) => !documented.has(code))).toEqual([]);
}

/** A saved state is the same in an emulator that was started with the defaults: switches are part of it. */
async function goesOnElsewhere(emulator: Emulator): Promise<void> {
  emulator.clock.change({ frozen: true });
  const copy = await startEmulator();
  try {
    copy.loadState(emulator.saveState());
    const { token } = await appClient(emulator);
    const { id } = customerOf(emulator, "withPlan");
    for (const path of [
      "/customers",
      `/customers/${id}`,
      `/customers/${id}/subscriptions`,
      `/customers/${id}/orders`,
    ]) {
      const [here, there] = await Promise.all([emulator, copy].map((one) => new Client(one, token).get(path)));
      expect(there?.raw).toBe(here?.raw);
    }
    expect((await admin(copy, "GET", "/switches")).body).toEqual((await admin(emulator, "GET", "/switches")).body);
  } finally {
    await copy.close();
  }
}
