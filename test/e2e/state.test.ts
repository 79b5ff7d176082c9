/**
 * States that versions of this package wrote, each kept as `test/fixtures/states/<version>.json`: today's code must find
 * nothing to do in any of them. With KEEP_STATE=1 this writes the file of the current version anew; the file of a version
 * that was released never changes again.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/repository";
import type { RunOptions, StackState } from "../support/pulumi-stack";
import { complaintsAbout, mayFail, ownRows, type ProgramStack, type Row, stepsOf, useWorld, type World } from "./world";

jest.setTimeout(120_000);

interface KeptState {
  readonly about: string;
  /** The program that wrote it, as rows of the program `customers`. */
  readonly rows: readonly Row[];
  readonly state: StackState;
}

const folder = join(repositoryRoot, "test", "fixtures", "states");
const { version }: { version: string } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"));
const ofThisVersion = join(folder, `${version}.json`);
const read = (file: string): KeptState => JSON.parse(readFileSync(join(folder, file), "utf8"));

const customers = { bought: {}, adopted: { plans: [{ friendlyName: "By hand" }] }, legacy: { legacyAzure: true } };
/** The same, who have nothing yet. */
const vacant = { bought: {}, adopted: {}, legacy: {} };

/** A stack that may act as a user, in a Partner Center of its own. */
async function stackOn(world: World): Promise<ProgramStack> {
  const tokens = mkdtempSync(join(tmpdir(), "state-"));
  tokenFolders.push(tokens);
  const refreshTokenFile = join(tokens, "refresh-token");
  writeFileSync(refreshTokenFile, world.emulator.userRefreshToken);
  return world.stack("state", { env: { ...world.settings, PARTNERCENTER_REFRESH_TOKEN_FILE: refreshTokenFile } });
}

const tokenFolders: string[] = [];

afterAll(() => {
  for (const tokens of tokenFolders) rmSync(tokens, { recursive: true });
});

/** Every resource, with every input that a direct-bill partner can give, and with none but the required ones. */
const program = (world: World): readonly Row[] => [
  { kind: "group", name: "group" },
  world.planRow(
    "bought",
    {
      friendlyName: "Bought Azure",
      status: "active",
      onExisting: "adopt",
      onMissing: "purchase",
      onDestroy: "retain",
      cancelAzureSubscriptions: "partnerCenter",
      allowReplacement: false,
      productId: "DZH318Z0BPS6",
      skuId: "0001",
    },
    { parent: "group", customTimeouts: { create: "1h30m", delete: "90s" } },
  ),
  world.planRow("adopted"),
  world.budgetRow("bought", "1250.50", { parent: "group" }),
  world.budgetRow("adopted", 7),
  { kind: "upgrade", name: "legacy", args: { customerId: world.id("legacy") } },
  world.planRow("legacy", { onMissing: "fail" }, { dependsOn: "legacy" }, "upgraded"),
];

/** Which rows there are, and the names of what each keeps; values differ from one Partner Center to another. */
function shapeOf(state: StackState) {
  return rowsOf(state).map(({ urn, type, inputs = {}, outputs = {} }) => ({
    urn,
    type,
    inputs: Object.keys(inputs).toSorted(),
    outputs: Object.keys(outputs).toSorted(),
  }));
}

/** The engine notes where in which program a row was declared, which differs from one machine to another. */
function withoutPlaces(state: StackState): StackState {
  const places = new Set(["sourcePosition", "stackTrace"]);
  return JSON.parse(JSON.stringify(state, (key, value) => (places.has(key) ? undefined : value)));
}

const rowsOf = (state: StackState) =>
  ownRows(state.deployment.resources ?? []).toSorted((one, other) => one.urn.localeCompare(other.urn));

/** Makes up at Partner Center what the state says is there. Customers have the same ids in every emulator. */
async function plant(world: World, { state }: KeptState): Promise<void> {
  const { model } = world.emulator;
  for (const { type, id = "", outputs = {} } of rowsOf(state)) {
    const customerId = String(outputs.customerId);
    if (type.endsWith(":CustomerUsageBudget")) {
      await world.portal(`/customers/${customerId}/budget`, { amount: outputs.amount });
    }
    if (!type.endsWith(":AzurePlanSubscription")) continue;
    await world.portal(`/customers/${customerId}/plan`, { friendlyName: outputs.friendlyName ?? "Azure plan" });
    const [made] = [...model.subscriptions.values()].filter(
      (one) => one.customerId === customerId && one.kind === "azurePlan",
    );
    if (!made) throw new Error(`no plan was made for ${customerId}`);
    model.subscriptions.delete(made.id);
    const createdAt = Date.parse(String(outputs.creationDate));
    model.subscriptions.set(id, { ...made, id, createdAt, catalogItemId: String(outputs.offerId) });
  }
}

describe("this version", () => {
  const world = useWorld(customers);

  test("keeps what its file says", async () => {
    const stack = await stackOn(world);
    stack.rows = program(world);
    await stack.up();
    const state = withoutPlaces(await stack.pulumi.exportState());
    if (process.env.KEEP_STATE === "1") {
      const about = `What version ${version} keeps of each resource, and the program. Never changed once released.`;
      writeFileSync(ofThisVersion, `${JSON.stringify({ about, rows: stack.rows, state }, null, 2)}\n`);
    }
    // While the version is not released, KEEP_STATE=1 writes it anew.
    expect(existsSync(ofThisVersion)).toBe(true);
    expect(shapeOf(state)).toEqual(shapeOf(read(`${version}.json`).state));
  });
});

// A loop, since the first version's file is written while there is none to read.
for (const file of readdirSync(folder))
  describe(`the state in ${file}`, () => {
    const world = useWorld(vacant);
    const kept = read(file);
    let stack: ProgramStack;

    beforeAll(async () => {
      await plant(world, kept);
      stack = await stackOn(world);
      await stack.pulumi.importState(kept.state);
      stack.rows = kept.rows;
    });

    test("nothing to do, and nothing to find: no write at Partner Center, and none in the rows", async () => {
      const since = world.now;
      await stack.preview(["--expect-no-changes"]);
      await stack.up(["--expect-no-changes"]);
      expect(rowsOf(await stack.pulumi.exportState())).toEqual(rowsOf(kept.state));
      await stack.refresh(["--preview-only", "--expect-no-changes"]);
      expect(world.writes(since)).toEqual([]);
    });

    test.each(["plan", "budget", "upgrade"])("a changed customer of a %s is refused", async (kind) => {
      const { moved, preview } = await previewMoved(kind, false, mayFail);
      expect(complaintsAbout(moved, preview).join()).toMatch(/customerId.*it changed from.*allowReplacement: true/s);
    });

    test("with allowReplacement it is a replacement", async () => {
      const { moved, preview } = await previewMoved("budget", true);
      expect(stepsOf(preview)).toContain(`CustomerUsageBudget ${moved}: replace`);
    });

    /** Previews the program with another customer for the first row of the kind, whose name it tells. */
    async function previewMoved(kind: string, allowReplacement: boolean, options: RunOptions = {}) {
      const since = world.now;
      const row = kept.rows.find((one) => one.kind === kind);
      if (!row) throw new Error(`there is no ${kind}`);
      const args = { ...row.args, customerId: world.emulator.tenantId, allowReplacement };
      stack.rows = kept.rows.map((one) => (one === row ? { ...row, args } : one));
      const preview = await stack.preview([], options);
      stack.rows = kept.rows;
      expect(world.writes(since)).toEqual([]);
      return { moved: row.name, preview };
    }

    test("destroys what it holds, as it was told to", async () => {
      await stack.destroy();
      expect(world.budget("bought")).toBeUndefined();
      expect(world.plan("bought").status).toBe("active");
      expect(world.plan("legacy").status).toBe("active");
    });
  });
