import { z } from "zod";
import { meterKeys } from "./model/meters";

const texts = z.record(z.string(), z.string()).default({});

/** A metered resource, as seeds and people in the portal describe it. */
export const resourceSchema = z.strictObject({
  meter: z.enum(meterKeys).describe("What measures it, and so what kind of resource it is."),
  name: z
    .string()
    .min(1)
    .describe("Its name. Resources with one name, group and type, but other meters, are the same one."),
  group: z.string().min(1).default("main").describe("Its resource group."),
  location: z.string().min(1).default("westus").describe("Its Azure region in short form, like westeurope."),
  dailyQuantity: z
    .string("write the quantity in quotes, so that it keeps its digits")
    .regex(/^\d{1,12}(\.\d{1,10})?$/, "a decimal with at most 10 digits behind the point")
    .describe("What it uses on an average day in the meter's unit: a decimal as text."),
  tags: texts.describe("Its tags."),
  additionalInfo: texts.describe("What its usage records tell beside."),
});
