#!/usr/bin/env node
import { parseArgs } from "node:util";
import { helpText, startText } from "./cli-texts";
import { type EmulatorOptions, startEmulator } from "./emulator";
import { writeReadyFile } from "./ready-file";
import type { Seed } from "./seed-file";
import { throttlePreset } from "./throttling/throttle-policy";

const flags = {
  help: { type: "boolean", short: "h" },
  port: { type: "string" },
  "tls-port": { type: "string" },
  seed: { type: "string" },
  "seed-file": { type: "string" },
  "state-file": { type: "string" },
  speed: { type: "string" },
  clock: { type: "string" },
  switch: { type: "string", multiple: true },
  throttle: { type: "string" },
  "ready-file": { type: "string" },
  "ca-file": { type: "string" },
} as const;

type Flags = ReturnType<typeof parseArgs<{ options: typeof flags }>>["values"];

async function main(): Promise<void> {
  const { values } = parseArgs({ options: flags });
  if (values.help === true) {
    process.stdout.write(helpText());
    return;
  }
  const emulator = await startEmulator(await optionsOf(values));
  const stop = () => {
    for (const [route, count] of emulator.unknownRoutes) {
      process.stderr.write(`unknown route, asked ${count} times: ${route}\n`);
    }
    emulator.close().catch((error: unknown) => fail(error));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // Only now: whoever has read the file may ask it to stop at once.
  if (values["ready-file"] !== undefined) {
    await writeReadyFile(emulator, values["ready-file"]);
  }
  process.stdout.write(startText(emulator));
}

async function optionsOf(values: Flags): Promise<EmulatorOptions> {
  return {
    port: number(values.port, "--port"),
    tlsPort: number(values["tls-port"], "--tls-port"),
    seed: number(values.seed, "--seed"),
    seedFile: values["seed-file"] === undefined ? undefined : await readSeedFile(values["seed-file"]),
    stateFile: values["state-file"],
    speed: number(values.speed, "--speed"),
    clock: values.clock,
    switches: Object.fromEntries((values.switch ?? []).map(switchOf)),
    throttle: values.throttle === undefined ? undefined : throttlePreset(values.throttle),
    caFile: values["ca-file"],
  };
}

/** Only who has a seed file waits for the YAML parser. */
async function readSeedFile(path: string): Promise<Seed> {
  const { readSeed } = await import("./seed-reader.js");
  return readSeed(path);
}

function number(text: string | undefined, flag: string): number | undefined {
  const value = Number(text);
  if (text !== undefined && (text === "" || Number.isNaN(value))) {
    throw new RangeError(`${flag} takes a number, not "${text}"`);
  }
  return text === undefined ? undefined : value;
}

function switchOf(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1) {
    throw new RangeError(`--switch takes name=value, not "${text}"`);
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

function fail(error: unknown): void {
  process.stderr.write(`pulumi-partnercenter-emulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

main().catch(fail);
