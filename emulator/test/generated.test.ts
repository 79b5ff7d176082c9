import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { seedFile } from "../src/seed-file";
import { conformancePage } from "./conformance/conformance-page";

/** Files of this package that are written by `npm run emulator:generate`, which runs these tests to write them. */
const generated: readonly [string, () => string][] = [
  ["CONFORMANCE.md", conformancePage],
  ["seed.schema.json", seedSchema],
];

test.each(generated)("%s is what would be generated now", (name, content) => {
  const path = join(__dirname, "..", name);
  if (process.env.EMULATOR_GENERATE === "write") {
    writeFileSync(path, content());
  }
  expect(readFileSync(path, "utf8")).toBe(content());
});

test("the seed file's schema describes every member", () => {
  expect(undescribed(JSON.parse(seedSchema()), "seed")).toEqual([]);
});

/** The JSON schema of seed files, as somebody writes them. */
function seedSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(seedFile, { io: "input" }), null, 2)}\n`;
}

function undescribed(schema: unknown, path: string): string[] {
  const { description, properties = {}, items } = Object(schema);
  const below = Object.entries(properties).flatMap(([name, member]) => undescribed(member, `${path}.${name}`));
  const inItems = items === undefined ? [] : undescribed({ description: "an item", ...items }, `${path}[]`);
  return [...(description === undefined ? [path] : []), ...below, ...inItems];
}
