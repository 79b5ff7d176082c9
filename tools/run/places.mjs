/** Where things lie, for the scripts that run before any build. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The executables of the installed packages. */
export const binDir = join(root, "node_modules", ".bin");

/** What the runner remembers between runs. It dies with `node_modules`, as it should. */
export const runnerCache = join(root, "node_modules", ".cache", "pulumi-partnercenter");

/**
 * The workspace packages, as paths from the root.
 * @returns {string[]}
 */
export function workspaces() {
  const examples = readdirSync(join(root, "examples")).map((name) => join("examples", name));
  return ["emulator", ...examples].filter((folder) => existsSync(join(root, folder, "package.json")));
}
