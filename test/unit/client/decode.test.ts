import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { decoding } from "../../../provider/client/decode";
import { ApiError } from "../../../provider/client/errors";
import type { Answer, Attempt, WireReply } from "../../../provider/client/pipeline";
import { FakeClock } from "../../support/fake-clock";
import { attemptOf } from "./attempts";

async function decode(
  reply: { status?: number; headers?: Record<string, string>; body?: string | Uint8Array },
  differences: Partial<Attempt> = {},
) {
  const { status = 200, headers = {}, body = "" } = reply;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const wire: WireReply = { status, headers, bytes };
  return decoding(async () => wire, new FakeClock())(attemptOf(differences));
}

async function failure(reply: Parameters<typeof decode>[0]): Promise<ApiError["failure"]> {
  const error: unknown = await decode(reply).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiError)) throw new Error(`not an answered failure: ${error}`);
  return error.failure;
}

describe("decoding a success", () => {
  const json = '{"id":"1","amount":300.00}';
  const forms: readonly (readonly [string, Record<string, string>, string | Uint8Array])[] = [
    ["plain", {}, json],
    ["after a byte order mark", {}, `\uFEFF${json}`],
    ["as text/plain", { "content-type": "text/plain" }, json],
    ["gzip", { "content-encoding": "gzip" }, gzipSync(json)],
    ["deflate with zlib's header", { "content-encoding": "deflate" }, deflateSync(json)],
    ["deflate without", { "content-encoding": "Deflate" }, deflateRawSync(json)],
    ["br", { "content-encoding": "br" }, brotliCompressSync(json)],
    ["gzip after a byte order mark", { "content-encoding": "gzip" }, gzipSync(`\uFEFF${json}`)],
  ];

  it("gives a document's bytes as they were sent, unpacked", async () => {
    const pdf = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0xef, 0xbb, 0xbf, 0x00]);
    expect((await decode({ body: pdf }, { binary: true })).body).toEqual(pdf);
    const packed = await decode({ headers: { "content-encoding": "gzip" }, body: gzipSync(pdf) }, { binary: true });
    expect(Buffer.from(Object(packed.body))).toEqual(Buffer.from(pdf));
    const refused = decode({ status: 404, body: '{"code":1000,"description":"Not here"}' }, { binary: true });
    await expect(refused).rejects.toMatchObject({ status: 404, code: "1000" });
  });

  it("reads the ids of the service that answered", async () => {
    const headers = { "request-id": "r", "x-ms-request-id": "m", "ms-requestid": "p" };
    expect((await decode({ headers }, { service: "graph" })).requestId).toBe("r");
    expect((await decode({ headers }, { service: "management" })).requestId).toBe("m");
    await expect(decode({ status: 500, headers }, { service: "management" })).rejects.toThrow(/\(x-ms-request-id m, /);
  });

  it.each(forms)("%s", async (_form, headers, body) => {
    const answer = await decode({ headers, body });
    expect(JSON.stringify(answer.body)).toBe(json);
  });

  it.each(["", "\uFEFF", "  \r\n"])("an empty body (%j)", async (body) => {
    expect((await decode({ status: 202, body })).body).toBeUndefined();
  });

  it("tells ids and the service's time", async () => {
    const headers = {
      "ms-requestid": "abc,abc",
      "ms-correlationid": "def",
      date: "Thu, 15 Jan 2026 12:00:00 GMT",
    };
    const expected: Partial<Answer> = {
      requestId: "abc",
      correlationId: "def",
      serviceTimeMs: Date.UTC(2026, 0, 15, 12),
    };
    expect(await decode({ headers })).toMatchObject(expected);
  });

  it("tells the ids that were sent when none come back", async () => {
    expect(await decode({})).toMatchObject({ requestId: "request-0", correlationId: "correlation-0" });
  });

  it("an item with a description and an id is no error", async () => {
    const body = '{"id":"0001","description":"Microsoft Azure plan","code":"x"}';
    expect((await decode({ body })).body).toMatchObject({ id: "0001" });
  });

  it.each(["<html>signed out</html>", '{"id":', "\u0000"])(
    "an unreadable body (%j) is no usable reply",
    async (body) => {
      const error = await decode({ body }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ kind: "transport", unsent: false });
      expect(String(error)).not.toContain("signed out");
    },
  );

  it("a compressed body that is cut off is no usable reply", async () => {
    const body = gzipSync(json).subarray(0, 12);
    await expect(decode({ headers: { "content-encoding": "gzip" }, body })).rejects.toMatchObject({
      kind: "transport",
    });
  });
});

describe("decoding a failure", () => {
  const shapes: readonly (readonly [string, number, string, code: string, description: string])[] = [
    ["A, number", 400, '{"code":800002,"description":"bad id","data":[],"source":"PartnerFD"}', "800002", "bad id"],
    ["A, text", 404, '{"code":" 800008 ","description":"no cart"}', "800008", "no cart"],
    [
      "B",
      400,
      '{"code":600061,"message":"exists","description":"it exists","isRetryable":false}',
      "600061",
      "it exists",
    ],
    ["C", 429, '{"statusCode":429,"message":"wait 57 seconds"}', "429", "wait 57 seconds"],
    ["D", 403, '{"error":{"code":"Forbidden","message":"no"}}', "Forbidden", "no"],
    ["E", 400, '{"error":"invalid_client","error_description":"AADSTS7000215"}', "invalid_client", "AADSTS7000215"],
    ["a list", 400, '[{"code":"3000","description":"first"},{"code":"1"}]', "3000", "first"],
    ["HTML", 502, "<html>Bad gateway</html>", "", ""],
    ["nothing", 503, "", "", ""],
    ["a bare text", 500, '"oops"', "", ""],
    ["with a byte order mark", 404, '\uFEFF{"code":20003,"description":"none"}', "20003", "none"],
    [
      "in a 200",
      200,
      '{"code":400072,"description":"Item not available","data":[],"source":"PartnerFD"}',
      "400072",
      "Item not available",
    ],
    ["a redirect", 302, "", "", ""],
  ];

  it.each(shapes)("shape %s", async (_shape, status, body, code, description) => {
    expect(await failure({ status, body })).toMatchObject({ status, code, description });
  });

  it("keeps what a caller decides by", async () => {
    const headers = {
      "ms-requestid": "abc,abc",
      "ms-correlationid": "def",
      "retry-after": "Thu, 15 Jan 2026 12:00:30 GMT",
      date: "Thu, 15 Jan 2026 12:00:00 GMT",
    };
    expect(await failure({ status: 429, headers, body: '{"isRetryable":true,"code":1}' })).toEqual({
      call: "getThing (GET /v1/things/{thingId})",
      service: "partnerCenter",
      status: 429,
      code: "1",
      description: "",
      requestId: "abc",
      correlationId: "def",
      retryAfterMs: 30_000,
      serviceTimeMs: Date.UTC(2026, 0, 15, 12),
      isRetryable: true,
    });
  });
});
