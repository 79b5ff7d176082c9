import { appendFileSync } from "node:fs";
import { basename } from "node:path";
import type { Switches, SwitchName } from "../../src";

/** Positions that switches have in this run of the tests (`EMULATOR_SWITCHES`, like `bom=off`); none for the defaults. */
export const baseSwitches: Readonly<Record<string, string>> = Object.fromEntries(
  (process.env.EMULATOR_SWITCHES ?? "")
    .split(",")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
);

const readsFile = process.env.EMULATOR_SWITCH_READS;
const noted = new Set<string>();

/** Notes which test files look at which switches, and in which position: lines `name value file` in `EMULATOR_SWITCH_READS`. */
export function recordReads(switches: Switches): void {
  if (readsFile === undefined) {
    return;
  }
  const file = basename(expect.getState().testPath ?? "");
  const { position, all } = switches;
  let listing = false;
  switches.position = (name: SwitchName) => {
    const value = Reflect.apply(position, switches, [name]);
    const line = `${name} ${value} ${file}\n`;
    if (!listing && !noted.has(line)) {
      noted.add(line);
      appendFileSync(readsFile, line);
    }
    return value;
  };
  // Whoever lists or saves all of them depends on none.
  switches.all = () => {
    listing = true;
    const positions = Reflect.apply(all, switches, []);
    listing = false;
    return positions;
  };
}
