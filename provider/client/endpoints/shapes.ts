import { z } from "zod";
import { decimal, integer } from "../decimal";

/**
 * Shapes that many replies share. Every reply is a loose object: members and enum values that nobody has documented
 * pass and are kept. Dates stay the texts that were sent, since JavaScript's keep three of their seven digits.
 */

/** A reference to another resource of the service, relative to its root (reference: commerce 3.1). */
export const Link = z.looseObject({
  uri: z.string().optional(),
  method: z.string().optional(),
  headers: z.array(z.looseObject({ key: z.string(), value: z.string() })).optional(),
});
export interface Link extends z.output<typeof Link> {}

/** Links by name. */
export const Links = z.record(z.string(), z.unknown());

/** What the service says about an object itself. `etag` is empty or absent on everything modern. */
export const Attributes = z.looseObject({ objectType: z.string().optional(), etag: z.string().optional() });

/** A list, or one page of it (reference: commerce 3.1). */
export function collection<Item extends z.ZodType>(item: Item) {
  return z.looseObject({
    /** Number of items on this page, by its meaning; samples show other values. Nothing may depend on it. */
    totalCount: integer.optional(),
    items: z.array(item),
    links: z.looseObject({ next: Link.optional() }).optional(),
    attributes: Attributes.optional(),
    continuationToken: z.string().optional(),
  });
}

/** A code that some services write as text and some as a number. */
export const codeText = z.union([z.string(), z.number()]).transform(String);

/** A kind of product, and the kind within it: `Azure`, `OnlineServicesNCE`, `Software` and more. */
export const ItemType = z.looseObject({
  id: z.string().optional(),
  displayName: z.string().optional(),
  subType: z.looseObject({ id: z.string().optional(), displayName: z.string().optional() }).optional(),
});

/** Pre-tax amounts, as decimal texts in the currency beside them. */
export const Pricing = z.looseObject({
  listPrice: decimal.optional(),
  discountedPrice: decimal.optional(),
  proratedPrice: decimal.optional(),
  price: decimal.optional(),
  extendedPrice: decimal.optional(),
});

/** Names and values that depend on the product. */
export const openRecord = z.record(z.string(), z.unknown());
