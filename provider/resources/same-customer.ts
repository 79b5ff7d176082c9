import type { CheckFailure, PropertyBag } from "./resource";
import { containsUnknown } from "./unknown-values";

/**
 * Refuses a change that would make the resource manage another thing, which for money means buying anew for somebody
 * else, unless the program says that it is meant.
 * @param fixed inputs that tell which thing it is, with what a change of each would do.
 */
export function refuseMovedResource(
  inputs: PropertyBag,
  oldInputs: PropertyBag,
  fixed: Readonly<Record<string, string>>,
): readonly CheckFailure[] {
  if (inputs.allowReplacement === true) return [];
  return Object.entries(fixed)
    .filter(([property]) => {
      const before = oldInputs[property];
      const after = inputs[property];
      // `{}` as old inputs: a new resource. An unknown value is judged when it is known.
      if (Object.keys(oldInputs).length === 0 || containsUnknown(before)) return false;
      return property in inputs || before !== undefined ? before !== after && !isUnset(before, after) : false;
    })
    .map(([property, consequence]) => ({
      property,
      reason:
        `it changed from ${show(oldInputs[property])} to ${show(inputs[property])}, which ${consequence}. ` +
        "Put it back, declare a second resource, or set allowReplacement: true if this is meant.",
    }));
}

function isUnset(before: unknown, after: unknown): boolean {
  return (before ?? undefined) === (after ?? undefined);
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : `"${String(value)}"`;
}
