import { endpointIndex } from "./endpoint-index";
import type { IndexedEndpoint } from "./indexed-endpoint";

/** The text of `docs/endpoints.md`. */
export function endpointsPage(): string {
  const offered = endpointIndex.filter(({ client }) => "name" in client).length;
  return `# Endpoints

Every endpoint that Microsoft documents for the Azure plan and what surrounds it, and the method of \`pulumi-partnercenter/client\`
that calls it. The list is transcribed from the references' own indexes, not from this package's code; a test calls each method and
compares what it asks for. C, B and A are the parts of the reference: commerce, billing, Azure subscriptions. Tests are below
\`test/contract/client\` and run against the emulator. Written by \`npm run docs:generate\`.

${endpointIndex.length} rows: ${offered} offered, ${endpointIndex.length - offered} not.

| Endpoint | Place | Pages | Method | Test, or why it is not offered |
|---|---|---|---|---|
${endpointIndex.map(row).join("\n")}

Beside these, one call each: \`customers.mayBuyAzurePlan\` (whether a customer may buy, and why not), \`catalog.findItem\` (what a cart
needs of an Azure plan), \`subscriptions.suspend\`, \`subscriptions.reactivate\` and \`subscriptions.rename\` (the fresh resource, sent back
with one change), \`budgets.remove\`.
`;
}

function row({ method, path, section, paging, client }: IndexedEndpoint): string {
  const [name, proof] = "name" in client ? [`\`${client.name}\``, client.test] : ["*not offered*", client.notOffered];
  return `| \`${method} ${path}\` | ${section} | ${paging === undefined ? "" : paging === "seek" ? "by token" : "by position"} | ${name} | ${proof.replaceAll("|", "\\|")} |`;
}
