#!/usr/bin/env node
import "./compile-cache";
import { optionsOf, parseFlags, shellOf } from "./cli-flags";
import { stopWhenAsked } from "./cli-stop";
import { helpText, startText } from "./cli-texts";
import { type Emulator, startEmulator } from "./emulator";
import { removeReadyFile, writeReadyFile } from "./ready-file";

async function main(args: readonly string[]): Promise<void> {
  const startedBy = process.ppid;
  const [command, ...rest] = args;
  if (command === "generate" && !rest.some((arg) => arg === "--help" || arg === "-h")) {
    const { runGenerate } = await import("./generate/generate-command.js");
    await runGenerate(rest);
    return;
  }
  const flags = parseFlags(command === "generate" ? rest : args);
  if (flags.help === true) {
    process.stdout.write(helpText());
    return;
  }
  const shell = shellOf(flags);
  const readyFile = flags["ready-file"];
  if (readyFile !== undefined) {
    await removeReadyFile(readyFile);
  }
  const emulator = await startEmulator(await optionsOf(flags));
  stopWhenAsked(process, startedBy, () => stop(emulator));
  // Only now: whoever has read the file may ask it to stop at once.
  if (readyFile !== undefined) {
    await writeReadyFile(emulator, readyFile);
  }
  process.stdout.write(startText(emulator, shell));
}

function stop(emulator: Emulator): void {
  for (const [route, count] of emulator.unknownRoutes) {
    process.stderr.write(`unknown route, asked ${count} times: ${route}\n`);
  }
  emulator.close().catch(fail);
}

function fail(error: unknown): void {
  process.stderr.write(`pulumi-partnercenter-emulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch(fail);
