import type { OperationResult } from "../support/pulumi-stack";
import { complaintsAbout, complaintsOf, mayFail, type ProgramStack, type Row, stepsOf, useWorld } from "./world";

jest.setTimeout(120_000);

const plans = [
  "guarded",
  "paused",
  "again",
  "wholly",
  "pinned",
  "below",
  "aimed",
  "swept",
  "led",
  "anchor",
  "left",
  "tied",
];
const world = useWorld(Object.fromEntries([...plans, "other"].map((name) => [name, {}])));
let stack: ProgramStack;

const urn = (name: string, type = "AzurePlanSubscription") =>
  `urn:pulumi:options::e2e::pulumi-nodejs:dynamic/partnercenter:${type}::${name}`;

/** What is done to the rows of a plan, of its cart and of its budget. */
const steps = (name: string, result: OperationResult) =>
  stepsOf(result).filter((step) => new RegExp(` ${name}(-cart)?: (?!refresh)`).test(step));
const kinds = (since: number, customer: string) => world.writes(since, customer).map((write) => write.split(" ")[0]);

interface Said {
  readonly name?: string;
  readonly amount?: string;
  readonly pinnedTo?: string;
  /** The component's new name, with an alias for the old one. */
  readonly component?: string;
}

/** The rows that stay. */
function rows({ name = "Named", amount = "10", pinnedTo = "pinned", component = "region" }: Said = {}): readonly Row[] {
  const renamed = component === "region" ? {} : { opts: { aliases: [{ name: "region" }] } };
  return [
    { kind: "group", name: component, ...renamed },
    world.planRow("guarded", {}, { protect: true }),
    world.planRow("paused", {}, { ignoreChanges: ["status"] }),
    world.planRow("again", { friendlyName: name }, { replaceOnChanges: ["friendlyName"] }),
    world.budgetRow("again", amount, { replaceOnChanges: ["amount"] }),
    world.planRow("led", {}, { replaceWith: ["again"] }),
    world.planRow("wholly", { friendlyName: name }, { ignoreChanges: ["*"] }),
    world.planRow(pinnedTo, {}, { ignoreChanges: ["customerId"] }, "pinned"),
    world.planRow("below", {}, { parent: component }),
    world.planRow("aimed"),
    world.planRow("swept"),
  ];
}

const leaving = () => [
  world.planRow("anchor"),
  world.planRow("left", {}, { retainOnDelete: true }),
  world.planRow("tied", {}, { deletedWith: "anchor" }),
];

const later = { name: "Renamed", amount: "20", component: "area" };

beforeAll(async () => {
  stack = await world.stack("options");
  stack.rows = [...rows(), ...leaving()];
  await stack.up();
  // Nothing would stop a suspension.
  for (const customer of plans) {
    for (const { id } of world.azureSubscriptions(customer)) {
      await world.portal(`azureSubscriptions/${id}`, { status: "inactive" });
    }
  }
});

describe("changes", () => {
  let since: number;
  let result: OperationResult;

  beforeAll(async () => {
    await world.portal(`subscriptions/${world.plan("paused").id}`, { status: "suspended" });
    since = world.now;
    stack.rows = [...rows(later), ...leaving()];
    result = await stack.up(["--refresh"]);
  });

  test("ignoreChanges of the status leaves a suspended plan alone", () => {
    expect(steps("paused", result)).toEqual(["AzurePlanCart paused-cart: same", "AzurePlanSubscription paused: same"]);
    expect(world.writes(since, "paused")).toEqual([]);
    expect(world.plan("paused").status).toBe("suspended");
    expect(stack.plan("paused")?.outputs).toMatchObject({ status: "suspended" });
  });

  test("ignoreChanges of everything leaves a plan alone", () => {
    expect(world.writes(since, "wholly")).toEqual([]);
    expect(world.plan("wholly").friendlyName).toBe("Named");
  });

  test("replaceOnChanges neither buys nor suspends: the successor is the same plan, and gets the new name", () => {
    expect(steps("again", result)).toEqual(
      expect.arrayContaining([
        "AzurePlanCart again-cart: same",
        "AzurePlanSubscription again: create-replacement",
        "AzurePlanSubscription again: delete-replaced",
      ]),
    );
    expect(kinds(since, "again").sort()).toEqual(["budgetSet", "subscriptionUpdated"]);
    expect(world.plan("again")).toMatchObject({
      id: stack.plan("again")?.id,
      status: "active",
      friendlyName: "Renamed",
    });
    expect(stack.plan("again")?.outputs).toMatchObject({ adopted: false });
  });

  test("replaceOnChanges of a budget leaves it set, to the new amount", () => {
    expect(steps("again", result)).toContain("CustomerUsageBudget again: delete-replaced");
    expect(world.budget("again")).toBe("20");
    expect(complaintsAbout("again", result, "info")).toContain("Replaced the customer's budget of 10.");
  });

  test("replaceWith replaces a row, and neither buys nor suspends", () => {
    expect(steps("led", result)).toContain("AzurePlanSubscription led: delete-replaced");
    expect(world.writes(since, "led")).toEqual([]);
    expect(stack.plan("led")?.id).toBe(world.plan("led").id);
  });

  test("a component with another name and an alias keeps the plan and the cart below it, and nothing is written", () => {
    const parent = "urn:pulumi:options::e2e::e2e:index:Group::area";
    expect(stack.plan("below")).toMatchObject({ parent, id: world.plan("below").id });
    expect(stack.cart("below")).toMatchObject({ parent, id: world.carts("below")[0] });
    expect(steps("below", result)).toEqual(["AzurePlanCart below-cart: same", "AzurePlanSubscription below: same"]);
    expect(world.writes(since, "below")).toEqual([]);
  });

  test("nothing was complained about", () => {
    expect([...complaintsOf(result), ...complaintsOf(result, "warning")]).toEqual([]);
  });

  test("another customer is refused though the plan ignores it, since its cart does not", async () => {
    const at = world.now;
    stack.rows = [...rows({ ...later, pinnedTo: "other" }), ...leaving()];
    const refused = await stack.preview([], mayFail);
    expect(refused.code).not.toBe(0);
    expect(complaintsOf(refused).join()).toMatch(/'pinned-cart': property customerId.*would buy a new plan/s);
    expect(world.requests(at)).toEqual([]);
  });
});

describe("rows that go", () => {
  let since: number;
  let result: OperationResult;

  beforeAll(async () => {
    since = world.now;
    stack.rows = rows(later);
    result = await stack.up();
  });

  test.each(["left", "tied"])("%s: retainOnDelete and deletedWith leave the plan as it is, without a word", (name) => {
    expect([stack.plan(name), stack.cart(name)]).toEqual([undefined, undefined]);
    expect(world.requests(since, name)).toEqual([]);
    expect(world.plan(name).status).toBe("active");
    expect([...complaintsAbout(name, result, "warning"), ...complaintsAbout(name, result, "info")]).toEqual([]);
  });

  test("what the other was deleted with is suspended", () => {
    expect(kinds(since, "anchor")).toEqual(["subscriptionUpdated"]);
    expect(world.plan("anchor").status).toBe("suspended");
  });
});

describe("targets", () => {
  test("destroy --target suspends the plan, and with --target-dependents the plan of a targeted cart", async () => {
    const since = world.now;
    const targets = [urn("aimed"), urn("swept-cart", "AzurePlanCart")].flatMap((one) => ["--target", one]);
    await stack.destroy([...targets, "--target-dependents"]);
    expect([...world.writes(since)].sort()).toEqual(
      ["aimed", "swept"].map((name) => `subscriptionUpdated ${world.plan(name).id}`).sort(),
    );
    expect(stack.cart("aimed")?.id).toBe(world.carts("aimed")[0]);
    expect([stack.plan("aimed"), stack.plan("swept"), stack.cart("swept")]).toEqual([undefined, undefined, undefined]);
  });

  test("the next up reactivates both, and buys none", async () => {
    const since = world.now;
    await stack.up();
    for (const name of ["aimed", "swept"]) {
      expect(world.orders(name)).toHaveLength(1);
      expect(world.carts(name)).toHaveLength(1);
      expect(kinds(since, name)).toEqual(["subscriptionUpdated"]);
      expect(world.plan(name)).toMatchObject({ id: stack.plan(name)?.id, status: "active" });
    }
    // Its cart is there and tells that it was ours; of the other nothing does any more.
    expect(stack.plan("aimed")?.outputs).toMatchObject({ adopted: false });
    expect(stack.plan("swept")?.outputs).toMatchObject({ adopted: true });
  });
});

describe("destroying", () => {
  test("protect stops the suspension of its plan, and of no other", async () => {
    const since = world.now;
    const result = await stack.destroy([], mayFail);
    expect(result.code).not.toBe(0);
    expect(complaintsOf(result).join("\n")).toMatch(/::guarded".*cannot be deleted/s);
    expect(world.requests(since, "guarded")).toEqual([]);
    expect(world.plan("guarded").status).toBe("active");
    expect(stack.resources.map(({ urn: row }) => row.split("::").at(-1))).toEqual(["guarded-cart", "guarded"]);
    expect(world.plan("again").status).toBe("suspended");
    expect(world.budget("again")).toBeUndefined();
  });

  test("each customer had one order, and no secret is in clear", () => {
    for (const customer of plans) expect(world.orders(customer)).toHaveLength(1);
    expect(world.orders("other")).toEqual([]);
    expect(world.leaks()).toEqual([]);
  });
});
