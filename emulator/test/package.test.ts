import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "./build";
import { at } from "./support";

const emulatorFolder = dirname(dirname(buildSync()));
const run = promisify(execFile);

/** npm as on a machine that has neither a network nor a cache. */
const npm = (cwd: string, ...args: string[]) => run("npm", args, { cwd, env: { ...process.env, ...quiet } });
const quiet = { npm_config_offline: "true", npm_config_update_notifier: "false", npm_config_loglevel: "error" };

describe("the package", () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-package-"));
  const project = join(folder, "project");
  const children: ChildProcess[] = [];

  // Its dependencies are packed as they are installed here, so that nothing is downloaded.
  beforeAll(async () => {
    const { dependencies } = JSON.parse(readFileSync(join(emulatorFolder, "package.json"), "utf8"));
    const sources = [emulatorFolder, ...Object.keys(dependencies).map(folderOf)];
    const packed = await Promise.all(
      sources.map(async (source) => {
        const { stdout } = await npm(source, "pack", "--ignore-scripts", "--silent", "--pack-destination", folder);
        return join(folder, stdout.trim());
      }),
    );
    await mkdir(project);
    writeFileSync(join(project, "package.json"), '{"private":true}');
    await npm(project, "install", "--cache", join(folder, "cache"), "--no-audit", "--no-fund", ...packed);
  });
  afterAll(() => {
    for (const child of children) {
      child.kill("SIGKILL");
    }
    rmSync(folder, { recursive: true, force: true });
  });

  test("has what a stranger needs, and no sources or tests", async () => {
    const files = await run("find", [join(project, "node_modules", "pulumi-partnercenter-emulator"), "-type", "f"]);
    const names = files.stdout
      .trim()
      .split("\n")
      .map((path) => path.split("pulumi-partnercenter-emulator/")[1] ?? "");
    const expected = [
      "README.md",
      "CONFORMANCE.md",
      "LICENSE",
      "package.json",
      "seed.schema.json",
      "examples/seed.yaml",
    ];
    expect(names).toEqual(expect.arrayContaining(expected));
    expect(names.filter((name) => !name.startsWith("dist/")).toSorted()).toEqual(expected.toSorted());
    expect(names.filter((name) => !/^dist\/.*\.(js|d\.ts)$/.test(name) && !expected.includes(name))).toEqual([]);
  });

  test("starts with npx, which can be told to stop", async () => {
    const [readyFile, stateFile] = [join(folder, "ready.json"), join(folder, "state.json")];
    const ready = appearance(readyFile);
    const args = ["pulumi-partnercenter-emulator", "--ready-file", readyFile, "--state-file", stateFile];
    const env = { ...process.env, ...quiet };
    const npx = spawn("npx", args, { cwd: project, env, stdio: "ignore" });
    children.push(npx);
    await ready;
    const { apiUrl, adminUrl, caFile } = JSON.parse(readFileSync(readyFile, "utf8"));
    expect((await fetch(`${apiUrl}/v1/customers`)).status).toBe(401);
    expect(at(await (await fetch(`${adminUrl}/switches`)).json(), "bom")).toBe("on");
    const saved = appearance(stateFile);
    npx.kill("SIGTERM");
    await saved;
    expect(existsSync(caFile)).toBe(false);
  });

  test("can be used in process as the README says", async () => {
    const readme = readFileSync(join(emulatorFolder, "README.md"), "utf8");
    const sample = /### In process\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    writeFileSync(join(project, "sample.mjs"), `${sample}console.log(emulator.apiUrl);\n`);
    const { stdout } = await run(process.execPath, ["sample.mjs"], { cwd: project });
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  });
});

const folderOf = (dependency: string) => dirname(require.resolve(`${dependency}/package.json`));

/** Resolves when the file, which is written in one step, is there. */
function appearance(path: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(dirname(path), () => {
      if (existsSync(path)) {
        watcher.close();
        resolve();
      }
    });
  });
}
