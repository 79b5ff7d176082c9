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
});

describe("writeJson", () => {
  it("writes exact numbers", () => {
    expect(writeJson({ Amount: rawNumber("1250.123456789012345678") })).toBe('{"Amount":1250.123456789012345678}');
  });

  it("refuses what JSON cannot say", () => {
    expect(() => writeJson(undefined)).toThrow(TypeError);
  });
});
