import { HANDLER } from "../../sdk/handler";
import type { OperationResult } from "../support/pulumi-stack";
import { complaintsOf, mayFail, ownRows, type ProgramStack, useWorld } from "./world";

jest.setTimeout(120_000);

const world = useWorld({ alder: {}, birch: {}, cedar: {}, dogwood: {}, elm: {}, fir: {} });
const customers = ["alder", "birch", "cedar", "dogwood", "elm", "fir"];
let stack: ProgramStack;

beforeAll(async () => {
  const { emulator } = world;
  // The identity comes from stack configuration, as in the README; what leads to the emulator, from the environment.
  const env = Object.fromEntries(Object.entries(world.settings).filter(([key]) => !/TENANT|CLIENT/.test(key)));
  stack = await world.stack("lifecycle", {
    env,
    config: { "partnercenter:tenantId": emulator.tenantId, "partnercenter:clientId": emulator.clientId },
    secretConfig: { "partnercenter:clientSecret": emulator.clientSecret },
  });
  stack.rows = program();
});

function program(changed: { readonly alderName?: string; readonly cedarBudget?: unknown } = {}) {
  return [
    world.planRow("alder", { friendlyName: changed.alderName ?? "Alder Azure" }),
    world.planRow("birch"),
    world.planRow("cedar"),
    world.budgetRow("cedar", changed.cedarBudget ?? "1250.50"),
    world.planRow("dogwood", { friendlyName: "Dogwood Azure" }),
    world.planRow("elm"),
    world.planRow("fir"),
    world.budgetRow("fir", 800),
  ];
}

describe("a stack's life", () => {
  test("a preview of purchases asks Partner Center for nothing and writes nothing", async () => {
    const { changes } = await stack.preview();
    expect(changes).toEqual({ create: 15 });
    expect(world.requests(0)).toEqual([]);
  });

  test("up buys each plan with exactly one order and sets each budget exactly", async () => {
    const { changes } = await stack.up();
    expect(changes).toEqual({ create: 15 });
    for (const customer of customers) {
      expect(world.orders(customer)).toHaveLength(1);
      expect(stack.plan(customer)).toMatchObject({
        id: world.plan(customer).id,
        outputs: {
          adopted: false,
          partnerTenantId: world.emulator.tenantId,
          azureSubscriptionId: world.azureSubscriptions(customer)[0]?.id,
        },
      });
      expect(stack.cart(customer)?.id).toBe(world.carts(customer)[0]);
    }
    expect(world.plan("alder").friendlyName).toBe("Alder Azure");
    expect(stack.plan("alder")?.outputs).toMatchObject({ friendlyName: "Alder Azure", status: "active" });
    expect(stack.budget("cedar")?.outputs).toMatchObject({ amount: "1250.5" });
    expect(world.budget("cedar")).toBe("1250.5");
    expect(world.budget("fir")).toBe("800");
  });

  test("up again changes nothing and sends no request at all", async () => {
    const since = world.now;
    await stack.up(["--expect-no-changes"]);
    expect(world.requests(since)).toEqual([]);
  });

  test("a refresh after up finds no drift and writes nothing", async () => {
    const since = world.now;
    await stack.refresh(["--preview-only", "--expect-no-changes"]);
    expect(world.requests(since)).not.toEqual([]);
    expect(world.writes(since)).toEqual([]);
  });

  test("every __provider text in the state is the constant one, of at most 120 bytes", () => {
    expect(stack.resources).toHaveLength(14);
    for (const { type, inputs, outputs } of stack.resources) {
      const text = HANDLER[type.split(":").at(-1) as keyof typeof HANDLER];
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(120);
      expect([inputs?.__provider, outputs?.__provider]).toEqual([text, text]);
    }
  });

  test("changed names and amounts are updates in place", async () => {
    stack.rows = program({ alderName: "Alder renamed", cedarBudget: "1250.51" });
    const since = world.now;
    const preview = await stack.preview();
    expect(preview.changes).toEqual({ same: 13, update: 2 });
    expect(preview.stdout).toMatch(/~ +\S+AzurePlanSubscription alder .*~friendlyName/);
    expect(preview.stdout).toMatch(/~ +\S+CustomerUsageBudget cedar .*~amount/);
    expect(world.requests(since)).toEqual([]);

    const { changes } = await stack.up();
    expect(changes).toEqual({ same: 13, update: 2 });
    expect(world.plan("alder")).toMatchObject({ id: stack.plan("alder")?.id, friendlyName: "Alder renamed" });
    expect(world.budget("cedar")).toBe("1250.51");
    expect(world.writes(since)).toHaveLength(2);
  });
});

describe("somebody clicks in the portal", () => {
  const gone = { dogwood: "", elm: "" };
  let found: OperationResult;
  let healed: OperationResult;
  let sinceHealing: number;

  beforeAll(async () => {
    // From an hour after a purchase on, what is not listed does not exist.
    world.emulator.clock.advance(2 * 60 * 60_000);
    gone.dogwood = world.plan("dogwood").id;
    gone.elm = world.plan("elm").id;
    await world.portal(`subscriptions/${world.plan("alder").id}`, { friendlyName: "Clicked" });
    await world.portal(`subscriptions/${world.plan("birch").id}`, { status: "suspended" });
    await world.portal(`customers/${world.id("cedar")}/budget`, { amount: "9999" });
    await world.portal(`subscriptions/${gone.dogwood}`, { status: "deleted" });
    await world.portal(`subscriptions/${gone.elm}`, { status: "missing" });
    await world.portal(`customers/${world.id("fir")}/budget`, { amount: null });

    const since = world.now;
    found = await stack.refresh(["--preview-only", "--expect-no-changes", "--diff"], mayFail);
    expect(world.writes(since)).toEqual([]);
    sinceHealing = world.now;
    healed = await stack.up(["--refresh"], mayFail);
  });

  /** What the refresh showed of a row. */
  const shown = (type: string, name: string) =>
    new RegExp(`:${type}: \\((\\w+)\\)\\s+\\[id=\\S+\\]\\s+\\[urn=\\S+::${name}\\](?:\\s+(~ .*))?`).exec(found.stdout);

  test("the nightly check fails", () => {
    expect(found.code).not.toBe(0);
    expect(found.all).toContain("no changes were expected for refresh but changes were proposed");
    // Two plans with their carts and a budget are gone, two plans and a budget have changed.
    expect(found.changes).toEqual({ same: 7, update: 3, delete: 5 });
  });

  test.each([
    ["a changed plan name", "AzurePlanSubscription", "alder", "update", '~ friendlyName: "Alder renamed" => "Clicked"'],
    ["a suspended plan", "AzurePlanSubscription", "birch", "update", '~ status: "active" => "suspended"'],
    ["a changed budget", "CustomerUsageBudget", "cedar", "update", '~ amount: "1250.51" => "9999"'],
    ["a deleted plan", "AzurePlanSubscription", "dogwood", "delete", undefined],
    ["a plan that vanished", "AzurePlanSubscription", "elm", "delete", undefined],
    ["a removed budget", "CustomerUsageBudget", "fir", "delete", undefined],
  ])("the nightly check shows %s", (_what, type, name, verdict, change) => {
    expect(shown(type, name)?.slice(1)).toEqual([verdict, change]);
  });

  test("up --refresh brings name, status and budgets back", () => {
    expect(complaintsOf(healed)).toEqual([]);
    expect(world.plan("alder").friendlyName).toBe("Alder renamed");
    expect(world.plan("birch").status).toBe("active");
    expect(world.budget("cedar")).toBe("1250.51");
    expect(world.budget("fir")).toBe("800");
  });

  test.each(["dogwood", "elm"] as const)("up --refresh buys the plan of %s anew, with one order", (customer) => {
    expect(world.orders(customer)).toHaveLength(2);
    expect(world.plan(customer)).toMatchObject({ id: stack.plan(customer)?.id, status: "active" });
    expect(world.plan(customer).id).not.toBe(gone[customer]);
  });

  test("nothing else was ordered, and nothing is left to do", async () => {
    const orders = world.writes(sinceHealing).filter((write) => write.startsWith("orderCreated"));
    expect(orders).toHaveLength(2);
    const since = world.now;
    await stack.up(["--expect-no-changes"]);
    expect(world.requests(since)).toEqual([]);
    await stack.refresh(["--preview-only", "--expect-no-changes"]);
  });
});

describe("a refresh that looks with the wrong eyes fails and leaves the state as it was", () => {
  const other = () => world.emulator.otherPartner;

  const exported = async () => ownRows((await stack.pulumi.exportState()).deployment.resources ?? []);

  /** Refreshes while Partner Center is like this, and gives what is said. */
  async function refreshInVain(
    env: Readonly<Record<string, string>>,
    become: () => unknown = () => undefined,
    restore: () => unknown = () => undefined,
  ): Promise<readonly string[]> {
    const before = await exported();
    await become();
    const since = world.now;
    const result = await stack.refresh([], { ...mayFail, env });
    const writes = world.writes(since);
    await restore();
    expect(result.code).not.toBe(0);
    expect(await exported()).toEqual(before);
    expect(writes).toEqual([]);
    const said = complaintsOf(result);
    expect(said).not.toEqual([]);
    return said;
  }

  const relate = (relationship: string) => () =>
    world.portal(`customers/${world.id("cedar")}/relationship`, { relationship });
  const allow = (adminAgent: boolean) => () =>
    world.portal(`partners/${world.emulator.tenantId}/roles`, { adminAgent });

  test("(and one with the right eyes writes what up had written)", async () => {
    const before = stack.resources;
    await stack.refresh();
    const withoutSettled = stack.resources.map(({ outputs: { __settled, ...outputs } = {}, ...row }) => ({
      ...row,
      outputs,
    }));
    const expected = before.map(({ outputs: { __settled, ...outputs } = {}, ...row }) => ({ ...row, outputs }));
    expect(withoutSettled).toEqual(expected);
  });

  test("the credentials of another partner", async () => {
    const said = await refreshInVain({
      PARTNERCENTER_TENANT_ID: other().tenantId,
      PARTNERCENTER_CLIENT_ID: other().clientId,
      PARTNERCENTER_CLIENT_SECRET: other().clientSecret,
    });
    for (const text of said) {
      expect(text).toContain(`belongs to partner tenant ${world.emulator.tenantId}`);
      expect(text).toContain(`signed in to ${other().tenantId}`);
      expect(text).toContain("Set partnercenter:tenantId");
    }
  });

  test("a lost role", async () => {
    for (const text of await refreshInVain({}, allow(false), allow(true))) {
      expect(text).toContain("the identity's role does not allow this");
      expect(text).toContain("role Admin agent");
    }
  });

  test("a customer whose relationship has ended", async () => {
    for (const text of await refreshInVain({}, relate("none"), relate("reseller"))) {
      expect(text).toContain("no reseller relationship with the customer");
      expect(text).toContain("Check the customer id");
    }
  });

  test.each(["404", "403"])("a customer who is not there any more (%s)", async (unknownCustomer) => {
    const { model, switches } = world.emulator;
    const customer = model.customer(world.id("cedar"));
    const leave = () => {
      switches.set({ unknownCustomer });
      model.customers.delete(customer.id);
    };
    const comeBack = () => {
      switches.set({ unknownCustomer: "404" });
      model.customers.set(customer.id, customer);
    };
    for (const text of await refreshInVain({}, leave, comeBack)) expect(text).toContain("Check the customer id");
  });

  test("an endpoint that cannot be reached", async () => {
    const said = await refreshInVain({ PARTNERCENTER_ENDPOINT: "https://127.0.0.1:1" });
    for (const text of said) {
      expect(text).toContain("127.0.0.1:1 refused the connection");
      expect(text).toContain("partnercenter:endpoint");
    }
  });

  test("and with the right ones again there is no drift", async () => {
    await stack.refresh(["--preview-only", "--expect-no-changes"]);
  });
});

describe("secrets", () => {
  test("no secret is in clear in anything that was printed or stored", () => {
    expect(stack.pulumi.readStateText()).toContain("partnercenter:clientSecret");
    expect(world.leaks()).toEqual([]);
  });
});
