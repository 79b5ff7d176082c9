/** Properties as they cross to and from the engine: JSON, and in previews unknown values among it. */
export type PropertyBag = Readonly<Record<string, unknown>>;

const LONGEST_SHOWN = 100;

/** A value that nobody has checked yet, as messages name it: whatever it is, short, and never an error of its own. */
export function nameOfValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  const text = String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
