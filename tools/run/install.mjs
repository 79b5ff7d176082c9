/** Installs the dependencies when, and only when, those installed are not those asked for. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runChild } from "./child.mjs";
import { binDir, root, runnerCache, workspaces } from "./places.mjs";
import { announce } from "./progress.mjs";

const stampFile = join(runnerCache, "installed");
const pinnedNode = join(binDir, "node");

/** Makes `node_modules` hold what package-lock.json says. */
export async function ensureInstalled() {
  const wanted = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  if (!installedMatchesLock()) await install();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
}

/**
 * The path of the Node that the lock file pins. npm fetches it in an install script, which a user's settings may have
 * switched off: then the script is run once more by name.
 * @returns {Promise<string>}
 */
export async function ensureProjectNode() {
  if (!answers(pinnedNode)) {
    const done = announce("Fetching the project's Node", "10 s");
    await runChild("npm", ["rebuild", "node", "--ignore-scripts=false", "--foreground-scripts"], {
      show: "on failure",
    });
    done();
  }
  if (answers(pinnedNode)) return realpathSync(pinnedNode);
  console.error(
    "The npm package `node` is installed but its executable is missing: its install script did not run.\n" +
      "Allow it (npm config: ignore-scripts=false) and run `npm rebuild node`.",
  );
  process.exit(1);
}

/** @param {string} executable */
function answers(executable) {
  return existsSync(executable) && spawnSync(executable, ["--version"]).status === 0;
}

/** Everything that decides what gets installed. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const file of ["package-lock.json", "package.json", ...workspaces().map((folder) => `${folder}/package.json`)]) {
    hash.update(file).update(dependenciesIn(join(root, file)));
  }
  return hash.digest("hex");
}

/**
 * A package.json may change in its scripts without anything to install.
 * @param {string} file
 */
function dependenciesIn(file) {
  const text = readFileSync(file, "utf8");
  if (file.endsWith("package-lock.json")) return text;
  const { name, version, workspaces, dependencies, devDependencies, peerDependencies, overrides } = JSON.parse(text);
  return JSON.stringify([name, version, workspaces, dependencies, devDependencies, peerDependencies, overrides]);
}

/**
 * Whether somebody's own `npm install` already did the work: npm notes what it installed in a lock file of its own.
 * @returns {boolean}
 */
function installedMatchesLock() {
  const noted = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(noted)) return false;
  const wanted = packagesIn(join(root, "package-lock.json"));
  const present = packagesIn(noted);
  const missing = Object.entries(wanted).some(
    ([path, entry]) => path.startsWith("node_modules/") && !entry.optional && !present[path],
  );
  const other = Object.entries(present).some(([path, entry]) => wanted[path]?.version !== entry.version);
  return !missing && !other;
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}

async function install() {
  const done = announce("Installing the dependencies", "20 to 60 s the first time");
  let result = await runChild("npm", ["ci", "--no-audit", "--no-fund"], { show: "on failure" });
  if (result.code !== 0) {
    console.log(
      "  `npm ci` refused; its words are above. Trying `npm install --no-save`, which minds package-lock.json less.",
    );
    result = await runChild("npm", ["install", "--no-save", "--no-audit", "--no-fund"], { show: "on failure" });
  }
  if (result.code !== 0) {
    console.error("The dependencies could not be installed. npm's own words are above.");
    process.exit(1);
  }
  done();
}
