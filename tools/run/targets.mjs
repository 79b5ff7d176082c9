/** What each `npm run` consists of. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { runChild, wasInterrupted } from "./child.mjs";
import { jest } from "./jest.mjs";
import { root, runnerCache, workspaces } from "./places.mjs";
import { announce, seconds } from "./progress.mjs";
import { switches } from "./switches.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {object} StepContext
 * @property {string[]} extra arguments of the command line that the runner does not know
 * @property {string} target
 * @property {Record<string, string>} env for the steps to come
 * @property {(line: string) => void} onLine
 *
 * @typedef {object} Step
 * @property {string} title
 * @property {string} usually
 * @property {(context: StepContext) => Promise<import("./child.mjs").ChildResult & Partial<Counts>>} run
 */

/**
 * @param {readonly string[]} args
 * @param {"live" | "never"} show
 * @param {Record<string, string>} env
 * @param {(line: string) => void} onLine
 */
async function campaign(args, show, env, onLine) {
  const compiled = await runChild("tsc", ["-p", "test/faults", "--pretty", "false"], { show: "never", onLine });
  if (compiled.code !== 0) return compiled;
  return runChild("node", ["test/faults/dist/test/faults/campaign.js", ...args], { show, env, onLine });
}

/** @type {Record<string, Step>} */
const steps = {
  build: { title: "Compiling", usually: "10 s, nothing when unchanged", run: ({ onLine }) => build(onLine) },
  lint: {
    title: "Lint and format",
    usually: "2 s",
    run: ({ onLine }) => runChild("biome", ["check", "."], { show: "never", onLine }),
  },
  types: {
    title: "Types of tests and scripts",
    usually: "5 s",
    run: async ({ onLine }) => {
      const results = await Promise.all(
        ["test", "test/faults", "tools/run", "bench"].map((project) =>
          runChild("tsc", ["-p", project, "--pretty", "false"], { show: "never", onLine }),
        ),
      );
      return {
        code: Math.max(...results.map(({ code }) => code)),
        output: results.map(({ output }) => output).join(""),
      };
    },
  },
  unit: { title: "Unit tests", usually: "10 s", run: jest(["unit"]) },
  emulator: { title: "Emulator tests", usually: "10 s", run: jest(["emulator"]) },
  switches: { title: "Emulator tests with each switch in each other position", usually: "15 to 25 min", run: switches },
  generated: {
    title: "Writing the emulator's generated files",
    usually: "2 s",
    run: ({ onLine, env }) =>
      runChild("jest", ["--selectProjects", "emulator", "--", "emulator/test/generated.test.ts"], {
        show: "never",
        env: { ...env, EMULATOR_GENERATE: "write" },
        onLine,
      }),
  },
  docs: {
    title: "Writing the generated pages of docs/",
    usually: "3 s",
    run: ({ onLine, env }) =>
      runChild(
        "jest",
        ["--selectProjects", "unit", "--", "test/unit/docs/generated.test.ts", "test/unit/docs/decisions.test.ts"],
        {
          show: "never",
          env: { ...env, DOCS_GENERATE: "write" },
          onLine,
        },
      ),
  },
  contract: { title: "Contract tests", usually: "20 s", run: jest(["contract"]) },
  fast: { title: "Unit, emulator and contract tests", usually: "30 s", run: jest(["unit", "emulator", "contract"]) },
  pulumi: {
    title: "Getting the Pulumi CLI",
    usually: "1 s, 4 to 6 min the first time if it has to be built",
    run: async ({ env, onLine }) => {
      const answer = join(runnerCache, "pulumi-cli.json");
      rmSync(answer, { force: true });
      // Indented lines tell what it is busy with; the others are worth a place on the screen.
      const show = (/** @type {string} */ line) => (line.startsWith(" ") ? onLine(line) : console.log(`  ${line}`));
      const result = await runChild("node", ["tools/dist/pulumi-cli.js", answer], { show: "never", onLine: show });
      // The steps that follow use exactly the one that was verified here.
      if (result.code === 0) env.PULUMI_PARTNERCENTER_CLI = JSON.parse(readFileSync(answer, "utf8")).executable;
      return { ...result, output: "" };
    },
  },
  e2e: { title: "End-to-end tests with the real Pulumi CLI", usually: "2 to 4 min", run: jest(["e2e"]) },
  package: {
    title: "The packed package, installed by npm and by pnpm",
    usually: "2 min",
    run: jest(["package"]),
  },
  bench: {
    title: "Timing the quick start",
    usually: "2 min",
    run: async ({ env, onLine }) => {
      const compiled = await runChild("tsc", ["-p", "bench", "--pretty", "false"], { show: "never", onLine });
      return compiled.code === 0
        ? runChild("node", ["bench/dist/bench/quickstart.js"], { show: "live", env, onLine })
        : compiled;
    },
  },
  faults: {
    title: "The fault campaign",
    usually: "about an hour",
    run: ({ env, extra, onLine }) => campaign(extra, "live", env, onLine),
  },
  "short faults": {
    title: "A short fault campaign",
    usually: "1 to 2 min",
    run: ({ env, onLine }) => campaign(["short"], "never", env, onLine),
  },
  "client bench": {
    title: "Timing the client",
    usually: "5 min",
    run: async ({ env, extra, onLine }) => {
      const compiled = await runChild("tsc", ["-p", "bench", "--pretty", "false"], { show: "never", onLine });
      return compiled.code === 0
        ? runChild("node", ["bench/dist/bench/client.js", ...extra], { show: "live", env, onLine })
        : compiled;
    },
  },
  "emulator bench": {
    title: "Timing the emulator",
    usually: "1 min",
    run: async ({ env, onLine }) => {
      const compiled = await runChild("tsc", ["-p", "bench", "--pretty", "false"], { show: "never", onLine });
      return compiled.code === 0
        ? runChild("node", ["bench/dist/bench/emulator.js"], { show: "live", env, onLine })
        : compiled;
    },
  },
  soak: {
    title: "Soaking the provider",
    usually: "30 min, or as many as minutes=… says",
    run: async ({ env, extra, onLine }) => {
      const compiled = await runChild("tsc", ["-p", "bench", "--pretty", "false"], { show: "never", onLine });
      return compiled.code === 0
        ? runChild("node", ["bench/dist/bench/soak.js", ...extra], { show: "live", env, onLine })
        : compiled;
    },
  },
  demo: {
    title: "The demo",
    usually: "1 min",
    run: async ({ target, env, extra, onLine }) => {
      const shown = target === "demo" ? "live" : "never";
      return runChild("node", ["tools/dist/demo.js", ...(target === "demo" ? extra : [])], {
        show: shown,
        env,
        onLine,
      });
    },
  },
};

/** @type {Record<string, string[]>} */
export const targets = {
  build: ["build"],
  lint: ["lint"],
  types: ["build", "types"],
  unit: ["unit"],
  emulator: ["emulator"],
  switches: ["build", "switches"],
  "emulator:generate": ["generated"],
  "docs:generate": ["docs"],
  "client:bench": ["build", "client bench"],
  "emulator:bench": ["build", "emulator bench"],
  soak: ["build", "soak"],
  contract: ["build", "contract"],
  pulumi: ["build", "pulumi"],
  e2e: ["build", "pulumi", "e2e"],
  package: ["build", "pulumi", "package"],
  faults: ["build", "pulumi", "faults"],
  demo: ["build", "pulumi", "demo"],
  bench: ["build", "pulumi", "bench"],
  test: ["lint", "build", "types", "fast", "short faults", "pulumi", "e2e", "demo"],
};

/**
 * Runs the steps of a target up to the first that fails, and says how it went.
 * @param {string} target
 * @param {string[]} extra
 * @returns {Promise<number>} the exit code
 */
export async function runTarget(target, extra) {
  mkdirSync(runnerCache, { recursive: true });
  /** @type {Record<string, string>} */
  const env = {};
  /** @type {{ title: string, ms: number, counts: Counts }[]} */
  const done = [];
  let failure = "";
  for (const name of targets[target] ?? []) {
    const step = steps[name];
    if (step === undefined) throw new Error(`target ${target} names no step ${name}`);
    let latest = "";
    const finish = announce(step.title, step.usually, () => latest);
    const onLine = (/** @type {string} */ line) => {
      latest = line;
    };
    const result = await step.run({ extra, target, env, onLine });
    const ok = result.code === 0;
    const ms = finish(ok ? "✓" : "✗");
    // A step without tests of its own counts as one.
    const counts = {
      passed: result.passed ?? Number(ok),
      failed: result.failed ?? Number(!ok),
      skipped: result.skipped ?? 0,
    };
    if (!ok && counts.failed === 0) counts.failed = 1;
    done.push({ title: step.title, ms, counts });
    if (!ok) {
      failure = step.title;
      if (!wasInterrupted()) process.stdout.write(`\n${result.output.trimEnd()}\n`);
      break;
    }
  }
  const interrupted = wasInterrupted();
  const tested = done.some(({ counts }) => counts.passed + counts.failed > 1);
  if (target === "test" || tested || failure !== "") summarise(done, failure, interrupted);
  return failure === "" ? 0 : interrupted ? 130 : 1;
}

/**
 * @param {{ title: string, ms: number, counts: Counts }[]} done
 * @param {string} failure
 * @param {boolean} interrupted
 */
function summarise(done, failure, interrupted) {
  const width = Math.max(...done.map(({ title }) => title.length));
  console.log("");
  for (const { title, ms, counts } of done) {
    const mark = counts.failed > 0 ? "✗" : "✓";
    console.log(`${mark} ${title.padEnd(width)}  ${seconds(ms).padStart(11)}  ${describe(counts)}`);
  }
  if (failure !== "") console.log(interrupted ? `\nInterrupted at: ${failure}` : `\nFailed at: ${failure}`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { counts } of done) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  console.log(`\n${describe(total)}`);
}

/** @param {Counts} counts */
function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Removes what builds made, and nothing that takes long to get again. */
export function cleanOutputs() {
  for (const folder of [".", "tools", ...workspaces()]) {
    if (existsSync(join(root, folder, "dist"))) rmSync(join(root, folder, "dist"), { recursive: true });
  }
  rmSync(runnerCache, { recursive: true, force: true });
}
