import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutAmbientSettings } from "../../tools/pulumi-cli/ambient";
import { repositoryRoot } from "../../tools/repository";
import { type CommandResult, runCommand, tail } from "../../tools/run-command";

export type PackageManager = "npm" | "pnpm";

/** What `npm publish` would upload. */
export interface Tarball {
  readonly path: string;
  readonly files: readonly string[];
}

/** Packs the package as it was built last. */
export async function pack(folder: string): Promise<Tarball> {
  // The scripts would build again, which the runner has done.
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const { stdout } = await mustRun("npm", args, repositoryRoot);
  const [packed]: { filename: string; files: { path: string }[] }[] = JSON.parse(stdout);
  if (!packed) throw new Error(`npm pack made nothing: ${stdout}`);
  return { path: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

/**
 * A user's project outside of this repository, which has only what a package manager put there. Packages come from npm's
 * cache or pnpm's store where they are there already.
 */
export class Consumer {
  private constructor(readonly folder: string) {}

  static async install(manager: PackageManager, tarball: Tarball): Promise<Consumer> {
    const folder = throwAwayFolder(manager);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
    if (manager === "pnpm") writeFileSync(join(folder, "pnpm-workspace.yaml"), strictest);
    const packages = [tarball.path, "@pulumi/pulumi"];
    const [command, ...args] = manager === "npm" ? npmInstall : pnpmAdd;
    await mustRun(command, [...args, ...packages], folder);
    const program = join(repositoryRoot, "test", "e2e", "programs", "customers", "index.js");
    copyFileSync(program, join(folder, "index.js"));
    return new Consumer(folder);
  }

  /** Runs a script of CommonJS in the project. */
  evaluate(script: string): Promise<CommandResult> {
    return mustRun("node", ["--eval", script], this.folder);
  }

  /** Runs a command that a package of the project brings. */
  command(name: string, args: readonly string[]): Promise<CommandResult> {
    return mustRun(join(this.folder, "node_modules", ".bin", name), args, this.folder);
  }
}

const npmInstall = ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund"] as const;
const pnpmAdd = ["pnpm", "add", "--prefer-offline"] as const;

/** A package finds what it depends on and nothing else, not even what pnpm hides one folder deeper by default. */
const strictest = "hoist: false\nallowBuilds:\n  protobufjs: false\n";

const folders = new Set<string>();

/** A folder that is gone when the test file ends. */
export function throwAwayFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `pulumi-partnercenter-${purpose}-`));
  folders.add(folder);
  mkdirSync(folder, { recursive: true });
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** What npm tells the scripts that it runs about this repository, as a user's own shell would not. */
const ofThisRepository = /^(npm_(package|lifecycle|config_local_prefix|command|execpath)|INIT_CWD$)/;

async function mustRun(command: string, args: readonly string[], cwd: string): Promise<CommandResult> {
  const inherited = Object.entries(withoutAmbientSettings(process.env));
  const env = {
    ...Object.fromEntries(inherited.filter(([name]) => !ofThisRepository.test(name))),
    PATH: `${join(repositoryRoot, "node_modules", ".bin")}:${process.env.PATH}`,
    CI: "true",
  };
  const result = await runCommand(command, args, { cwd, env });
  if (result.code !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${result.code}:\n${tail(result, 30)}`);
  return result;
}
