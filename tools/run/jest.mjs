/** Runs tiers of tests and counts them. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.mjs";
import { runnerCache } from "./places.mjs";

/**
 * A step that runs the named jest projects.
 * @param {string[]} tiers
 * @returns {import("./targets.mjs").Step["run"]}
 */
export function jest(tiers) {
  return async ({ extra, env, onLine, target }) => {
    const report = join(runnerCache, `jest-${tiers[0]}.json`);
    rmSync(report, { force: true });
    // jest leaves one core idle by default; the workers of ours wait for other processes most of the time.
    const args = [
      "--selectProjects",
      ...tiers,
      "--maxWorkers=2",
      "--json",
      `--outputFile=${report}`,
      "--passWithNoTests",
    ];
    const result = await runChild("jest", [...args, ...(target === "test" ? [] : extra)], {
      show: "never",
      env,
      onLine,
    });
    return { ...result, output: withoutJson(result.output), ...countsIn(report) };
  };
}

/** With --json jest prints the whole report as one line on stdout even when it goes to a file. */
const withoutJson = (/** @type {string} */ output) =>
  output
    .split("\n")
    .filter((line) => !line.startsWith('{"'))
    .join("\n");

/**
 * @param {string} report
 * @returns {Partial<import("./targets.mjs").Counts>}
 */
function countsIn(report) {
  if (!existsSync(report)) return {};
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests };
}
