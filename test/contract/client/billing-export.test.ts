import type { IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import type { ExportRequest } from "../../../provider/client/billing-export";
import { createClient } from "../../../provider/client/create-client";
import { writeJson } from "../../../provider/client/json";
import { RetryBudget } from "../../../provider/client/retry-budget";
import { Throttle } from "../../../provider/client/throttle";
import { createTransport, type Transport } from "../../../provider/client/transport";
import { FakeClock } from "../../support/fake-clock";
import { type LocalServer, serve } from "./local-server";

const REPORTS = "/v1.0/reports/partners/billing";
const open: (LocalServer | Transport)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Behaviour {
  /** Polls that find the export still running. */
  readonly running?: number;
  readonly linked?: boolean;
  readonly failure?: { readonly code: string; readonly message: string };
  /** What the nth request for a part does instead of giving it whole. */
  readonly part?: (nth: number, name: string, bytes: Buffer, response: ServerResponse) => boolean;
  /** The manifest's tag at its nth reading. */
  readonly eTag?: (nth: number) => string;
}

const rowsOf = (part: number) =>
  Array.from(
    { length: 5_000 },
    (_, at) => `{"ProductId":"P${part}-${at}","BillingPreTaxTotal":${at}.0123456789012345678}`,
  );

/** Microsoft Graph's exports and the storage behind them, as far as the reference tells (billing 12). */
async function graph({ running = 0, linked = false, failure, part, eTag = () => "1" }: Behaviour) {
  const asked: string[] = [];
  let polls = 0;
  let manifests = 0;
  let downloads = 0;
  let signature = 0;
  const json = (response: ServerResponse, body: unknown, headers = {}) =>
    response.writeHead(200, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
  const answer = (request: IncomingMessage, response: ServerResponse, body: string) => {
    const { pathname, search, origin } = new URL(request.url ?? "", `http://${request.headers.host}`);
    asked.push(`${request.method} ${pathname} ${body}${request.headers.authorization ? " with token" : ""}`.trim());
    if (request.method === "POST") {
      return response.writeHead(202, { Location: `${origin}${REPORTS}/operations/op-1` }).end();
    }
    if (pathname === `${REPORTS}/operations/op-1`) {
      polls += 1;
      if (polls <= running) return json(response, { id: "op-1", status: "running" }, { "Retry-After": "7" });
      if (failure) return json(response, { id: "op-1", status: "failed", error: failure });
      return json(response, {
        id: "op-1",
        status: linked ? "completed" : "succeeded",
        ...(linked
          ? { "resourceLocation@odata.navigationLink": `${origin}${REPORTS}/manifests/m-1` }
          : { resourceLocation: manifest(origin) }),
      });
    }
    if (pathname === `${REPORTS}/manifests/m-1`) return json(response, manifest(origin));
    const name = decodeURIComponent(pathname.split("/").at(-1) ?? "");
    if (search !== `?sv=1&sig=secret-${signature}`) return response.writeHead(403).end("<Error>secret-0</Error>");
    downloads += 1;
    const bytes = gzipSync(`${rowsOf(Number(/\d+/.exec(name)?.[0])).join("\n")}\n`);
    if (part?.(downloads, name, bytes, response)) return;
    return response.writeHead(200).end(bytes);
  };
  const manifest = (origin: string) => {
    manifests += 1;
    const blobs = [1, 2, 3].map((at) => ({ name: `part-${at}.json.gz`, partitionValue: "default" }));
    return {
      id: "m-1",
      eTag: eTag(manifests),
      rootDirectory: `${origin}/billing/PartnerTenantId=x`,
      sasToken: `sv=1&sig=secret-${signature}`,
      blobCount: 3,
      blobs,
    };
  };
  const server = await serve((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => answer(request, response, body));
  });
  open.push(server);
  return {
    root: server.url.origin,
    asked,
    expireSignature: () => {
      signature += 1;
    },
  };
}

async function read(root: string, request: ExportRequest = { kind: "billedUsage", invoiceId: "G01" }) {
  const transport = createTransport({ environment: {} });
  open.push(transport);
  const clock = new FakeClock({ hasty: true });
  const client = createClient(
    {
      identity: { tenantId: "t", clientId: "c", clientSecret: "s" },
      cloud: "public",
      endpoint: "http://127.0.0.1:9",
      graphEndpoint: root,
      managementEndpoint: "http://127.0.0.1:9",
      authority: "http://127.0.0.1:9",
      pollIntervalMs: 1,
      timeScale: 1,
      settleBeforePurchase: false,
      managementTenant: "customer",
    },
    {
      clock,
      transport,
      tokens: { getToken: async () => "token" },
      retryBudget: new RetryBudget(),
      throttle: new Throttle(),
    },
  );
  const rows: string[] = [];
  for await (const some of client.exports.read(request, { width: 2 })) rows.push(...some.map((row) => writeJson(row)));
  return { rows, clock };
}

const everyRow = [1, 2, 3].flatMap(rowsOf).toSorted();

describe("an export of billing data", () => {
  it.each([{ linked: false }, { linked: true }])(
    "is begun, waited for and read, with every digit (%j)",
    async (form) => {
      const { root, asked } = await graph({ running: 3, ...form });
      const { rows, clock } = await read(root);
      expect(rows.toSorted()).toEqual(everyRow);
      expect(clock.sleeps).toEqual([7000, 7000, 7000]);
      expect(asked[0]).toBe(`POST ${REPORTS}/usage/billed/export {"invoiceId":"G01"} with token`);
      const parts = asked.filter((line) => line.includes("/billing/PartnerTenantId"));
      expect(parts).toHaveLength(3);
      expect(parts.join()).not.toContain("with token");
    },
  );

  it.each([
    [
      { kind: "unbilledUsage", currencyCode: "EUR", billingPeriod: "last" },
      "usage/unbilled",
      '{"currencyCode":"EUR","billingPeriod":"last"}',
    ],
    [
      { kind: "billedReconciliation", invoiceId: "G02", attributeSet: "basic" },
      "reconciliation/billed",
      '{"invoiceId":"G02","attributeSet":"basic"}',
    ],
    [
      { kind: "unbilledReconciliation", currencyCode: "EUR", billingPeriod: "current" },
      "reconciliation/unbilled",
      '{"currencyCode":"EUR","billingPeriod":"current"}',
    ],
  ] as const)("is asked for as documented: %j", async (request, path, body) => {
    const { root, asked } = await graph({});
    await read(root, request);
    expect(asked[0]).toBe(`POST ${REPORTS}/${path}/export ${body} with token`);
  });

  it("that breaks off in the middle of a part goes on behind what was read, and gives no row twice", async () => {
    const { root } = await graph({
      part: (nth, _name, bytes, response) => {
        if (nth > 3) return false;
        response
          .writeHead(200, { "Content-Length": String(bytes.length) })
          .write(bytes.subarray(0, bytes.length - 2_000));
        setImmediate(() => response.destroy());
        return true;
      },
    });
    expect((await read(root)).rows.toSorted()).toEqual(everyRow);
  });

  it("whose signature runs out takes a new one", async () => {
    const { root, expireSignature, asked } = await graph({
      part: (nth, _name, bytes, response) => {
        if (nth !== 2) return false;
        expireSignature();
        response.writeHead(200).end(bytes);
        return true;
      },
    });
    expect((await read(root)).rows.toSorted()).toEqual(everyRow);
    expect(asked.filter((line) => line.includes("/operations/"))).toHaveLength(2);
  });

  it("whose data changed meanwhile is not mixed", async () => {
    const { root, expireSignature } = await graph({
      eTag: String,
      part: (nth) => {
        if (nth === 1) expireSignature();
        return false;
      },
    });
    await expect(read(root)).rejects.toThrow(/changed while it was read.*Read it again/);
  });

  it("of nothing has no rows; one that failed says why", async () => {
    const nothing = await graph({ failure: { code: "5000", message: "No data" } });
    expect((await read(nothing.root)).rows).toEqual([]);
    const failed = await graph({ failure: { code: "2000", message: "The invoice is not known." } });
    await expect(read(failed.root)).rejects.toThrow("The export failed with code 2000: The invoice is not known.");
  });

  it("that is never done ends with its time", async () => {
    const { root } = await graph({ running: 10_000 });
    await expect(read(root)).rejects.toMatchObject({
      kind: "deadline",
      message: expect.stringContaining("within 60 minutes"),
    });
  });

  it("shows its signature in no failure", async () => {
    const { root } = await graph({
      part: (_nth, _name, _bytes, response) => {
        response.writeHead(500).end("secret-0");
        return true;
      },
    });
    const failure: unknown = await read(root).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(inspect(failure, { depth: 10 })).not.toContain("secret-");
  });
});
