import type { SeedFile } from "../seed-file";
import type { Chance } from "./chance";

type SeedCustomer = NonNullable<SeedFile["partners"][number]["customers"]>[number];
type SeedResource = NonNullable<SeedCustomer["legacyResources"]>[number];

/** What a workload is made of: the meter, what follows its name, and about how much a day. */
type Part = readonly [meter: SeedResource["meter"], suffix: string, dailyQuantity: number];

const recipes: readonly (readonly [name: string, parts: readonly Part[]])[] = [
  [
    "web",
    [
      ["vmB2s", "", 24],
      ["publicIp", "-ip", 24],
      ["bandwidth", "", 1.5],
    ],
  ],
  [
    "app",
    [
      ["appServiceP1", "", 24],
      ["sqlServerless", "-sql", 6],
    ],
  ],
  [
    "erp",
    [
      ["vmD2sV3", "", 24],
      ["diskPremium", "-data", 0.0322581],
    ],
  ],
  [
    "store",
    [
      ["blobHot", "", 85],
      ["blobOperations", "", 12],
    ],
  ],
  [
    "batch",
    [
      ["vmE4sV5", "", 5],
      ["linuxLicence", "", 5],
    ],
  ],
  ["logs", [["logAnalytics", "", 0.8]]],
];

const regions: Readonly<Record<string, string>> = {
  US: "eastus",
  GB: "uksouth",
  CA: "canadacentral",
  AU: "australiaeast",
  NO: "norwayeast",
  DE: "germanywestcentral",
};

/** Makes up what is metered in the subscriptions of made-up customers. */
export class Workloads {
  constructor(
    readonly chance: Chance,
    /** Part of the customers' subscriptions in which anything is. */
    readonly share: number,
  ) {}

  /** The resources of each Azure subscription of a plan; of a plan that uses nothing, none. */
  resources(azureSubscriptions: number, country: string): SeedResource[][] {
    if (this.chance.below(10_000) >= this.share * 10_000) {
      return [];
    }
    return Array.from({ length: azureSubscriptions }, () => this.#workload(regions[country] ?? "westeurope"));
  }

  #workload(location: string): SeedResource[] {
    const [name, parts] = this.chance.of(recipes);
    const size = 50 + this.chance.below(200);
    const group = `rg-${name}`;
    return parts.map(([meter, suffix, aDay]) => {
      // What runs all day runs all day however big the rest is.
      const dailyQuantity = aDay === 24 ? "24" : ((aDay * size) / 100).toFixed(4);
      return { meter, name: `${name}-${size}${suffix}`, group, location, dailyQuantity };
    });
  }
}
