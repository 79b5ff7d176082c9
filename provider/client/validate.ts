import { z } from "zod";
import { type Respelling, respelling } from "./casing";
import { type AnyEndpoint, type BodyOf, describeCall } from "./endpoint";
import { ContractError, RefusedError } from "./errors";

const MOST_ISSUES = 5;

/**
 * Proves that a reply has the documented form.
 * @param itemsBefore how many items of the same page came before those of this body.
 * @throws ContractError naming the call and the paths that differ, never their values.
 */
export function validateReply<E extends AnyEndpoint>(endpoint: E, body: unknown, itemsBefore = 0): BodyOf<E> {
  const parsed = z.safeParse<E["response"]>(endpoint.response, respell(endpoint.response, body));
  if (parsed.success) return parsed.data;
  throw new ContractError(
    `${describeCall(endpoint)}: the reply is not in the documented form (${endpoint.source}): ` +
      `${describeIssues(parsed.error.issues.map((issue) => ({ ...issue, path: pathInPage(issue.path, itemsBefore) })))}.`,
  );
}

function pathInPage([list, index, ...below]: readonly PropertyKey[], itemsBefore: number): PropertyKey[] {
  if (list === undefined) return [];
  if (index === undefined) return [list];
  return [list, list === "items" && typeof index === "number" ? index + itemsBefore : index, ...below];
}

const respellings = new WeakMap<z.ZodType, Respelling | "nothing">();

function respell(schema: z.ZodType, body: unknown): unknown {
  const known = respellings.get(schema) ?? respelling(schema) ?? "nothing";
  respellings.set(schema, known);
  return known === "nothing" ? body : known(body);
}

/**
 * Checks what is about to be sent.
 * @param what named in the message, for example `createCart (…): body`.
 * @throws RefusedError naming the paths that are wrong, never their values.
 */
export function validateRequest(schema: z.ZodType, value: unknown, what: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RefusedError(`${what} is not valid: ${describeIssues(parsed.error.issues)}. Nothing was sent.`);
}

function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues
    .slice(0, MOST_ISSUES)
    .map((issue) => `${issue.path.map(String).join(".") || "(root)"}: ${say(issue)}`);
  if (issues.length > MOST_ISSUES) lines.push(`and ${issues.length - MOST_ISSUES} more`);
  return lines.join("; ");
}

/** Zod's own messages, except for those that quote values. */
function say(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `unknown members ${issue.keys.join(", ")}`;
    case "invalid_type":
      return `must be ${issue.expected}`;
    case "invalid_union":
      return "has none of the documented types";
    default:
      return issue.message;
  }
}
