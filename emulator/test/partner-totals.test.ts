import type { SeedFile } from "../src";
import { itemsOf } from "./billing-pages";
import { at, useEmulator, userClient } from "./support";
import { usualUsage } from "./usual-usage";

const legacy = (name: string, country: string) => ({
  name,
  domain: `${name.toLowerCase()}.example`,
  country,
  legacyAzure: true,
  legacyResources: [{ meter: "vmB2s" as const, dailyQuantity: "240", name: "web" }],
});

const euros: SeedFile = {
  partners: [
    { name: "Euros", domain: "euros.example", customers: [legacy("Amiens", "FR"), legacy("Bremen", "DE")] },
    { name: "Other", domain: "other.example" },
  ],
};

describe("the total of a partner", () => {
  // A legacy period of two months, which have rates of their own.
  const emulator = useEmulator({ clock: Date.UTC(2026, 4, 20), seedFile: euros, switches: usualUsage });

  test("is the sum of its customers' records where they have its currency", async () => {
    const client = await userClient(emulator());
    const costs = itemsOf((await client.get("/customers/usagerecords")).body).map((one) =>
      Number(at(one, "totalCost")),
    );
    expect(costs).toHaveLength(2);
    const { body } = await client.get("/usagesummary");
    expect(at(body, "currencyLocale")).toBe("de-DE");
    expect(at(body, "totalCost")).toBeCloseTo(
      costs.reduce((total, cost) => total + cost, 0),
      8,
    );
  });
});
