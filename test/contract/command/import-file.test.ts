import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../../command/command";
import { findResources } from "../../../command/import-file";
import { openContext } from "../../../command/reading-context";
import { HANDLER } from "../../../sdk/handler";
import { settingsFor } from "../../../tools/emulator-admin";
import { PartnerCenter } from "../../support/partner-center";

let center: PartnerCenter;
let folder: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  folder = mkdtempSync(join(tmpdir(), "import-file-"));
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await center.close();
});

const find = (customers: readonly string[] | "all", partner = center.emulator) =>
  findResources(openContext({}, settingsFor({ ...center.emulator, ...partner }, 1)), customers);

const setBudget = (customerId: string, amount: string) => center.portal(`/customers/${customerId}/budget`, { amount });

describe("an import file", () => {
  test("has a plan and its budget as a refresh finds them, and only reads", async () => {
    const { id: customerId, name, subscriptionId } = center.customer("withPlan");
    await setBudget(customerId, "1250.50");
    const { file, notes } = await find([customerId.toUpperCase()]);
    const common = { customerId, allowReplacement: false };
    const plan = {
      ...common,
      productId: "DZH318Z0BPS6",
      skuId: "0001",
      status: "active",
      friendlyName: center.plan(subscriptionId).friendlyName,
      onExisting: "adopt",
      onMissing: "fail",
      cancelAzureSubscriptions: "none",
      __provider: HANDLER.AzurePlanSubscription,
    };
    const budget = { ...common, amount: "1250.5", __provider: HANDLER.CustomerUsageBudget };
    const row = name.toLowerCase().replaceAll(" ", "-");
    expect(file.resources).toEqual([
      {
        type: "pulumi-nodejs:dynamic/partnercenter:AzurePlanSubscription",
        name: row,
        id: subscriptionId,
        inputs: plan,
        outputs: {
          ...plan,
          adopted: true,
          orderId: expect.any(String),
          offerId: expect.stringMatching(/^DZH318Z0BPS6:0001:/),
          creationDate: expect.any(String),
          partnerTenantId: center.emulator.tenantId,
        },
      },
      {
        type: "pulumi-nodejs:dynamic/partnercenter:CustomerUsageBudget",
        name: `${row}-budget`,
        id: customerId,
        inputs: budget,
        outputs: { ...budget, partnerTenantId: center.emulator.tenantId },
      },
    ]);
    expect(notes).toEqual([]);
    expect(center.journal().filter(({ method, effect }) => method !== "GET" || effect)).toEqual([]);
  });

  test("declares in its program what is not the default", async () => {
    const { id: customerId, subscriptionId } = center.customer("withPlan");
    await center.portal(`/subscriptions/${subscriptionId}`, { friendlyName: 'Ina "Azure"', status: "suspended" });
    const { program } = await find([customerId]);
    expect(program).toMatch(/^import \{ AzurePlanSubscription, CustomerUsageBudget \} from "pulumi-partnercenter";$/m);
    expect(program).toContain(
      [
        `  customerId: "${customerId}",`,
        '  status: "suspended",',
        '  friendlyName: "Ina \\"Azure\\"",',
        '  onMissing: "fail",',
        "});",
      ].join("\n"),
    );
  });

  test("has all customers' resources under names of their own", async () => {
    for (const { id } of center.emulator.customers) await setBudget(id, "1").catch(() => undefined);
    const { file } = await find("all");
    const names = file.resources.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const plans = [...center.emulator.model.subscriptions.values()].filter(
      ({ kind, partnerTenantId }) => kind === "azurePlan" && partnerTenantId === center.emulator.tenantId,
    );
    const imported = file.resources.filter(({ type }) => type.endsWith("AzurePlanSubscription"));
    expect(imported.map(({ id }) => id).toSorted()).toEqual(plans.map(({ id }) => id).toSorted());
  });

  test("tells plans of one customer apart by their resellers", async () => {
    const partner = center.emulator.otherPartner;
    const { id } = center.customer("new", partner);
    const [one = "", two = ""] = [...center.emulator.model.partners.values()]
      .flatMap(({ tenantId, resellers }) => (tenantId === partner.tenantId ? resellers : []))
      .map(({ partnerId }) => partnerId);
    await center.buyByHand(id, { partnerIdOnRecord: one });
    await center.buyByHand(id, { partnerIdOnRecord: two });
    const { file } = await find([id], { ...center.emulator, ...partner });
    expect(file.resources.map(({ inputs }) => inputs.partnerIdOnRecord)).toEqual([one, two]);
    expect(file.resources.map(({ name }) => name.split("-").at(-1))).toEqual([one, two]);
  });

  test("leaves out what a program cannot declare, and says so", async () => {
    const { id, subscriptionId } = center.customer("withPlan");
    await center.portal(`/subscriptions/${subscriptionId}`, { status: "disabled" });
    const { file, notes } = await find([id]);
    expect(file.resources.filter(({ type }) => type.endsWith("AzurePlanSubscription"))).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(`plan ${subscriptionId} is disabled and was left out`)]);
  });

  test("of somebody else's customer is refused", async () => {
    const { id } = center.customer("new", center.emulator.otherPartner);
    await expect(find([id])).rejects.toMatchObject({ code: "20002" });
  });
});

describe("the command", () => {
  const run = async (...args: string[]) => {
    let [out, err] = ["", ""];
    const code = await runCommand(args, {
      environment: settingsFor(center.emulator, 1),
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
    });
    return { code, out, err };
  };

  test("writes both files, says how to go on, and overwrites nothing", async () => {
    const { id, subscriptionId } = center.customer("withPlan");
    const out = join(folder, "customers");
    const args = ["import-file", "--customers", `${id},`, "--out", out];
    const done = await run(...args);
    expect(done.code).toBe(0);
    expect(done.out).toMatch(/pulumi import --file .*customers\.json --generate-code=false/);
    expect(JSON.parse(readFileSync(`${out}.json`, "utf8")).resources[0].id).toBe(subscriptionId);
    expect(readFileSync(`${out}.ts`, "utf8")).toContain("new AzurePlanSubscription(");
    await expect(run(...args)).rejects.toThrow(/customers\.json is there already/);
  });

  test("writes nothing when there is nothing", async () => {
    const { id } = center.customer("new");
    const out = join(folder, "none");
    await expect(run("import-file", "--customers", id, "--out", out)).rejects.toThrow(/nothing to import/);
    expect(() => readFileSync(`${out}.json`)).toThrow();
  });

  test("explains itself", async () => {
    expect(await run("--help")).toMatchObject({ code: 0, out: expect.stringContaining("Usage"), err: "" });
    expect(await run("import-file")).toMatchObject({ code: 2, out: "", err: expect.stringContaining("Usage") });
    await expect(run("import-file", "--costumers", "all")).rejects.toThrow("--costumers");
  });
});
