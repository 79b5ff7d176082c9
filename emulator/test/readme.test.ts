import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { switchTable } from "../src";
import { startText, valuesText } from "../src/cli-texts";
import { effects, useEmulator } from "./support";

const readme = readFileSync(join(__dirname, "../README.md"), "utf8");

/** The README's row for a switch. */
const row = (name: string, fact: (typeof switchTable)[keyof typeof switchTable]) =>
  `| \`${name}\` | ${valuesText(fact).replaceAll(" | ", ", ")} | ${fact.section} | ${fact.reason} |`;

test("the README lists every switch with its values, place and reason", () => {
  const rows = readme.split("\n").filter((line) => /^\| `\w+` \| .* \| [ABC] /.test(line));
  expect(rows).toEqual(Object.entries(switchTable).map(([name, fact]) => row(name, fact)));
});

describe("the README", () => {
  const emulator = useEmulator();

  test("buys a plan with curl in the environment that the emulator prints", async () => {
    emulator().switches.set({ attestationRequired: "indirectProviders", provisioningDelay: "20s" });
    const script = /### With curl\n[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const environment =
      startText(emulator(), "bash")
        .match(/^export .*$/gm)
        ?.join("\n") ?? "";
    const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", `${environment}\n${script}`]);
    expect(stdout).toContain('"amount":250.00');
    expect(stdout).toContain('"status":"active"');
    expect(stdout).toContain('"kind":"budgetSet"');
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated", "budgetSet"]);
  });
});
