import type { z } from "zod";
import { isHiddenKey } from "./hidden-keys";
import type { PropertyBag } from "./property-bag";
import type { CheckFailure } from "./resource";
import { containsUnknown } from "./unknown-values";

/** Inputs after validation: `known` typed and normalised, `bag` what the engine gets back. */
export interface CheckedInputs<Inputs> {
  /** Inputs whose values are known now; in previews some may be missing. */
  readonly known: Partial<Inputs>;
  /** All inputs, hidden keys and unknown values included. */
  readonly bag: PropertyBag;
  readonly failures: readonly CheckFailure[];
}

/**
 * Validates inputs field by field, so that one unknown value hides no other mistake: unknown values pass untouched,
 * known ones are normalised and get their defaults.
 */
export function checkInputs<Inputs extends object>(
  fields: { readonly [Key in keyof Inputs]-?: z.ZodType<Inputs[Key]> },
  given: PropertyBag,
): CheckedInputs<Inputs> {
  const bag: Record<string, unknown> = {};
  const known: Partial<Inputs> = {};
  const failures: CheckFailure[] = [];

  for (const [key, value] of Object.entries(given)) {
    if (isHiddenKey(key)) bag[key] = value;
    else if (!Object.hasOwn(fields, key))
      failures.push({ property: key, reason: unknownInput(key, Object.keys(fields)) });
  }
  for (const key of keysOf(fields)) {
    const value = given[key] ?? undefined;
    if (containsUnknown(value)) {
      bag[key] = value;
      continue;
    }
    const parsed = fields[key].safeParse(value);
    if (!parsed.success) {
      failures.push(...parsed.error.issues.map((issue) => toFailure(key, value, issue)));
    } else if (parsed.data !== undefined) {
      known[key] = parsed.data;
      bag[key] = parsed.data;
    }
  }
  return { known, bag, failures };
}

function keysOf<T extends object>(record: T): (keyof T & string)[] {
  return Object.keys(record) as (keyof T & string)[];
}

function toFailure(key: string, value: unknown, issue: z.core.$ZodIssue): CheckFailure {
  const property = [key, ...issue.path.map(String)].join(".");
  return { property, reason: value === undefined ? "it is required" : issue.message };
}

function unknownInput(key: string, known: readonly string[]): string {
  const lower = key.toLowerCase();
  const near = known.find((name) => name.toLowerCase() === lower);
  return near
    ? `there is no such input; did you mean ${near}?`
    : `there is no such input; known are ${known.join(", ")}`;
}
