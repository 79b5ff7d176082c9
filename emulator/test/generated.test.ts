import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { conformancePage } from "./conformance/conformance-page";

/** Files of this package that are written by `npm run emulator:generate`, which runs these tests to write them. */
const generated: readonly [string, () => string][] = [["CONFORMANCE.md", conformancePage]];

test.each(generated)("%s is what would be generated now", (name, content) => {
  const path = join(__dirname, "..", name);
  if (process.env.EMULATOR_GENERATE === "write") {
    writeFileSync(path, content());
  }
  expect(readFileSync(path, "utf8")).toBe(content());
});
