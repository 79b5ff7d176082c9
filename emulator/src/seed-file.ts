import { z } from "zod";

const guid = z.guid().transform((id) => id.toLowerCase());
const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, "two letters of ISO 3166-1")
  .transform((code) => code.toUpperCase());

const azureSubscription = z.strictObject({
  friendlyName: z.string().default("Microsoft Azure"),
  status: z.string().default("active"),
});

const plan = z.strictObject({
  friendlyName: z.string().default("Azure plan"),
  status: z.enum(["active", "suspended", "deleted", "expired", "disabled"]).default("active"),
  /** An indirect reseller's PartnerID. */
  partnerIdOnRecord: z.string().optional(),
  azureSubscriptions: z.array(azureSubscription).default([{ friendlyName: "Microsoft Azure", status: "active" }]),
});

const customer = z.strictObject({
  id: guid.optional(),
  name: z.string().min(1),
  domain: z.string().min(1),
  country: country.default("US"),
  city: z.string().default("Seattle"),
  street: z.string().default("1 Main Street"),
  postalCode: z.string().default("98101"),
  firstName: z.string().default("Robin"),
  lastName: z.string().default("Keller"),
  /** Whether the customer agreement is accepted. */
  agreement: z.boolean().default(true),
  /** Whether there is an active legacy (0145P) subscription. */
  legacyAzure: z.boolean().default(false),
  plans: z.array(plan).default([]),
  /** A decimal as text, so that it keeps its digits. */
  budget: z.string().optional(),
});

const partner = z.strictObject({
  tenantId: guid.optional(),
  name: z.string().min(1),
  domain: z.string().min(1),
  kind: z.enum(["directBill", "indirectProvider"]).default("directBill"),
  sandbox: z.boolean().default(false),
  clientId: guid.optional(),
  clientSecret: z.string().min(1).optional(),
  resellers: z.array(z.strictObject({ partnerId: z.string().regex(/^\d{6,8}$/), name: z.string() })).default([]),
  customers: z.array(customer).default([]),
});

/** A seed file: at least two partners, of which the first is the main one. Ids and secrets left out are made. */
export const seedFile = z.strictObject({ partners: z.array(partner).min(2) });

/** A seed file as somebody writes it. */
export type SeedFile = z.input<typeof seedFile>;

/** A seed file with every default filled in. */
export type Seed = z.output<typeof seedFile>;

/** A customer of a seed. */
export type SeedCustomer = z.output<typeof customer>;

/** A partner of a seed. */
export type SeedPartner = z.output<typeof partner>;
