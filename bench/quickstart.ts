/**
 * `npm run bench`: how long the quick start takes beside as many dynamic resources that do nothing, in one run and in
 * turn, so that the ratio holds when the machine's speed drifts.
 */
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { startEmulator } from "pulumi-partnercenter-emulator";
import { settingsFor } from "../tools/emulator-admin";
import { ensurePulumiCli } from "../tools/pulumi-cli";
import { openStack, type PulumiStack } from "../tools/pulumi-run";
import { repositoryRoot } from "../tools/repository";

const ROUNDS = 5;
const TIME_SCALE = 600;
const steps = ["preview", "up", "second up"] as const;

type Step = (typeof steps)[number];
type Times = Record<Step, number[]>;

async function main(): Promise<void> {
  const cli = await ensurePulumiCli();
  const quickstart: Times = { preview: [], up: [], "second up": [] };
  const noOp: Times = { preview: [], up: [], "second up": [] };
  for (let round = 0; round < ROUNDS; round++) {
    await withQuickstart(cli, (stack) => measure(stack, quickstart));
    const program = join(repositoryRoot, "bench", "no-op");
    await withStack(openStack({ cli, name: "bench", program }), (stack) => measure(stack, noOp));
    process.stdout.write(`round ${round + 1} of ${ROUNDS}\n`);
  }
  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  console.log(`\n${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.version}, Pulumi ${cli.version}`);
  console.log(
    `Medians of ${ROUNDS} runs in seconds: 3 plans, 3 carts and 3 budgets, beside 9 resources that do nothing`,
  );
  console.table(steps.map((step) => rowOf(step, quickstart[step], noOp[step])));
}

async function withQuickstart(
  cli: Awaited<ReturnType<typeof ensurePulumiCli>>,
  use: (stack: PulumiStack) => Promise<void>,
): Promise<void> {
  const emulator = await startEmulator({ speed: TIME_SCALE });
  try {
    const customers = emulator.customers
      .filter(({ kind }) => kind === "new")
      .slice(0, 3)
      .map(({ id }, index) => ({ name: `c${index}`, tenantId: id, planName: `Plan ${index}`, monthlyBudget: "100" }));
    const stack = openStack({
      cli,
      name: "bench",
      program: repositoryRoot,
      env: settingsFor(emulator, TIME_SCALE),
      config: { "partnercenter-quickstart:customers": JSON.stringify(customers) },
    });
    await withStack(stack, use);
  } finally {
    await emulator.close();
  }
}

async function withStack(opening: Promise<PulumiStack>, use: (stack: PulumiStack) => Promise<void>): Promise<void> {
  const stack = await opening;
  try {
    await use(stack);
  } finally {
    stack.close();
  }
}

async function measure(stack: PulumiStack, times: Times): Promise<void> {
  times.preview.push((await stack.preview()).ms);
  times.up.push((await stack.up()).ms);
  times["second up"].push((await stack.up(["--expect-no-changes"])).ms);
}

function rowOf(step: Step, ours: readonly number[], floor: readonly number[]) {
  const ratios = ours.map((ms, index) => ms / (floor[index] ?? Number.NaN));
  return {
    step,
    "quick start": (median(ours) / 1000).toFixed(2),
    "no-op": (median(floor) / 1000).toFixed(2),
    ratio: median(ratios).toFixed(2),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
