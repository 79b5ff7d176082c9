import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiReport } from "./api-report";
import { endpointsPage } from "./endpoints-page";
import { errorsPage } from "./errors-page";
import { quotingPage } from "./quoting-page";

const client = {
  specifier: "pulumi-partnercenter/client",
  source: "provider/client/index.ts",
  remark: "Members of replies that are not listed pass too.",
};
const sdk = { specifier: "pulumi-partnercenter", source: "sdk/index.ts" };
const importing = { specifier: "pulumi-partnercenter/import", source: "command/index.ts" };

/** Pages of `docs/` that are written by `npm run docs:generate`, which runs these tests to write them. */
const generated: readonly (readonly [string, () => string])[] = [
  ["client-api.md", () => apiReport(client)],
  ["sdk-api.md", () => apiReport(sdk)],
  ["import-api.md", () => apiReport(importing)],
  ["endpoints.md", endpointsPage],
  ["errors.md", errorsPage],
  ["testing-your-program.md", () => quotingPage("testing-your-program.md")],
];

test.each(generated)("docs/%s is what would be generated now", (name, content) => {
  const path = join(__dirname, "../../../docs", name);
  if (process.env.DOCS_GENERATE === "write") writeFileSync(path, content());
  expect(readFileSync(path, "utf8")).toBe(content());
});
