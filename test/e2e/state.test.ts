/**
 * States that versions of this package wrote, each kept as `test/fixtures/states/<version>.json`, and that of an indirect
 * provider as `<version>-reseller.json`: today's code must find nothing to do in any of them. With KEEP_STATE=1 this writes
 * the files of the current version anew; the files of a version that was released never change again.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/repository";
import type { RunOptions, StackState } from "../support/pulumi-stack";
import {
  keptStates,
  type PartnerKind,
  pathOf,
  readKept,
  resellers,
  rowsOf,
  useWorldBefore,
  useWorldOf,
} from "./kept-states";
import { complaintsAbout, mayFail, type ProgramStack, type Row, stepsOf, type World } from "./world";

jest.setTimeout(120_000);

const { version }: { version: string } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"));

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

const everyPlanInput = {
  friendlyName: "Bought Azure",
  status: "active",
  onExisting: "adopt",
  onMissing: "purchase",
  onDestroy: "retain",
  cancelAzureSubscriptions: "partnerCenter",
  allowReplacement: false,
  productId: "DZH318Z0BPS6",
  skuId: "0001",
};

const upgradeRow = (world: World): Row => ({
  kind: "upgrade",
  name: "legacy",
  args: { customerId: world.id("legacy") },
});

/** Every resource, with every input that such a partner can give, and with none but the required ones. */
const programs: Readonly<Record<PartnerKind, (world: World) => readonly Row[]>> = {
  direct: (world) => [
    { kind: "group", name: "group" },
    world.planRow("bought", everyPlanInput, {
      parent: "group",
      customTimeouts: { create: "1h30m", delete: "90s" },
    }),
    world.planRow("adopted"),
    world.budgetRow("bought", "1250.50", { parent: "group" }),
    world.budgetRow("adopted", 7),
    upgradeRow(world),
    world.planRow("legacy", { onMissing: "fail" }, { dependsOn: "legacy" }, "upgraded"),
  ],
  // Two resellers' plans of one customer, and an upgrade that leads to one for each reseller.
  reseller: (world) => [
    world.planRow("shared", { ...everyPlanInput, partnerIdOnRecord: resellers.larkspur }, {}, "larkspur"),
    world.planRow("shared", { partnerIdOnRecord: resellers.tamarack, onDestroy: "retain" }, {}, "tamarack"),
    world.planRow("adopted", { partnerIdOnRecord: resellers.tamarack }),
    world.budgetRow("adopted", 7),
    upgradeRow(world),
    world.planRow(
      "legacy",
      { onMissing: "fail", partnerIdOnRecord: resellers.larkspur },
      { dependsOn: "legacy" },
      "upgraded",
    ),
  ],
};

/** Where rows could be moved to: nobody's in any of the files. */
const others = { customerId: "5ad1f8a2-8f0e-4c11-9d77-0a4e6c1b2d33", partnerIdOnRecord: "4499321" };

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

describe.each(["direct", "reseller"] as const)("this version (%s)", (kind) => {
  const world = useWorldBefore(kind);
  const path = pathOf(version, kind);

  test("keeps what its file says", async () => {
    const stack = await stackOn(world);
    stack.rows = programs[kind](world);
    await stack.up();
    const state = withoutPlaces(await stack.pulumi.exportState());
    if (process.env.KEEP_STATE === "1") {
      const about = `What version ${version} keeps of each resource, and the program. Never changed once released.`;
      writeFileSync(path, `${JSON.stringify({ about, rows: stack.rows, state }, null, 2)}\n`);
    }
    // While the version is not released, KEEP_STATE=1 writes it anew.
    expect(existsSync(path)).toBe(true);
    expect(shapeOf(state)).toEqual(shapeOf(readKept(path).state));
  });
});

// A loop, since the first version's files are written while there is none to read.
for (const [file, kind, kept] of keptStates())
  describe(`the state in ${file}`, () => {
    const world = useWorldOf(kept, kind);
    const plans = () => [...world.emulator.model.subscriptions.values()].filter((one) => one.kind === "azurePlan");
    let stack: ProgramStack;

    beforeAll(async () => {
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

    const moves: readonly { readonly what: Row["kind"]; readonly input: keyof typeof others }[] = [
      { what: "plan", input: "customerId" },
      { what: "budget", input: "customerId" },
      { what: "upgrade", input: "customerId" },
      ...(kind === "reseller" ? [{ what: "plan", input: "partnerIdOnRecord" } as const] : []),
    ];

    test.each(moves)("a changed $input of a $what is refused", async ({ what, input }) => {
      const change = { [input]: others[input], allowReplacement: false };
      const { moved, preview } = await previewMoved(what, change, mayFail);
      expect(complaintsAbout(moved, preview).join()).toMatch(
        new RegExp(`${input}.*it changed from.*allowReplacement: true`, "s"),
      );
    });

    test("with allowReplacement it is a replacement", async () => {
      const { moved, preview } = await previewMoved("budget", {
        customerId: others.customerId,
        allowReplacement: true,
      });
      expect(stepsOf(preview)).toContain(`CustomerUsageBudget ${moved}: replace`);
    });

    /** Previews the program with other arguments of the first row of the kind, whose name it tells. */
    async function previewMoved(
      what: Row["kind"],
      change: Readonly<Record<string, unknown>>,
      options: RunOptions = {},
    ) {
      const since = world.now;
      const row = kept.rows.find((one) => one.kind === what);
      if (!row) throw new Error(`there is no ${what}`);
      const args = { ...row.args, ...change };
      stack.rows = kept.rows.map((one) => (one === row ? { ...row, args } : one));
      const preview = await stack.preview([], options);
      stack.rows = kept.rows;
      expect(world.writes(since)).toEqual([]);
      return { moved: row.name, preview };
    }

    test("destroys what it holds, as it was told to: every plan of it stays", async () => {
      await stack.destroy();
      expect(stack.resources).toEqual([]);
      expect([...world.emulator.model.budgets.values()]).toEqual([]);
      const statuses = plans().map(({ status }) => status);
      expect(statuses).toEqual(kept.rows.flatMap(({ kind: of }) => (of === "plan" ? ["active"] : [])));
    });
  });
