import { gunzipSync } from "node:zlib";
import { download, graphClient, invoicesOf, lastInvoice, partsOf, rowsIn, rowsOf } from "./graph-exports";
import { admin, at, textAt, useEmulator } from "./support";

const clock = "2026-11-25T09:00:00Z";
const hour = 60 * 60_000;

/** An error of storage: its status, code and headers' code, and its detail. */
async function errorOf(response: Response) {
  const text = await response.text();
  const code = /<Error><Code>(\w+)<\/Code><Message>/.exec(text)?.[1];
  expect(response.headers.get("content-type")).toBe("application/xml");
  expect(response.headers.get("x-ms-error-code")).toBe(code);
  return [response.status, code, /<AuthenticationErrorDetail>(.*)<\/Auth/.exec(text)?.[1]];
}

describe("parts of billing exports", () => {
  const emulator = useEmulator({
    clock,
    switches: {
      exportStartDelay: "2s",
      exportDuration: "30s",
      exportContentEncoding: "none",
      exportPartitions: "3",
      exportSignatureLifetime: "12h",
      exportRetention: "7d",
    },
  });
  beforeEach(() => emulator().clock.change({ frozen: true, now: Date.parse(clock) }));

  async function manifest(): Promise<unknown> {
    const invoiceId = await lastInvoice(emulator(), "EUR");
    return (await graphClient(emulator())).manifest("usage/billed/export", { invoiceId });
  }

  test("are gzipped JSON Lines, with the headers of storage", async () => {
    const [url = ""] = partsOf(await manifest());
    const response = await fetch(url);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-length": String(bytes.length),
      "accept-ranges": "bytes",
      etag: expect.stringMatching(/^"0x[0-9A-F]{15}"$/),
      "last-modified": "Wed, 25 Nov 2026 09:00:32 GMT",
      "x-ms-blob-type": "BlockBlob",
      "x-ms-request-id": expect.any(String),
      "x-ms-version": "2021-08-06",
    });
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(bytes.subarray(0, 2).toString("hex")).toBe("1f8b");
    expect(rowsIn(bytes).length).toBeGreaterThan(10);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      String(bytes.length),
      "",
    ]);
  });

  test("are the same bytes each time, whole or in ranges", async () => {
    const [url = ""] = partsOf(await manifest());
    const whole = await download(url);
    expect(await download(url)).toEqual(whole);
    const middle = Math.floor(whole.length / 2);
    const rest = await fetch(url, { headers: { range: `bytes=${middle}-` } });
    expect([rest.status, rest.headers.get("content-range")]).toEqual([
      206,
      `bytes ${middle}-${whole.length - 1}/${whole.length}`,
    ]);
    expect(Buffer.from(await rest.arrayBuffer())).toEqual(whole.subarray(middle));
    expect(await download(url, { "x-ms-range": "bytes=0-9" })).toEqual(whole.subarray(0, 10));
    expect(await download(url, { range: `bytes=10-${whole.length + 10}` })).toEqual(whole.subarray(10));
    for (const ignored of ["bytes=-5", "bytes=9-1", "lines=1-2"]) {
      expect(await download(url, { range: ignored })).toEqual(whole);
    }
    const beyond = await fetch(url, { headers: { range: `bytes=${whole.length}-` } });
    expect(await errorOf(beyond)).toEqual([416, "InvalidRange", undefined]);
  });

  test("refuse to go on with another version than was begun", async () => {
    const [url = ""] = partsOf(await manifest());
    const eTag = (await fetch(url)).headers.get("etag") ?? "";
    expect((await fetch(url, { headers: { "if-match": eTag } })).status).toBe(200);
    expect((await fetch(url, { headers: { "if-match": "*" } })).status).toBe(200);
    expect(await errorOf(await fetch(url, { headers: { "if-match": '"0x1"' } }))).toEqual([
      412,
      "ConditionNotMet",
      undefined,
    ]);
  });

  test("open by the signature of their folder, for its time and for nothing else", async () => {
    const given = await manifest();
    const [url = ""] = partsOf(given);
    const refused = async (other: string) => errorOf(await fetch(other));
    const mismatch = expect.stringContaining("Signature did not match");
    expect(await refused(url.split("?")[0] ?? "")).toEqual([409, "PublicAccessNotPermitted", undefined]);
    expect(await refused(url.replace(/sig=../, "sig=xy"))).toEqual([403, "AuthenticationFailed", mismatch]);
    expect(await refused(url.replace(/sig=.*/, "sig=short"))).toEqual([403, "AuthenticationFailed", mismatch]);
    expect(await refused(url.replace("se=2026", "se=2036"))).toEqual([403, "AuthenticationFailed", mismatch]);
    expect(await refused(url.replace("Fragment=full", "Fragment=basic"))).toEqual([
      403,
      "AuthenticationFailed",
      mismatch,
    ]);
    expect(await refused(url.replace("part-00000", "part-00009"))).toEqual([404, "BlobNotFound", undefined]);
    expect(await refused(url.replace("part-00000", "notes"))).toEqual([404, "BlobNotFound", undefined]);
    emulator().clock.advance(12 * hour);
    const expired = await refused(url);
    expect(expired).toEqual([403, "AuthenticationFailed", expect.stringContaining("not valid in the specified time")]);
    emulator().clock.change({ now: Date.parse("2026-11-25T08:00:00Z") });
    expect(await refused(url)).toEqual(expired.map((one) => (typeof one === "string" ? expect.any(String) : one)));
    const codes = emulator()
      .journal.entries({ status: "4xx" })
      .map(({ code }) => code);
    expect(codes.at(-1)).toBe("AuthenticationFailed");
  });

  test("exportSignatureLifetime says for how long", async () => {
    emulator().switches.set({ exportSignatureLifetime: "10m" });
    const [url = ""] = partsOf(await manifest());
    emulator().clock.advance(hour / 6 - 5_000);
    expect((await fetch(url)).status).toBe(200);
    emulator().clock.advance(10_000);
    expect((await fetch(url)).status).toBe(403);
  });

  test("want no token beside the signature; exportTokenBesideSignature says how they refuse it", async () => {
    const [url = ""] = partsOf(await manifest());
    const ask = () => fetch(url, { headers: { authorization: "Bearer x" } });
    emulator().switches.set({ exportTokenBesideSignature: "400" });
    expect(await errorOf(await ask())).toEqual([400, "InvalidAuthenticationInfo", undefined]);
    emulator().switches.set({ exportTokenBesideSignature: "403" });
    expect(await errorOf(await ask())).toEqual([403, "AuthenticationFailed", expect.any(String)]);
  });

  test("exportContentEncoding lets clients unpack them on the way", async () => {
    emulator().switches.set({ exportContentEncoding: "gzip" });
    const [url = ""] = partsOf(await manifest());
    const response = await fetch(url);
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect((await response.text()).startsWith('{"PartnerId":')).toBe(true);
  });

  test("unknown folders and methods are answered as storage answers", async () => {
    const { graphUrl } = emulator();
    expect(await errorOf(await fetch(`${graphUrl}/billingexports/nowhere`))).toEqual([
      404,
      "ResourceNotFound",
      undefined,
    ]);
    const [url = ""] = partsOf(await manifest());
    expect((await errorOf(await fetch(url, { method: "DELETE" })))[0]).toBe(405);
  });

  test("have faults as everything else: they break off, are refused, and come late", async () => {
    const [url = ""] = partsOf(await manifest());
    const path = "/billingexports/**";
    const whole = await download(url);
    await admin(emulator(), "POST", "/faults", { method: "GET", path, action: "truncate" });
    const broken = await fetch(url);
    expect(broken.headers.get("content-length")).toBe(String(whole.length));
    await expect(broken.arrayBuffer()).rejects.toThrow();
    await admin(emulator(), "POST", "/faults", { method: "GET", path, status: 503, retryAfterSeconds: 3 });
    const busy = await fetch(url);
    expect([busy.headers.get("retry-after"), ...(await errorOf(busy))]).toEqual(["3", 503, "ServerBusy", undefined]);
    await admin(emulator(), "POST", "/faults", {
      method: "GET",
      path,
      action: "contentType",
      contentType: "text/html",
    });
    expect((await fetch(url)).headers.get("content-type")).toBe("text/html");
    expect(await download(url)).toEqual(whole);
  });

  test("of a large export are many, and small", async () => {
    const before = (await invoicesOf(emulator())).length;
    await admin(emulator(), "POST", `/portal/partners/${emulator().tenantId}/invoices`, {
      currency: "EUR",
      lineItems: 50_000,
    });
    const invoices = await invoicesOf(emulator());
    expect(invoices.length).toBe(before + 1);
    const madeUp = invoices.find((one) => at(one, "totalCharges") === 250_250) ?? invoices.at(-1);
    const client = await graphClient(emulator());
    const large = await client.manifest("reconciliation/billed/export", { invoiceId: textAt(madeUp, "id") });
    const parts = partsOf(large);
    expect(parts.length).toBe(3);
    const rows = await rowsOf(large);
    expect(rows.length).toBe(50_000);
    const cents = rows.reduce<number>((sum, row) => sum + Math.round(Number(at(row, "Total")) * 100), 0);
    expect(cents / 100).toBe(at(madeUp, "totalCharges"));
    expect(new Set(rows.map((row) => at(row, "InvoiceNumber")))).toEqual(new Set([at(madeUp, "id")]));
  });

  test("do not change under whoever reads them while customers are charged", async () => {
    const client = await graphClient(emulator());
    const body = { currencyCode: "EUR", billingPeriod: "current" };
    emulator().switches.set({ exportPartitions: "2" });
    const given = await client.manifest("reconciliation/unbilled/export", body);
    const parts = partsOf(given);
    const before = await Promise.all(parts.map((url) => download(url)));
    const customer = emulator().customers.find((one) => one.kind === "withPlan");
    emulator().clock.advance(1_000);
    const ofCustomer = `/portal/customers/${customer?.id}`;
    for (let quantity = 1; quantity <= 20; quantity += 1) {
      const charge = { kind: "software", quantity };
      expect((await admin(emulator(), "POST", `${ofCustomer}/charges`, charge)).status).toBe(201);
    }
    const after = await Promise.all(parts.map((url) => download(url)));
    expect(after.map((bytes) => gunzipSync(bytes).toString())).toEqual(
      before.map((bytes) => gunzipSync(bytes).toString()),
    );
    const fresh = await client.rows("reconciliation/unbilled/export", body);
    expect(fresh.length).toBe((await rowsOf(given)).length + 20);
  });
});
