import { z } from "zod";
import { chargeSchema } from "./charge-schema";
import { accountStates } from "./model/entities";
import { type UserRole, userRoles } from "./model/identities";
import { mostSyntheticLines } from "./model/synthetic-lines";
import { resourceSchema } from "./resource-schema";

// Editors show the descriptions: they are published as `seed.schema.json`.
const guid = z.guid().transform((id) => id.toLowerCase());
const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, "two letters of ISO 3166-1")
  .transform((code) => code.toUpperCase());

const resource = resourceSchema.extend({
  fromDaysAgo: z.number().nonnegative().optional().describe("When it was made; with its subscription unless said."),
  toDaysAgo: z.number().nonnegative().optional().describe("When it was deleted, if it was."),
});

const azureSubscription = z.strictObject({
  friendlyName: z.string().default("Microsoft Azure").describe("Its name."),
  status: z.string().default("active").describe("Its state: active, or what a cancelled one is called (inactive)."),
  resources: z.array(resource).default([]).describe("What is metered in it."),
});

const plan = z.strictObject({
  friendlyName: z.string().default("Azure plan").describe("Its name."),
  status: z
    .enum(["active", "suspended", "deleted", "expired", "disabled"])
    .default("active")
    .describe("Its state. A suspended plan should have no active Azure subscription."),
  partnerIdOnRecord: z.string().optional().describe("PartnerID of the indirect reseller that it is sold through."),
  azureSubscriptions: z
    .array(azureSubscription)
    .default([{ friendlyName: "Microsoft Azure", status: "active", resources: [] }])
    .describe("The Azure subscriptions under it; one unless said."),
});

/** A legacy subscription of a customer. */
export const legacySubscription = z.strictObject({
  friendlyName: z.string().default("Microsoft Azure").describe("Its name."),
  status: z.enum(["active", "suspended", "deleted", "expired", "disabled"]).default("active").describe("Its state."),
  boughtAgo: z
    .string()
    .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, "a duration like 15m, 36h or 8d")
    .default("60d")
    .describe("How long before the start it was bought: 15m, 36h, 8d."),
  partnerIdOnRecord: z.string().optional().describe("PartnerID of the indirect reseller that it is sold through."),
  sharedServices: z
    .boolean()
    .default(false)
    .describe("Whether it is one of Azure Partner Shared Services, which cannot be upgraded."),
  resources: z.array(resource).default([]).describe("What is metered in it."),
});

const otherPurchase = z.strictObject({
  kind: z.enum(["license", "software", "reservation", "savingsPlan", "saas"]).describe("What it is."),
  quantity: z.number().int().positive().default(1).describe("How many."),
});

const charge = chargeSchema.extend({
  daysAgo: z.number().nonnegative().default(45).describe("When it was charged first."),
});

const customer = z.strictObject({
  id: guid.optional().describe("Its tenant; made from the domain when left out, the same one on every start."),
  name: z.string().min(1).describe("Company name."),
  domain: z.string().min(1).describe("Its first domain. No two customers may have the same one."),
  country: country.default("US").describe("Two letters of ISO 3166-1; says its market and currency."),
  city: z.string().default("Seattle").describe("City of its billing address."),
  street: z.string().default("1 Main Street").describe("Street of its billing address."),
  postalCode: z.string().default("98101").describe("Postal code of its billing address."),
  firstName: z.string().default("Robin").describe("First name of its contact."),
  lastName: z.string().default("Keller").describe("Last name of its contact."),
  phoneNumber: z.string().optional().describe("Phone number of its contact."),
  state: z.string().max(2).optional().describe("State of its billing address, where addresses have one."),
  organizationRegistrationNumber: z.string().optional().describe("Its number in the country's register."),
  reseller: z
    .string()
    .optional()
    .describe("PartnerID of the indirect reseller that looks after it; the first plan's when left out."),
  account: z
    .enum(accountStates)
    .default("approved")
    .describe("How Microsoft looks at its account: only an approved one can buy."),
  agreement: z
    .boolean()
    .default(true)
    .describe("Whether the Microsoft Customer Agreement is accepted. Without it, nothing can be ordered."),
  legacyAzure: z
    .boolean()
    .default(false)
    .describe("Whether there is an active legacy (0145P) Azure subscription. Such a customer cannot buy a plan."),
  legacyResources: z.array(resource).default([]).describe("What is metered in the subscription of legacyAzure."),
  legacySubscriptions: z
    .array(legacySubscription)
    .default([])
    .describe("Its legacy (0145P) Azure subscriptions in any state, beside the one of legacyAzure."),
  plans: z.array(plan).default([]).describe("Its Azure plans."),
  charges: z.array(charge).default([]).describe("What it was charged for beside usage."),
  others: z
    .array(otherPurchase)
    .default([])
    .describe("What else it bought. Reservations and savings plans belong to its first plan."),
  budget: z
    .string("write the amount in quotes, so that it keeps its digits")
    .regex(/^\d+(\.\d+)?$/, "a decimal like 1250.50")
    .optional()
    .describe("Its monthly usage budget: a decimal as text, so that it keeps its digits."),
});

const reseller = z.strictObject({
  partnerId: z
    .string()
    .regex(/^\d{6,8}$/, "six to eight digits")
    .describe("Its PartnerID."),
  name: z.string().describe("Its name."),
  active: z.boolean().default(true).describe("Whether it is a reseller still."),
  agreementAccepted: z.boolean().default(true).describe("Whether it accepted the Microsoft Partner Agreement."),
});

const standing = z.strictObject({
  agreementAccepted: z.boolean().default(true).describe("Whether it accepted the Microsoft Partner Agreement."),
  resellerProgramActive: z.boolean().default(true).describe("Whether its reseller program is active."),
  endedProgram: z.string().default("").describe("Name of a program that ended, if one did."),
  closedCountries: z.array(country).default([]).describe("Countries it was not onboarded for."),
});

/** Trust in the tokens of an issuer outside; the emulator's own unless another is named. */
export const federatedCredential = z.strictObject({
  name: z.string().default("workload").describe("For people only."),
  issuer: z
    .string()
    .default("emulator")
    .describe("The issuer's address; `emulator` is the emulator's own, whatever its port."),
  subject: z.string().min(1).describe("The `sub` of its tokens."),
  audience: z.string().default("api://AzureADTokenExchange").describe("The `aud` of its tokens."),
  keys: z
    .array(
      z.looseObject({
        kty: z.literal("RSA").describe("The kind of key."),
        n: z.string().describe("Its modulus, base64url."),
        e: z.string().describe("Its exponent, base64url."),
      }),
    )
    .default([])
    .describe("Public keys of another issuer (JWK)."),
});

/** Enough for every call. */
const administratorRoles: UserRole[] = ["globalAdmin", "adminAgent", "globalReader"];

const user = z.strictObject({
  name: z.string().min(1).describe("What comes before the @ of its user principal name."),
  roles: z
    .array(z.enum(userRoles))
    .default(administratorRoles)
    .describe("What it is in Partner Center and, by delegation, in the customers' tenants."),
  mfa: z.boolean().default(true).describe("Whether it signs in with a second factor."),
});

const billing = z.strictObject({
  paid: z.boolean().default(false).describe("Whether it paid all of them but the newest."),
  adjustments: z
    .array(
      z.strictObject({
        customer: z.string().describe("Domain of the customer."),
        credit: z
          .string("write the amount in quotes, so that it keeps its digits")
          .regex(/^\d{1,9}(\.\d{1,2})?$/, "a decimal like 12.50")
          .describe("US dollars: a decimal as text."),
      }),
    )
    .default([])
    .describe("Credits on the newest invoice in the customer's currency, each by an adjustment note."),
  syntheticLineItems: z
    .number()
    .int()
    .min(0)
    .max(mostSyntheticLines)
    .default(0)
    .describe("How many made-up line items one more invoice has, for practice with many of them."),
});

const partner = z.strictObject({
  tenantId: guid.optional().describe("Its tenant; made from the domain when left out, the same one on every start."),
  name: z.string().min(1).describe("Company name."),
  domain: z.string().min(1).describe("Its first domain; the token endpoint takes it for the tenant, too."),
  kind: z
    .enum(["directBill", "indirectProvider"])
    .default("directBill")
    .describe("How it sells: to customers itself, or through resellers."),
  sandbox: z.boolean().default(false).describe("Whether it is an integration sandbox, with its limits."),
  clientId: guid.optional().describe("Its application; made when left out."),
  clientSecret: z.string().min(1).optional().describe("That application's secret; made when left out."),
  moreSecrets: z
    .array(
      z.strictObject({
        value: z.string().min(1).describe("The secret itself."),
        expiresAt: z.iso.datetime({ offset: true }).optional().describe("Its end; one that is past has expired."),
      }),
    )
    .default([])
    .describe("Further secrets of the application."),
  certificates: z.array(z.string()).default([]).describe("PEM texts of the application's certificates."),
  federatedCredentials: z
    .array(federatedCredential)
    .default([])
    .describe("Whose workload tokens the application accepts as proof of itself."),
  redirectUris: z
    .array(z.string())
    .default([])
    .describe("Where authorization codes may be sent; when left out, to any loopback address."),
  users: z
    .array(user)
    .min(1)
    .default([{ name: "admin", roles: administratorRoles, mfa: true }])
    .describe("Its users. They sign in by themselves, for whoever has their refresh token."),
  resellers: z.array(reseller).default([]).describe("The indirect resellers of an indirect provider."),
  standing: standing.optional().describe("What it may sell; everything when left out."),
  customers: z.array(customer).default([]).describe("Its customers."),
  billing: billing.optional().describe("What became of the invoices that it has at the start."),
});

/** A seed file: at least two partners, of which the first is the main one. Ids and secrets left out are made. */
export const seedFile = z
  .strictObject({
    $schema: z.string().optional().describe("Where this schema is, for editors."),
    partners: z
      .array(partner)
      .min(2)
      .describe("The partners: the first is the main one, the second the one that is called the other partner."),
  })
  .describe("What a Partner Center emulator starts with.");

/** A seed file as somebody writes it. */
export type SeedFile = z.input<typeof seedFile>;

/** A seed file with every default filled in. */
export type Seed = z.output<typeof seedFile>;

/** A customer of a seed. */
export type SeedCustomer = z.output<typeof customer>;

/** A metered resource of a seed. */
export type SeedResource = z.output<typeof resource>;

/** A legacy subscription of a seed. */
export type SeedLegacySubscription = z.output<typeof legacySubscription>;

/** A partner of a seed. */
export type SeedPartner = z.output<typeof partner>;
