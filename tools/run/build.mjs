/** Compiles what changed, in the order of dependence. */
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { runChild } from "./child.mjs";
import { binDir, root, runnerCache, workspaces } from "./places.mjs";

/**
 * @typedef {object} Project
 * @property {string} folder where its tsconfig.json lies
 * @property {string[]} sources what it is made of
 * @property {string[]} needs folders of projects whose types it reads
 */

/** @returns {Project[]} */
function projects() {
  const examples = workspaces().filter((folder) => folder !== "emulator");
  return [
    { folder: ".", sources: ["sdk", "provider", "command"], needs: [] },
    { folder: "emulator", sources: ["emulator/src"], needs: [] },
    { folder: "tools", sources: ["tools"], needs: [".", "emulator"] },
    ...examples.map((folder) => ({ folder, sources: [folder], needs: ["."] })),
  ].filter(({ folder, sources }) => existsSync(join(root, folder, "tsconfig.json")) && listSources(sources).length > 0);
}

/**
 * Builds every project that is not as it was at its last good build.
 * @param {(line: string) => void} onLine
 * @returns {Promise<import("./child.mjs").ChildResult>} the compiler's words when something is wrong
 */
export async function build(onLine) {
  /** @type {Map<string, string>} */
  const fingerprints = new Map();
  const all = projects();
  for (const project of all) fingerprints.set(project.folder, fingerprint(project, fingerprints));
  const stale = all.filter((project) => !isCurrent(project, fingerprints));
  // Two waves, two cores: what others need first.
  for (const wave of [stale.filter(({ needs }) => needs.length === 0), stale.filter(({ needs }) => needs.length > 0)]) {
    const results = await Promise.all(
      wave.map(async (project) => {
        onLine(`compiling ${project.folder === "." ? "the package" : project.folder}`);
        return compile(project, fingerprints);
      }),
    );
    const output = results.map((result) => result.output).join("");
    if (results.some((result) => result.code !== 0)) return { code: 1, output };
  }
  linkExecutables();
  return { code: 0, output: "" };
}

/** @param {Project} project */
const outDir = ({ folder }) => join(root, folder, "dist");

/** @param {Project} project */
const stampFile = ({ folder }) =>
  join(runnerCache, `built-${folder === "." ? "root" : folder.replaceAll("/", "-")}.json`);

/**
 * @param {Project} project
 * @param {Map<string, string>} fingerprints
 */
async function compile(project, fingerprints) {
  // The compiler never deletes: an output without a source would still be found by `require`.
  const gone = readStamp(project)?.files.some((file) => !existsSync(join(root, file)));
  if (gone) rmSync(outDir(project), { recursive: true, force: true });
  const result = await runChild("tsc", ["-p", project.folder, "--pretty", "false"], { show: "never" });
  if (result.code === 0) {
    mkdirSync(runnerCache, { recursive: true });
    const stamp = { fingerprint: fingerprints.get(project.folder), files: listSources(project.sources) };
    writeFileSync(stampFile(project), JSON.stringify(stamp));
  }
  return result;
}

/**
 * @param {Project} project
 * @param {Map<string, string>} fingerprints
 */
function isCurrent(project, fingerprints) {
  return existsSync(outDir(project)) && readStamp(project)?.fingerprint === fingerprints.get(project.folder);
}

/**
 * @param {Project} project
 * @returns {{ fingerprint: string, files: string[] } | undefined}
 */
function readStamp(project) {
  return existsSync(stampFile(project)) ? JSON.parse(readFileSync(stampFile(project), "utf8")) : undefined;
}

/**
 * @param {Project} project
 * @param {Map<string, string>} fingerprints of the projects before it
 */
function fingerprint(project, fingerprints) {
  const hash = createHash("sha256");
  const settings = ["package-lock.json", "tsconfig.base.json", join(project.folder, "tsconfig.json")];
  for (const file of [...settings, ...listSources(project.sources)])
    hash.update(file).update(readFileSync(join(root, file)));
  for (const needed of project.needs) hash.update(fingerprints.get(needed) ?? "");
  return hash.digest("hex");
}

/** @param {string[]} folders */
function listSources(folders) {
  return folders.flatMap((folder) => listFolder(join(root, folder))).sort();
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function listFolder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["dist", "node_modules"].includes(entry.name) ? [] : listFolder(path);
    return entry.name.endsWith(".ts") ? [relative(root, path)] : [];
  });
}

/** npm links a package's commands when it installs, which is before they are built: then it leaves them out. */
function linkExecutables() {
  for (const folder of workspaces()) {
    const { bin = {} } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    for (const [name, file] of Object.entries(bin)) {
      const target = join(root, folder, String(file));
      if (!existsSync(target)) continue;
      chmodSync(target, 0o755);
      const link = join(binDir, basename(name));
      if (!existsSync(link)) {
        rmSync(link, { force: true });
        symlinkSync(relative(dirname(link), target), link);
      }
    }
  }
}
