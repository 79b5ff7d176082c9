import { entraExplanations } from "../../../provider/auth/entra-codes";
import { cartLineCodes } from "../../../provider/client/catalogue/cart-line-codes";
import { type CatalogueEntry, type RetryAdvice, statusesOf } from "../../../provider/client/catalogue/entry";
import { statusExplanations } from "../../../provider/client/catalogue/statuses";
import { catalogueEntries, explain } from "../../../provider/client/error-catalogue";
import { type AnswererName, services } from "../../../provider/client/services";

const again: Readonly<Record<RetryAdvice, string>> = {
  never: "",
  newToken: "once, with a new token",
  backoff: "after seconds, reads and repeatable writes",
  told: "after `Retry-After`",
  later: "after minutes",
  nextDay: "after 24 hours",
  afterChange: "once that is changed",
};

/** The text of `docs/errors.md`. */
export function errorsPage(): string {
  return `# Error codes

What the services' codes mean, what to do about them, and whether the same call may succeed later by itself. Messages of this
package say the same; a program reads it as \`explanation\` of an \`ApiError\` (\`class\`, \`meaning\`, \`remedy\`, \`retry\`). Codes that
are not here appear in messages as they came, with the service's own words. Written by \`npm run docs:generate\`.

## Partner Center

${codeTable("partnerCenter")}

## Lines of a cart

They come in a cart that was made all the same; nothing is bought.

| Code | Number | Class | Meaning | What to do |
|---|---|---|---|---|
${cartLineCodes.map((row) => `| ${row.name} | ${row.number} | ${row.class} | ${row.meaning} | ${row.remedy ?? ""} |`).join("\n")}

## Microsoft Graph

${codeTable("graph")}

## The storage behind exports

Its answers are told apart by their status alone.

${codeTable("storage")}

## Azure Resource Manager

${codeTable("management")}

## Any other code

The status then says what is known.

| Status | Class | Meaning | What to do | Again |
|---|---|---|---|---|
${Object.keys(statusExplanations).map(statusRow).join("\n")}

## Entra

Refusals of tokens (\`AADSTS\` numbers, in \`codes\` of an \`AuthError\`).

| Code | Meaning | What to do |
|---|---|---|
${entraExplanations.map(({ codes, meaning, remedy }) => `| ${codes.join(", ")} | ${meaning} | ${remedy} |`).join("\n")}
`;
}

function codeTable(service: AnswererName): string {
  const rows = catalogueEntries
    .filter((entry) => (entry.service ?? "partnerCenter") === service)
    .toSorted((left, right) => firstOf(left).localeCompare(firstOf(right), "en", { numeric: true }));
  return [
    "| Code | Status | Class | Meaning | What to do | Again |",
    "|---|---|---|---|---|---|",
    ...rows.map((entry) => codeRow(service, entry)),
  ].join("\n");
}

const firstOf = ({ codes }: CatalogueEntry): string => String(codes[0]);

function codeRow(service: AnswererName, entry: CatalogueEntry): string {
  const { codes, class: kind, meaning, remedy = "" } = entry;
  const statuses = statusesOf(entry);
  const retry = explain(service, statuses[0] ?? 0, String(codes[0]))?.retry ?? "never";
  return `| ${codes.join(", ") || "any"} | ${statuses.join(", ")} | ${kind} | ${meaning} | ${remedy} | ${again[retry]} |`;
}

function statusRow(status: string): string {
  const known = explain("partnerCenter", Number(status), "");
  if (!known) throw new Error(`nothing is known of ${status}`);
  const service = services.partnerCenter.title;
  const named = (text: string) => text.replace(service, "the service");
  return `| ${status} | ${known.class} | ${named(known.meaning)} | ${known.remedy ?? ""} | ${again[known.retry]} |`;
}
