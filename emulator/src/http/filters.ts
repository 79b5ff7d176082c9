import { z } from "zod";
import { Refusal } from "../errors";
import { parseJson } from "../json";
import { caseless } from "./caseless";

/** The operators of filters (C 3.4). */
const comparisons = {
  equals: (order: number) => order === 0,
  not_equals: (order: number) => order !== 0,
  greater_than: (order: number) => order > 0,
  greater_than_or_equals: (order: number) => order >= 0,
  less_than: (order: number) => order < 0,
  less_than_or_equals: (order: number) => order <= 0,
  substring: (_order: number, value: string, wanted: string) => value.includes(wanted),
  starts_with: (_order: number, value: string, wanted: string) => value.startsWith(wanted),
  not_starts_with: (_order: number, value: string, wanted: string) => !value.startsWith(wanted),
} as const;

const parts = caseless({
  Field: z.string().optional(),
  Value: z.coerce.string().optional(),
  LeftFilter: z.unknown().optional(),
  RightFilter: z.unknown().optional(),
  Operator: z.string(),
});

/** Whether something with these fields, by lower-case name, is wanted. */
export type FieldTest = (fields: Readonly<Record<string, string | undefined>>) => boolean;

/** Reads a filter: a simple one, or two with `and` or `or`. Texts are compared without regard to case. */
export function parseFieldFilter(text: string, fields: readonly string[]): FieldTest {
  let parsed: unknown;
  try {
    parsed = parseJson(text);
  } catch {
    throw new Refusal("invalidInput", "the filter is not JSON");
  }
  return testOf(parsed, fields);
}

function testOf(filter: unknown, fields: readonly string[]): FieldTest {
  const result = parts.safeParse(filter);
  if (!result.success) {
    throw new Refusal("invalidInput", "a filter is a JSON object with Field, Value and Operator");
  }
  const { Field, Value = "", LeftFilter, RightFilter, Operator } = result.data;
  const operator = Operator.toLowerCase().replaceAll("_", "");
  if (operator === "and" || operator === "or") {
    const [left, right] = [testOf(LeftFilter, fields), testOf(RightFilter, fields)];
    return (one) => (operator === "and" ? left(one) && right(one) : left(one) || right(one));
  }
  const compares = Object.entries(comparisons).find(([name]) => name.replaceAll("_", "") === operator)?.[1];
  const field = (Field ?? "").toLowerCase();
  if (compares === undefined || !fields.includes(field)) {
    const known = `fields ${fields.join(", ")} and operators ${Object.keys(comparisons).join(", ")}, and, or`;
    throw new Refusal("invalidInput", `the filter knows the ${known}; not ${Field} ${Operator}`);
  }
  const wanted = Value.toLowerCase();
  return (one) => {
    const value = (one[field] ?? "").toLowerCase();
    return compares(value < wanted ? -1 : Number(value > wanted), value, wanted);
  };
}
