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
};

const symbols: Readonly<Record<string, string>> = {
  EUR: "€",
  USD: "$",
  GBP: "£",
  JPY: "¥",
  INR: "₹",
  BRL: "R$",
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
