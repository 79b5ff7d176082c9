import { z } from "zod";
import { decimal, decimalNumber, decimalOrEmpty, integer } from "../../../provider/client/decimal";
import { codeText } from "../../../provider/client/endpoints/shapes";

/** One member of a reply that a schema describes. */
export interface Member {
  /** Names and, within arrays, 0. */
  readonly path: readonly (string | number)[];
  readonly required: boolean;
}

/** A reply in the documented form, as JSON: with every member, or with those that must be there. */
export function sampleOf(schema: z.core.$ZodType, members: "all" | "required"): unknown {
  if (schema === decimal || schema === decimalNumber || schema === decimalOrEmpty) return 1.25;
  if (schema === integer) return 3;
  if (schema === codeText) return "800009";
  if (schema instanceof z.ZodObject) {
    const wanted = Object.entries(schema.shape).filter(([, member]) => members === "all" || !isOptional(member));
    return Object.fromEntries(wanted.map(([name, member]) => [name, sampleOf(member, members)]));
  }
  if (schema instanceof z.ZodArray) return [sampleOf(schema.element, members)];
  const inner = innerOf(schema);
  if (inner) return sampleOf(inner, members);
  if (schema instanceof z.ZodRecord) return { self: { uri: "/customers/1", method: "GET", headers: [] } };
  if (schema instanceof z.ZodString) return "text";
  if (schema instanceof z.ZodNumber) return 3;
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodUnknown) return "anything";
  throw new Error(`no sample for a schema of type ${schema._zod.def.type}`);
}

/** Schemas of single values that are made of others. */
const leaves = new Set<z.core.$ZodType>([decimal, decimalNumber, decimalOrEmpty, integer, codeText]);

/** Every member of every object below a schema, in the form of its whole sample. */
export function membersOf(schema: z.core.$ZodType, path: Member["path"] = []): readonly Member[] {
  if (leaves.has(schema)) return [];
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, member]) => [
      { path: [...path, name], required: !isOptional(member) },
      ...membersOf(member, [...path, name]),
    ]);
  }
  if (schema instanceof z.ZodArray) return membersOf(schema.element, [...path, 0]);
  const inner = innerOf(schema);
  return inner ? membersOf(inner, path) : [];
}

/** The object below wrappers and lists, if there is one. */
export function objectOf(schema: z.core.$ZodType): z.ZodObject | undefined {
  if (schema instanceof z.ZodObject) return schema;
  const inner = schema instanceof z.ZodArray ? schema.element : innerOf(schema);
  return inner && objectOf(inner);
}

/** True when the member may be left out. */
export function isOptional(schema: z.core.$ZodType): boolean {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodUnknown;
}

function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return schema.def.innerType;
  if (schema instanceof z.ZodPipe) return schema.in;
  if (schema instanceof z.ZodUnion) return schema.options[0];
  return undefined;
}
