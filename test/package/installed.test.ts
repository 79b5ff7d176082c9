/** What users get: the packed package, installed in an empty project, on the real CLI. */
import { keptStates, useWorldOf } from "../e2e/kept-states";
import { type ProgramStack, stepsOf, useWorld } from "../e2e/world";
import { Consumer, type PackageManager, pack, throwAwayFolder } from "./consumer";

jest.setTimeout(300_000);

const managers: readonly PackageManager[] = ["npm", "pnpm"];
const world = useWorld({ npm: {}, pnpm: {} });
const consumers = new Map<PackageManager, Consumer>();

beforeAll(async () => {
  const tarball = await pack(throwAwayFolder("tarball"));
  await Promise.all(managers.map(async (manager) => consumers.set(manager, await Consumer.install(manager, tarball))));
});

function consumerOf(manager: PackageManager): Consumer {
  const consumer = consumers.get(manager);
  if (!consumer) throw new Error(`${manager} has installed nothing`);
  return consumer;
}

describe.each(managers)("installed by %s", (manager) => {
  test("every entry point loads", async () => {
    const entries = ["", "/dynamic", "/client", "/import"].map((path) => `pulumi-partnercenter${path}`);
    const script = `for (const entry of ${JSON.stringify(entries)}) console.log(Object.keys(require(entry)).sort().join())`;
    const { stdout } = await consumerOf(manager).evaluate(script);
    const [sdk, dynamic, client, importing] = stdout.split("\n");
    expect(sdk).toContain("AzurePlanSubscription,CustomerUsageBudget,ProductUpgrade,Provider,preflight");
    expect(dynamic).toBe("azurePlanCart,azurePlanSubscription,customerUsageBudget,productUpgrade");
    expect(client).toContain("connect");
    expect(importing).toBe("importFile");
  });

  test("its command tells how it is used", async () => {
    const { stdout } = await consumerOf(manager).command("pulumi-partnercenter", ["import-file", "--help"]);
    expect(stdout).toContain("pulumi-partnercenter import-file");
  });

  test("previews without a write, buys once, finds nothing more to do, destroys to the end", async () => {
    const stack = await stackFor(manager, manager);
    stack.rows = [
      world.planRow(manager, { cancelAzureSubscriptions: "partnerCenter" }),
      world.budgetRow(manager, "1250.50"),
    ];
    const created = [
      `AzurePlanCart ${manager}-cart: create`,
      `AzurePlanSubscription ${manager}: create`,
      `CustomerUsageBudget ${manager}: create`,
    ];
    expect(stepsOf(await stack.preview()).toSorted()).toEqual(created);
    expect(world.writes(0, manager)).toEqual([]);
    await stack.up();
    expect(world.orders(manager)).toHaveLength(1);
    expect(world.budget(manager)).toBe("1250.5");
    await stack.up(["--expect-no-changes"]);
    await stack.destroy();
    expect(stack.resources).toEqual([]);
    expect(world.plan(manager).status).toBe("suspended");
    expect(world.azureSubscriptions(manager).map(({ status }) => status)).toEqual(["inactive"]);
    expect(world.budget(manager)).toBeUndefined();
  });
});

for (const [file, kind, kept] of keptStates())
  describe.each(managers)(`the old state in ${file} and what %s installed`, (manager) => {
    const before = useWorldOf(kept, kind);

    test("holds nothing to do or to find, and is destroyed as it was told to", async () => {
      const stack = await stackFor(manager, "state", before);
      await stack.pulumi.importState(kept.state);
      stack.rows = kept.rows;
      const since = before.now;
      await stack.preview(["--expect-no-changes"]);
      await stack.up(["--expect-no-changes", "--refresh"]);
      expect(before.writes(since)).toEqual([]);
      await stack.destroy();
      expect(stack.resources).toEqual([]);
      // Every plan of them is one to be kept.
      expect(before.writes(since).map((write) => write.split(" ")[0])).toEqual(
        kept.rows.flatMap((row) => (row.kind === "budget" ? ["budgetSet"] : [])),
      );
    });
  });

function stackFor(manager: PackageManager, name: string, where = world): Promise<ProgramStack> {
  return where.stack(name, { program: consumerOf(manager).folder });
}
