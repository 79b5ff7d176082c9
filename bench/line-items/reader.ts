/** Reads so many rows in one way, and prints how long it took and how much memory came on top. */

import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { createClient } from "../../provider/client/create-client";

const [way = "", origin = "", count = "0"] = process.argv.slice(2);
const rowsWanted = Number(count);
const root = `${origin}/rows/${rowsWanted}`;
/** One row, for the first request. */
const small = `${origin}/rows/1`;
const width = 4;
/** How often, with `--expose-gc`, everything that is garbage is collected to see what is left. */
const LOOK_EVERY_ROWS = 25_000;

/** What was read; `bytes` as they are unpacked. */
interface Read {
  rows: number;
  bytes: number;
  /** Of a column of amounts, so that nothing is left undone. */
  digits: number;
}

function client(at = root) {
  const settings = {
    identity: { tenantId: "t", clientId: "c", clientSecret: "s" },
    cloud: "public",
    endpoint: at,
    graphEndpoint: at,
    managementEndpoint: at,
    authority: at,
    pollIntervalMs: 1,
    timeScale: 1,
    settleBeforePurchase: false,
    managementTenant: "customer",
    preflight: false,
  } as const;
  return createClient(settings, { tokens: { getToken: async () => "token" } });
}

const ways: Readonly<Record<string, (read: Read) => Promise<void>>> = {
  async "client v1"(read) {
    const { lineItems } = client();
    for await (const { billingPreTaxTotal = "" } of lineItems.listBilledUsage({
      invoiceId: "G",
      currencyCode: "EUR",
    })) {
      read.rows += 1;
      read.digits += billingPreTaxTotal.length;
    }
  },
  async "fetch v1"(read) {
    for (let token: string | undefined = ""; token !== undefined; ) {
      const reply = await fetch(`${root}/v1/invoices/G/lineitems`, {
        headers: token === "" ? {} : { "MS-ContinuationToken": token },
      });
      const body = await reply.text();
      read.bytes += body.length;
      const page: { items: { billingPreTaxTotal: number }[]; continuationToken?: string } = JSON.parse(body);
      for (const { billingPreTaxTotal } of page.items) read.digits += String(billingPreTaxTotal).length;
      read.rows += page.items.length;
      token = page.continuationToken;
    }
  },
  async "client export"(read) {
    for await (const rows of client().exports.read({ kind: "billedUsage", invoiceId: "G" }, { width })) {
      read.rows += rows.length;
      for (const { BillingPreTaxTotal } of rows) read.digits += typeof BillingPreTaxTotal === "object" ? 1 : 0;
    }
  },
  async "fetch export"(read) {
    const names = Array.from({ length: rowsWanted / 50_000 }, (_, at) => `part-${at}`);
    const worker = async () => {
      for (let name = names.shift(); name !== undefined; name = names.shift()) {
        const reply = await fetch(`${origin}/parts/${name}`);
        let rest = "";
        const body = Readable.from(reply.body ?? []).pipe(createGunzip());
        for await (const piece of body) {
          read.bytes += piece.length;
          const lines = (rest + piece.toString("utf8")).split("\n");
          rest = lines.pop() ?? "";
          for (const line of lines) {
            const row: { BillingPreTaxTotal: number } = JSON.parse(line);
            read.rows += 1;
            read.digits += String(row.BillingPreTaxTotal).length;
          }
        }
      }
    };
    await Promise.all(Array.from({ length: width }, worker));
  },
};

/** Makes a first request, which loads and compiles what every program that makes one has in memory. */
async function warmUp(): Promise<void> {
  if (way.startsWith("fetch")) {
    await (await fetch(`${small}/v1/invoices/G/lineitems`)).text();
  } else {
    await client(small).lineItems.listBilledUsage({ invoiceId: "G", currencyCode: "EUR" }).all();
  }
}

async function main(): Promise<void> {
  await warmUp();
  const read: Read = { rows: 0, bytes: 0, digits: 0 };
  const startBytes = process.memoryUsage.rss();
  let peakBytes = startBytes;
  let liveBytes = 0;
  let nextLook = LOOK_EVERY_ROWS;
  const sampling = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
    if (globalThis.gc === undefined || read.rows < nextLook) return;
    nextLook += LOOK_EVERY_ROWS;
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    liveBytes = Math.max(liveBytes, heapUsed + external);
  }, 10);
  const began = performance.now();
  const begun = process.cpuUsage();
  await ways[way]?.(read);
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(begun);
  clearInterval(sampling);
  const growthBytes = peakBytes - startBytes;
  console.log(JSON.stringify({ ...read, ms, cpuMs: (user + system) / 1_000, growthBytes, liveBytes }));
}

void main();
