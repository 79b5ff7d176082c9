import { parseArgs } from "node:util";
import { type Shell, shells } from "./cli-texts";
import type { EmulatorOptions } from "./emulator";
import { parseGeneratorText } from "./generate/generator-options";
import type { SeedFile } from "./seed-file";
import { throttlePreset } from "./throttling/throttle-policy";

/** What the command takes. */
const flags = {
  help: { type: "boolean", short: "h" },
  port: { type: "string" },
  "tls-port": { type: "string" },
  seed: { type: "string" },
  "seed-file": { type: "string" },
  generate: { type: "string" },
  "state-file": { type: "string" },
  speed: { type: "string" },
  clock: { type: "string" },
  switch: { type: "string", multiple: true },
  throttle: { type: "string" },
  "ready-file": { type: "string" },
  "ca-file": { type: "string" },
  shell: { type: "string" },
} as const;

/** Their names. */
export const flagNames = Object.keys(flags);

/** The flags of the command as they were given. */
export type Flags = ReturnType<typeof parseFlags>;

/** Reads the flags; throws for those that do not exist. */
export function parseFlags(args: readonly string[]) {
  return parseArgs({ args: [...args], options: flags }).values;
}

/** How to start the emulator that these flags ask for. Throws `RangeError` for values that make no sense. */
export async function optionsOf(values: Flags): Promise<EmulatorOptions> {
  return {
    port: number(values.port, "--port"),
    tlsPort: number(values["tls-port"], "--tls-port"),
    seed: number(values.seed, "--seed"),
    seedFile: await seedOf(values),
    stateFile: values["state-file"],
    speed: number(values.speed, "--speed"),
    clock: values.clock,
    switches: Object.fromEntries((values.switch ?? []).map(switchOf)),
    throttle: values.throttle === undefined ? undefined : throttlePreset(values.throttle),
    caFile: values["ca-file"],
  };
}

/** The shell to write the environment for. */
export function shellOf({ shell = process.platform === "win32" ? "powershell" : "bash" }: Flags): Shell {
  const known = shells.find((one) => one === shell);
  if (known === undefined) {
    throw new RangeError(`--shell takes ${shells.join(" or ")}, not "${shell}"`);
  }
  return known;
}

/** Only who has a seed file waits for the YAML parser. */
async function seedOf(values: Flags): Promise<SeedFile | undefined> {
  const { generate, "seed-file": path } = values;
  if (generate !== undefined && path !== undefined) {
    throw new RangeError("--generate and --seed-file both say what to start with: give one of them");
  }
  if (generate !== undefined) {
    const { generateSeed } = await import("./generate/generator.js");
    return generateSeed(parseGeneratorText(generate));
  }
  if (path !== undefined) {
    const { readSeed } = await import("./seed-reader.js");
    return readSeed(path);
  }
  return undefined;
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
