import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../../tools/repository";

/** `<!-- quoted: test/x.ts -->`, or a region of it as `test/x.ts#name`, and the code below it. */
const quotation = /(<!-- quoted: (\S+?)(?:#(\w+))? -->\n)```ts\n.*?^```$/gms;

/**
 * The text of a page of `docs/` as it is, with the code that it quotes as that code is now.
 * @throws Error when it quotes nothing, or a region that is not there.
 */
export function quotingPage(name: string): string {
  const page = readFileSync(join(repositoryRoot, "docs", name), "utf8");
  let quotes = 0;
  const written = page.replaceAll(quotation, (_, marker: string, path: string, region: string | undefined) => {
    quotes += 1;
    const code = readFileSync(join(repositoryRoot, path), "utf8");
    return `${marker}\`\`\`ts\n${(region === undefined ? code : regionOf(code, region)).trim()}\n\`\`\``;
  });
  if (quotes === 0) throw new Error(`${name} quotes nothing`);
  return written;
}

function regionOf(code: string, name: string): string {
  const [, region] = new RegExp(`^// #region ${name}\\n(.*?)^// #endregion$`, "ms").exec(code) ?? [];
  if (region === undefined) throw new Error(`there is no region ${name}`);
  return region;
}
