import fc from "fast-check";
import { isRawJson, parseJson, rawNumber, writeJson } from "../../../provider/client/json";

describe("parseJson", () => {
  it("keeps numbers that JavaScript writes as they were sent", () => {
    expect(parseJson('{"quantity":1,"price":12.5,"small":-0.25}')).toEqual({ quantity: 1, price: 12.5, small: -0.25 });
  });

  it.each([
    "300.000000",
    "24.0",
    "12345678901234567890",
    "27.23290000000000001234",
    "1E3",
    "-0",
    "12.39999999999999985235",
  ])("keeps the text of %s", (source) => {
    const parsed = parseJson(`[${source}]`);
    expect(Array.isArray(parsed) && isRawJson(parsed[0])).toBe(true);
    expect(writeJson(parsed)).toBe(`[${source}]`);
  });

  it("treats null members as absent and keeps null elements", () => {
    expect(parseJson('{"a":null,"b":{"c":null,"d":1},"e":[null,2]}')).toEqual({ b: { d: 1 }, e: [null, 2] });
    expect(parseJson("null")).toBeUndefined();
  });

  it("passes a whole document through without changing a digit", () => {
    const text = '{"attributes":{"etag":"x"},"amount":1250.50,"unknown":{"deep":[1.10,2e5,0.1]},"name":"a 1.10 b"}';
    expect(writeJson(parseJson(text))).toBe(text);
  });

  it("gives back every number that it is given", () => {
    const digits = fc.stringMatching(/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,24})?(?:[eE][+-]?\d{1,2})?$/);
    fc.assert(
      fc.property(digits, (source) => {
        expect(writeJson(parseJson(`{"n":${source}}`))).toBe(`{"n":${source}}`);
      }),
      { numRuns: 5000 },
    );
  });

  it("refuses what is not JSON", () => {
    expect(() => parseJson("<html>")).toThrow(SyntaxError);
  });

  it("reads any JSON as a reviver on every member would", () => {
    const number = fc.stringMatching(/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,8})?(?:[eE][+-]?\d{1,2})?$/);
    const blank = fc.constantFrom("", " ", "\n\t");
    const document = fc.letrec<{ value: string; object: string; array: string }>((tie) => {
      const name = fc.oneof(fc.constantFrom("__proto__", "constructor", "a\\", '1.50"', ":2.50,"), fc.string());
      const member = fc
        .tuple(name, blank, tie("value"))
        .map(([key, gap, value]) => `${JSON.stringify(key)}:${gap}${value}`);
      const list = (open: string, close: string) => (parts: string[]) => `${open}${parts.join(", ")}${close}`;
      const text = fc
        .oneof(fc.string(), fc.constantFrom("1.50", '\\"2.50', "null", "\u00911.50", "\\"))
        .map((one) => JSON.stringify(one));
      return {
        value: fc.oneof({ maxDepth: 4 }, number, text, fc.constantFrom("null", "true"), tie("object"), tie("array")),
        object: fc.uniqueArray(member, { maxLength: 4 }).map(list("{", "}")),
        array: fc.array(tie("value"), { maxLength: 4 }).map(list("[", "]")),
      };
    }).value;
    fc.assert(
      fc.property(document, (text) => {
        // The mark anywhere in the text makes the slow way be taken.
        const slow = parseJson(`[${text},"\u0091"]`);
        expect(writeJson([parseJson(text)])).toBe(writeJson(Array.isArray(slow) ? slow.slice(0, 1) : undefined));
        expect(Object.keys(Object(parseJson(text)))).toEqual(Object.keys(Object(Array.isArray(slow) ? slow[0] : 0)));
      }),
      { numRuns: 5000 },
    );
  });

  it.each(["\u0091", "\\u0091"])("takes no text for a number, however it begins", (mark) => {
    expect(parseJson(`{"a":"${mark}1.50","b":1.50}`)).toEqual({ a: "\u00911.50", b: rawNumber("1.50") });
  });

  it("accepts nothing that the platform's parser refuses", () => {
    const mistakes = [
      "{1.50:2}",
      "[1.2.3]",
      "[01.50]",
      "[1.50 2.50]",
      "[.50]",
      "[1.]",
      "[1.50-]",
      '"1.50',
      "1.50}",
      "[+1.50]",
    ];
    for (const text of mistakes) expect(() => parseJson(text)).toThrow(SyntaxError);
    const scrap = fc.stringMatching(/^[-+0-9.eE,:"\\[\]{} nul]{0,12}$/);
    fc.assert(
      fc.property(scrap, (text) => {
        const accepted = (parse: (given: string) => unknown) => {
          try {
            parse(text);
            return true;
          } catch {
            return false;
          }
        };
        expect(accepted(parseJson)).toBe(accepted(JSON.parse));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe("writeJson", () => {
  it("writes exact numbers", () => {
    expect(writeJson({ Amount: rawNumber("1250.123456789012345678") })).toBe('{"Amount":1250.123456789012345678}');
  });

  it("refuses what JSON cannot say", () => {
    expect(() => writeJson(undefined)).toThrow(TypeError);
  });
});
