import { readFileSync } from "node:fs";
import { join } from "node:path";
import { switchTable } from "../src";
import { valuesText } from "../src/cli-texts";

/** The README's row for a switch. */
const row = (name: string, fact: (typeof switchTable)[keyof typeof switchTable]) =>
  `| \`${name}\` | ${valuesText(fact).replaceAll(" | ", ", ")} | ${fact.section} | ${fact.reason} |`;

test("the README lists every switch with its values, place and reason", () => {
  const readme = readFileSync(join(__dirname, "../README.md"), "utf8");
  const rows = readme.split("\n").filter((line) => /^\| `\w+` \| .* \| [CB] /.test(line));
  expect(rows).toEqual(Object.entries(switchTable).map(([name, fact]) => row(name, fact)));
});
