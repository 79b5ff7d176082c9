import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { decoding } from "../../../provider/client/decode";
import { type AnyEndpoint, describeCall } from "../../../provider/client/endpoint";
import { PartnerCenterError } from "../../../provider/client/errors";
import { pages } from "../../../provider/client/pages";
import type { Attempt, WireReply } from "../../../provider/client/pipeline";
import { validateReply } from "../../../provider/client/validate";
import { badValue, trickyNames } from "../../support/bad-input";
import { FakeClock } from "../../support/fake-clock";
import { attemptOf, idsInOrder } from "./attempts";
import { endpoints } from "./endpoint-files";
import { sampleOf } from "./schema-samples";

const SEED = 20261125;
const RUNS_EACH = 80;
const ROOT = "https://service.example";

/** A list of a circle of pages ends by itself; one whose every link is new would not. */
const MOST_PAGES = 5;

const attemptAt = (endpoint: AnyEndpoint): Attempt =>
  attemptOf({ call: describeCall(endpoint), ...(endpoint.accept && { binary: true }) });

/** Reads what came over the wire as a call of the endpoint does: decoded, followed to further pages, validated. */
async function readAs(endpoint: AnyEndpoint, reply: WireReply): Promise<void> {
  const send = decoding(async () => reply, new FakeClock());
  const first = attemptAt(endpoint);
  if (endpoint.accept) {
    await send(first);
    return;
  }
  let read = 0;
  for await (const { body } of pages(first, ROOT, idsInOrder(), send)) {
    validateReply(endpoint, body);
    read += 1;
    if (read >= MOST_PAGES) return;
  }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A JSON text in which some values are others: of another type, huge, deep, or nothing. */
const spoiledText = (whole: string) =>
  fc
    .array(
      fc.tuple(
        fc.nat(200),
        fc.oneof(
          badValue.map((value) => JSON.stringify(value) ?? "null"),
          fc.constantFrom('{"', "[", "1e400", "-0", "01", "\u0091", '"\\ud800"'),
        ),
      ),
      {
        maxLength: 4,
      },
    )
    .map((changes) => {
      let text = whole;
      for (const [at, instead] of changes) {
        let seen = 0;
        text = text.replace(/"text"|1\.25|true|3\b|\[\]|\{\}/g, (value) => (seen++ === at % 40 ? instead : value));
      }
      return text;
    });

/** The same bytes, broken on the way. */
const brokenBytes = fc.record({
  cutTo: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4 }),
  flips: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
  before: fc.constantFrom("", "", "\uFEFF", "<html>", " \n"),
  packed: fc.constantFrom("", "", "gzip"),
  said: fc.constantFrom("", "gzip", "br", "deflate", "compress", "GZIP "),
  honest: fc.boolean(),
});

const headers = fc.record(
  {
    date: fc.oneof(fc.constantFrom("Mon, 02 Mar 2026 09:00:00 GMT", "yesterday", "", "0"), fc.string()),
    "retry-after": fc.oneof(fc.constantFrom("-1", "1e9", "Infinity", "99999999999999999999"), fc.string()),
    "ms-requestid": fc.string({ unit: "binary" }),
    "ms-continuationtoken": fc.oneof(fc.constant(" "), fc.string()),
    location: fc.string({ unit: "binary" }),
  },
  { requiredKeys: [] },
);

const status = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(200, 201, 202, 204) },
  { weight: 2, arbitrary: fc.constantFrom(301, 400, 401, 403, 404, 409, 429, 500, 503, 599, 999) },
);

function wireOf(endpoint: AnyEndpoint): fc.Arbitrary<WireReply> {
  const whole = endpoint.accept ? '"bytes"' : (JSON.stringify(sampleOf(endpoint.response, "all")) ?? "");
  return fc
    .record({ text: spoiledText(whole), broken: brokenBytes, headers, status })
    .map(({ text, broken, ...rest }) => {
      let bytes = bytesOf(broken.before + text);
      if (broken.packed) bytes = new Uint8Array(gzipSync(bytes));
      for (const [at, value] of broken.flips) if (bytes.length > 0) bytes[at % bytes.length] = value;
      if (broken.cutTo !== null) bytes = bytes.slice(0, Math.floor(bytes.length * broken.cutTo));
      const encoding = broken.honest ? broken.packed : broken.said;
      return {
        status: rest.status,
        headers: { ...rest.headers, ...(encoding && { "content-encoding": encoding }) },
        bytes,
      };
    });
}

describe.each(endpoints)("whatever comes back from %s", (name, endpoint) => {
  it("is an answer or an error of ours that names the call", async () => {
    await fc.assert(
      fc.asyncProperty(wireOf(endpoint), async (reply) => {
        try {
          await readAs(endpoint, reply);
        } catch (error) {
          expect(PartnerCenterError.isInstance(error)).toBe(true);
          expect(String(error)).toContain(name);
        }
      }),
      { seed: SEED, numRuns: RUNS_EACH },
    );
  });
});

describe("replies that no service should send", () => {
  /** One endpoint for each shape of replies: an object, a list, amounts, lists within, perhaps nothing, dictionaries. */
  const names = ["getCart", "listSubscriptions", "getUsageBudget", "checkoutCart", "createUpgrade", "getSku"];
  const ofEachShape = endpoints.filter(([name]) => names.includes(name));
  const deep = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000);
  const texts: readonly (readonly [string, string])[] = [
    ["lists, 100,000 deep", deep("[", "]")],
    ["objects, 100,000 deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["a list of items, 100,000 deep", `{"items":${deep("[", "]")}}`],
    ["errors within errors", `${'{"error":'.repeat(100_000)}{}${"}".repeat(100_000)}`],
    ["deep nulls", `${'{"a":'.repeat(100_000)}null${"}".repeat(100_000)}`],
    ["deep exact numbers", `${"[".repeat(100_000)}1.10${"]".repeat(100_000)}`],
    ["a number of a million digits", `{"amount":${"9".repeat(1_000_000)}}`],
    ["a tiny number", '{"amount":1e-999999999}'],
    ["members with names of JavaScript's own", `{${trickyNames.map((name) => `"${name}":{"${name}":1}`).join(",")}}`],
    ["nothing but a mark", '"\u0091"'],
    ["a marked text that is no number", '{"id":"\u0091x","status":"\u00911e5"}'],
  ];

  it.each(texts)("%s", async (_, text) => {
    for (const [, endpoint] of ofEachShape) {
      for (const status of [200, 400]) {
        await readAs(endpoint, { status, headers: {}, bytes: bytesOf(text) }).catch((error: unknown) => {
          expect(PartnerCenterError.isInstance(error)).toBe(true);
        });
      }
    }
  });
});
