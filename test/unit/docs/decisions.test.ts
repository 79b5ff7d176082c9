import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decisionTables, toldRows } from "./decisions";

const page = join(__dirname, "../../../docs/never-twice.md");
const region = /(<!-- decisions: from the code -->\n\n).*?(\n\n<!-- end of decisions -->)/s;

test("docs/never-twice.md has the code's decision tables, row by row", () => {
  const text = readFileSync(page, "utf8");
  const [, begin = "", end = ""] = region.exec(text) ?? [];
  expect(begin).not.toBe("");
  const wanted = text.replace(region, () => begin + decisionTables() + end);
  if (process.env.DOCS_GENERATE === "write") writeFileSync(page, wanted);
  expect(readFileSync(page, "utf8")).toBe(wanted);
});

test.each([...new Set(toldRows.map(({ proof }) => proof))])("the proof %s exists", (proof) => {
  expect(existsSync(join(__dirname, "../../contract/resources", proof))).toBe(true);
});
