import Big from "big.js";
import { z } from "zod";
import { isRawJson, type RawJson, rawNumber } from "./json";

/** A .NET decimal ends near 8e28; anything far beyond is a mistake, and would be written out digit by digit. */
const LARGEST_EXPONENT = 400;

/**
 * Canonical text of an amount: no exponent, no leading plus, no trailing zeros, `0` for every zero.
 * @param value a number, a numeric text such as `"300.00"`, or a number that kept its text.
 * @returns every digit that was given; `undefined` when it is not a finite number.
 */
export function toDecimal(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : isRawJson(value) ? value.rawJSON : value;
  if (typeof text !== "string") return undefined;
  // Nearly all amounts are written so, and a million of them are read faster than by the library.
  if (plainAmount.test(text)) return text;
  const amount = parse(text);
  if (!amount || Math.abs(amount.e) > LARGEST_EXPONENT) return undefined;
  return amount.eq(0) ? "0" : amount.toFixed();
}

/** Canonical already: no exponent, no plus, no zeros that say nothing, not minus zero. */
const plainAmount = /^(?:0|-?[1-9]\d{0,30}|-?(?:0|[1-9]\d{0,30})\.\d{0,30}[1-9])$/;

function parse(text: string): Big | undefined {
  try {
    return new Big(text.trim());
  } catch {
    return undefined;
  }
}

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`. Both are decimal texts. */
export function compareDecimals(left: string, right: string): number {
  return new Big(left).cmp(right);
}

/** How many digits of a canonical decimal text carry its value: 3 for `0.00125`, 2 for `1200`. */
export function significantDigits(decimalText: string): number {
  return new Big(decimalText).c.length;
}

/** The JSON number with every digit of a decimal text. */
export function decimalToJson(decimalText: string): RawJson {
  return rawNumber(decimalText);
}

/** A number in any form. Not a union: of a million amounts each would be tried three times. */
const anyNumber = z.custom<string | number | RawJson>();

/** Schema of an amount: a number in any form in, canonical decimal text out, no digit lost. */
export const decimal = anyNumber.transform((value, context) => decimalIn(value, context));

/** The same where the service sends an empty text for none. */
export const decimalOrEmpty = anyNumber.transform((value, context) =>
  value === "" ? undefined : decimalIn(value, context),
);

function decimalIn(value: unknown, context: z.core.$RefinementCtx): string {
  const text = toDecimal(value);
  if (text !== undefined) return text;
  context.addIssue({ code: "custom", message: "must be a decimal number" });
  return z.NEVER;
}

/** Schema of an amount in a request: decimal text or number in, exact JSON number out. */
export const decimalNumber = decimal.transform(decimalToJson);

/** Schema of a whole number, such as a quantity, in whatever form it was written (`1`, `1.0`, `"1"`). */
export const integer = decimal.transform((text, context) => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && String(value) === text) return value;
  context.addIssue({ code: "custom", message: "must be a whole number" });
  return z.NEVER;
});
