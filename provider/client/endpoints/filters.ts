import { z } from "zod";

/** What a list can be narrowed to (reference: commerce 3.4): one comparison, or two with `and` or `or`. */
export type ListFilter<Field extends string = string> =
  | { readonly field: Field; readonly operator: FilterOperator; readonly value: string }
  | { readonly both: readonly [ListFilter<Field>, ListFilter<Field>] }
  | { readonly either: readonly [ListFilter<Field>, ListFilter<Field>] };

const FilterOperator = z.enum([
  "equals",
  "not_equals",
  "greater_than",
  "greater_than_or_equals",
  "less_than",
  "less_than_or_equals",
  "substring",
  "starts_with",
  "not_starts_with",
]);
export type FilterOperator = z.output<typeof FilterOperator>;

/** Schema of a filter on these fields: what {@link ListFilter} says in, the service's JSON text out. */
export function listFilter<const Field extends string>(fields: readonly [Field, ...Field[]]) {
  const simple = z.strictObject({ field: z.enum(fields), operator: FilterOperator, value: z.string() });
  const pair = z.lazy(() => z.tuple([filter, filter]));
  const filter: z.ZodType<ListFilter<Field>> = z.lazy(() =>
    z.union([simple, z.strictObject({ both: pair }), z.strictObject({ either: pair })]),
  );
  return filter.transform((value) => JSON.stringify(wireForm(value)));
}

function wireForm(filter: ListFilter): unknown {
  if ("field" in filter) return { Field: filter.field, Value: filter.value, Operator: filter.operator };
  const [[left, right], Operator] = "both" in filter ? [filter.both, "and"] : [filter.either, "or"];
  return { LeftFilter: wireForm(left), RightFilter: wireForm(right), Operator };
}
