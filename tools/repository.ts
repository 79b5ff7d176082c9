import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The root of the repository: the same from the sources, which jest runs, and from the compiled files. */
export const repositoryRoot = findRoot(__dirname);

function findRoot(folder: string): string {
  return existsSync(join(folder, "package-lock.json")) ? folder : findRoot(dirname(folder));
}
