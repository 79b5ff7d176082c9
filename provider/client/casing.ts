import { z } from "zod";

/** Gives members the names that a schema knows them by. Copies what it changes. */
export type Respelling = (value: unknown) => unknown;

/**
 * Services write the same member as `amount` and as `Amount` (reference: billing 1.6). Prepares what brings a reply's
 * members to the case that the schema has them in; names that the schema does not know stay as they are, and so do the
 * keys of dictionaries. A member that is there in the right case as well keeps its value.
 * @returns `undefined` when there is nothing to respell below.
 */
export function respelling(schema: z.core.$ZodType): Respelling | undefined {
  if (schema instanceof z.ZodObject) return ofObject(schema.shape);
  if (schema instanceof z.ZodArray) return ofArray(respelling(schema.element));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodCatch) {
    return respelling(schema.def.innerType);
  }
  if (schema instanceof z.ZodPipe) return respelling(schema.in);
  if (schema instanceof z.ZodUnion) return schema.options.map(respelling).find((found) => found !== undefined);
  return undefined;
}

function ofArray(respellElement: Respelling | undefined): Respelling | undefined {
  if (!respellElement) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return value;
    let copy: unknown[] | undefined;
    for (const [index, element] of value.entries()) {
      const respelled = respellElement(element);
      if (respelled === element) continue;
      copy ??= [...value];
      copy[index] = respelled;
    }
    return copy ?? value;
  };
}

function ofObject(shape: Readonly<Record<string, z.core.$ZodType>>): Respelling {
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]));
  const members = new Map(Object.entries(shape).map(([name, schema]) => [name, respelling(schema)]));
  return (value) => {
    if (!isPlainObject(value)) return value;
    let copy: Record<string, unknown> | undefined;
    for (const sent of Object.keys(value)) {
      const known = members.has(sent) ? sent : names.get(sent.toLowerCase());
      if (known === undefined) continue;
      const name = known === sent || known in value ? sent : known;
      const member = value[sent];
      const respelled = name === known ? (members.get(known)?.(member) ?? member) : member;
      if (name === sent && respelled === member) continue;
      copy ??= { ...value };
      if (name !== sent) delete copy[sent];
      copy[name] = respelled;
    }
    return copy ?? value;
  };
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
