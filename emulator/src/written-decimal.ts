import Big from "big.js";
import { ExactNumber } from "./json";
import type { Switches } from "./switches";

/** Significant digits of the service's decimal type. */
const decimalDigits = 28;

/** A decimal as the billing part writes it: a number with all its digits, or with the noise that was seen (B 14.1). */
export function writtenDecimal(switches: Switches, text: string): ExactNumber {
  if (switches.is("decimalSpelling", "binaryNoise")) {
    return new ExactNumber(Number(text).toFixed(20));
  }
  const plain = isPlain(text) ? text : new Big(text).prec(decimalDigits).toFixed();
  if (switches.is("decimalSpelling", "exact")) {
    return new ExactNumber(plain);
  }
  const [whole = "0", fraction = ""] = plain.split(".");
  return new ExactNumber(`${whole}.${fraction.padEnd(6, "0")}`);
}

/** Whether the text is as it should be, which is quick to see of most. */
const isPlain = (text: string) => text.length <= decimalDigits && /^-?\d+(\.\d*[1-9])?$/.test(text);
