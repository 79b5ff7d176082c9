import { z } from "zod";
import { chargeKinds } from "./model/charge-products";

/** Something that is billed beside metered usage, as seeds and the portal describe it. */
export const chargeSchema = z.strictObject({
  kind: z.enum(chargeKinds).describe("What it is; `credit` is money back, `office` a licence of legacy commerce."),
  quantity: z.number().int().positive().default(1).describe("How many."),
  unitPrice: z
    .string("write the price in quotes, so that it keeps its digits")
    .regex(/^-?\d{1,9}(\.\d{1,6})?$/, "a decimal like 17.605")
    .optional()
    .describe("US dollars for one: a decimal as text, negative for a credit. Each kind has a price of its own."),
});
