import type { ExactNumber } from "../json";
import type { Switches } from "../switches";
import { wireDate, wireDateWithoutZone, wireDay, zonedDate } from "../wire-date";
import { writtenDecimal } from "../written-decimal";

/** A line item with its members in order. Undefined ones are left out. */
export type LineItem = Readonly<Record<string, unknown>>;

/** How values get into line items: numbers as JSON numbers with every digit or as texts, dates with or without offset. */
export interface ValueWriter {
  /** An amount, a price or a quantity: decimal text. */
  readonly decimal: (text: string) => ExactNumber | string;
  /** A whole number. */
  readonly count: (value: number | string) => number | string;
  /** A date without a time. */
  readonly day: (instant: number) => string;
  readonly time: (instant: number) => string;
}

/** How v1 writes the values of line items of new commerce now. */
export function lineItemValues(switches: Switches): ValueWriter {
  const numbers = switches.is("lineItemNumbers", "string")
    ? { decimal: (text: string) => writtenDecimal(switches, text).text, count: String }
    : { decimal: (text: string) => writtenDecimal(switches, text), count: Number };
  return { ...numbers, day: remembered(dayWriter(switches)), time: timeWriter(switches) };
}

function dayWriter(switches: Switches): (instant: number) => string {
  const position = switches.position("lineItemDates");
  const offset = position === "noOffset" ? "" : position;
  return (instant) => wireDay(instant, offset);
}

function timeWriter(switches: Switches): (instant: number) => string {
  switch (switches.position("lineItemDates")) {
    case "-08:00":
      return (instant) => zonedDate(instant, -8);
    case "noOffset":
      return wireDateWithoutZone;
    default:
      return wireDate;
  }
}

/** Members that two samples write in PascalCase between others in camelCase (B 1.6). */
const pascalInSamples = ["partnerName", "usageDate", "meterId", "rateOfPartnerEarnedCredit", "unitType", "productName"];

/** Members of daily rated usage that the first samples do not have (B 10.1). */
const newerThan2019 = [
  "entitlementId",
  "entitlementDescription",
  "pcToBCExchangeRate",
  "pcToBCExchangeRateDate",
  "effectiveUnitPrice",
  "rateOfPartnerEarnedCredit",
  "rateOfCredit",
  "creditType",
];

/** Members of some samples that no table has (B 10.2). */
const strays = {
  quoteId: "",
  providerName: "",
  providerId: "",
  providerSource: "",
  IsPartnerEarnedCreditApplied: false,
  RateOfPartnerEarnedCredit: 0,
};

/** How v1 names the members of line items now. */
export function lineItemNames(switches: Switches): (item: LineItem) => LineItem {
  const names = new Map<string, string | undefined>();
  if (switches.is("lineItemCasing", "mixed")) {
    for (const name of pascalInSamples) {
      names.set(name, name.charAt(0).toUpperCase() + name.slice(1));
    }
  }
  if (switches.is("lineItemMembers", "of2019")) {
    for (const name of newerThan2019) {
      names.set(name, undefined);
    }
  }
  if (switches.is("lineItemKinds", "misspelled")) {
    names.set("invoiceLineItemType", "invoiceLineitemType");
  }
  if (switches.is("lineItemKinds", "none")) {
    names.set("invoiceLineItemType", undefined).set("billingProvider", undefined);
  }
  if (switches.is("lineItemMembers", "withStrays")) {
    return (item) => ({
      ...renamed(item, names),
      ...strays,
      "attributes/objectType": Object(item.attributes).objectType,
    });
  }
  return names.size === 0 ? (item) => item : (item) => renamed(item, names);
}

function renamed(item: LineItem, names: ReadonlyMap<string, string | undefined>): LineItem {
  const members = Object.entries(item).map(([name, value]): [string | undefined, unknown] => [
    names.has(name) ? names.get(name) : name,
    value,
  ]);
  return Object.fromEntries(members.filter(([name]) => name !== undefined));
}

/** A function that remembers what it gave for each key: the same dates come up again and again. */
export function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
