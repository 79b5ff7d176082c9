declare global {
  interface JSON {
    /** A value that is written as exactly this text (Node 22 and later; not yet in TypeScript's library for ES2023). */
    rawJSON(text: string): object;
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
  }
}

/** A JSON number with every digit it was written with. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

/** Parses JSON; a BOM at the start is let through. Throws `SyntaxError`. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(stripBom(text));
  return value;
}

/** As `parseJson`, but every number arrives as an `ExactNumber`. */
export function parseJsonExactly(text: string): unknown {
  return JSON.parse(stripBom(text), (_key, value, context) =>
    typeof value === "number" ? new ExactNumber(context.source ?? String(value)) : value,
  );
}

/** Writes compact JSON, exact numbers digit for digit. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member instanceof ExactNumber ? JSON.rawJSON(member.text) : member,
  );
}

function stripBom(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
