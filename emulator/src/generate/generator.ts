import type { SeedFile } from "../seed-file";
import { Chance } from "./chance";
import { companyName } from "./company-names";
import { type GeneratorOptions, parseGeneratorOptions } from "./generator-options";
import { markets } from "./markets";

type SeedPartner = SeedFile["partners"][number];
type SeedCustomer = NonNullable<SeedPartner["customers"]>[number];
type SeedReseller = NonNullable<SeedPartner["resellers"]>[number];

/** What a made-up customer is good for. */
type Kind = "withPlan" | "suspended" | "legacy" | "withoutAgreement" | "new";

const workloads = ["production", "landing zone", "data lake", "website", "backups", "sandbox", "analytics"];

/** Makes up a seed. The shares are met exactly, to the nearest customer; the same options give the same seed. */
export function generateSeed(wanted: GeneratorOptions = {}): SeedFile {
  const options = parseGeneratorOptions(wanted);
  const chance = new Chance(options.seed);
  const resellers = Array.from({ length: options.resellers }, (_, index) => reseller(index, chance));
  const kinds = chance.shuffled(kindsOf(options));
  const plans = kinds.filter((kind) => kind === "withPlan").length;
  const withBudget = chance.shuffled(flags(plans, Math.round(plans * options.budgets)));
  let planned = 0;
  // Names of another seed begin elsewhere in the list.
  const offset = chance.below(90_000);
  const customers = kinds.map((kind, index) => {
    const budget = kind === "withPlan" && withBudget[planned++] === true;
    return customer(
      { name: companyName(offset + index), kind, budget, country: chance.of(options.countries) },
      resellers,
      chance,
    );
  });
  return {
    partners: [
      {
        name: "Nordhang Cloud Services",
        domain: "nordhang.onmicrosoft.com",
        kind: resellers.length > 0 ? "indirectProvider" : "directBill",
        resellers,
        customers,
      },
      { name: "Meridian Distribution", domain: "meridiandistribution.onmicrosoft.com", kind: "indirectProvider" },
    ],
  };
}

function kindsOf(options: ReturnType<typeof parseGeneratorOptions>): Kind[] {
  const shares: readonly (readonly [Kind, number])[] = [
    ["withPlan", options.withPlans],
    ["suspended", options.suspended],
    ["legacy", options.legacy],
    ["withoutAgreement", options.withoutAgreement],
  ];
  let sum = 0;
  const bounds = shares.map(([kind, share]) => {
    sum += share;
    return [kind, Math.round(sum * options.customers)] as const;
  });
  return Array.from({ length: options.customers }, (_, index) => bounds.find(([, end]) => index < end)?.[0] ?? "new");
}

function flags(length: number, set: number): boolean[] {
  return Array.from({ length }, (_, index) => index < set);
}

function reseller(index: number, chance: Chance): SeedReseller {
  return { partnerId: String(4_000_000 + index * 997 + chance.below(900)), name: `${companyName(index * 53 + 7)} IT` };
}

interface Wanted {
  readonly name: string;
  readonly kind: Kind;
  readonly budget: boolean;
  readonly country: string;
}

function customer(wanted: Wanted, resellers: readonly SeedReseller[], chance: Chance): SeedCustomer {
  const { name, kind, country } = wanted;
  const market = markets[country];
  if (market === undefined) {
    throw new RangeError(`customers cannot be made for ${country}`);
  }
  const [city, postalCode] = chance.of(market.cities);
  const [word = name] = name.split(" ");
  return {
    name: `${name}${chance.of(market.forms)}`,
    domain: `${name.toLowerCase().replaceAll(" ", "")}.onmicrosoft.com`,
    country,
    city,
    street: chance.of(market.streets).replace("#", String(1 + chance.below(180))),
    postalCode,
    firstName: chance.of(market.firstNames),
    lastName: chance.of(market.lastNames),
    ...(kind === "withoutAgreement" && { agreement: false }),
    ...(kind === "legacy" && { legacyAzure: true }),
    ...(kind === "withPlan" && { plans: [plan(word, "active", resellers, chance)] }),
    ...(kind === "suspended" && { plans: [plan(word, "suspended", resellers, chance)] }),
    ...(wanted.budget && { budget: `${50 * (1 + chance.below(200))}.00` }),
  };
}

function plan(word: string, status: "active" | "suspended", resellers: readonly SeedReseller[], chance: Chance) {
  const count = 1 + Math.floor(chance.below(100) ** 2 / 2_500);
  const names = chance.shuffled(workloads).slice(0, count);
  return {
    friendlyName: `${word} Azure`,
    ...(status === "suspended" && { status }),
    ...(resellers.length > 0 && { partnerIdOnRecord: chance.of(resellers).partnerId }),
    azureSubscriptions: names.map((name) => ({
      friendlyName: `${word} ${name}`,
      ...(status === "suspended" && { status: "inactive" }),
    })),
  };
}
