import { readFileSync } from "node:fs";
import { join } from "node:path";
import { productUpgrade } from "../../provider/resources/product-upgrade";
import { type SettingFacts, settingFacts, settingKeys } from "../../provider/setting-facts";
import { HANDLER } from "../../sdk/handler";

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");

test.each(settingKeys)("the settings table tells the truth about %s", (key) => {
  const facts: SettingFacts = settingFacts[key];
  const row = readme.split("\n").find((line) => line.startsWith(`| \`partnercenter:${key}\` |`));
  expect(row).toContain(`| \`${facts.env}\` |`);
  if (facts.byDefault !== undefined) expect(row).toContain(`| \`${facts.byDefault}\` |`);
});

test("the settings table names nothing that is no setting", () => {
  const named = [...readme.matchAll(/^\| `partnercenter:(\w+)` \|/gm)].map(([, key]) => key);
  expect(named).toEqual(settingKeys);
});

test("the resources table has every resource", () => {
  for (const resource of Object.keys(HANDLER)) expect(readme).toContain(`| \`${resource}\` |`);
});

test("the tables of an upgrade have every input with its default, and every output", () => {
  const { fields, state } = productUpgrade;
  for (const [input, field] of Object.entries(fields)) {
    const { success, data } = field.safeParse(undefined);
    const row = readme.split("\n").find((line) => new RegExp(`^\\| \`${input}\` \\|.*\\|.*\\|.*\\|`).test(line));
    expect(row).toContain(`| ${success ? `\`${String(data)}\`` : "required"} |`);
  }
  const computed = Object.keys(
    state.parse({ customerId: "c", planSubscriptionId: "p", planSubscriptionIds: [], partnerTenantId: "t" }),
  );
  for (const output of computed.filter((key) => !(key in fields))) expect(readme).toContain(`| \`${output}\` |`);
});
