/**
 * Loaded into each process that is watched, before anything else (`--require`): counts what nobody caught and what Node
 * warns of, and on SIGUSR2 collects garbage and writes down what is left. `VITALS_FILE` names where, a line of JSON each.
 */
import { appendFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How a process is, after its garbage was collected. */
export interface Vitals {
  /** Objects that live, and what they hold outside the heap, in bytes. */
  readonly liveBytes: number;
  /** Memory of the process as the system sees it, in bytes. */
  readonly residentBytes: number;
  /** Rejections and exceptions that nobody caught, since the start. */
  readonly uncaught: readonly string[];
  /** Warnings of Node, such as that of too many listeners, since the start. */
  readonly warnings: readonly string[];
}

/** Enough to know what is wrong; a thousand more would fill the memory that is measured. */
const MOST_TEXTS = 20;

const file = process.env.VITALS_FILE;
if (file !== undefined) watch(file);

function watch(path: string): void {
  const uncaught: string[] = [];
  const warnings: string[] = [];
  const note = (texts: string[], reason: unknown) => {
    if (texts.length < MOST_TEXTS) texts.push(reason instanceof Error ? (reason.stack ?? reason.message) : `${reason}`);
  };
  process.on("unhandledRejection", (reason) => note(uncaught, reason));
  process.on("uncaughtExceptionMonitor", (error) => note(uncaught, error));
  process.on("warning", (warning) => note(warnings, warning));

  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  process.on("SIGUSR2", () => {
    // Twice, since what finalisers let go of is collected only by the next one.
    if (typeof collect === "function") for (let turn = 0; turn < 2; turn += 1) collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    const vitals: Vitals = { liveBytes: heapUsed + external, residentBytes: rss, uncaught, warnings };
    appendFileSync(path, `${JSON.stringify(vitals)}\n`);
  });
}
