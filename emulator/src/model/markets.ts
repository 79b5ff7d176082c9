const europeanCountries: readonly string[] =
  "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" ");

/** Whether a country (ISO 3166-1) belongs to the European Union or to EFTA. */
export const isEuropean = (country: string): boolean => europeanCountries.includes(country.toUpperCase());
