import type { ExactNumber } from "../json";
import type { Switches } from "../switches";
import { writtenDecimal } from "../written-decimal";

/** A line item with its members in order. Undefined ones are left out. */
export type LineItem = Readonly<Record<string, unknown>>;

/** How numbers get into line items: as JSON numbers with every digit, or as texts. */
export interface NumberWriter {
  /** An amount, a price or a quantity: decimal text. */
  readonly decimal: (text: string) => ExactNumber | string;
  /** A whole number. */
  readonly count: (value: number | string) => number | string;
}

/** How v1 writes the numbers of line items now. */
export function lineItemNumbers(switches: Switches): NumberWriter {
  return switches.is("lineItemNumbers", "string")
    ? { decimal: (text) => writtenDecimal(switches, text).text, count: String }
    : { decimal: (text) => writtenDecimal(switches, text), count: Number };
}

/** Members that two samples write in PascalCase between others in camelCase (B 1.6). */
const pascalInSamples = ["partnerName", "usageDate", "meterId", "rateOfPartnerEarnedCredit", "unitType", "productName"];

/** How v1 names the members of line items now. */
export function lineItemNames(switches: Switches): (item: LineItem) => LineItem {
  const names = new Map<string, string | undefined>();
  if (switches.is("lineItemCasing", "mixed")) {
    for (const name of pascalInSamples) {
      names.set(name, name.charAt(0).toUpperCase() + name.slice(1));
    }
  }
  if (switches.is("lineItemKinds", "misspelled")) {
    names.set("invoiceLineItemType", "invoiceLineitemType");
  }
  if (switches.is("lineItemKinds", "none")) {
    names.set("invoiceLineItemType", undefined).set("billingProvider", undefined);
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
