import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPulumiCli } from "../../../tools/pulumi-cli";
import { pulumiEnvironment } from "../../../tools/pulumi-environment";

beforeAll(async () => {
  // Users have the CLI on their PATH; here it is wherever the tools found or built it. Nobody's credentials are used.
  const { binDirs } = await findPulumiCli();
  const { PULUMI_HOME, PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE, ...clean } = pulumiEnvironment({
    binDirs,
    home: "",
    backend: "",
  });
  for (const name of Object.keys(process.env)) if (!(name in clean)) delete process.env[name];
  Object.assign(process.env, clean);
});

// #region guide
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { AzurePlanSubscription, CustomerUsageBudget } from "pulumi-partnercenter";
import { type Emulator, portal, startEmulator } from "pulumi-partnercenter-emulator";

/** The emulator's clock runs so many times as fast, and the provider waits so many times shorter. */
const SPEED = 600;

const folder = mkdtempSync(join(tmpdir(), "practice-"));
let emulator: Emulator;
let stack: Stack;
let customerId: string;

jest.setTimeout(120_000);

beforeAll(async () => {
  emulator = await startEmulator({ speed: SPEED });
  customerId = emulator.customers.find(({ kind }) => kind === "new")?.id ?? "";
  const envVars = {
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "practice",
    PARTNERCENTER_TENANT_ID: emulator.tenantId,
    PARTNERCENTER_CLIENT_ID: emulator.clientId,
    PARTNERCENTER_CLIENT_SECRET: emulator.clientSecret,
    PARTNERCENTER_ENDPOINT: emulator.apiUrlTls,
    PARTNERCENTER_AUTHORITY: emulator.authorityUrl,
    PARTNERCENTER_CA_FILE: emulator.caFile,
    PARTNERCENTER_TIME_SCALE: String(SPEED),
  };
  stack = await LocalWorkspace.createStack({ stackName: "practice", projectName: "shop", program }, { envVars });
});

afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, maxRetries: 5 });
});

async function program() {
  const plan = new AzurePlanSubscription("contoso", { customerId, cancelAzureSubscriptions: "partnerCenter" });
  new CustomerUsageBudget("contoso", { customerId, amount: "1250.50" });
  return { planId: plan.id };
}

/** What was changed at Partner Center, in order. */
const changes = () => emulator.journal.entries({ effect: true }).map(({ effect }) => effect?.kind);
const orders = () => changes().filter((kind) => kind === "orderCreated");
const plans = () => [...emulator.model.subscriptions.values()].filter((plan) => plan.customerId === customerId);

test("a preview shows what will be bought, and changes nothing", async () => {
  const { changeSummary, stdout } = await stack.preview();
  expect(changeSummary.create).toBe(4); // the stack, the plan, the plan's cart and the budget
  expect(stdout).toContain("Buys one if there is none");
  expect(changes()).toEqual([]);
});

test("the up buys once, though the answer to the purchase is lost; a second one does nothing", async () => {
  emulator.faults.add({ method: "POST", path: "/v1/customers/*/carts/*/checkout", action: "resetAfterCommit" });
  const { outputs } = await stack.up();
  expect(plans()).toMatchObject([{ id: outputs.planId?.value, status: "active" }]);
  await stack.up({ expectNoChanges: true });
  expect(orders()).toHaveLength(1);
});

test("what somebody clicks in the portal is found, and healed", async () => {
  portal.editBudget(emulator.model, customerId, "9999");
  await expect(stack.preview({ refresh: true, expectNoChanges: true })).rejects.toThrow("no changes were expected");
  await stack.up({ refresh: true });
  expect([...emulator.model.budgets.values()]).toContain("1250.5");
});

test("destroying suspends the plan and removes the budget", async () => {
  await stack.destroy();
  expect(plans()).toMatchObject([{ status: "suspended" }]);
});
// #endregion
