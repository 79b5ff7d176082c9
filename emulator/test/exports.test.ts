import {
  errorOf,
  graphClient,
  invoicesOf,
  lastInvoice,
  letExportsEnd,
  partsOf,
  reports,
  rowsOf,
  stateOf,
} from "./graph-exports";
import { admin, at, read, requestToken, textAt, useEmulator } from "./support";

const clock = "2026-11-25T09:00:00Z";
const seconds = 1_000;
const day = 24 * 60 * 60 * seconds;

const texts = (rows: readonly unknown[], column: string) => [...new Set(rows.map((row) => textAt(row, column)))];

const total = (rows: readonly unknown[], column: string): number =>
  rows.reduce<number>((sum, row) => sum + Number(at(row, column)), 0);

/** How what the tests look at is written. */
const written = {
  exportDates: "utc",
  exportNumbers: "number",
  exportBasicColumns: "fewer",
  exportUnknownInvoice: "404",
  exportDoneStatus: "succeeded",
  exportRetention: "7d",
  exportStartDelay: "2s",
  exportSignatureLifetime: "12h",
  usageLatency: "24h",
};

describe("billing exports", () => {
  const emulator = useEmulator({ clock, switches: written });
  beforeEach(() => emulator().clock.change({ frozen: true, now: Date.parse(clock) }));

  test.each([
    ["usage/billed/export", 55],
    ["usage/unbilled/export", 55],
    ["reconciliation/billed/export", 46],
    ["reconciliation/unbilled/export", 46],
  ] as const)("are begun, waited for and read: %s", async (path, columns) => {
    const client = await graphClient(emulator());
    const isBilled = path.includes("/billed/");
    const invoiceId = await lastInvoice(emulator(), "EUR");
    const body = isBilled ? { invoiceId } : { currencyCode: "eur", billingPeriod: "Current" };
    const rows = await client.rows(path, body);
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(rows.map((row) => Object.keys(Object(row)).length))).toEqual(new Set([columns]));
    expect(texts(rows, "InvoiceNumber")).toEqual([isBilled ? invoiceId : ""]);
    expect(texts(rows, path.startsWith("usage") ? "BillingCurrency" : "Currency")).toEqual(["EUR"]);
    expect(textAt(rows[0], "ChargeStartDate")).toBe(`2026-${isBilled ? 10 : 11}-01T00:00:00Z`);
    const [effect] = emulator().journal.entries({ kind: "exportBegun" });
    expect(effect).toMatchObject({
      method: "POST",
      status: 202,
      partnerTenantId: emulator().tenantId,
      effect: { lines: path.split("/")[0], attributeSet: "full", invoiceId: isBilled ? invoiceId : null },
    });
  });

  test("have not started, run and succeed as the clock goes, and give a manifest then", async () => {
    emulator().switches.set({
      exportDuration: "30s",
      exportLocation: "absolute",
      exportRetryAfter: "seconds",
      exportRunningStatus: "running",
      exportManifest: "inline",
      exportTimes: "utc",
      exportDataFormat: "compressedJSONLines",
      exportPartitions: "3",
    });
    const client = await graphClient(emulator());
    const invoiceId = await lastInvoice(emulator(), "EUR");
    const operation = await client.begin("usage/billed/export", { invoiceId });
    expect(operation).toBe(`${emulator().graphUrl}${reports}/operations/${operation.split("/").at(-1)}`);
    const running = "#microsoft.graph.partners.billing.runningOperation";
    expect(await stateOf(client, operation)).toEqual([200, "notStarted", running, "10"]);
    emulator().clock.advance(2 * seconds);
    expect(await stateOf(client, operation)).toEqual([200, "running", running, "10"]);
    emulator().clock.advance(30 * seconds);
    const { body } = await client.send("GET", operation);
    expect(body).toEqual({
      "@odata.context": expect.stringContaining("$metadata#reports/partners/billing/operations/$entity"),
      "@odata.type": "#microsoft.graph.partners.billing.exportSuccessOperation",
      id: operation.split("/").at(-1),
      status: "succeeded",
      createdDateTime: "2026-11-25T09:00:00Z",
      lastActionDateTime: "2026-11-25T09:00:32Z",
      resourceLocation: {
        id: expect.any(String),
        schemaVersion: "1",
        dataFormat: "compressedJSONLines",
        createdDateTime: "2026-11-25T09:00:32Z",
        eTag: expect.any(String),
        partnerTenantId: emulator().tenantId,
        rootDirectory: `${emulator().graphUrl}/billingexports/usage/PartnerTenantId=${emulator().tenantId}/BillingMonth=202610/InvoiceId=${invoiceId}/InvoiceVersion=1/Fragment=full/PartitionType=Default`,
        sasToken: expect.stringMatching(/&sr=d&sp=rl&sdd=7&sig=/),
        partitionType: "Default",
        blobCount: 3,
        blobs: [0, 1, 2].map((part) => ({
          name: expect.stringMatching(new RegExp(`^part-0000${part}-.*c000\\.json\\.gz$`)),
          partitionValue: "default",
        })),
      },
    });
  });

  test("give their manifest by its address, too, each time with a new signature", async () => {
    const client = await graphClient(emulator());
    const manifest = await client.manifest("usage/billed/export", { invoiceId: await lastInvoice(emulator(), "EUR") });
    const path = `${reports}/manifests/${textAt(manifest, "id")}`;
    const first = await client.send("GET", path);
    expect(first.body).toEqual({ "@odata.context": expect.any(String), ...Object(manifest) });
    emulator().clock.advance(1_000);
    const second = await client.send("GET", path);
    expect(at(second.body, "sasToken")).not.toBe(at(first.body, "sasToken"));
    expect(at(second.body, "eTag")).toBe(at(first.body, "eTag"));
    const again = await client.manifest("usage/billed/export", { invoiceId: await lastInvoice(emulator(), "EUR") });
    expect(at(again, "eTag")).toBe(at(first.body, "eTag"));
  });

  test("say the same as the line items over v1, digit for digit", async () => {
    emulator().switches.set({
      v1BilledUsage: "live",
      v1BilledReconciliation: "live",
      lineItemNumbers: "number",
      lineItemCasing: "camelCase",
      lineItemDates: "Z",
      lineItemMembers: "documented",
      modernInvoices: "all",
    });
    const client = await graphClient(emulator());
    const invoiceId = await lastInvoice(emulator(), "EUR");
    const token = textAt((await requestToken(emulator())).body, "access_token");
    const items = async (query: string) => {
      const url = `${emulator().apiUrl}/v1/invoices/${invoiceId}/lineitems?provider=onetime&${query}`;
      const { body } = await read(await fetch(url, { headers: { authorization: `Bearer ${token}` } }));
      const found = at(body, "items");
      return Array.isArray(found) ? found : [];
    };
    const sorted = (values: readonly unknown[]) => values.map(String).toSorted();
    const usage = await client.rows("usage/billed/export", { invoiceId });
    const v1Usage = await items("invoiceLineItemType=usagelineitems&currencyCode=EUR&period=previous");
    const usageKey = (row: unknown, names: readonly string[]) => names.map((name) => at(row, name));
    expect(
      sorted(usage.map((row) => usageKey(row, ["ResourceURI", "UsageDate", "Quantity", "BillingPreTaxTotal", "Unit"]))),
    ).toEqual(
      sorted(
        v1Usage.map((row) =>
          usageKey(row, ["resourceUri", "usageDate", "quantity", "billingPreTaxTotal", "unitOfMeasure"]),
        ),
      ),
    );
    const lines = await client.rows("reconciliation/billed/export", { invoiceId });
    const v1Lines = await items("invoiceLineItemType=billinglineitems");
    expect(lines.map((row) => [at(row, "OrderId"), at(row, "Total"), at(row, "MeterDescription")]).map(String)).toEqual(
      expect.arrayContaining(
        v1Lines
          .map((row) => [at(row, "orderId"), at(row, "totalForCustomer"), at(row, "meterDescription")])
          .map(String),
      ),
    );
    const invoice = (await invoicesOf(emulator())).find((one) => at(one, "id") === invoiceId);
    expect(total(lines, "Total")).toBeCloseTo(Number(at(invoice, "totalCharges")), 6);
  });

  test("fail with code 5000 when there is nothing to export, and for good", async () => {
    const client = await graphClient(emulator());
    const legacy = await lastInvoice(emulator(), "USD", "legacy");
    for (const [path, body] of [
      ["usage/unbilled/export", { currencyCode: "EUR", billingPeriod: "last" }],
      ["usage/unbilled/export", { currencyCode: "BRL", billingPeriod: "current" }],
      ["reconciliation/billed/export", { invoiceId: legacy }],
    ] as const) {
      const operation = await client.begin(path, body);
      expect((await stateOf(client, operation))[1]).toBe("notStarted");
      letExportsEnd(emulator());
      const failed = await client.send("GET", operation);
      expect(failed.body).toMatchObject({
        "@odata.type": "#microsoft.graph.partners.billing.failedOperation",
        status: "failed",
        error: { code: "5000", message: expect.any(String) },
      });
      expect(at(failed.body, "resourceLocation")).toBeUndefined();
    }
  });

  test("fail once as somebody says", async () => {
    const client = await graphClient(emulator());
    const path = `/portal/partners/${emulator().tenantId}/exportOutcome`;
    const error = { code: "2000", message: "The service is not well." };
    await admin(emulator(), "POST", path, { error });
    await admin(emulator(), "POST", path, { error: null });
    await admin(emulator(), "POST", path, { error });
    const body = { currencyCode: "EUR", billingPeriod: "current" };
    const [first, second] = [
      await client.begin("usage/unbilled/export", body),
      await client.begin("usage/unbilled/export", body),
    ];
    letExportsEnd(emulator());
    expect(at((await client.send("GET", first)).body, "error")).toEqual(error);
    expect(at((await client.send("GET", second)).body, "status")).toBe("succeeded");
    const list = await admin(emulator(), "GET", `/portal/partners/${emulator().tenantId}/exports`);
    expect(list.body).toMatchObject({ exports: [{ state: "failed", failure: error }, { state: "succeeded" }] });
    const state = await admin(emulator(), "GET", "/state");
    expect(at(state.body, "exports")).toMatchObject([{ status: "failed" }, { status: "succeeded" }]);
  });

  test("refuse bodies that say too little or what is not known", async () => {
    const client = await graphClient(emulator());
    const period = { currencyCode: "EUR", billingPeriod: "current" };
    for (const [path, body] of [
      ["usage/billed/export", {}],
      ["usage/billed/export", { invoiceId: "" }],
      ["usage/billed/export", { invoiceId: "G1", attributeSet: "unknownFutureValue" }],
      ["usage/unbilled/export", { currencyCode: "EUR" }],
      ["usage/unbilled/export", { billingPeriod: "last" }],
      ["usage/unbilled/export", { ...period, billingPeriod: "previous" }],
      ["reconciliation/unbilled/export", { ...period, currencyCode: "EURO" }],
      ["reconciliation/unbilled/export", { ...period, attributeSet: "some" }],
    ] as const) {
      expect([body, ...errorOf(await client.send("POST", `${reports}/${path}`, body))]).toEqual([
        body,
        400,
        "BadRequest",
      ]);
    }
    expect(errorOf(await client.send("POST", `${reports}/usage/billed/export`))).toEqual([400, "BadRequest"]);
  });

  test("know only what the partner has itself", async () => {
    const [client, other] = [await graphClient(emulator()), await graphClient(emulator(), emulator().otherPartner)];
    const invoiceId = await lastInvoice(emulator(), "EUR");
    const operation = await client.begin("usage/billed/export", { invoiceId });
    letExportsEnd(emulator());
    const manifestId = textAt(await client.manifestOf(operation), "id");
    for (const path of [operation, `${reports}/manifests/${manifestId}`, `${reports}/operations/x`]) {
      expect(errorOf(await other.send("GET", path))).toEqual([404, "NotFound"]);
    }
    expect(errorOf(await other.send("POST", `${reports}/usage/billed/export`, { invoiceId }))).toEqual([
      404,
      "NotFound",
    ]);
  });

  test("are throttled where a policy says so, in the words of Graph", async () => {
    emulator().throttle.set([{ endpoints: "/v1.0/**", limit: 60, burst: 1 }]);
    const client = await graphClient(emulator());
    expect(errorOf(await client.send("GET", `${reports}/operations/x`))).toEqual([404, "NotFound"]);
    const refused = await client.send("GET", `${reports}/operations/x`);
    expect([...errorOf(refused), refused.headers.get("retry-after")]).toEqual([429, "TooManyRequests", "2"]);
    emulator().throttle.set("moving");
    expect(errorOf(await client.send("GET", `${reports}/operations/x`))).toEqual([404, "NotFound"]);
    expect(emulator().throttle.all()).toMatchObject([{ passed: 0 }]);
  });

  test("want a token for Graph, and the permission in it", async () => {
    const path = `${reports}/operations/x`;
    const partnerCenter = textAt((await requestToken(emulator())).body, "access_token");
    const unauthorized = [401, "InvalidAuthenticationToken"];
    expect(errorOf(await read(await fetch(`${emulator().graphUrl}${path}`)))).toEqual(unauthorized);
    const client = await graphClient(emulator());
    expect(errorOf(await client.send("GET", path, undefined, { authorization: `Bearer ${partnerCenter}` }))).toEqual(
      unauthorized,
    );
    await admin(emulator(), "POST", `/portal/applications/${emulator().clientId}/permissions`, { application: [] });
    expect(errorOf(await (await graphClient(emulator())).send("GET", path))).toEqual([
      403,
      "Authorization_RequestDenied",
    ]);
    emulator().clock.advance(2 * day);
    expect(errorOf(await client.send("GET", path))).toEqual(unauthorized);
  });

  test("are gone after some time, with their manifests and parts", async () => {
    const client = await graphClient(emulator());
    const operation = await client.begin("usage/billed/export", { invoiceId: await lastInvoice(emulator(), "EUR") });
    emulator().clock.advance(6 * day);
    const later = await graphClient(emulator());
    const manifest = await later.manifestOf(operation);
    const [url = ""] = partsOf(manifest);
    expect((await fetch(url)).status).toBe(200);
    emulator().switches.set({ exportSignatureLifetime: "30d", exportRetention: "8d" });
    const fresh = await later.manifestOf(operation);
    emulator().clock.advance(2 * day);
    const last = await graphClient(emulator());
    expect(errorOf(await last.send("GET", operation))).toEqual([404, "NotFound"]);
    expect(errorOf(await last.send("GET", `${reports}/manifests/${textAt(manifest, "id")}`))).toEqual([
      404,
      "NotFound",
    ]);
    expect((await fetch(partsOf(fresh)[0] ?? "")).status).toBe(404);
    await last.begin("usage/unbilled/export", { currencyCode: "EUR", billingPeriod: "current" });
    expect(emulator().model.exports.size).toBe(1);
  });

  test("of what is not billed yet stay as it was known when they were begun", async () => {
    const client = await graphClient(emulator());
    const body = { currencyCode: "EUR", billingPeriod: "current" };
    const operation = await client.begin("usage/unbilled/export", body);
    emulator().clock.advance(2 * day);
    const later = await graphClient(emulator());
    const before = await later.manifestOf(operation);
    const now = await later.rows("usage/unbilled/export", body);
    const then = await rowsOf(before);
    expect(texts(then, "UsageDate").toSorted().at(-1)).toBe("2026-11-23T00:00:00Z");
    expect(texts(now, "UsageDate").toSorted().at(-1)).toBe("2026-11-25T00:00:00Z");
    const id = operation.split("/").at(-1);
    const renewed = await admin(emulator(), "POST", `/portal/exports/${id}/renewal`);
    expect(renewed.body).toMatchObject({ id, version: 2 });
    const after = await later.manifestOf(operation);
    expect(at(after, "eTag")).not.toBe(at(before, "eTag"));
    expect(textAt(after, "rootDirectory")).toContain("/InvoiceVersion=2/");
    expect((await rowsOf(after)).length).toBe(now.length);
    expect((await fetch(partsOf(before)[0] ?? "")).status).toBe(404);
  });

  test("leave out columns in the attribute set basic", async () => {
    const client = await graphClient(emulator());
    const body = { InvoiceId: await lastInvoice(emulator(), "EUR"), AttributeSet: "Basic" };
    for (const [path, columns] of [
      ["usage/billed/export", 32],
      ["reconciliation/billed/export", 29],
    ] as const) {
      const [row] = await client.rows(path, body);
      expect([Object.keys(Object(row)).length, at(row, "CustomerDomainName")]).toEqual([columns, undefined]);
    }
  });

  test("go on after a state was saved and loaded", async () => {
    const client = await graphClient(emulator());
    const invoiceId = await lastInvoice(emulator(), "EUR");
    const operation = await client.begin("usage/billed/export", { invoiceId });
    const manifest = await client.manifest("usage/billed/export", { invoiceId });
    const state = emulator().saveState();
    emulator().reset();
    emulator().loadState(state);
    expect((await rowsOf(manifest)).length).toBeGreaterThan(10);
    expect(at((await client.send("GET", operation)).body, "status")).toBe("succeeded");
  });

  test("can be begun by the long name of the action", async () => {
    const client = await graphClient(emulator());
    const path = `${reports}/usage/unbilled/microsoft.graph.partners.billing.export`;
    const begun = await client.send("POST", path, { currencyCode: "EUR", billingPeriod: "current" });
    expect(begun.status).toBe(202);
  });
});
