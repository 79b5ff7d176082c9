import type { Endpoint } from "./endpoint";
import { endpoints } from "./endpoints";
import type { ErrorCode } from "./error-code";
import { errorCodes } from "./error-codes";

/** The text of `emulator/CONFORMANCE.md`. */
export function conformancePage(): string {
  const given = errorCodes.filter((row) => "proof" in row);
  const counts = new Map<string, number>();
  for (const { source } of endpoints) {
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  const sources = [...counts].map(([source, count]) => `${count} ${source}`).join(", ");
  return `# What the emulator answers, and how that is known

Written by \`npm run emulator:generate\` from \`test/conformance/\`; a test fails when it is out of date. C, B and A are the parts of the reference that the
emulator is written from: commerce, billing, Azure subscriptions.

## Endpoints

${endpoints.length}: ${sources}. The list is the references' own index, not the emulator's routes. Each test gets a successful answer from its endpoint, and from a GET two different
ones to the same question, because something changed in between.

| Endpoint | Place | Source | Test |
|---|---|---|---|
${endpoints.map(endpointRow).join("\n")}

## Error codes

${errorCodes.length} codes, of which the emulator gives ${given.length}: each of them provoked by its condition, never by a queued fault.

| Status | Code | Place | Test, or why it is not given |
|---|---|---|---|
${codeRows().join("\n")}
`;
}

function endpointRow({ method, path, section, source, proof, unchanging }: Endpoint): string {
  const note = unchanging === undefined ? "" : `; never changes: ${unchanging}`;
  return `| \`${method} ${path}\` | ${section} | ${source} | ${proof}${note} |`;
}

/** A row for each code that is given, and one for all the others of one status that are not given for one reason. */
function codeRows(): string[] {
  const rows = new Map<string, { readonly codes: string[]; readonly row: ErrorCode }>();
  for (const row of errorCodes) {
    const key = "proof" in row ? `${row.status} ${row.code}` : `${row.status} ${row.section} ${row.reason}`;
    rows.set(key, { row, codes: [...(rows.get(key)?.codes ?? []), row.code] });
  }
  return [...rows.values()].map(({ row, codes }) => {
    const why = "proof" in row ? row.proof : `not given: ${row.reason}`;
    return `| ${row.status} | ${codes.join(", ")} | ${row.section} | ${why} |`;
  });
}
