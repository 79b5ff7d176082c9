import type { Model } from "../model/model";

/** What the model works with but does not own; everything else it has is state. */
const collaborators: readonly string[] = ["clock", "ids", "switches"];

/** The model's own members by name: maps as lists of entries, everything else as it is. */
export function modelMembers(model: Model): Record<string, unknown> {
  const members = Object.entries(model).filter(([name]) => !collaborators.includes(name));
  return Object.fromEntries(members.map(([name, value]) => [name, value instanceof Map ? [...value] : value]));
}

/** Replaces everything the model knows by members of another one. Throws `RangeError` when they are not the same ones. */
export function replaceMembers(model: Model, members: Readonly<Record<string, unknown>>): void {
  const own = Object.keys(modelMembers(model));
  const missing = own.filter((name) => !Object.hasOwn(members, name));
  const unknown = Object.keys(members).filter((name) => !own.includes(name));
  if (missing.length > 0 || unknown.length > 0) {
    throw new RangeError(`it is of another version of the emulator: ${differences(missing, unknown)}`);
  }
  const maps = own.flatMap((name) => {
    const current: unknown = Reflect.get(model, name);
    return current instanceof Map ? [{ name, current, entries: entriesOf(name, members[name]) }] : [];
  });
  for (const { current, entries } of maps) {
    current.clear();
    for (const [key, value] of entries) {
      current.set(key, value);
    }
  }
  for (const name of own.filter((one) => !maps.some((map) => map.name === one))) {
    Reflect.set(model, name, members[name]);
  }
}

function entriesOf(name: string, value: unknown): [unknown, unknown][] {
  if (!Array.isArray(value)) {
    throw new RangeError(`model.${name} should be a list of entries`);
  }
  return value.map((entry: unknown) => {
    if (!Array.isArray(entry) || typeof entry[0] !== "string" || typeof entry[1] === "undefined") {
      throw new RangeError(`model.${name} should be a list of entries`);
    }
    return [entry[0], entry[1]];
  });
}

function differences(missing: readonly string[], unknown: readonly string[]): string {
  return [
    ...missing.map((name) => `it lacks model.${name}`),
    ...unknown.map((name) => `it has model.${name}, which this one does not know`),
  ].join(", ");
}
