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

/** The fields that a filter may name, in lower case. */
export type FilterFields = Readonly<Record<string, "text" | "date">>;

/**
 * Reads a filter: a simple one, or two with `and` or `or`. Texts are compared without regard to case, dates as instants
 * to the millisecond. It may be percent-encoded once more than the query is already.
 */
export function parseFieldFilter(text: string, fields: FilterFields): FieldTest {
  let parsed: unknown;
  try {
    parsed = parseJson(text.startsWith("%") ? decodeURIComponent(text) : text);
  } catch {
    throw new Refusal("invalidInput", "the filter is not JSON");
  }
  return testOf(parsed, fields);
}

function testOf(filter: unknown, fields: FilterFields): FieldTest {
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
  const kind = fields[field];
  if (compares === undefined || kind === undefined) {
    const known = `fields ${Object.keys(fields).join(", ")} and operators ${Object.keys(comparisons).join(", ")}, and, or`;
    throw new Refusal("invalidInput", `the filter knows the ${known}; not ${Field} ${Operator}`);
  }
  const wanted = Value.toLowerCase();
  const asText = /substring|with/.test(operator);
  if (kind === "date" && !asText) {
    const instant = instantOf(Value);
    return (one) => compares(instantOf(one[field] ?? "") - instant, "", "");
  }
  return (one) => {
    const value = (one[field] ?? "").toLowerCase();
    return compares(value < wanted ? -1 : Number(value > wanted), value, wanted);
  };
}

/** A date without an offset is UTC, one without a time is midnight. */
function instantOf(text: string): number {
  const instant = Date.parse(/\d(Z|[+-]\d\d:?\d\d)$/i.test(text) || !/T/i.test(text) ? text : `${text}Z`);
  if (Number.isNaN(instant)) {
    throw new Refusal("invalidInput", `the filter's "${text}" is not a date`);
  }
  return instant;
}
