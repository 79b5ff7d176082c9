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

describe("the README's samples with curl", () => {
  const emulator = useEmulator();

  test("do what they say, one after the other in one shell with the environment that the emulator prints", async () => {
    emulator().switches.set({
      attestationRequired: "indirectProviders",
      orderIds: "hex12",
      provisioningDelay: "20s",
      planBudgets: "effective",
      exportManifest: "inline",
      exportStartDelay: "2s",
      exportDuration: "30s",
      exportLocation: "absolute",
    });
    const samples = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, sample = ""]) =>
      sample.includes("curl") ? [sample] : [],
    );
    const environment = startText(emulator(), "bash").match(/^export .*$/gm) ?? [];
    const script = [...environment, ...samples].join("\n");
    const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", script]);
    expect(stdout).toContain('"amount":250.00');
    expect(stdout).toContain('"status":"active"');
    expect(stdout).toContain('"kind":"budgetSet"');
    expect(effects(emulator())).toEqual(["cartCreated", "orderCreated", "budgetSet", "exportBegun"]);
    expect(stdout.split("\n").filter((line) => line.startsWith('{"PartnerId"')).length).toBeGreaterThan(100);
    const { model, faults } = emulator();
    expect([...model.resources.values()].at(-1)).toMatchObject({ name: "web-1", dailyQuantity: "24" });
    expect([...model.charges.values()].at(-1)).toMatchObject({ kind: "licence", quantity: 10 });
    expect(faults.all()).toHaveLength(3);
  });
});
