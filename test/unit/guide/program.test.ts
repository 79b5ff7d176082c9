import * as pulumi from "@pulumi/pulumi";
import { MockedPartnerCenter } from "./mocked-partner-center";

const contoso = "3f0a1c2e-5b7d-4e9a-8c61-0d2f4b6a8e90";
const fabrikam = "8d2f6b1e-0c4a-4f7b-9e35-6a1c3d5f7b92";

const center = new MockedPartnerCenter("shop", { [contoso]: { outcome: "adopts" }, [fabrikam]: { outcome: "buys" } });
let program: typeof import("./program");

beforeAll(async () => {
  const config = {
    partnerTenant: "7d1c4c0e-3f58-4b0e-9d0f-6b6f0f6f2f11",
    application: "5a60d4f1-2c3b-4d5e-8f60-718293a4b5c6",
    applicationSecret: "hush",
    customers: [
      { name: "contoso", tenantId: contoso, monthlyBudget: "1250.50", production: true },
      { name: "fabrikam", tenantId: fabrikam, monthlyBudget: "80", production: false },
    ],
  };
  program = await center.run(config, ["applicationSecret"], (): typeof program => require("./program"));
});

const resolved = <T>(output: pulumi.Output<T>) => new Promise<T>((resolve) => output.apply(resolve));

test("every plan has a budget", () => {
  const customers = (kind: string) => center.of(kind).map(({ inputs }) => inputs.customerId);
  expect(customers("AzurePlanSubscription")).toEqual([contoso, fabrikam]);
  expect(customers("CustomerUsageBudget")).toEqual(expect.arrayContaining(customers("AzurePlanSubscription")));
});

test("no row may be replaced, which would buy anew", () => {
  expect(center.rows.filter(({ inputs }) => inputs.allowReplacement === true)).toEqual([]);
});

test("production customers are protected, and their plans outlive the stack", () => {
  expect(center.protectedRows).toEqual(new Set(["AzurePlanSubscription contoso"]));
  const kept = center.of("AzurePlanSubscription").filter(({ inputs }) => inputs.onDestroy === "retain");
  expect(kept.map(({ name }) => name)).toEqual(["contoso"]);
});

test("every row belongs to the partner, who may touch these customers and buy five plans a run", () => {
  expect(center.rows.every(({ provider }) => provider.includes("::partner::"))).toBe(true);
  expect(center.partners.get("partner")).toMatchObject({
    allowedCustomers: JSON.stringify([contoso, fabrikam]),
    maxPurchasesPerRun: "5",
  });
});

test("the partner's secret is one in the state, too", () => {
  expect(pulumi.runtime.isRpcSecret(center.partners.get("partner")?.clientSecret)).toBe(true);
});

test("a plan has its cart's row beside it, registered first", () => {
  const rows = center.rows.map(({ kind, name }) => `${kind} ${name}`);
  expect(rows).toContain("AzurePlanCart contoso-cart");
  expect(rows.indexOf("AzurePlanCart contoso-cart")).toBeLessThan(rows.indexOf("AzurePlanSubscription contoso"));
});

test("tells beforehand whose plans will be bought, and gives the Azure subscriptions", async () => {
  expect(await resolved(program.purchases)).toEqual(["fabrikam"]);
  const { contoso: subscription } = program.azureSubscriptions;
  expect(subscription && (await resolved(subscription))).toBe(`azure-of-${contoso}`);
});
