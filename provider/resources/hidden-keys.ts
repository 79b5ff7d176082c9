import { z } from "zod";
import type { PropertyBag } from "./property-bag";

/** Id that a cart's row has when no cart was needed, because a plan existed. */
export const NO_CART = "none";

const cartReference = z.object({
  id: z.string(),
  creationTimestamp: z.string().exactOptional(),
  expirationTimestamp: z.string().exactOptional(),
});

/** A cart as the engine's state remembers it. `id` is `none` when a plan existed and no cart was made. */
export type CartReference = z.infer<typeof cartReference>;

const schemas = {
  __provider: z.string(),
  __urn: z.string(),
  __cart: cartReference,
  __timeouts: z.record(z.string(), z.number()),
  __settled: z.boolean(),
};

/**
 * What the classes hand over and the engine does not: kept by `check`, carried through state, ignored by `diff`.
 * A value that is unknown in a preview is absent here.
 */
export interface HiddenKeys {
  /** The constant text that finds this provider again. */
  readonly provider?: string;
  /** The resource's own URN, for messages on its row and for claims. */
  readonly urn?: string;
  /** On a plan: the cart it is bought with. */
  readonly cart?: CartReference;
  /** `customTimeouts` in milliseconds, by operation. */
  readonly timeoutsMs?: Readonly<Record<string, number>>;
  /** On a cart: a refresh has seen that a plan exists, so its expiry does not matter any more. */
  readonly settled?: boolean;
}

/** True for keys that are ours and not the program's; the one that JavaScript takes for itself is nobody's. */
export function isHiddenKey(key: string): boolean {
  return key.startsWith("__") && key !== "__proto__";
}

/** Reads the hidden keys of a bag; what is missing, unknown or unreadable is absent. */
export function readHiddenKeys(bag: PropertyBag): HiddenKeys {
  const pick = <T>(schema: z.ZodType<T>, key: string): T | undefined => schema.safeParse(bag[key]).data;
  return defined({
    provider: pick(schemas.__provider, "__provider"),
    urn: pick(schemas.__urn, "__urn"),
    cart: pick(schemas.__cart, "__cart"),
    timeoutsMs: pick(schemas.__timeouts, "__timeouts"),
    settled: pick(schemas.__settled, "__settled"),
  });
}

/** The keys as they stand in a bag of the engine. */
export function writeHiddenKeys(hidden: HiddenKeys): PropertyBag {
  return defined({
    __provider: hidden.provider,
    __urn: hidden.urn,
    __cart: hidden.cart,
    __timeouts: hidden.timeoutsMs,
    __settled: hidden.settled,
  });
}

/** The members that have a value. */
export function defined<T extends object>(members: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
