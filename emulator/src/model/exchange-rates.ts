import type { Instant } from "./entities";
import { mix, textHash } from "./mixing";

/** Units of a currency for one US dollar, about. */
const aboutADollar: Readonly<Record<string, string>> = {
  USD: "1",
  EUR: "0.9184",
  GBP: "0.7842",
  CHF: "0.8817",
  NOK: "10.7135",
  SEK: "10.4462",
  DKK: "6.8503",
  CAD: "1.3681",
  AUD: "1.5247",
  NZD: "1.6709",
  JPY: "151.3700",
  INR: "83.4610",
  BRL: "5.1260",
  TWD: "31.8400",
};

/** The rate from pricing to billing currency, and its date. */
export interface ExchangeRate {
  /** Decimal text. */
  readonly rate: string;
  /** First instant of the month it is for. */
  readonly date: Instant;
}

/**
 * From US dollars, which Azure is priced in, to the billing currency in the month of that instant (B 14.3). The same
 * always; from month to month it moves by up to two percent about a made-up middle.
 */
export function exchangeRate(currency: string, at: Instant): ExchangeRate {
  const day = new Date(at);
  const month = day.getUTCFullYear() * 12 + day.getUTCMonth();
  const date = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1);
  const middle = aboutADollar[currency] ?? "1";
  if (middle === "1") {
    return { rate: "1", date };
  }
  const perTenThousand = 9_800n + BigInt(mix(textHash(currency), month) % 401);
  const [whole = "0", fraction = ""] = middle.split(".");
  const digits = (BigInt(whole + fraction) * perTenThousand).toString().padStart(fraction.length + 5, "0");
  const point = digits.length - fraction.length - 4;
  return { rate: `${digits.slice(0, point)}.${digits.slice(point)}`, date };
}
