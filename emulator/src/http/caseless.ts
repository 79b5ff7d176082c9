import { z } from "zod";
import { Refusal } from "../errors";
import type { Model } from "../model/model";

/**
 * An object whose members may be written in any case and whose nulls count as absent, as the service reads requests
 * (C 13.3). Members that are not in the shape are dropped.
 */
export function caseless<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const spelling = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]));
  return z.preprocess((value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return value;
    }
    const members = Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
      const known = spelling.get(name.toLowerCase());
      return known === undefined || member === null ? [] : [[known, member]];
    });
    return Object.fromEntries(members);
  }, z.object(shape));
}

/** Billing cycles in the order of their numbers (C 6.6). */
export const billingCycles = ["unknown", "monthly", "annual", "none", "one_time", "triennial", "biennial"] as const;

/**
 * The enum value that the caller means: `one_time`, `oneTime`, `OneTime` and its number are the same. A text that
 * cannot be parsed is refused (C 13.3).
 */
export function enumValue<Value extends string>(model: Model, values: readonly Value[], sent: string | number): Value {
  const wanted = String(sent).toLowerCase().replaceAll("_", "");
  const value = typeof sent === "number" ? values[sent] : values.find((one) => one.replaceAll("_", "") === wanted);
  if (value === undefined) {
    throw new Refusal(model.switches.is("enumErrors", "900126") ? "enumUnparsable" : "enumUnparsableOld", `"${sent}"`);
  }
  return value;
}
