#!/usr/bin/env node
/**
 * Behind every `npm run`: brings a fresh clone to where the asked target can run, then runs it.
 * Plain Node >= 20 and no dependency, because it runs before anything is installed.
 */
import { spawn } from "node:child_process";
import { ensureInstalled, ensureProjectNode } from "./run/install.mjs";
import { binDir, root } from "./run/places.mjs";
import { cleanOutputs, runTarget, targets } from "./run/targets.mjs";

const [target = "", ...extra] = process.argv.slice(2);

if (target !== "clean" && !(target in targets)) {
  console.error(`Unknown target "${target}". Known: ${[...Object.keys(targets), "clean"].join(", ")}.`);
  process.exit(2);
}
if (process.platform === "win32") {
  console.error("The project's tools need a POSIX system: on Windows, run them inside WSL.");
  process.exit(2);
}
if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error(`Node ${process.versions.node} is too old to set the project up: install Node 20 or newer.`);
  process.exit(2);
}
process.chdir(root);

if (target === "clean") {
  cleanOutputs();
} else {
  await ensureInstalled();
  const node = await ensureProjectNode();
  if (process.execPath === node) {
    process.env.PATH = `${binDir}:${process.env.PATH ?? ""}`;
    process.exitCode = await runTarget(target, extra);
  } else {
    // The second stage is this file again, on the Node that the lock file pins.
    process.exitCode = await continueOn(node);
  }
}

/**
 * @param {string} node
 * @returns {Promise<number>} the second stage's exit code
 */
function continueOn(node) {
  const second = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  // This stage outlives a signal, to hand on what the second made of it.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => second.kill(signal));
  return new Promise((resolve, reject) => {
    second.on("error", reject);
    second.on("close", (code) => resolve(code ?? 130));
  });
}
