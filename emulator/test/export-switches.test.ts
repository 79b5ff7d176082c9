import { switchTable } from "../src";
import {
  type ExportPath,
  errorOf,
  graphClient,
  invoicesOf,
  lastInvoice,
  reports,
  rowsOf,
  stateOf,
} from "./graph-exports";
import { at, textAt, useEmulator } from "./support";

const clock = "2026-11-25T09:00:00Z";
const seconds = 1_000;

/** Each test is about what one switch changes, so that all of them begin the same. */
const switches = Object.fromEntries(
  Object.entries(switchTable)
    .filter(([name]) => name.startsWith("export"))
    .map(([name, fact]) => [name, fact.default]),
);

describe("switches of billing exports", () => {
  const emulator = useEmulator({ clock, switches });
  beforeEach(() => emulator().clock.change({ frozen: true, now: Date.parse(clock) }));

  /** A finished operation, as its answer tells it. */
  async function finished(path: ExportPath = "usage/billed/export", body?: object): Promise<unknown> {
    const client = await graphClient(emulator());
    const operation = await client.begin(path, body ?? { invoiceId: await lastInvoice(emulator(), "EUR") });
    emulator().clock.advance(60 * seconds);
    return (await client.send("GET", operation)).body;
  }

  test("exportStartDelay and exportDuration say when it begins and ends", async () => {
    emulator().switches.set({ exportStartDelay: "10s", exportDuration: "10m" });
    const client = await graphClient(emulator());
    const operation = await client.begin("usage/billed/export", { invoiceId: await lastInvoice(emulator(), "EUR") });
    emulator().clock.advance(9 * seconds);
    expect((await stateOf(client, operation))[1]).toBe("notStarted");
    emulator().clock.advance(600 * seconds);
    expect((await stateOf(client, operation))[1]).toBe("running");
    emulator().clock.advance(2 * seconds);
    expect((await stateOf(client, operation))[1]).toBe("succeeded");
  });

  test("exportLocation spells the address of the operation", async () => {
    emulator().switches.set({ exportLocation: "relative" });
    const client = await graphClient(emulator());
    const operation = await client.begin("usage/billed/export", { invoiceId: await lastInvoice(emulator(), "EUR") });
    expect(operation.startsWith(`${reports}/operations/`)).toBe(true);
  });

  test.each([
    ["seconds", "10"],
    ["date", "Wed, 25 Nov 2026 09:00:1"],
    ["missing", null],
  ] as const)("exportRetryAfter: %s", async (form, expected) => {
    emulator().switches.set({ exportRetryAfter: form });
    const client = await graphClient(emulator());
    const operation = await client.begin("usage/billed/export", { invoiceId: await lastInvoice(emulator(), "EUR") });
    const wait = (await stateOf(client, operation))[3];
    expect(expected === null ? wait : String(wait).slice(0, expected.length)).toBe(expected);
  });

  test("exportRunningStatus and exportDoneStatus choose the words", async () => {
    emulator().switches.set({
      exportRunningStatus: "processing",
      exportDoneStatus: "completed",
      exportStartDelay: "0s",
    });
    const client = await graphClient(emulator());
    const operation = await client.begin("usage/billed/export", { invoiceId: await lastInvoice(emulator(), "EUR") });
    expect((await stateOf(client, operation))[1]).toBe("processing");
    expect(at(await finished(), "status")).toBe("completed");
  });

  test("exportManifest puts the manifest behind a link", async () => {
    const link = (body: unknown) => Object(body)["resourceLocation@odata.navigationLink"];
    expect(link(await finished())).toBeUndefined();
    emulator().switches.set({ exportManifest: "both" });
    const both = await finished();
    emulator().switches.set({ exportManifest: "link" });
    const only = await finished();
    expect([at(only, "resourceLocation"), link(both)]).toEqual([
      undefined,
      `${emulator().graphUrl}${reports}/manifests/${textAt(both, "resourceLocation.id")}`,
    ]);
    const manifest = await (await graphClient(emulator())).send("GET", link(only));
    expect((await rowsOf(manifest.body)).length).toBeGreaterThan(10);
  });

  test("exportTimes and exportDataFormat spell what samples spell in two ways", async () => {
    emulator().switches.set({ exportTimes: "noOffset", exportDataFormat: "compressedJSON" });
    const body = await finished();
    expect(textAt(body, "createdDateTime")).toMatch(/^2026-11-25T09:00:\d\d$/);
    expect(textAt(body, "resourceLocation.createdDateTime")).toMatch(/:\d\d$/);
    expect(at(body, "resourceLocation.dataFormat")).toBe("compressedJSON");
  });

  test("exportPartitions says how many parts there are, as far as there are rows", async () => {
    const rows = await rowsOf(at(await finished(), "resourceLocation"));
    for (const [wanted, parts] of [
      ["1", 1],
      ["7", 7],
      ["100000", rows.length],
    ] as const) {
      emulator().switches.set({ exportPartitions: wanted });
      const manifest = at(await finished(), "resourceLocation");
      expect(at(manifest, "blobCount")).toBe(parts);
      if (parts < 10) {
        const sorted = (some: readonly unknown[]) => some.map((row) => JSON.stringify(row)).toSorted();
        expect(sorted(await rowsOf(manifest))).toEqual(sorted(rows));
      }
    }
  });

  test("exportBasicColumns lets basic have them all", async () => {
    emulator().switches.set({ exportBasicColumns: "all" });
    const body = { invoiceId: await lastInvoice(emulator(), "EUR"), attributeSet: "basic" };
    const [row] = await (await graphClient(emulator())).rows("usage/billed/export", body);
    expect(Object.keys(Object(row)).length).toBe(55);
  });

  test("exportNumbers writes texts", async () => {
    const [plain] = await rowsOf(at(await finished(), "resourceLocation"));
    emulator().switches.set({ exportNumbers: "string" });
    const [text] = await rowsOf(at(await finished(), "resourceLocation"));
    expect([typeof at(plain, "Quantity"), typeof at(text, "Quantity")]).toEqual(["number", "string"]);
    expect(Number(at(text, "BillingPreTaxTotal"))).toBe(at(plain, "BillingPreTaxTotal"));
  });

  test.each([
    ["noOffset", "2026-10-01T00:00:00", "2026-10-31T23:59:59"],
    ["slashes", "10/1/2026", "10/31/2026"],
  ])("exportDates: %s", async (form, first, last) => {
    emulator().switches.set({ exportDates: form });
    const [row] = await rowsOf(at(await finished(), "resourceLocation"));
    expect([at(row, "ChargeStartDate"), at(row, "ChargeEndDate")]).toEqual([first, last]);
  });

  test("exportUnknownInvoice says what becomes of it", async () => {
    const client = await graphClient(emulator());
    const body = { invoiceId: "G000000000" };
    const ask = () => client.send("POST", `${reports}/usage/billed/export`, body);
    expect(errorOf(await ask())).toEqual([404, "NotFound"]);
    emulator().switches.set({ exportUnknownInvoice: "400" });
    expect(errorOf(await ask())).toEqual([400, "BadRequest"]);
    emulator().switches.set({ exportUnknownInvoice: "failed" });
    expect(at(await finished("usage/billed/export", body), "error.code")).toBe("5000");
  });

  test("exportUnbilledBeforeInvoice withholds the running month while the last one is open", async () => {
    emulator().switches.set({ usageLatency: "24h" });
    emulator().clock.change({ now: Date.parse("2026-12-03T00:00:00Z") });
    const body = { currencyCode: "EUR", billingPeriod: "current" };
    expect(at(await finished("usage/unbilled/export", body), "status")).toBe("succeeded");
    emulator().switches.set({ exportUnbilledBeforeInvoice: "withheld" });
    expect(at(await finished("usage/unbilled/export", body), "error.code")).toBe("5000");
    const last = { ...body, billingPeriod: "last" };
    expect(at(await finished("usage/unbilled/export", last), "status")).toBe("succeeded");
    emulator().clock.change({ now: Date.parse("2026-12-10T00:00:00Z") });
    expect(at(await finished("usage/unbilled/export", body), "status")).toBe("succeeded");
  });

  test("exportForIndirectProviders leaves them without data", async () => {
    const { otherPartner } = emulator();
    const ask = async () => {
      const client = await graphClient(emulator(), otherPartner);
      const operation = await client.begin("usage/unbilled/export", { currencyCode: "CAD", billingPeriod: "current" });
      emulator().clock.advance(60 * seconds);
      return at((await client.send("GET", operation)).body, "status");
    };
    const withData = await ask();
    emulator().switches.set({ exportForIndirectProviders: "none" });
    expect([withData, await ask()]).toEqual(["succeeded", "failed"]);
  });
});

describe("billing exports of long ago", () => {
  const emulator = useEmulator({ clock: "2023-10-20T00:00:00Z", switches });
  beforeEach(() => emulator().clock.change({ frozen: true, now: Date.parse("2023-10-20T00:00:00Z") }));

  /** What becomes of an export of the first or the newest invoice. */
  async function outcome(path: ExportPath, place: number): Promise<unknown> {
    const client = await graphClient(emulator());
    const invoiceId = textAt((await invoicesOf(emulator())).at(place), "id");
    const operation = await client.begin(path, { invoiceId });
    emulator().clock.advance(60 * seconds);
    return at((await client.send("GET", operation)).body, "status");
  }

  test("exportedUsageSince is the first month of usage; reconciliation is there from February 2024 on", async () => {
    expect(await outcome("usage/billed/export", 0)).toBe("succeeded");
    emulator().switches.set({ exportedUsageSince: "2023-09" });
    expect(await outcome("usage/billed/export", 0)).toBe("failed");
    expect(await outcome("reconciliation/billed/export", -1)).toBe("failed");
    emulator().clock.change({ now: Date.parse("2024-03-20T00:00:00Z") });
    expect(await outcome("reconciliation/billed/export", -1)).toBe("succeeded");
  });
});
