import { z } from "zod";
import { retryAfterForms } from "../faults/fault-wish";
import { publishedRequestsPerMinute } from "../throttled-endpoints";

const count = z.number().int().positive();

/** The groups of endpoints that a policy can be for. */
export const throttledGroups = ["listed", "all", "customers", "orders", "subscriptions"] as const;

/** How much a client may ask for: a token bucket for each partner, or for each partner and customer. */
export const throttlePolicy = z.strictObject({
  /** Which requests: `listed` (the endpoints the documents name, C 4.5), `all` of Partner Center, one resource, or a path with wildcards (`/v1.0/**` for Graph). */
  endpoints: z.union([z.enum(throttledGroups), z.string().startsWith("/")]).default("listed"),
  /** Whose requests share a bucket. */
  per: z.enum(["partner", "partnerAndCustomer"]).default("partner"),
  /** Requests in each window. Between two numbers it moves: the seed draws another one every `movesEveryMs`. */
  limit: z.union([count, z.strictObject({ min: count, max: count })]),
  /** Length of the window in milliseconds (a minute). The bucket fills up evenly in it. */
  windowMs: z.number().positive().default(60_000),
  /** How long a moving limit stays what it is: the window unless said. */
  movesEveryMs: z.number().positive().optional(),
  /** How many requests a rested client may send at once: as many as in a window unless said. */
  burst: count.optional(),
  /** Whether rejected calls take from the bucket, too, so that hammering makes the wait longer. The service's do. */
  rejectedCount: z.boolean().default(true),
  /** The wait asked for is so many times the wait needed (1): less tempts clients back too early. */
  retryAfterFactor: z.number().positive().default(1),
  retryAfterAs: z.enum(retryAfterForms).default("seconds"),
});

/** A policy as somebody writes it. */
export type ThrottleWish = z.input<typeof throttlePolicy>;

/** A policy with every default filled in. */
export type ThrottlePolicy = z.output<typeof throttlePolicy>;

/**
 * Policies by name: `documented` has the only number that is published (C 4.5), for each of its three resources; `tight`
 * stops anybody who does not keep still; `moving` never stays the same and asks for half the wait that is needed.
 */
export const throttlePresets = {
  off: [],
  documented: (["customers", "orders", "subscriptions"] as const).map((endpoints) => ({
    endpoints,
    limit: publishedRequestsPerMinute,
  })),
  tight: [{ endpoints: "listed", per: "partnerAndCustomer", limit: 30, burst: 5 }],
  moving: [{ endpoints: "all", limit: { min: 60, max: 600 }, burst: 20, retryAfterFactor: 0.5 }],
} as const satisfies Readonly<Record<string, readonly ThrottleWish[]>>;

/** Name of a preset. */
export type ThrottlePreset = keyof typeof throttlePresets;

/** Names of all presets, the default first. */
export const throttlePresetNames: readonly string[] = Object.keys(throttlePresets);

/** The preset of this name. Throws a `RangeError` that lists them. */
export function throttlePreset(name: string): readonly ThrottleWish[] {
  if (!isPreset(name)) {
    throw new RangeError(`there is no throttle preset "${name}"; there are ${throttlePresetNames.join(", ")}`);
  }
  return throttlePresets[name];
}

function isPreset(name: string): name is ThrottlePreset {
  return Object.hasOwn(throttlePresets, name);
}
