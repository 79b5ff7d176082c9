/**
 * `npm run demo`: the provider's main job on the real Pulumi CLI against the emulator, with every claim checked on the
 * emulator's own books. Ends with a failure when a step does not do what it says.
 */
import { startEmulator } from "pulumi-partnercenter-emulator";
import { mayFail, Stage } from "./demo-stage";
import { EmulatorAdmin, settingsFor } from "./emulator-admin";
import { ensurePulumiCli } from "./pulumi-cli";
import { openStack, type PulumiStack } from "./pulumi-run";
import { repositoryRoot } from "./repository";

/** The emulator's clock runs this fast, and the provider waits this much shorter: ten minutes are one second. */
const TIME_SCALE = 600;

/** Outputs are worth showing once. */
const quiet = "--suppress-outputs";

interface Customer {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

interface Declared {
  readonly name: string;
  readonly tenantId: string;
  readonly planName: string;
  readonly monthlyBudget: string;
}

async function main(): Promise<void> {
  const stage = new Stage();
  const cli = await ensurePulumiCli();
  const emulator = await startEmulator({ speed: TIME_SCALE });
  const admin = new EmulatorAdmin(emulator);
  let stack: PulumiStack | undefined;
  try {
    const customers = declare(emulator.customers);
    stack = await openStack({
      cli,
      name: "demo",
      program: repositoryRoot,
      env: settingsFor(emulator, TIME_SCALE),
      color: process.stdout.isTTY ? "always" : "never",
      config: { "partnercenter-quickstart:customers": JSON.stringify(customers.slice(0, 3)) },
    });
    stage.say(
      `Partner Center is emulated at ${emulator.apiUrlTls}, ${TIME_SCALE} times as fast as the real one. ` +
        "The stack lives in a throw-away directory. Nothing leaves this machine.",
    );
    await tell(stage, stack, admin, customers);
    await showBooks(stage, admin, customers);
  } finally {
    stack?.close();
    await emulator.close();
  }
}

async function tell(
  stage: Stage,
  stack: PulumiStack,
  admin: EmulatorAdmin,
  customers: readonly Declared[],
): Promise<void> {
  const [first, second, , fourth] = customers;
  if (!first || !second || !fourth) throw new Error("the emulator's seed has fewer than four customers without a plan");

  stage.act("Preview", "Three customers, a plan and a budget each. A preview sends nothing that changes anything.");
  stage.command("pulumi preview");
  stage.output((await stack.preview()).stdout);
  stage.prove("Partner Center saw no write", (await admin.writes()).length === 0, await admin.writes());

  stage.act("Buy", "Each plan has a small row beside it, its cart: the purchase's log, written before money moves.");
  stage.command("pulumi up --yes");
  stage.output((await stack.up()).stdout);
  stage.prove("exactly one order a customer", (await ordersOf(admin)).length === 3, await ordersOf(admin));

  stage.act("Again", "Nothing changed, so nothing happens.");
  let since = await admin.now();
  stage.command("pulumi up --yes --expect-no-changes");
  stage.output((await stack.up(["--expect-no-changes", quiet])).stdout);
  stage.prove("no write", (await admin.writes(since)).length === 0, await admin.writes(since));

  stage.act(
    "Somebody clicks in the portal",
    `A colleague sets ${first.name}'s budget to 9,999 and suspends ${second.name}'s plan. The nightly check finds both:`,
  );
  await admin.portal(`customers/${first.tenantId}/budget`, { amount: 9999 });
  await admin.portal(`subscriptions/${await planIdOf(admin, second)}`, { status: "suspended" });
  stage.command("pulumi refresh --preview-only --expect-no-changes --diff");
  const drift = await stack.refresh(["--preview-only", "--expect-no-changes", "--diff"], mayFail);
  stage.output(drift.all);
  stage.prove("the check fails and names amount and status", drift.code !== 0 && namesDrift(drift.all), drift.code);

  stage.act("Healed", "The program says how it should be.");
  stage.command("pulumi up --yes --refresh");
  stage.output((await stack.up(["--refresh", quiet])).stdout);
  const healed = await bookOf(admin, first, second);
  stage.prove(
    "the budget is back and the plan is active",
    healed.budget === first.monthlyBudget && healed.status === "active",
    healed,
  );

  stage.act(
    "The provider dies while it buys",
    `A fourth customer, ${fourth.name}. Partner Center has made the order, its answer is on the way, and the provider`,
    "process is killed with -9. The engine learns nothing of the purchase.",
  );
  await stack.setConfig({ "partnercenter-quickstart:customers": JSON.stringify(customers) });
  const hold = await admin.hold("POST", `/v1/customers/${fourth.tenantId}/carts/*/checkout`, "committed");
  stage.command("pulumi up --yes");
  const interrupted = stack.startOperation("up", [quiet]);
  await hold.held();
  const killed = interrupted.killProviders();
  stage.output((await interrupted.wait()).all);
  await hold.release();
  stage.prove("one provider process was killed", killed.length === 1, killed);
  stage.say("The next run asks the cart, learns that it was bought, and takes the plan over:");
  stage.command("pulumi up --yes");
  stage.output((await stack.up([quiet])).stdout);
  const orders = (await ordersOf(admin)).filter(({ customerId }) => customerId === fourth.tenantId);
  stage.prove(`Partner Center made one order for ${fourth.name}, not two`, orders.length === 1, orders);

  stage.act(
    "Destroy is refused",
    "Every plan was born with an Azure subscription. Nothing live is torn down silently.",
  );
  stage.command("pulumi destroy --yes");
  const refused = await stack.destroy([], mayFail);
  stage.output(refused.all);
  stage.prove(
    "destroy fails, names the Azure subscriptions, and no plan is suspended",
    refused.code !== 0 && refused.all.includes("cancelAzureSubscriptions") && (await activePlans(admin)).length >= 4,
    await activePlans(admin),
  );

  stage.act(
    "Destroy with consent",
    'The program says cancelAzureSubscriptions: "partnerCenter". An option counts once an `up` has written it.',
  );
  await stack.setConfig({ "partnercenter-quickstart:cancelAzureSubscriptions": "true" });
  stage.command("pulumi config set cancelAzureSubscriptions true && pulumi up --yes && pulumi destroy --yes");
  await stack.up();
  since = await admin.now();
  stage.output((await stack.destroy()).all);
  const own = new Set(customers.map(({ tenantId }) => tenantId));
  const left = (await activePlans(admin)).filter(({ customerId }) => own.has(customerId));
  stage.prove("the four plans are suspended", left.length === 0, left);
}

/** The emulator's state, as far as the demo looks into it. */
interface Books {
  readonly subscriptions: readonly { id: string; customerId: string; status: string; friendlyName: string }[];
  readonly azureSubscriptions: readonly { id: string; planId: string; status: string }[];
  readonly orders: readonly { id: string; customerId: string }[];
  readonly budgets: readonly { customerId: string; amount: string | null }[];
}

async function ordersOf(admin: EmulatorAdmin) {
  const made = (await admin.writes()).filter(({ effect }) => effect?.kind === "orderCreated");
  return made.map(({ customerId, effect }) => ({ customerId, orderId: effect?.id }));
}

async function planIdOf(admin: EmulatorAdmin, customer: Declared): Promise<string> {
  const { subscriptions } = await admin.state<Books>();
  const plan = subscriptions.find(({ customerId }) => customerId === customer.tenantId);
  if (!plan) throw new Error(`${customer.name} has no plan`);
  return plan.id;
}

async function activePlans(admin: EmulatorAdmin) {
  return (await admin.state<Books>()).subscriptions.filter(({ status }) => status === "active");
}

async function bookOf(admin: EmulatorAdmin, budgetOf: Declared, planOf: Declared) {
  const { budgets, subscriptions } = await admin.state<Books>();
  const status = subscriptions.find(({ customerId }) => customerId === planOf.tenantId)?.status;
  return { budget: budgetIn(budgets, budgetOf), status };
}

function budgetIn(budgets: Books["budgets"], { tenantId }: Declared): string | undefined {
  return budgets.find(({ customerId }) => customerId === tenantId)?.amount ?? undefined;
}

function namesDrift(text: string): boolean {
  return /amount/.test(text) && /status/.test(text);
}

function declare(customers: readonly Customer[]): Declared[] {
  const budgets = ["1250.5", "800", "4000", "300"];
  return customers
    .filter(({ kind }) => kind === "new")
    .slice(0, budgets.length)
    .map(({ id, name }, index) => ({
      name: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
      tenantId: id,
      planName: `${name} Azure`,
      monthlyBudget: budgets[index] ?? "100",
    }));
}

async function showBooks(stage: Stage, admin: EmulatorAdmin, customers: readonly Declared[]): Promise<void> {
  stage.act("What Partner Center holds now");
  const { subscriptions, azureSubscriptions, orders, budgets } = await admin.state<Books>();
  console.table(
    customers.map((customer) => {
      const plan = subscriptions.find(({ customerId }) => customerId === customer.tenantId);
      const azure = azureSubscriptions.filter(({ planId }) => planId === plan?.id);
      return {
        customer: customer.name,
        orders: orders.filter(({ customerId }) => customerId === customer.tenantId).length,
        plan: plan?.status ?? "none",
        "Azure subscriptions": azure.map(({ status }) => status).join(", "),
        budget: budgetIn(budgets, customer) ?? "none",
      };
    }),
  );
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
