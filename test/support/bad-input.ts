import fc from "fast-check";

/** Names that JavaScript gives a meaning of its own. */
export const trickyNames = [
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toString",
  "valueOf",
  "toJSON",
  "then",
  "length",
] as const;

const hugeText = fc.constantFrom("x", "ß", "\ud83d", "[", "{", "-").map((unit) => unit.repeat(200_000));

/** Texts that programs, forms and other systems come up with, lone surrogates and control characters among them. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 60 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("", " ", "\u0000", "\ud800", "\udc00x", "\u202e", "\ufeff", "null", "NaN", "0x10"),
  },
  { weight: 1, arbitrary: fc.uuid().map((id) => `${id}\n`) },
  { weight: 1, arbitrary: hugeText },
);

const number = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 2 ** 53, -1, 1e308, 5e-324),
);

/** Lists within lists, or objects within objects. */
export function nested(kind: "list" | "object", depth: number): unknown {
  let value: unknown = "bottom";
  for (let level = 0; level < depth; level += 1) value = kind === "list" ? [value] : { a: value };
  return value;
}

const deep = fc.constantFrom("list" as const, "object" as const).map((kind) => nested(kind, 50));

/** An object with this member of its own, whatever its name is. */
export function own(name: string, value: unknown): object {
  return Object.defineProperty({}, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Anything that can stand where a value is expected. */
export const badValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 3, arbitrary: number },
  { weight: 2, arbitrary: fc.constantFrom(null, undefined, true, false, [], {}) },
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 2, arbitrary: fc.array(text, { maxLength: 3 }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...trickyNames, "id", "items", "value"), fc.oneof(text, number, fc.jsonValue()))
      .map(([name, value]) => own(name, value)),
  },
  { weight: 1, arbitrary: deep },
);

/** A bag of properties: some of `names`, some that nobody knows, each with anything. */
export function badBag(names: readonly string[]): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const name = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom(...trickyNames) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );
  return fc.array(fc.tuple(name, badValue), { maxLength: 8 }).map((members) => bagOf(members));
}

/** The bag with these members, all its own. */
export function bagOf(members: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  const bag: Record<string, unknown> = {};
  for (const [name, value] of members) {
    Object.defineProperty(bag, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return bag;
}
