import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { stringify } from "yaml";
import { generateSeed } from "./generator";
import { generatorOptionNames } from "./generator-options";

/** The command `generate`: writes a made-up seed file to `--out`, or YAML to standard output. */
export async function runGenerate(args: readonly string[]): Promise<void> {
  const known = generatorOptionNames.map(({ flag }) => [flag, { type: "string" }] as const);
  const { values } = parseArgs({ args: [...args], options: { ...Object.fromEntries(known), out: { type: "string" } } });
  const { out, ...rest } = values;
  const options = generatorOptionNames.flatMap(({ name, flag }) => {
    const value: unknown = Reflect.get(rest, flag);
    return value === undefined ? [] : [[name, value] as const];
  });
  const seed = generateSeed(Object.fromEntries(options));
  const text = out?.endsWith(".json") ? `${JSON.stringify(seed, null, 2)}\n` : yamlOf(seed, args);
  if (out === undefined) {
    process.stdout.write(text);
  } else {
    await writeFile(out, text);
  }
}

function yamlOf(seed: object, args: readonly string[]): string {
  const command = ["pulumi-partnercenter-emulator generate", ...args].join(" ");
  return `# Made by: ${command}\n${stringify(seed, { aliasDuplicateObjects: false })}`;
}
