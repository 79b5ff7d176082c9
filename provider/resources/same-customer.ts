import { nameOfValue, type PropertyBag } from "./property-bag";
import type { CheckFailure } from "./resource";
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
  const isNew = Object.keys(oldInputs).length === 0;
  if (isNew || inputs.allowReplacement === true) return [];
  return Object.entries(fixed)
    .filter(([property]) => {
      const [before, after] = [oldInputs[property], inputs[property]];
      // An unknown value is judged when it is known.
      return before !== after && !containsUnknown(before) && !containsUnknown(after);
    })
    .map(([property, consequence]) => ({
      property,
      reason:
        `it changed from ${show(oldInputs[property])} to ${show(inputs[property])}, which ${consequence}. ` +
        "Put it back, declare a second resource, or set allowReplacement: true if this is meant.",
    }));
}

function show(value: unknown): string {
  const name = nameOfValue(value);
  return value === undefined || typeof value === "object" ? name : `"${name}"`;
}
