import { z } from "zod";
import { companyNameCount } from "./company-names";
import { markets } from "./markets";

const share = z.coerce.number("a share is a number from 0 to 1").min(0).max(1);
const count = z.coerce.number("a whole number").int().min(0);

/** What a generated seed is to contain. */
export const generatorOptions = z
  .strictObject({
    customers: count.max(companyNameCount).default(100).describe("how many customers the main partner has"),
    withPlans: share.default(0.6).describe("share of customers with an active Azure plan"),
    suspended: share.default(0.05).describe("share of customers whose plan is suspended"),
    legacy: share.default(0.05).describe("share of customers with a legacy (0145P) subscription"),
    withoutAgreement: share.default(0.05).describe("share of customers without customer agreement"),
    budgets: share.default(0.3).describe("share of customers with an active plan that have a budget"),
    countries: z
      .union([z.array(z.string()), z.string().transform((text) => text.split(","))])
      .transform((codes) => codes.map((code) => code.trim().toUpperCase()))
      .refine((codes) => codes.length > 0 && codes.every((code) => Object.hasOwn(markets, code)), {
        message: `customers can be made for ${Object.keys(markets).join(", ")}`,
      })
      .default(Object.keys(markets))
      .describe("countries of the customers, with a comma between them (default: all there are)"),
    resellers: count
      .max(1_000)
      .default(0)
      .describe("how many resellers the main partner sells through; with any, it is an indirect provider"),
    seed: z.coerce.number().int().default(1).describe("another number, other customers; the same one, the same"),
  })
  .refine(
    ({ withPlans, suspended, legacy, withoutAgreement }) =>
      withPlans + suspended + legacy + withoutAgreement <= 1 + 1e-9,
    { message: "withPlans, suspended, legacy and withoutAgreement together are more than all customers" },
  );

/** What somebody asks a generator for. */
export type GeneratorOptions = z.input<typeof generatorOptions>;

/** Names of the options with what they mean, for `--help`. */
export const generatorOptionNames = Object.entries(generatorOptions.shape).map(([name, schema]) => ({
  name,
  flag: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  description: schema.description ?? "",
  default: String(schema.parse(undefined)),
}));

/** The options by this schema; throws `RangeError` that names what is wrong. */
export function parseGeneratorOptions(options: Readonly<Record<string, unknown>>): z.output<typeof generatorOptions> {
  const result = generatorOptions.safeParse(options);
  if (!result.success) {
    const issues = result.error.issues.map(
      ({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`,
    );
    throw new RangeError(`cannot generate that: ${issues.join("; ")}`);
  }
  return result.data;
}

/** The options in a text like `customers=1000,withPlans=0.6`; countries have a `+` between them there. */
export function parseGeneratorText(text: string): Record<string, string> {
  const pairs = text.split(",").filter((pair) => pair.trim() !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = "", value] = pair.split("=");
      if (value === undefined) {
        throw new RangeError(`--generate takes name=value, name=value …, not "${pair}"`);
      }
      return [name.trim(), value.trim().replaceAll("+", ",")];
    }),
  );
}
