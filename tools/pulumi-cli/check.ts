import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand, tail } from "../run-command";
import { withoutAmbientSettings } from "./ambient";
import { executables } from "./facts";

/** A CLI that answered. */
export interface CheckedCli {
  readonly version: string;
  /** Folders that hold the CLI and its language host, in this order. */
  readonly binDirs: readonly string[];
}

/**
 * Makes sure that a CLI and its Node language host answer.
 * @throws Error with the reason when they do not
 */
export async function checkCli(executable: string): Promise<CheckedCli> {
  const version = await askVersion(executable);
  const binDir = join(executable, "..");
  const host = findExecutable(executables.languageHost, [binDir, ...pathFolders()]);
  if (host === undefined) throw new Error(`${executables.languageHost} is neither beside it nor on PATH`);
  await checkLanguageHost(host);
  return { version, binDirs: [...new Set([binDir, join(host, "..")])] };
}

/** The first of the folders that holds the executable. */
export function findExecutable(name: string, folders: readonly string[] = pathFolders()): string | undefined {
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Whether a version is at least another: `3.254.0` style, whatever follows a hyphen is not looked at. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [left, right] = [version, oldest].map((text) => (text.split("-")[0] ?? "").split(".").map(Number));
  for (let index = 0; index < 3; index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

const pathFolders = () => (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");

async function askVersion(executable: string): Promise<string> {
  const env = { ...withoutAmbientSettings(process.env), PULUMI_SKIP_UPDATE_CHECK: "true" };
  const answer = await runCommand(executable, ["version"], { timeoutMs: 60_000, env });
  const version = /^v?(\d+\.\d+\.\d+\S*)\s*$/m.exec(answer.stdout)?.[1];
  if (answer.code !== 0 || version === undefined) throw new Error(`\`pulumi version\` did not answer: ${tail(answer)}`);
  return version;
}

/** A language host that works prints the port it serves on, before anybody needs an engine. */
function checkLanguageHost(executable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const host = spawn(executable, ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    let serves = false;
    const timer = setTimeout(() => host.kill("SIGKILL"), 30_000);
    host.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (/^\d+\s*$/m.test(said)) {
        serves = true;
        host.kill("SIGKILL");
      }
    });
    host.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    host.on("error", (error) => {
      said += error.message;
    });
    host.on("close", () => {
      clearTimeout(timer);
      if (serves) resolve();
      else reject(new Error(`${executables.languageHost} does not start: ${said.trim().slice(-300) || "no answer"}`));
    });
  });
}
