/** Runs the emulator's tests with each switch in each of its other positions, one at a time. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runChild, wasInterrupted } from "./child.mjs";
import { root, runnerCache } from "./places.mjs";
import { seconds } from "./progress.mjs";

/**
 * @typedef {{ name: string, value: string }} Position
 * @typedef {{ values: string | readonly string[], default: string }} Fact
 * @typedef {{ files: Set<string>, values: Set<string> }} Reads
 */

const readsFile = join(runnerCache, "switch-reads.txt");
const testFolder = join("emulator", "test");
const concurrency = 2;

/**
 * First the whole suite with the defaults, which notes what looks at which switch in which position; then, for each
 * other position, the test files that looked at its switch. Every position has to pass, and some test has to set it.
 * Arguments are names of switches or `name=value`, which go by what was noted last if there is something; all of them
 * without.
 * @type {import("./targets.mjs").Step["run"]}
 */
export async function switches({ extra, onLine, env }) {
  /** @type {{ otherPositions: () => Position[], switchTable: Record<string, Fact> }} */
  const { otherPositions, switchTable } = createRequire(import.meta.url)(join(root, "emulator", "dist", "index.js"));
  const wanted = otherPositions().filter(
    ({ name, value }) => extra.length === 0 || extra.includes(name) || extra.includes(`${name}=${value}`),
  );
  if (wanted.length === 0) return { code: 1, output: `there is no other position of ${extra.join(", ")}` };
  if (extra.length === 0 || !existsSync(readsFile)) {
    rmSync(readsFile, { force: true });
    const plain = await runChild("jest", ["--selectProjects", "emulator", `--maxWorkers=${concurrency}`], {
      show: "never",
      env: { ...env, EMULATOR_SWITCH_READS: readsFile },
      onLine,
    });
    if (plain.code !== 0) {
      rmSync(readsFile, { force: true });
      return plain;
    }
  }
  const readsOf = reads();
  const fileCount = (/** @type {Position} */ { name }) => readsOf.get(name)?.files.size ?? 0;
  /** @type {string[]} */
  const failures = [];
  let passed = 0;
  // Those that concern most files first, so that no lane ends long after the other.
  const queue = wanted.toSorted((left, right) => fileCount(right) - fileCount(left));
  const lanes = Array.from({ length: concurrency }, async () => {
    for (let next = queue.shift(); next !== undefined && !wasInterrupted(); next = queue.shift()) {
      const failure = await failureIn(next, readsOf.get(next.name), switchTable[next.name], env);
      // What was cut short says nothing.
      if (wasInterrupted()) return;
      onLine(`${queue.length} of ${wanted.length} positions left`);
      if (failure === "") passed += 1;
      else failures.push(failure);
    }
  });
  await Promise.all(lanes);
  return {
    code: failures.length === 0 && !wasInterrupted() ? 0 : 1,
    output: failures.join("\n\n"),
    passed,
    failed: failures.length,
  };
}

/**
 * @param {Position} position
 * @param {Reads | undefined} reads
 * @param {Fact | undefined} fact
 * @param {Record<string, string>} env
 * @returns {Promise<string>} what is wrong, empty when nothing is
 */
async function failureIn({ name, value }, reads, fact, env) {
  const position = `${name}=${value}`;
  if (reads === undefined) return `${position}: no test looks at this switch`;
  const begin = Date.now();
  const paths = [...reads.files].map((file) => join(testFolder, file));
  const { code, output } = await runChild(
    "jest",
    ["--selectProjects", "emulator", "--runInBand", "--forceExit", "--runTestsByPath", ...paths],
    { show: "never", env: { ...env, EMULATOR_SWITCHES: position } },
  );
  const mark = code === 0 ? "✓" : wasInterrupted() ? "–" : "✗";
  console.log(`  ${mark} ${position}  ${paths.length} files, ${seconds(Date.now() - begin)}`);
  if (code !== 0) {
    const titles = new Set(output.split("\n").filter((line) => line.startsWith("  ● ")));
    if (!wasInterrupted()) for (const title of titles) console.log(`  ${title}`);
    return `${position}\n${withoutPasses(output)}`;
  }
  // Any duration or number stands for all of them.
  const isSet = Array.isArray(fact?.values) ? reads.values.has(value) : reads.values.size > 1;
  return isSet ? "" : `${position}: passes, but no test sets it`;
}

/** What looked at which switch while the suite ran with the defaults. */
function reads() {
  /** @type {Map<string, { files: Set<string>, values: Set<string> }>} */
  const of = new Map();
  for (const line of readFileSync(readsFile, "utf8").trim().split("\n")) {
    const [name = "", value = "", file = ""] = line.split(" ");
    const known = of.get(name) ?? { files: new Set(), values: new Set() };
    of.set(name, { files: known.files.add(file), values: known.values.add(value) });
  }
  return of;
}

const withoutPasses = (/** @type {string} */ output) =>
  output
    .split("\n")
    .filter((line) => !line.startsWith("PASS "))
    .join("\n")
    .trim();
