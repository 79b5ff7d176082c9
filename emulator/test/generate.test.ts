import { generateSeed } from "../src/generate/generator";
import { seedFile } from "../src/seed-file";
import { appClient, at, launch } from "./support";

const customersOf = (options: Parameters<typeof generateSeed>[0]) => generateSeed(options).partners[0]?.customers ?? [];

describe("a generated seed", () => {
  test("has exactly the shares that were asked for", () => {
    const customers = customersOf({
      customers: 1_000,
      withPlans: 0.6,
      suspended: 0.1,
      legacy: 0.05,
      withoutAgreement: 0.02,
      budgets: 0.25,
    });
    const active = customers.filter(({ plans }) => plans?.[0] !== undefined && plans[0].status === undefined);
    const counts = {
      all: customers.length,
      active: active.length,
      suspended: customers.filter(({ plans }) => plans?.[0]?.status === "suspended").length,
      legacy: customers.filter(({ legacyAzure }) => legacyAzure).length,
      withoutAgreement: customers.filter(({ agreement }) => agreement === false).length,
      budgets: customers.filter(({ budget }) => budget !== undefined).length,
    };
    expect(counts).toEqual({ all: 1_000, active: 600, suspended: 100, legacy: 50, withoutAgreement: 20, budgets: 150 });
    expect(active.filter(({ budget }) => budget !== undefined)).toHaveLength(150);
  });

  test("is the same for the same number and another for another", () => {
    const one = generateSeed({ customers: 50, seed: 3 });
    expect(generateSeed({ customers: 50, seed: 3 })).toEqual(one);
    expect(generateSeed({ customers: 50, seed: 4 })).not.toEqual(one);
  });

  test("gives everybody a name and a domain of its own that differ at a glance from their neighbours'", () => {
    const customers = customersOf({ customers: 10_000 });
    expect(new Set(customers.map(({ domain }) => domain)).size).toBe(10_000);
    const alike = customers.filter(({ name }, index) => name.slice(0, 4) === customers[index + 1]?.name.slice(0, 4));
    expect(alike).toEqual([]);
    expect(seedFile.safeParse(generateSeed({ customers: 10_000 })).success).toBe(true);
  });

  test("keeps to the countries and sells through the resellers that were asked for", async () => {
    const seed = generateSeed({ customers: 40, countries: ["se", "CH"], resellers: 3 });
    const emulator = await launch({ seedFile: seed, switches: { customerPageSize: "500" } });
    try {
      const client = await appClient(emulator);
      expect(at((await client.get("/customers")).body, "totalCount")).toBe(40);
      expect(new Set(emulator.customers.map(({ country }) => country))).toEqual(new Set(["SE", "CH"]));
      const sold = seed.partners[0]?.customers?.flatMap(({ plans }) => plans ?? []) ?? [];
      const resellers = seed.partners[0]?.resellers?.map(({ partnerId }) => partnerId);
      expect(new Set(sold.map(({ partnerIdOnRecord }) => partnerIdOnRecord))).toEqual(new Set(resellers));
      expect(new Set(emulator.customers.map(({ kind }) => kind))).toEqual(
        new Set(["new", "withPlan", "suspendedPlan", "legacy", "noAgreement"]),
      );
    } finally {
      await emulator.close();
    }
  });

  test.each([
    [{ withPlans: 0.9, legacy: 0.2 }, "more than all customers"],
    [{ withPlans: 2 }, "withPlans"],
    [{ countries: ["XX"] }, "countries: customers can be made for US, GB"],
    [{ customers: 0.5 }, "customers"],
  ])("refuses %j", (options, message) => {
    expect(() => generateSeed(options)).toThrow(message);
  });
});
