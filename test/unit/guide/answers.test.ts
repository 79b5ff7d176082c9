import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../../tools/repository";
import { answers } from "./mocked-partner-center";

interface KeptRow {
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** Rows that the provider itself wrote. */
const kept: { readonly state: { readonly deployment: { readonly resources: readonly KeptRow[] } } } = JSON.parse(
  readFileSync(join(repositoryRoot, "test", "fixtures", "states", "0.1.0.json"), "utf8"),
);
const typesOf = (values: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, Array.isArray(values[key]) ? "array" : typeof values[key]]));

test.each(Object.keys(answers))("the guide's mock answers for %s what the provider does", (kind) => {
  const written = kept.state.deployment.resources.filter(({ type }) => type.endsWith(`:${kind}`));
  // The cart of an adopted plan is none and knows no times.
  const { inputs = {}, outputs = {} } = written.find(({ id: of }) => of !== "none") ?? {};
  const { id, ...answered } = answers[kind]?.(inputs) ?? { id: "" };
  const computed = Object.keys(outputs).filter((key) => !(key in inputs) && !key.startsWith("__"));
  expect(id).not.toBe("");
  expect(Object.keys(answered)).toEqual(expect.arrayContaining(computed));
  const keys = Object.keys(answered);
  expect(typesOf(answered, keys)).toEqual(typesOf(outputs, keys));
});
