import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { RefusedError } from "../provider/client/errors";
import { type FoundResources, findResources } from "./import-file";
import { openContext } from "./reading-context";

/** What the command talks to. */
export interface CommandHost {
  readonly environment: NodeJS.ProcessEnv;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const help = `Usage: pulumi-partnercenter import-file --customers <tenant,tenant,…|all> --out <name>

Reads the Azure plans and budgets of customers and writes
  <name>.json  for \`pulumi import --file\`
  <name>.ts    a program that declares the same resources
It buys and changes nothing. The identity comes from the environment, as in the settings table of the README:
PARTNERCENTER_TENANT_ID, PARTNERCENTER_CLIENT_ID, PARTNERCENTER_CLIENT_SECRET and so on.
`;

/** Runs the command line tool. Gives its exit code; throws for what a person should read. */
export async function runCommand(args: readonly string[], host: CommandHost): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: { type: "boolean", short: "h" }, customers: { type: "string" }, out: { type: "string" } },
  });
  if (values.help) {
    host.out(help);
    return 0;
  }
  const { customers, out } = values;
  if (positionals.join(" ") !== "import-file" || !customers || !out) {
    host.err(help);
    return 2;
  }
  const context = openContext({}, host.environment);
  const wanted =
    customers === "all"
      ? "all"
      : customers
          .split(",")
          .map((id) => id.trim())
          .filter(Boolean);
  const found = await findResources(context, wanted);
  if (found.file.resources.length === 0) {
    throw new RefusedError(
      ["There is nothing to import: no plan that is active or suspended, no budget.", ...found.notes].join("\n"),
    );
  }
  await writeNew(`${out}.json`, `${JSON.stringify(found.file, undefined, 2)}\n`);
  await writeNew(`${out}.ts`, found.program);
  host.out(report(found, out));
  return 0;
}

function report({ file, notes }: FoundResources, out: string): string {
  return [
    `${file.resources.length} resources are in ${out}.json, and declared in ${out}.ts.`,
    ...notes,
    "Take them over:",
    `  1. pulumi import --file ${out}.json --generate-code=false --protect=false`,
    `  2. let your program import ./${out}`,
    "  3. pulumi preview --expect-no-changes",
    "",
  ].join("\n");
}

/** Never writes over something: a program may have been edited since. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    if (typeof error === "object" && error !== null && Reflect.get(error, "code") === "EEXIST") {
      throw new RefusedError(`${path} is there already. Move it away, or choose another name with --out.`);
    }
    throw error;
  }
}
