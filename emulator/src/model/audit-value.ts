import { ExactNumber } from "../json";

/** Their keys are preserved as they were sent (C 13.3). */
const dictionaries: readonly string[] = ["provisioningContext", "dynamicAttributes", "inventoryContext"];

/** Nobody wants to find these in a log. */
const secrets: readonly string[] = ["userCredentials"];

/**
 * A resource as audit records write it: members in PascalCase, those without a value with an explicit null, links with
 * their empty body (C 3.1, 13.3).
 */
export function auditValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(auditValue);
  }
  if (typeof value !== "object" || value === null || value instanceof ExactNumber) {
    return value ?? null;
  }
  const isLink = "uri" in value && "method" in value;
  return Object.fromEntries([
    ...Object.entries(value).map(([name, member]: [string, unknown]) => [pascal(name), memberValue(name, member)]),
    ...(isLink ? [["Body", null]] : []),
  ]);
}

function memberValue(name: string, member: unknown): unknown {
  if (secrets.includes(name)) {
    return null;
  }
  return dictionaries.includes(name) ? (member ?? null) : auditValue(member);
}

const pascal = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1);
