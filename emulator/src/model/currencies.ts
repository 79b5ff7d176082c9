const euroCountries = "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" ");

const byCountry: Readonly<Record<string, string>> = {
  GB: "GBP",
  CH: "CHF",
  NO: "NOK",
  SE: "SEK",
  DK: "DKK",
  CA: "CAD",
  AU: "AUD",
  NZ: "NZD",
  JP: "JPY",
  IN: "INR",
  BR: "BRL",
  TW: "TWD",
};

const symbols: Readonly<Record<string, string>> = {
  EUR: "€",
  USD: "$",
  GBP: "£",
  JPY: "¥",
  INR: "₹",
  BRL: "R$",
  TWD: "NT$",
  CAD: "$",
  AUD: "$",
  NZD: "$",
  CHF: "CHF",
  NOK: "kr",
  SEK: "kr",
  DKK: "kr",
};

/** The billing currency of a market. */
export function currencyOf(country: string): string {
  const market = country.toUpperCase();
  return euroCountries.includes(market) ? "EUR" : (byCountry[market] ?? "USD");
}

/** The sign of a currency. */
export const symbolOf = (currency: string): string => symbols[currency] ?? currency;

const languages: Readonly<Record<string, string>> = {
  AT: "de",
  BR: "pt",
  CH: "de",
  DE: "de",
  DK: "da",
  ES: "es",
  FI: "fi",
  FR: "fr",
  IT: "it",
  JP: "ja",
  NL: "nl",
  NO: "nb",
  PT: "pt",
  SE: "sv",
  TW: "zh",
};

/** The culture that legacy usage names in place of a currency: one whose region has that currency (B 3). */
export function localeOf(country: string): string {
  const market = country.toUpperCase();
  return currencyOf(market) === "USD" ? "en-US" : `${languages[market] ?? "en"}-${market}`;
}

/** A culture whose region has this currency. */
export function localeOfCurrency(currency: string): string {
  const country = currency === "EUR" ? "DE" : Object.keys(byCountry).find((one) => byCountry[one] === currency);
  return localeOf(country ?? "US");
}
