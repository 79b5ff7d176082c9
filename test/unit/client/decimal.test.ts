import fc from "fast-check";
import { z } from "zod";
import {
  compareDecimals,
  decimal,
  decimalNumber,
  integer,
  significantDigits,
  toDecimal,
} from "../../../provider/client/decimal";
import { parseJson, rawNumber, writeJson } from "../../../provider/client/json";

describe("toDecimal", () => {
  it.each([
    ["300.000000", "300"],
    ["0.00", "0"],
    ["-0", "0"],
    ["+5", undefined],
    ["007.50", "7.5"],
    ["1e3", "1000"],
    ["1.5E-7", "0.00000015"],
    [" 12.30 ", "12.3"],
    [1250.5, "1250.5"],
    [rawNumber("27.23290000000000001234"), "27.23290000000000001234"],
    ["12345678901234567890123456.78", "12345678901234567890123456.78"],
    ["", undefined],
    ["twelve", undefined],
    ["1e999999", undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [true, undefined],
    [undefined, undefined],
  ])("reads %j as %j", (given, expected) => {
    expect(toDecimal(given)).toBe(expected);
  });

  it("keeps 28 digits in both directions, whatever they are", () => {
    const amount = fc.tuple(fc.boolean(), fc.stringMatching(/^[1-9]\d{0,27}$/), fc.nat(28));
    fc.assert(
      fc.property(amount, ([negative, digits, fraction]) => {
        const padded = digits.padStart(fraction + 1, "0");
        const whole = padded.slice(0, padded.length - fraction);
        const text = `${negative ? "-" : ""}${whole}${fraction > 0 ? `.${padded.slice(padded.length - fraction)}` : ""}`;
        const read = toDecimal(text);
        expect(read).toBe(text.includes(".") ? text.replace(/\.?0+$/, "") : text);
        // What is written is read back the same, over the wire's JSON.
        const written = writeJson(decimalNumber.parse(text));
        expect(toDecimal(parseJson(written))).toBe(read);
        expect(written).toBe(read);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("100,000 amounts of one reply", () => {
  /** Numbers that look random and are the same each time. */
  function* dice(seed: number): Generator<number> {
    for (let state = seed; ; ) {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
      yield (state ^ (state >>> 13)) >>> 0;
    }
  }

  it("come out as they were written, to the last of 28 digits", () => {
    const rolls = dice(7);
    const roll = (below: number) => Number(rolls.next().value) % below;
    const amounts = Array.from({ length: 100_000 }, () => {
      const digits = Array.from({ length: 1 + roll(28) }, () => roll(10)).join("");
      const point = roll(digits.length + 1);
      const whole = digits.slice(0, point).replace(/^0+/, "") || "0";
      const fraction = digits.slice(point).replace(/0+$/, "");
      const amount = fraction === "" ? whole : `${whole}.${fraction}`;
      return amount !== "0" && roll(4) === 0 ? `-${amount}` : amount;
    });
    const sent = amounts.map((amount) =>
      roll(5) === 0 ? `"${amount}"` : roll(5) === 0 ? `${padded(amount)}` : amount,
    );
    const read = parseJson(`{"items":[${sent.map((amount) => `{"amount":${amount}}`)}]}`);
    const { items } = z.object({ items: z.array(z.object({ amount: decimal })) }).parse(read);
    expect(items.map(({ amount }) => amount)).toEqual(amounts);
  });

  const padded = (amount: string) => (amount.includes(".") ? `${amount}000` : `${amount}.00`);
});

describe("compareDecimals", () => {
  it("compares values, not texts", () => {
    expect(compareDecimals("300.00", "300")).toBe(0);
    expect(compareDecimals("9.99", "10")).toBeLessThan(0);
    expect(compareDecimals("0.1000000000000000000001", "0.1")).toBeGreaterThan(0);
  });
});

describe("significantDigits", () => {
  it.each([
    ["0", 1],
    ["1200", 2],
    ["0.00125", 3],
    ["123456.789", 9],
  ])("of %s is %i", (text, digits) => {
    expect(significantDigits(text)).toBe(digits);
  });
});

describe("schemas", () => {
  it("read amounts in every form", () => {
    expect(decimal.parse(300)).toBe("300");
    expect(decimal.parse("300.10")).toBe("300.1");
    expect(decimal.parse(rawNumber("300.100"))).toBe("300.1");
    expect(decimal.safeParse("much").success).toBe(false);
    expect(decimal.safeParse(null).success).toBe(false);
  });

  it("read whole numbers in every form", () => {
    expect(integer.parse(3)).toBe(3);
    expect(integer.parse("3")).toBe(3);
    expect(integer.parse(rawNumber("3.0"))).toBe(3);
    expect(integer.safeParse(1.5).success).toBe(false);
    expect(integer.safeParse("12345678901234567890").success).toBe(false);
  });
});
