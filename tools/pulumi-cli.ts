import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { type CheckedCli, checkCli, findExecutable, isAtLeast } from "./pulumi-cli/check";
import { executables, oldestAcceptedVersion, oldestGo, pinnedVersion } from "./pulumi-cli/facts";
import { buildFromGoModules } from "./pulumi-cli/go-build";
import { withLock } from "./pulumi-cli/lock";
import { downloadByNpm } from "./pulumi-cli/npm-download";
import { type Report, silent } from "./pulumi-cli/report";
import { repositoryRoot } from "./repository";

/** A Pulumi CLI that answers, with its Node language host. */
export interface PulumiCli extends CheckedCli {
  readonly executable: string;
  /** Where it came from, in words. */
  readonly source: string;
}

/** One way to a CLI that led nowhere. */
interface Tried {
  readonly way: string;
  readonly why: string;
}

/**
 * Finds a Pulumi CLI or makes one: what `PULUMI_PARTNERCENTER_CLI` names, else one on PATH that is new enough, else this
 * user's cache, else downloaded by the npm package `pulumi`, else built from its published Go modules.
 * @throws Error that lists every way tried, why it failed, and what to do
 */
export async function ensurePulumiCli(report: Report = silent): Promise<PulumiCli> {
  const forced = process.env.PULUMI_PARTNERCENTER_CLI && resolve(process.env.PULUMI_PARTNERCENTER_CLI);
  if (forced) return { executable: forced, ...(await checkCli(forced)), source: "named by PULUMI_PARTNERCENTER_CLI" };
  const tried: Tried[] = [];
  return (await fromPath(tried)) ?? (await fromCache(tried)) ?? makeOne(tried, report);
}

/**
 * As `ensurePulumiCli`, for those who cannot wait minutes: what is not there already is not made.
 * @throws Error that names the command which gets one
 */
export async function findPulumiCli(): Promise<PulumiCli> {
  if (process.env.PULUMI_PARTNERCENTER_CLI) return ensurePulumiCli();
  const tried: Tried[] = [];
  const found = (await fromPath(tried)) ?? (await fromCache(tried));
  if (found === undefined)
    throw new Error(`No Pulumi CLI yet: \`node tools/run.mjs pulumi\` gets one.\n${list(tried)}`);
  return found;
}

/** Where the project keeps CLIs for this user. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return process.env.PULUMI_PARTNERCENTER_CACHE || join(base, "pulumi-partnercenter");
}

const cached = () => join(cacheFolder(), `pulumi-${pinnedVersion}-${process.platform}-${process.arch}`);

async function fromPath(tried: Tried[]): Promise<PulumiCli | undefined> {
  const way = "On PATH";
  const executable = findExecutable(executables.cli);
  if (executable === undefined) return failed(tried, way, "no `pulumi` there");
  return attempt(tried, way, async () => {
    const cli = await checkCli(executable);
    if (!isAtLeast(cli.version, oldestAcceptedVersion)) {
      throw new Error(`${executable} is ${cli.version}, older than ${oldestAcceptedVersion}`);
    }
    return { executable, ...cli, source: "found on PATH" };
  });
}

async function fromCache(tried: Tried[]): Promise<PulumiCli | undefined> {
  const way = `In the cache, ${cached()}`;
  if (!existsSync(cached())) return failed(tried, way, "nothing there yet");
  return attempt(tried, way, async () => {
    const executable = join(cached(), "bin", executables.cli);
    placeLauncher(join(cached(), "bin"));
    return { executable, ...(await checkPinned(executable)), source: "from the cache" };
  });
}

/** Downloads or builds into a temporary folder beside the cached one, checks, and renames: no half-made CLI is ever found. */
async function makeOne(tried: Tried[], report: Report): Promise<PulumiCli> {
  const onWait = (owner: string) => report.say(`Process ${owner} is getting the CLI; waiting for it`);
  return withLock(`${cached()}.lock`, onWait, async () => {
    const madeMeanwhile = await fromCache([]);
    if (madeMeanwhile !== undefined) return madeMeanwhile;
    const ways = [
      { way: "By the npm package `pulumi`, which downloads it", got: "downloaded", make: downloadByNpm },
      { way: "Built from its Go modules", got: "built from its Go modules", make: buildFromGoModules },
    ];
    for (const { way, got, make } of ways) {
      mkdirSync(cacheFolder(), { recursive: true });
      const folder = mkdtempSync(`${cached()}.making-`);
      const cli = await attempt(tried, way, async () => {
        await make(folder, report);
        placeLauncher(join(folder, "bin"));
        await checkPinned(join(folder, "bin", executables.cli));
        rmSync(cached(), { recursive: true, force: true });
        renameSync(folder, cached());
        const executable = join(cached(), "bin", executables.cli);
        return { executable, ...(await checkPinned(executable)), source: got };
      });
      rmSync(folder, { recursive: true, force: true });
      if (cli !== undefined) return cli;
    }
    throw new Error(explain(tried));
  });
}

/** Beside the CLI the launcher is taken without a word; anywhere else on PATH each run warns about it. */
function placeLauncher(binDir: string): void {
  const { launcher } = executables;
  if (existsSync(join(binDir, launcher))) return;
  copyFileSync(join(repositoryRoot, "node_modules", "@pulumi", "pulumi", launcher), join(binDir, launcher));
}

async function checkPinned(executable: string): Promise<CheckedCli> {
  const cli = await checkCli(executable);
  if (cli.version !== pinnedVersion) throw new Error(`it calls itself ${cli.version} instead of ${pinnedVersion}`);
  return cli;
}

async function attempt(tried: Tried[], way: string, get: () => Promise<PulumiCli>): Promise<PulumiCli | undefined> {
  try {
    return await get();
  } catch (error) {
    return failed(tried, way, error instanceof Error ? error.message : String(error));
  }
}

function failed(tried: Tried[], way: string, why: string): undefined {
  tried.push({ way, why });
  return undefined;
}

function list(tried: readonly Tried[]): string {
  return tried.map(({ way, why }) => `  - ${way}: ${why.replaceAll("\n", "\n      ")}`).join("\n");
}

function explain(tried: readonly Tried[]): string {
  return [
    "No Pulumi CLI could be had. Tried, in this order:",
    list(tried),
    `Either of these helps: install Pulumi ${oldestAcceptedVersion} or newer (https://www.pulumi.com/docs/install/), or install Go`,
    `${oldestGo} or newer and let it be built, or name a CLI in PULUMI_PARTNERCENTER_CLI.`,
  ].join("\n");
}

async function main(answerFile: string | undefined): Promise<void> {
  const start = Date.now();
  let told = 0;
  const report: Report = {
    say: (line) => console.log(line),
    // The runner shows the latest of these now and then; a line for each of 2 000 packages helps nobody.
    detail: (line) => {
      if (Date.now() - told < 1_000) return;
      told = Date.now();
      console.log(`  ${line}`);
    },
  };
  try {
    const { executable, version, source } = await ensurePulumiCli(report);
    console.log(`Pulumi ${version}, ${source}${Date.now() - start > 5_000 ? `: ${executable}` : ""}`);
    if (answerFile !== undefined) writeFileSync(answerFile, JSON.stringify({ executable, version, source }));
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

if (require.main === module) void main(process.argv[2]);
