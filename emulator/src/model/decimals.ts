import Big from "big.js";

/**
 * The plain decimal text of a JSON number, digit for digit: an exponent is written out, nothing is rounded. Undefined
 * when the number does not fit the service's decimal type (28 digits, at most 28 of them behind the point).
 */
export function plainDecimal(text: string): string | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (exponent === "0") {
    return fits(whole, fraction) ? text : undefined;
  }
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const left = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  const right = point > 0 ? digits.slice(point) : "0".repeat(-point) + digits;
  const plainWhole = left.replace(/^0+(?=\d)/, "");
  if (!fits(plainWhole, right)) {
    return undefined;
  }
  return sign + plainWhole + (right === "" ? "" : `.${right}`);
}

function fits(whole: string, fraction: string): boolean {
  const significant = (whole + fraction).replace(/^0+/, "").length;
  return significant <= 28 && fraction.length <= 28;
}

/** Whether two plain decimals are the same number. */
export function sameDecimal(left: string | undefined, right: string | undefined): boolean {
  return left === right || (left !== undefined && right !== undefined && trimmed(left) === trimmed(right));
}

/** A plain decimal that is not negative, rounded half up to two digits. */
export function toCents(text: string): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const cents = BigInt(whole + fraction.slice(0, 2).padEnd(2, "0")) + (Number(fraction[2] ?? "0") >= 5 ? 1n : 0n);
  const digits = cents.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function trimmed(text: string): string {
  const withoutZeros = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return withoutZeros === "-0" ? "0" : withoutZeros;
}

/** A plain decimal that is not negative as so many units of its last digit; digits beyond are cut off. */
export function scaled(text: string, fractionDigits: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.slice(0, fractionDigits).padEnd(fractionDigits, "0"));
}

/** The plain decimal of so many units of its last digit, without needless zeros. */
export function unscaled(units: bigint, fractionDigits: number): string {
  const digits = units.toString().padStart(fractionDigits + 1, "0");
  const point = digits.length - fractionDigits;
  return trimmed(`${digits.slice(0, point)}.${digits.slice(point)}`);
}

/** The decimal with the other sign. */
export function negated(text: string): string {
  return text.startsWith("-") ? text.slice(1) : sameDecimal(text, "0") ? text : `-${text}`;
}

/** The sum of decimal texts. */
export const sum = (amounts: readonly string[]): string =>
  amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed();
