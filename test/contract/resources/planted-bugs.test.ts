import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { histories } from "../../support/histories/history";
import { type PlantedBug, plantedBugs } from "../../support/histories/planted-bugs";
import type { World } from "../../support/histories/world";

/**
 * Whether the histories would notice: each bug is planted into a provider of its own, which must break a rule within so
 * many steps.
 */
const MOST_STEPS = 1_500;

// Each plays until it finds: on a busy machine that takes a while.
jest.setTimeout(600_000);

const root = join(__dirname, "..", "..", "..");

/** Dependencies that all providers of this file share, since loading them takes most of the time. */
const shared = ["pulumi-partnercenter-emulator", "zod", "undici", "@azure/msal-node", "big.js"].map(
  (name) => [name, jest.requireActual<object>(name)] as const,
);

/** Runs something with a world whose provider has the bug. */
async function withPlanted<Result>(bug: PlantedBug, task: (world: World) => Promise<Result>): Promise<Result> {
  const path = join(root, bug.file);
  const code = planted(bug, readFileSync(path, "utf8"));
  let result: Promise<Result> | undefined;
  await jest.isolateModulesAsync(async () => {
    for (const [name, module] of shared) jest.doMock(name, () => module);
    jest.doMock(path, () => evaluated(code, dirname(path)));
    const { World } = jest.requireActual<typeof import("../../support/histories/world")>(
      "../../support/histories/world",
    );
    const world = await World.open();
    try {
      result = Promise.resolve(await task(world));
    } finally {
      await world.close();
      for (const [name] of shared) jest.dontMock(name);
      jest.dontMock(path);
    }
  });
  if (!result) throw new Error("nothing was run");
  return result;
}

/** The file's text with the bug in it, as CommonJS. */
function planted({ name, file, find, replace }: PlantedBug, source: string): string {
  const places = source.split(find).length - 1;
  if (places !== 1) throw new Error(`"${name}" is out of date: ${file} has its text ${places} times`);
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023, esModuleInterop: true };
  return ts.transpileModule(source.replace(find, replace), { compilerOptions, fileName: file }).outputText;
}

function evaluated(code: string, folder: string): unknown {
  const exports = {};
  const load = (name: string) => require(name.startsWith(".") ? join(folder, name) : name);
  new Function("exports", "require", code)(exports, load);
  return exports;
}

/** Plays histories until one breaks a rule. */
async function findIn(world: World): Promise<string | undefined> {
  for (let seed = 1; world.steps < MOST_STEPS; seed += 1) {
    for (const history of fc.sample(histories(), { seed, numRuns: 10 })) {
      try {
        await world.play(history);
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    }
  }
  return undefined;
}

test.each(plantedBugs)("$name", async (bug) => {
  const found = await withPlanted(bug, findIn);
  expect(found).toMatch(/\nafter:\n/);
});

test("a provider without a bug breaks none within as many steps", async () => {
  const [bug] = plantedBugs;
  if (!bug) throw new Error("there are no bugs");
  expect(await withPlanted({ ...bug, replace: bug.find }, findIn)).toBeUndefined();
});

test("a text that does not stand in its file is told", async () => {
  const [bug] = plantedBugs;
  if (!bug) throw new Error("there are no bugs");
  await expect(withPlanted({ ...bug, find: "no such text" }, async () => {})).rejects.toThrow(/out of date.* 0 times/);
});
