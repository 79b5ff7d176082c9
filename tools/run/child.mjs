/** Child processes of the runner: their output kept, and ended with the runner. */
import { spawn } from "node:child_process";

/**
 * @typedef {object} ChildOptions
 * @property {"live" | "on failure" | "never"} show when the child's output is printed
 * @property {Record<string, string>} [env] added to the runner's own
 * @property {(line: string) => void} [onLine]
 *
 * @typedef {{ code: number, output: string }} ChildResult
 */

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
let interrupted = false;

/** Whether the user asked the runner to stop. */
export const wasInterrupted = () => interrupted;

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} options
 * @returns {Promise<ChildResult>}
 */
export function runChild(command, args, { show, env = {}, onLine }) {
  listenForSignals();
  return new Promise((resolve) => {
    // A process group of its own, so that a signal reaches what the child itself started, and nothing else.
    const child = spawn(command, args, {
      stdio: ["ignore", show === "live" ? "inherit" : "pipe", show === "live" ? "inherit" : "pipe"],
      env: { ...process.env, ...env },
      detached: true,
    });
    running.add(child);
    let output = "";
    let rest = "";
    const take = (/** @type {string} */ text) => {
      output += text;
      rest += text;
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line.trim() !== "") onLine?.(line);
    };
    child.stdout?.setEncoding("utf8").on("data", take);
    child.stderr?.setEncoding("utf8").on("data", take);
    const finish = (/** @type {number} */ code) => {
      running.delete(child);
      if (code !== 0 && show === "on failure" && !interrupted) process.stdout.write(`${output.trimEnd()}\n`);
      resolve({ code, output });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on("close", (code) => finish(code ?? 130));
  });
}

let listening = false;

function listenForSignals() {
  if (listening) return;
  listening = true;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.on(signal, () => {
      if (interrupted) return;
      interrupted = true;
      process.exitCode = 130;
      console.log("\n  Stopping what was started…");
      signalAll("SIGINT");
      // Pulumi finishes running steps on the first interrupt and ends its plugins on the second.
      setTimeout(() => signalAll("SIGINT"), 5_000).unref();
      setTimeout(() => signalAll("SIGKILL"), 12_000).unref();
    });
  }
}

/** @param {NodeJS.Signals} signal */
function signalAll(signal) {
  for (const { pid } of running) {
    if (pid === undefined) continue;
    try {
      process.kill(-pid, signal);
    } catch {
      // The group ended by itself in between.
    }
  }
}
