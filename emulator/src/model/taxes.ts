import Big from "big.js";
import type { Customer } from "./entities";

/** What line items say of a customer. */
export type BilledCustomer = Pick<Customer, "id" | "name" | "domain" | "country">;

const byCountry: Readonly<Record<string, string>> = { AU: "0.10", CA: "0.05", IN: "0.18", JP: "0.10", TW: "0.05" };

/** Part of a price that is added as tax for customers of a market; most partners settle it themselves. Decimal text. */
export const taxRate = (country: string): string => byCountry[country.toUpperCase()] ?? "0";

/** A line's subtotal with the tax of the customer's market, rounded to cents, and their sum (B 10.5). Decimal texts. */
export interface TaxedAmounts {
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
}

/** Adds the tax of the customer's market. */
export function taxed(customer: BilledCustomer, subtotal: Big): TaxedAmounts {
  const tax = subtotal.times(taxRate(customer.country)).round(2, Big.roundHalfUp);
  return { subtotal: subtotal.toFixed(), tax: tax.toFixed(), total: subtotal.plus(tax).toFixed() };
}
