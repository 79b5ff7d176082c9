import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clientApiPage } from "./client-api";
import { endpointsPage } from "./endpoints-page";
import { errorsPage } from "./errors-page";

/** Pages of `docs/` that are written by `npm run docs:generate`, which runs these tests to write them. */
const generated: readonly (readonly [string, () => string])[] = [
  ["client-api.md", clientApiPage],
  ["endpoints.md", endpointsPage],
  ["errors.md", errorsPage],
];

test.each(generated)("docs/%s is what would be generated now", (name, content) => {
  const path = join(__dirname, "../../../docs", name);
  if (process.env.DOCS_GENERATE === "write") writeFileSync(path, content());
  expect(readFileSync(path, "utf8")).toBe(content());
});
