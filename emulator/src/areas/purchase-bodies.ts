import { z } from "zod";
import { caseless } from "../http/caseless";

/** An enum value as a text or a number. */
export const enumText = z.union([z.string(), z.number()]);

const present = (key: string, value: string | null): [string, string][] => (value === null ? [] : [[key, value]]);

/** What lines of carts and of orders have in common (C 7.2, 8.2). */
export const itemShape = {
  friendlyName: z.string().optional(),
  quantity: z.number().int(),
  termDuration: z.string().optional(),
  promotionId: z.string().optional(),
  customTermEndDate: z.string().optional(),
  attestationAccepted: z.boolean().optional(),
  purchaseCommitment: caseless({
    amount: z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]).transform(String),
    grain: z.string(),
    currency: z.string().default("USD"),
  }).optional(),
  // Documented as an array, shown as an object (C 7.2).
  renewsTo: z.preprocess(
    (value) => (Array.isArray(value) ? value[0] : value),
    caseless({ termDuration: z.string().optional() }).optional(),
  ),
  // Nulls count as absent (C 13.3).
  provisioningContext: z
    .record(z.string(), z.string().nullable())
    .transform((context) => Object.fromEntries(Object.entries(context).flatMap(([key, value]) => present(key, value))))
    .optional(),
};
