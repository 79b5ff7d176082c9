/**
 * A program that only reads, for as long as it is told to: with each line on its standard input (a number, which is the
 * seed of its choice) it reads something and answers with a line, `done` or what went wrong.
 */
import { createInterface } from "node:readline";
import { connect, type PartnerCenterClient } from "../../provider/client";
import { forecast } from "../../provider/preflight";
import { Chance } from "./chance";

type Read = (client: PartnerCenterClient, customerId: string) => Promise<unknown>;

const reads: readonly Read[] = [
  (client) => client.customers.list().all(),
  (client, customerId) => client.customers.get({ customerId }),
  (client, customerId) => client.customers.mayBuyAzurePlan({ customerId }),
  (client, customerId) => client.subscriptions.list({ customerId }, { share: true }).all(),
  (client, customerId) => client.orders.list({ customerId }, { share: true }).all(),
  (client, customerId) => client.agreements.list({ customerId }).all(),
  (client) => client.usage.listByCustomer().all(),
  (client) => client.invoices.list().all(),
  (client) => client.catalog.listProducts({ country: "US", targetView: "Azure" }).all(),
  (client) => firstOf(client.exports.read({ kind: "unbilledUsage", currencyCode: "EUR", billingPeriod: "current" })),
  // Given up in the middle of it.
  (client, customerId) =>
    client.orders.list({ customerId }, { signal: AbortSignal.timeout(Number(customerId.at(-1)) || 1) }).all(),
  (_, customerId) =>
    forecast({ values: {}, explicitProvider: false }, { customerId, onExisting: "adopt", onMissing: "purchase" }),
];

/** The beginning is enough: whoever stops reading must leave nothing behind either. */
async function firstOf(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items) break;
}

const client = connect();
const customerIds = (process.env.SOAK_CUSTOMERS ?? "").split(",");

createInterface({ input: process.stdin }).on("line", (line) => {
  const chance = new Chance(Number(line));
  const answer = (text: string) => process.stdout.write(`${text.replaceAll("\n", " ")}\n`);
  chance
    .of(reads)(client, chance.of(customerIds))
    .then(
      () => answer("done"),
      (error) => answer(error instanceof Error ? error.message : String(error)),
    );
});
