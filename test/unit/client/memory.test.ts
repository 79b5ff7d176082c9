import { gzipSync } from "node:zlib";
import { createCalls } from "../../../provider/client/create-client";
import { listBilledUsage } from "../../../provider/client/endpoints/line-items";
import { ContractError, TransportError } from "../../../provider/client/errors";
import { inParallel } from "../../../provider/client/in-parallel";
import { jsonLines } from "../../../provider/client/json-lines";
import { RetryBudget } from "../../../provider/client/retry-budget";
import { Throttle } from "../../../provider/client/throttle";
import { FakeClock } from "../../support/fake-clock";
import { Watched } from "../../support/garbage";
import { plainSettings as settings } from "../../support/plain-settings";

const rowsOfPage = 1_000;
const row = (at: number) => `{"customerId":"${at}","quantity":0.10,"resourceUri":"${"x".repeat(400)}, ]}"}`;

/** A page of 400 kB; `rows` may be spoiled. */
function page(next: string | undefined, rows = Array.from({ length: rowsOfPage }, (_, at) => row(at))): string {
  return `{"totalCount":${rows.length},"items":[${rows}]${next === undefined ? "" : `,"continuationToken":"${next}"`}}`;
}

function reader(textOf: (nth: number) => string) {
  const given: Uint8Array[] = [];
  const calls = createCalls(settings, {
    clock: new FakeClock({ hasty: true }),
    retryBudget: new RetryBudget(),
    throttle: new Throttle(),
    tokens: { getToken: async () => "token" },
    transport: {
      exchange: async () => {
        const bytes = new TextEncoder().encode(textOf(given.length)).slice();
        given.push(bytes);
        return { status: 200, headers: {}, bytes };
      },
      stream: () => Promise.reject(new Error("nothing is streamed here")),
      close: async () => {},
    },
  });
  const query = { currencyCode: "EUR" };
  return { given, list: calls.list(listBilledUsage, { path: { invoiceId: "G" }, query }) };
}

const threePages = (nth: number) => page(nth < 2 ? String(nth) : undefined);

describe("what a long list keeps in memory", () => {
  it("is some rows of one page, and the page only until its last row", async () => {
    const { given, list } = reader(threePages);
    const rows = new Watched();
    const sizes: number[][] = [];
    const held: number[] = [];
    let read = 0;
    for await (const item of list) {
      rows.add(item);
      read += 1;
      if (read % rowsOfPage !== 1) continue;
      sizes.push(given.map(({ byteLength }) => (byteLength > 0 ? 1 : 0)));
      held.push(await rows.held());
    }
    expect(read).toBe(3 * rowsOfPage);
    // At the beginning of each page: those before are given back, not left to the collector.
    expect(sizes).toEqual([[1], [0, 1], [0, 0, 1]]);
    expect(Math.max(...held)).toBeLessThan(rowsOfPage / 4);
  });

  it("is nothing of a page behind the row that was reached", async () => {
    const spoiled = (text: string) =>
      page(undefined, [...Array.from({ length: rowsOfPage }, (_, at) => row(at)), text]);
    for (const [text, failure, message] of [
      ['{"customerId":{}}', ContractError, `items.${rowsOfPage}.customerId: must be string`],
      ["{'customerId'}", TransportError, "the reply cannot be read as JSON"],
    ] as const) {
      let read = 0;
      const reading = (async () => {
        for await (const { quantity } of reader(() => spoiled(text)).list) read += quantity === "0.1" ? 1 : 0;
      })();
      await expect(reading).rejects.toThrow(failure);
      await expect(reading).rejects.toThrow(message);
      expect(read).toBeGreaterThan(rowsOfPage / 2);
    }
  });

  it("is the page where whole pages are asked for", async () => {
    const lengths: number[] = [];
    for await (const items of reader(threePages).list.pages()) lengths.push(items.length);
    expect(lengths).toEqual([rowsOfPage, rowsOfPage, rowsOfPage]);
  });
});

describe("what an export keeps in memory", () => {
  it("is the lines that arrived last", async () => {
    const lines = new Watched();
    const held: number[] = [];
    const packed = gzipSync(Array.from({ length: 5_000 }, (_, at) => row(at)).join("\n"));
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield packed;
    }
    let batches = 0;
    for await (const some of jsonLines(bytes(), "the export")) {
      for (const line of some) if (typeof line === "object" && line !== null) lines.add(line);
      batches += 1;
      if (batches % 10 === 0) held.push(await lines.held());
    }
    expect(held.length).toBeGreaterThan(2);
    expect(Math.max(...held)).toBeLessThan(500);
  });

  it("is not what came while one part gave nothing", async () => {
    const batches = new Watched();
    let letGo = (): void => {};
    const stalled = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const silent = async function* () {
      await stalled;
      yield ["last"];
    };
    const busy = async function* () {
      for (let at = 0; at < 50; at += 1) yield [String(at)];
    };
    let read = 0;
    let held = 0;
    for await (const batch of inParallel<string>([silent, busy], 2)) {
      batches.add(batch);
      read += 1;
      if (read < 50) continue;
      held = Math.max(held, await batches.held());
      letGo();
    }
    expect(read).toBe(51);
    expect(held).toBeLessThan(5);
  });
});
