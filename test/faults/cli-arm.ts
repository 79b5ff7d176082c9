import { join } from "node:path";
import type { Hold, HoldPoint } from "pulumi-partnercenter-emulator";
import { settingsFor } from "../../tools/emulator-admin";
import { descendantsOf, signal } from "../../tools/processes";
import { findPulumiCli, type PulumiCli } from "../../tools/pulumi-cli";
import { openStack, type PulumiStack } from "../../tools/pulumi-run";
import { repositoryRoot } from "../../tools/repository";
import { PartnerCenter } from "../support/partner-center";
import { requestIdModels, switchesOf, type Variation, variationOf } from "./variations";

/** The emulator's clock runs this fast: slower than the provider waits, so that lists lag for as long as a run takes. */
const SPEED = 600;

const program = join(repositoryRoot, "test", "e2e", "programs", "customers");

/** What is under way when a real CLI, its provider or both are killed: one row of the program each. */
interface CliOperation {
  readonly name: string;
  readonly seed?: Readonly<Record<string, unknown>>;
  readonly kind: "plan" | "budget" | "upgrade";
  readonly args?: Readonly<Record<string, unknown>>;
  readonly method: string;
  /** Below the customer, or whole. */
  readonly path: string;
  readonly at: HoldPoint;
  readonly orders: 0 | 1;
}

const named = { friendlyName: "Contoso Azure" };
const checkout = { kind: "plan", args: named, method: "POST", path: "carts/*/checkout", orders: 1 } as const;

/** All of them are interrupted by each kill. */
const cliOperations: readonly CliOperation[] = [
  { name: "the cart is made", kind: "plan", args: named, method: "POST", path: "carts", at: "committed", orders: 1 },
  { name: "the checkout has arrived", ...checkout, at: "received" },
  { name: "the checkout is carried out", ...checkout, at: "committed" },
  { name: "the checkout is half answered", ...checkout, at: "halfReplied" },
  {
    name: "the order is asked for",
    kind: "plan",
    args: named,
    method: "GET",
    path: "orders/*",
    at: "committed",
    orders: 1,
  },
  {
    name: "the plan is named",
    kind: "plan",
    args: named,
    method: "PATCH",
    path: "subscriptions/*",
    at: "committed",
    orders: 1,
  },
  {
    name: "a plan is taken over",
    seed: { plans: [{}] },
    kind: "plan",
    args: named,
    method: "PATCH",
    path: "subscriptions/*",
    at: "received",
    orders: 0,
  },
  {
    name: "a suspended plan is reactivated",
    seed: { plans: [{ status: "suspended", azureSubscriptions: [] }] },
    kind: "plan",
    method: "PATCH",
    path: "subscriptions/*",
    at: "committed",
    orders: 0,
  },
  {
    name: "a budget is set",
    kind: "budget",
    args: { amount: "1250.50" },
    method: "PATCH",
    path: "usagebudget",
    at: "committed",
    orders: 0,
  },
];

/** One kill of a real process and what became of everything that was under way. */
export interface CliKill {
  readonly variation: Variation;
  readonly turn: number;
  /** How many operations were under way. */
  readonly interrupted: number;
  readonly findings: readonly string[];
}

/** What the arm is asked to do. */
export interface CliWish {
  readonly kills: number;
  readonly lanes: number;
  readonly seed: number;
  readonly onKill: (kill: CliKill) => void;
}

/** Kills the real CLI, its provider, or both, while nine purchases and changes are under way. */
export async function cliArm({ kills, lanes, seed, onKill }: CliWish): Promise<void> {
  const cli = await findPulumiCli();
  const turns = Array.from({ length: kills }, (_, at) => seed + at);
  const lane = async (): Promise<void> => {
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) onKill(await killCli(cli, turn));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function killCli(cli: PulumiCli, turn: number): Promise<CliKill> {
  const customers = cliOperations.map(({ name, seed }, at) => ({ name, domain: `c${at}.example.com`, ...seed }));
  const partners = [
    { name: "Ours", domain: "ours.example.com", customers },
    { name: "Theirs", domain: "theirs.example.com" },
  ];
  const center = await PartnerCenter.open({ speed: SPEED, seedFile: { partners } });
  const variation = variationOf(requestIdModels[turn % requestIdModels.length] ?? "ignored", turn);
  center.switch(switchesOf(variation));
  const stack = await openStack({ cli, name: "faults", program, project: "faults", env: environment(center) });
  try {
    const interrupted = await interrupt(center, stack, variation);
    const again = variation.refresh ? ["--refresh"] : [];
    const { code, all } = await stack.up([...again, "--parallel", "16"], { expectCode: "any" });
    const findings = code === 0 ? [] : [`the run after the kill failed: ${all.slice(-600)}`];
    findings.push(...judge(center, stack));
    const since = center.now;
    const idle = await stack.up(["--expect-no-changes"], { expectCode: "any" });
    const writes = center.journal(since).filter(({ effect }) => effect !== null);
    if (idle.code !== 0 || writes.length > 0)
      findings.push(`the run after it had something to do: ${idle.all.slice(-600)}`);
    return { variation, turn, interrupted, findings };
  } finally {
    stack.close();
    await center.close();
  }
}

function environment(center: PartnerCenter): Readonly<Record<string, string>> {
  const rows = cliOperations.map(({ name, kind, args }) => ({
    kind,
    name: name.replaceAll(" ", "-"),
    args: { customerId: customerOf(center, name), ...args },
  }));
  return { ...settingsFor(center.emulator, SPEED), ROWS: JSON.stringify(rows) };
}

function customerOf(center: PartnerCenter, name: string): string {
  const found = center.emulator.customers.find((customer) => customer.name === name);
  if (!found) throw new Error(`no customer is called ${name}`);
  return found.id;
}

/** Lets a run come to where everything is held, and kills. Answers how much was under way. */
async function interrupt(center: PartnerCenter, stack: PulumiStack, { victim }: Variation): Promise<number> {
  const holds = cliOperations.map(({ name, method, path, at }): Hold => {
    const whole = `/v1/customers/${customerOf(center, name)}/${path}`;
    return center.emulator.holds.add({ method, path: whole, point: at, times: 1 });
  });
  const run = stack.startOperation("up", ["--parallel", "16"]);
  await Promise.race([Promise.all(holds.map((hold) => hold.whenHeld())), run.wait()]);
  const interrupted = holds.filter(({ held }) => held > 0).length;
  if (interrupted < holds.length) throw new Error(`only ${interrupted} were under way: ${run.output}`);
  const orphans = descendantsOf(run.pid);
  if (victim === "provider") run.killProviders();
  else if (victim === "both") run.crash();
  else signal(run.pid, "SIGKILL");
  await run.wait();
  if (victim !== "provider") await stack.cancel();
  center.emulator.holds.releaseAll();
  if (victim === "engine") {
    // What it had begun comes to its end before the next run; what it would begin now, it must not.
    await settled(center);
    for (const { pid } of orphans) signal(pid, "SIGKILL");
  }
  return interrupted;
}

/** Waits until nothing new has been asked for a while: the orphan has stopped. */
async function settled(center: PartnerCenter): Promise<void> {
  for (let last = -1, quiet = 0; quiet < 5; ) {
    quiet = center.now === last ? quiet + 1 : 0;
    last = center.now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What the emulator and the state file say. */
function judge(center: PartnerCenter, stack: PulumiStack): string[] {
  const text = stack.readStateText();
  const rows: readonly { readonly urn: string; readonly id?: string }[] = JSON.parse(text).checkpoint.latest.resources;
  return cliOperations.flatMap(({ name, kind, orders, args }) => {
    const customerId = customerOf(center, name);
    const row = rows.find(({ urn }) => urn.endsWith(`::${name.replaceAll(" ", "-")}`));
    const made = center.effects("orderCreated").filter((entry) => entry.customerId === customerId).length;
    const found = [...(made === orders ? [] : [`${made} orders`]), ...(row ? [] : ["not in the state"])];
    if (kind === "plan") {
      const plans = center.plans(customerId);
      const [live] = plans;
      if (plans.length !== 1) found.push(`${plans.length} plans`);
      if (live?.id !== row?.id) found.push("the state has another plan");
      if (live?.status !== "active") found.push(`the plan is ${live?.status}`);
      if (args?.friendlyName !== undefined && live?.friendlyName !== args.friendlyName) found.push("its name is wrong");
    } else {
      const amount = center.emulator.model.budgets.get(`${center.emulator.tenantId}/${customerId}`);
      if (Number(amount) !== Number(args?.amount)) found.push(`the budget is ${amount}`);
    }
    return found.map((what) => `${name}: ${what}`);
  });
}
