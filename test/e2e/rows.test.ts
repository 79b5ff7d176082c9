import type { OperationResult, ResourceState } from "../support/pulumi-stack";
import { complaintsAbout, complaintsOf, mayFail, type ProgramStack, stepsOf, useWorld } from "./world";

jest.setTimeout(120_000);

const planType = "pulumi-nodejs:dynamic/partnercenter:AzurePlanSubscription";

const world = useWorld({
  byname: {},
  byurn: {},
  moving: {},
  bare: {},
  ruled: {},
  guarded: {},
  ignored: {},
  left: {},
  right: {},
  first: {},
  nested: {},
});

const customers = ["byname", "byurn", "moving", "bare", "ruled", "guarded", "ignored", "left", "right", "nested"];
let stack: ProgramStack;

const urn = (name: string, type = "AzurePlanSubscription") =>
  `urn:pulumi:rows::e2e::pulumi-nodejs:dynamic/partnercenter:${type}::${name}`;
const idsOf = (rows: readonly (ResourceState | undefined)[]) => rows.map((row) => row?.id);

beforeAll(async () => {
  stack = await world.stack("rows");
  stack.rows = [
    { kind: "group", name: "region" },
    world.planRow("byname", { friendlyName: "By name" }),
    world.planRow("byurn"),
    world.planRow("moving"),
    world.planRow("bare"),
    world.budgetRow("bare", "77.10"),
    world.budgetRow("ruled", "55"),
    world.planRow("ruled"),
    world.planRow("guarded", {}, { protect: true }),
    world.planRow("ignored", { friendlyName: "Ignored" }, { ignoreChanges: ["friendlyName"] }),
    world.planRow("left", { friendlyName: "Left" }),
    world.planRow("right", { friendlyName: "Right" }),
    world.planRow("nested", {}, { parent: "region" }),
  ];
  await stack.up();
});

test("below a component the cart stands beside its plan", () => {
  const parent = "urn:pulumi:rows::e2e::e2e:index:Group::region";
  expect(stack.plan("nested")).toMatchObject({ parent, id: world.plan("nested").id });
  expect(stack.cart("nested")).toMatchObject({ parent, id: world.carts("nested")[0] });
});

describe("rows with other names or parents", () => {
  let before: readonly ResourceState[];
  let result: OperationResult;
  let since: number;

  const renamed: Readonly<Record<string, string>> = { byname: "byname-new", byurn: "byurn-new", moving: "moving" };

  beforeAll(async () => {
    before = stack.resources;
    const others = stack.rows.filter(({ name }) => !["byname", "byurn", "moving", "bare"].includes(name));
    stack.rows = [
      ...others.filter(({ name, kind }) => !(name === "ruled" && kind === "budget")),
      world.planRow("byname", { friendlyName: "By name" }, { aliases: [{ name: "byname" }] }, "byname-new"),
      world.planRow("byurn", {}, { aliases: [urn("byurn")] }, "byurn-new"),
      world.planRow("moving", {}, { parent: "region", aliases: [{ noParent: true }] }),
      world.planRow("bare", {}, {}, "bare-new"),
      world.budgetRow("bare", "77.10", {}, "bare-new"),
      world.budgetRow("ruled", "55", { aliases: [{ name: "ruled" }] }, "ruled-new"),
    ];
    since = world.now;
    result = await stack.up();
  });

  test.each([
    ["an alias by name", "byname"],
    ["an alias by URN", "byurn"],
    ["an alias for another parent", "moving"],
  ])("with %s the plan and its cart are the same rows, and nothing is asked", (_what, customer) => {
    const name = renamed[customer] ?? "";
    const oldPlan = before.find((row) => row.type === planType && row.urn === urn(customer));
    expect(idsOf([stack.plan(name), stack.cart(name)])).toEqual([world.plan(customer).id, world.carts(customer)[0]]);
    expect(oldPlan?.id).toBe(world.plan(customer).id);
    expect(stepsOf(result)).toEqual(
      expect.arrayContaining([`AzurePlanSubscription ${name}: same`, `AzurePlanCart ${name}-cart: same`]),
    );
    expect(world.requests(since, customer)).toEqual([]);
  });

  test("without an alias the new row takes the plan over, the old one forgets it, and nothing is suspended", () => {
    expect(stack.plan("bare")).toBeUndefined();
    expect(stack.plan("bare-new")?.id).toBe(world.plan("bare").id);
    expect(world.plan("bare").status).toBe("active");
    expect(world.orders("bare")).toHaveLength(1);
    const left = "is managed by another resource of this program now; it is left as it is.";
    expect(complaintsAbout("bare", result, "info").sort()).toEqual([
      `AzurePlanSubscription ${world.plan("bare").id} ${left}`,
      `CustomerUsageBudget ${world.id("bare")} ${left}`,
    ]);
  });

  test("without an alias a budget stays set", () => {
    expect(stack.budget("bare-new")?.id).toBe(world.id("bare"));
    expect(world.budget("bare")).toBe("77.1");
  });

  test("with an alias a budget is the same row", () => {
    expect(stack.budget("ruled-new")?.id).toBe(world.id("ruled"));
    expect(world.requests(since, "ruled")).toEqual([]);
  });

  test("nothing was complained about", () => {
    expect([...complaintsOf(result), ...complaintsOf(result, "warning")]).toEqual([]);
  });

  test("nothing is left to do", async () => {
    const at = world.now;
    await stack.up(["--expect-no-changes"]);
    expect(world.requests(at)).toEqual([]);
    await stack.refresh(["--preview-only", "--expect-no-changes"]);
  });
});

test("up --replace of a plan neither suspends it nor buys another", async () => {
  const since = world.now;
  const result = await stack.up(["--replace", urn("left")]);
  expect(stepsOf(result).filter((step) => step.includes(" left: "))).toEqual([
    "AzurePlanSubscription left: create-replacement",
    "AzurePlanSubscription left: replace",
    "AzurePlanSubscription left: delete-replaced",
  ]);
  expect(world.writes(since)).toEqual([]);
  expect(stack.plan("left")).toMatchObject({
    id: world.plan("left").id,
    outputs: { status: "active", adopted: false },
  });
  expect(world.plan("left").status).toBe("active");
  expect(world.orders("left")).toHaveLength(1);
});

test("up --replace of a cart makes a new one, and the plan stays", async () => {
  const since = world.now;
  await stack.up(["--replace", urn("left-cart", "AzurePlanCart")]);
  expect(world.writes(since).filter((write) => !write.startsWith("cartCreated"))).toEqual([]);
  expect(world.plan("left").status).toBe("active");
  expect(stack.plan("left")?.id).toBe(world.plan("left").id);
});

test("up --replace of a budget leaves it set", async () => {
  await stack.up(["--replace", urn("ruled-new", "CustomerUsageBudget")]);
  expect(world.budget("ruled")).toBe("55");
  expect(stack.budget("ruled-new")?.outputs).toMatchObject({ amount: "55" });
});

describe("resource options", () => {
  test("--target changes the targeted plan only", async () => {
    stack.rows = stack.rows.map((row) => {
      const named = row.name === "left" || row.name === "right";
      return named ? { ...row, args: { ...row.args, friendlyName: `${row.name} anew` } } : row;
    });
    const since = world.now;
    await stack.up(["--target", urn("left")]);
    expect(world.plan("left").friendlyName).toBe("left anew");
    expect(world.plan("right").friendlyName).toBe("Right");
    expect(world.writes(since)).toEqual([`subscriptionUpdated ${world.plan("left").id}`]);
    expect(world.requests(since, "right")).toEqual([]);
  });

  test("a first up with --target buys when the plan's cart is targeted too", async () => {
    stack.rows = [...stack.rows, world.planRow("first")];
    const alone = await stack.up(["--target", urn("first")], mayFail);
    expect(alone.code).not.toBe(0);
    expect(complaintsOf(alone).join("\n")).toContain("first-cart");
    expect(world.requests(0, "first")).toEqual([]);

    await stack.up(["--target", urn("first"), "--target", urn("first-cart", "AzurePlanCart")]);
    expect(world.orders("first")).toHaveLength(1);
    expect(stack.plan("first")?.id).toBe(world.plan("first").id);
  });

  test("ignoreChanges leaves a name to whoever gives it", async () => {
    stack.rows = stack.rows.map((row) =>
      row.name === "ignored" ? { ...row, args: { ...row.args, friendlyName: "Another" } } : row,
    );
    await world.portal(`subscriptions/${world.plan("ignored").id}`, { friendlyName: "Clicked" });
    await stack.up(["--refresh"]);
    expect(world.plan("ignored").friendlyName).toBe("Clicked");
    expect(stack.plan("ignored")?.outputs).toMatchObject({ friendlyName: "Clicked" });
  });

  test("protect keeps a plan whose row is missing", async () => {
    const all = stack.rows;
    stack.rows = all.filter(({ name }) => name !== "guarded");
    const since = world.now;
    const result = await stack.up([], mayFail);
    stack.rows = all;
    expect(result.code).not.toBe(0);
    expect(complaintsOf(result).join("\n")).toMatch(/guarded.*cannot be deleted|protected/s);
    expect(world.requests(since, "guarded").filter(({ effect }) => effect !== null)).toEqual([]);
    expect(world.plan("guarded").status).toBe("active");
    expect(stack.plan("guarded")?.id).toBe(world.plan("guarded").id);
  });

  test("afterwards nothing is left to do, and each customer had one order", async () => {
    await stack.up();
    await stack.up(["--expect-no-changes"]);
    for (const customer of customers) expect(world.orders(customer)).toHaveLength(1);
  });
});

describe("secrets", () => {
  test("none is in clear in anything that was printed or stored", () => {
    expect(world.leaks()).toEqual([]);
  });
});
