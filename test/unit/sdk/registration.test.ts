import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";

const registered: MockResourceArgs[] = [];
void pulumi.runtime.setMocks(
  {
    newResource: (args) => {
      registered.push(args);
      const timestamps = { creationTimestamp: "2026-03-01T00:00:00Z", expirationTimestamp: "2026-03-08T00:00:00Z" };
      const isCart = args.type.endsWith(":AzurePlanCart");
      return { id: `id-of-${args.name}`, state: { ...args.inputs, ...(isCart && timestamps) } };
    },
    call: () => ({}),
  },
  "shop",
  "dev",
);

import { AzurePlanSubscription, CustomerUsageBudget, ProductUpgrade } from "pulumi-partnercenter";
import { HANDLER } from "../../../sdk/handler";
import released from "../../fixtures/released-handlers.json";

const customerId = "3f0a1c2e-5b7d-4e9a-8c61-0d2f4b6a8e90";
const rowOf = (name: string) => registered.find((row) => row.name === name);
/** Resolves when the resource is registered. */
const settled = (resource: pulumi.Resource) => new Promise<string>((done) => resource.urn.apply(done));

beforeEach(() => {
  registered.length = 0;
});

describe("what the classes register", () => {
  test("every text is constant, short, ASCII, and among the released ones", () => {
    for (const text of Object.values(HANDLER)) {
      expect(released.texts).toContain(text);
      expect(text).toMatch(/^[\x20-\x7e]{1,119}$/);
    }
  });

  test("every released text still finds a provider with all its methods", () => {
    for (const text of released.texts) {
      const module = { exports: {} as { handler?: () => Record<string, unknown> } };
      new Function("exports", "require", text)(module.exports, (name: string) => {
        expect(name).toBe("pulumi-partnercenter/dynamic");
        return jest.requireActual("../../../provider/dynamic");
      });
      const provider = module.exports.handler?.();
      for (const method of ["configure", "check", "diff", "create", "read", "update", "delete"]) {
        expect(typeof provider?.[method]).toBe("function");
      }
    }
  });

  test("a plan has its cart beside it, registered first, and hands it on under a hidden key", async () => {
    const plan = new AzurePlanSubscription(
      "contoso",
      { customerId, friendlyName: "Contoso Azure" },
      { customTimeouts: { create: "1h30m", delete: "90s" } },
    );
    const urn = await settled(plan);
    expect(registered.map(({ name, type }) => [name, type])).toEqual([
      ["contoso-cart", "pulumi-nodejs:dynamic/partnercenter:AzurePlanCart"],
      ["contoso", "pulumi-nodejs:dynamic/partnercenter:AzurePlanSubscription"],
    ]);
    expect(rowOf("contoso")?.inputs).toEqual({
      customerId,
      friendlyName: "Contoso Azure",
      __provider: HANDLER.AzurePlanSubscription,
      __urn: urn,
      __timeouts: { create: 5_400_000, delete: 90_000 },
      __cart: {
        id: "id-of-contoso-cart",
        creationTimestamp: "2026-03-01T00:00:00Z",
        expirationTimestamp: "2026-03-08T00:00:00Z",
      },
    });
    expect(rowOf("contoso-cart")?.inputs).toMatchObject({ customerId, __provider: HANDLER.AzurePlanCart });
  });

  test('a plan that must not be bought has no cart: onMissing "fail", and a plan that is only read', async () => {
    await settled(new AzurePlanSubscription("imported", { customerId, onMissing: "fail" }));
    await settled(new AzurePlanSubscription("read", { customerId }, { id: "some-plan" }));
    expect(registered.map(({ name }) => name)).toEqual(["imported", "read"]);
  });

  test("a budget is one row", async () => {
    const budget = new CustomerUsageBudget("contoso-budget", { customerId, amount: "1250.50" });
    const urn = await settled(budget);
    expect(registered).toHaveLength(1);
    expect(registered[0]?.inputs).toEqual({
      customerId,
      amount: "1250.50",
      __provider: HANDLER.CustomerUsageBudget,
      __urn: urn,
    });
  });

  test("an upgrade is one row, and what depends on it waits for it", async () => {
    const upgrade = new ProductUpgrade("contoso-upgrade", { customerId }, { customTimeouts: { create: "6h" } });
    const urn = await settled(upgrade);
    await settled(new AzurePlanSubscription("upgraded", { customerId: upgrade.customerId, onMissing: "fail" }));
    expect(registered.map(({ name }) => name)).toEqual(["contoso-upgrade", "upgraded"]);
    expect(registered[0]).toMatchObject({ type: "pulumi-nodejs:dynamic/partnercenter:ProductUpgrade" });
    expect(registered[0]?.inputs).toEqual({
      customerId,
      __provider: HANDLER.ProductUpgrade,
      __urn: urn,
      __timeouts: { create: 21_600_000 },
    });
    const planId: pulumi.Output<string | undefined> = upgrade.planSubscriptionId;
    expect(planId).toBeDefined();
  });

  test("get is one row with an id, and never a cart", async () => {
    const id = "0b7f3a52-64c1-4f0e-9a58-3c1de2a90f11";
    await settled(AzurePlanSubscription.get("plan", id, { customerId }));
    await settled(CustomerUsageBudget.get("budget", customerId));
    await settled(ProductUpgrade.get("upgrade", id, { customerId }));
    expect(registered.map((row) => [row.name, row.id, row.inputs.customerId])).toEqual([
      ["plan", id, customerId],
      ["budget", customerId, customerId],
      ["upgrade", id, customerId],
    ]);
    expect(registered.some(({ inputs }) => "__cart" in inputs)).toBe(false);
  });

  test("outputs exist under mocks and types", async () => {
    const plan = new AzurePlanSubscription("typed", { customerId });
    const status: pulumi.Output<string> = plan.status;
    const subscription: pulumi.Output<string | undefined> = plan.azureSubscriptionId;
    expect(status).toBeDefined();
    expect(subscription).toBeDefined();
    expect(await settled(plan)).toContain("typed");
  });

  test("hidden keys and a delete before the replacement are refused", () => {
    expect(() => new AzurePlanSubscription("a", { customerId, __provider: "x" } as never)).toThrow(/__provider/);
    expect(() => new AzurePlanSubscription("b", { customerId }, { deleteBeforeReplace: true })).toThrow(
      /suspend the plan before its successor/,
    );
  });

  test("the option import, which no dynamic provider can serve, is refused with what to do instead, before any cart", () => {
    const opts = { import: "some-id" };
    for (const declare of [
      () => new AzurePlanSubscription("p", { customerId }, opts),
      () => new CustomerUsageBudget("b", { customerId, amount: 1 }, opts),
      () => new ProductUpgrade("u", { customerId }, opts),
    ]) {
      expect(declare).toThrow(/import cannot work.*what exists is taken over.*import-file/);
    }
    expect(registered).toEqual([]);
  });

  test("a duration that is none is refused by the operation's name", () => {
    const withTimeout = (create: string) => () =>
      new CustomerUsageBudget("c", { customerId, amount: 1 }, { customTimeouts: { create } });
    expect(withTimeout("soon")).toThrow(/customTimeouts\.create: "soon"/);
    expect(withTimeout("1h 5m")).toThrow(/no duration/);
  });
});
