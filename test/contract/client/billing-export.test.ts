import { inspect } from "node:util";
import { gunzipSync } from "node:zlib";
import type { ExportRequest } from "../../../provider/client/billing-export";
import { createClient } from "../../../provider/client/create-client";
import { writeJson } from "../../../provider/client/json";
import { RetryBudget } from "../../../provider/client/retry-budget";
import { Throttle } from "../../../provider/client/throttle";
import { createTransport } from "../../../provider/client/transport";
import type { Clock } from "../../../provider/clock";
import { FakeClock } from "../../support/fake-clock";
import { plainSettings } from "../../support/plain-settings";
import { administer } from "./administer";
import { useBench } from "./emulated-client";
import { serve } from "./local-server";

const minute = 60_000;
const reports = "/v1.0/reports/partners/billing";
const inParts = "/billingexports/**";
const rowCount = 5_000;

describe("an export of billing data", () => {
  const bench = useBench({ clock: "2026-11-25T09:00:00Z" });
  beforeEach(() => bench().emulator.clock.change({ frozen: true }));

  /** Sleeping moves the emulator's time on, so that nobody waits. */
  function emulatedTime() {
    const { clock } = bench().emulator;
    const sleeps: number[] = [];
    const time: Clock = {
      now: () => clock.now(),
      sleep: async (durationMs) => {
        sleeps.push(durationMs);
        clock.advance(durationMs);
      },
    };
    return { time, sleeps };
  }

  /** An invoice with some thousand made-up lines. */
  async function largeInvoice(): Promise<ExportRequest> {
    const path = `/portal/partners/${bench().emulator.tenantId}/invoices`;
    const { id } = await administer(bench().emulator, path, { lineItems: rowCount });
    return { kind: "billedUsage", invoiceId: String(id) };
  }

  /** Reads an export to its end; `onRows` is called each time when some have come. */
  async function read(request: ExportRequest, onRows = async (_count: number): Promise<void> => {}, width = 2) {
    const { time, sleeps } = emulatedTime();
    const client = bench().client({}, { clock: time });
    const rows: string[] = [];
    for await (const some of client.exports.read(request, { width })) {
      rows.push(...some.map((row) => writeJson(row)));
      await onRows(rows.length);
    }
    return { rows, sleeps };
  }

  /** The lines of the newest export as storage has them, in their order, read without the client. */
  async function stored(): Promise<string[]> {
    const { graphUrl, apiUrl, tenantId, clientId, clientSecret, model } = bench().emulator;
    const scope = "https://graph.microsoft.com/.default";
    const grant = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, scope };
    const asked = await fetch(`${apiUrl}/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams(grant),
    });
    const { access_token: token } = Object(await asked.json());
    const id = [...model.exports.keys()].at(-1);
    const operation = await fetch(`${graphUrl}${reports}/operations/${id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { rootDirectory, sasToken, blobs } = Object(await operation.json()).resourceLocation;
    const lines: string[] = [];
    for (const { name } of blobs) {
      const part = await fetch(`${rootDirectory}/${name}?${sasToken}`);
      lines.push(
        ...gunzipSync(await part.arrayBuffer())
          .toString()
          .trimEnd()
          .split("\n"),
      );
    }
    return lines;
  }

  const answers = (path: string) =>
    bench()
      .emulator.journal.entries()
      .filter((entry) => entry.path.includes(path));

  it.each([
    {},
    { exportManifest: "link", exportDoneStatus: "completed", exportRunningStatus: "processing" },
    { exportLocation: "relative", exportContentEncoding: "gzip", exportDataFormat: "compressedJSON" },
  ])("is begun, waited for and read, with every digit (%j)", async (switches) => {
    bench().emulator.switches.set({ exportPartitions: "5", ...switches });
    const { rows, sleeps } = await read(await largeInvoice());
    expect(rows).toHaveLength(rowCount);
    expect(sleeps).toEqual([10_000, 10_000, 10_000, 10_000]);
    expect(answers("/billingexports/")).toHaveLength(5);
    bench().emulator.switches.set({ exportManifest: "inline", exportContentEncoding: "none" });
    expect(rows.toSorted()).toEqual((await stored()).toSorted());
  });

  it("waits at its own pace when it is told none", async () => {
    bench().emulator.switches.set({ exportRetryAfter: "missing", exportDuration: "1m" });
    const { sleeps } = await read(await largeInvoice());
    expect(sleeps).toEqual([10_000, 15_000, 22_500, 30_000]);
  });

  it.each([
    [
      { kind: "unbilledUsage", currencyCode: "EUR", billingPeriod: "current" },
      { lines: "usage", attributeSet: "full", currency: "EUR", periodFrom: Date.UTC(2026, 10, 1) },
    ],
    [
      { kind: "unbilledReconciliation", currencyCode: "NOK", billingPeriod: "last", attributeSet: "basic" },
      { lines: "reconciliation", attributeSet: "basic", currency: "NOK", periodFrom: Date.UTC(2026, 9, 1) },
    ],
  ] as const)("is asked for as documented: %j", async (request, expected) => {
    await read(request);
    expect([...bench().emulator.model.exports.values()]).toMatchObject([expected]);
  });

  it.each([
    ["billedReconciliation", "basic"],
    ["billedUsage", "full"],
  ] as const)("of an invoice is asked for as documented: %s, %s", async (kind, attributeSet) => {
    const { invoiceId } = Object(await largeInvoice());
    const { rows } = await read({ kind, invoiceId, attributeSet });
    expect(rows).toHaveLength(rowCount);
    const lines = kind === "billedUsage" ? "usage" : "reconciliation";
    expect([...bench().emulator.model.exports.values()]).toMatchObject([{ lines, attributeSet, invoiceId }]);
  });

  it("that breaks off in the middle of a part goes on behind what was read, and gives no row twice", async () => {
    bench().emulator.faults.add({ path: inParts, action: "truncate", times: 4 });
    const { rows } = await read(await largeInvoice());
    expect(rows.toSorted()).toEqual((await stored()).toSorted());
    expect(answers("/billingexports/").filter(({ note }) => note?.includes("truncate"))).toHaveLength(4);
  });

  it("whose storage has no time goes on when it has", async () => {
    bench().emulator.faults.add({ path: inParts, status: 503, every: 2, times: 3 });
    expect((await read(await largeInvoice())).rows).toHaveLength(rowCount);
  });

  it("whose signature runs out takes a new one", async () => {
    bench().emulator.switches.set({ exportSignatureLifetime: "5m", exportPartitions: "6" });
    let isLate = false;
    const { rows } = await read(await largeInvoice(), async () => {
      if (!isLate) bench().emulator.clock.advance(6 * minute);
      isLate = true;
    });
    expect(rows.toSorted()).toEqual((await stored()).toSorted());
    const refused = answers("/billingexports/").filter(({ status }) => status === 403);
    expect(refused.map(({ code }) => code)).toEqual(refused.map(() => "AuthenticationFailed"));
    expect(refused.length).toBeGreaterThan(0);
  });

  it("whose data changed meanwhile is not mixed", async () => {
    bench().emulator.switches.set({ exportSignatureLifetime: "5m", exportPartitions: "6" });
    const { emulator } = bench();
    const reading = read(await largeInvoice(), async () => {
      const [id] = emulator.model.exports.keys();
      await administer(emulator, `/portal/exports/${id}/renewal`);
      emulator.clock.advance(6 * minute);
    });
    await expect(reading).rejects.toThrow(/changed while it was read.*Read it again/);
  });

  it("of nothing has no rows; one that failed says why", async () => {
    const nothing = { kind: "unbilledUsage", currencyCode: "EUR", billingPeriod: "last" } as const;
    expect((await read(nothing)).rows).toEqual([]);
    const error = { code: "2000", message: "The invoice is not well." };
    await administer(bench().emulator, `/portal/partners/${bench().emulator.tenantId}/exportOutcome`, { error });
    await expect(read(await largeInvoice())).rejects.toThrow(
      "The export failed with code 2000: The invoice is not well.",
    );
  });

  it("that is never done ends with its time", async () => {
    bench().emulator.switches.set({ exportDuration: "2h" });
    await expect(read(await largeInvoice())).rejects.toMatchObject({
      kind: "deadline",
      message: expect.stringContaining("within 60 minutes"),
    });
  });

  it("of an invoice that nobody knows is refused", async () => {
    await expect(read({ kind: "billedUsage", invoiceId: "G000000000" })).rejects.toMatchObject({ status: 404 });
  });

  it("without the permission is refused", async () => {
    const { clientId } = bench().emulator;
    await administer(bench().emulator, `/portal/applications/${clientId}/permissions`, { application: [] });
    await expect(read(await largeInvoice())).rejects.toMatchObject({
      status: 403,
      code: "Authorization_RequestDenied",
    });
  });
});

describe("a failure of an export", () => {
  it("shows no signature, even where storage says it back", async () => {
    const server = await serve((request, response) => {
      const { pathname, origin } = new URL(request.url ?? "", `http://${request.headers.host}`);
      if (request.method === "POST") {
        response.writeHead(202, { Location: `${origin}${reports}/operations/one` }).end();
      } else if (pathname.includes("/operations/")) {
        const resourceLocation = { rootDirectory: `${origin}/parts`, sasToken: "sig=secret-0", blobs: [{ name: "a" }] };
        response.writeHead(200, { "Content-Type": "application/json" });
        response.end(JSON.stringify({ id: "one", status: "succeeded", resourceLocation }));
      } else {
        response.writeHead(500).end(`secret-0 is ${request.url}`);
      }
    });
    const transport = createTransport({ environment: {} });
    const clock = new FakeClock({ hasty: true });
    const nowhere = "http://127.0.0.1:9";
    const client = createClient(
      {
        ...plainSettings,
        endpoint: nowhere,
        graphEndpoint: server.url.origin,
        managementEndpoint: nowhere,
        authority: nowhere,
        pollIntervalMs: 1,
      },
      {
        clock,
        transport,
        tokens: { getToken: async () => "token" },
        retryBudget: new RetryBudget(),
        throttle: new Throttle(),
      },
    );
    const failure: unknown = await client.exports
      .read({ kind: "billedUsage", invoiceId: "G01" })
      .next()
      .catch((error: unknown) => error);
    await Promise.all([transport.close(), server.close()]);
    expect(failure).toBeInstanceOf(Error);
    expect(inspect(failure, { depth: 10 })).not.toContain("secret-");
  });
});
