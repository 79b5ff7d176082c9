import fc from "fast-check";
import { isRecord, parseJson, writeJson } from "../../../provider/client/json";
import { pageInParts } from "../../../provider/client/page-parts";

const bytesOf = (text: string) => new TextEncoder().encode(text).slice();
const filler = "x".repeat(1_000);
const long = Array.from({ length: 200 }, (_, at) => `{"id":${at},"text":"${filler}"}`).join(",");

/** All items in order, put back into the page. */
function together(text: string): unknown {
  const page = pageInParts(bytesOf(text));
  if (!page || !isRecord(page.body)) return undefined;
  const name = Object.keys(page.body).find((key) => key.toLowerCase() === "items") ?? "";
  const items: unknown[] = [];
  let parts = 0;
  for (const part of page.parts) {
    const some = isRecord(part) ? part[name] : undefined;
    if (Array.isArray(some)) items.push(...some);
    parts += 1;
  }
  expect(parts).toBeGreaterThan(1);
  return { ...page.body, [name]: items };
}

describe("pageInParts", () => {
  it.each([
    ["as they come", `{"totalCount":200,"items":[${long}],"links":{"next":{"uri":"/x"}}}`],
    ["in Pascal case, after a byte order mark", `\uFEFF{"Items" : [ ${long} ] , "ContinuationToken":"t"}`],
    ["among others of the name", `{"a":{"items":[1]},"b":["items",[2]],"c":"items","items":[${long}]}`],
    ["with brackets in texts", `{"items":[{"a":"]},\\"[\\\\"},[[],{}],null,1.10,${long}]}`],
  ])("gives items %s", (_how, text) => {
    expect(writeJson(together(text))).toBe(writeJson(parseJson(text.replace(/^\uFEFF/, ""))));
  });

  it.each([
    ["a short page", '{"items":[1,2,3]}'],
    ["a long item", `{"items":[{"a":"${filler.repeat(100)}"}]}`],
    ["two lists", `{"items":[${long}],"Items":[${long}]}`],
    ["no list", `{"items":{"a":[${long}]}}`],
    ["a list alone", `[${long}]`],
    ["what does not end", `{"items":[${long}`],
    ["what ends early", `{"items":[${long}]`],
    ["a text that does not end", `{"items":[${long},"`],
  ])("leaves %s alone", (_what, text) => {
    expect(pageInParts(bytesOf(text))).toBeUndefined();
  });

  it.each([
    ["around the items", `{"items":[${long}],}`],
    ["in an item", `{"items":[${long},{a:1}]}`],
    ["between items", `{"items":[${long},,{}]}`],
    ["behind the last item", `{"items":[${long}, ]}`],
  ])("refuses what is not JSON %s", (_where, text) => {
    expect(() => together(text)).toThrow(SyntaxError);
  });

  it("gives what parsing the whole gives, whatever the items are", () => {
    const item = fc.oneof(
      fc.json(),
      fc.string().map((text) => JSON.stringify(text + filler.repeat(20))),
    );
    fc.assert(
      fc.property(fc.array(item, { minLength: 8 }), (items) => {
        const text = `{"items":[${items},${long}]}`;
        expect(writeJson(together(text))).toBe(writeJson(parseJson(text)));
      }),
      { numRuns: 100 },
    );
  });
});
