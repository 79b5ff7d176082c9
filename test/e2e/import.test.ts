import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ModuleKind, transpileModule } from "typescript";
import { repositoryRoot } from "../../tools/repository";
import { openStack, type PulumiStack } from "../support/pulumi-stack";
import { useWorld } from "./world";

jest.setTimeout(120_000);

const world = useWorld({ alder: {}, birch: {}, cedar: {} });
let program: string;
let files: string;
let stack: PulumiStack;

beforeAll(async () => {
  await world.portal(`/customers/${world.id("alder")}/plan`, { friendlyName: "Alder Azure" });
  await world.portal(`/customers/${world.id("birch")}/plan`, {});
  await world.portal(`/subscriptions/${world.plan("birch").id}`, { status: "suspended" });
  await world.portal(`/customers/${world.id("alder")}/budget`, { amount: "1250.50" });
  // Below node_modules, so that the program finds the package as a user's does.
  const cache = join(repositoryRoot, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  program = mkdtempSync(join(cache, "imported-"));
  files = join(program, "customers");
});

afterAll(() => rmSync(program, { recursive: true, force: true }));

/** The command as users run it. */
function runCommand(...args: string[]) {
  const command = join(repositoryRoot, "dist", "command", "main.js");
  return promisify(execFile)(process.execPath, [command, ...args], { env: { ...process.env, ...world.settings } });
}

describe("resources that exist already", () => {
  test("are imported and declared without a change, and nothing is bought", async () => {
    const since = world.now;
    const { stdout } = await runCommand("import-file", "--customers", "all", "--out", files);
    expect(stdout).toContain("3 resources are in");
    const { outputText } = transpileModule(readFileSync(`${files}.ts`, "utf8"), {
      compilerOptions: { module: ModuleKind.CommonJS },
    });
    writeFileSync(join(program, "index.js"), outputText);

    stack = await openStack({ name: "import", program, project: "e2e", env: world.settings });
    await stack.run(["import", "--file", `${files}.json`, "--generate-code=false", "--protect=false", "--yes"]);
    await stack.preview(["--expect-no-changes"]);
    await stack.up(["--expect-no-changes"]);
    await stack.refresh(["--preview-only", "--expect-no-changes"]);
    expect(world.writes(since)).toEqual([]);
  });

  test("show drift from then on, and destroying leaves an imported plan alone", async () => {
    await world.portal(`/subscriptions/${world.plan("alder").id}`, { friendlyName: "Renamed" });
    const since = world.now;
    await stack.up(["--refresh"]);
    expect(world.plan("alder").friendlyName).toBe("Alder Azure");
    expect(world.writes(since)).toEqual([`subscriptionUpdated ${world.plan("alder").id}`]);
    await stack.destroy();
    expect(world.plan("alder").status).toBe("active");
    expect(world.budget("alder")).toBeUndefined();
  });
});
