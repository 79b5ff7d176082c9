import type { Partner } from "./entities";
import { grouped } from "./grouping";
import type { Model } from "./model";

/** The partner's own currency: the one that most of its customers have; of several the first in the alphabet. */
export function partnerCurrency(model: Model, partner: Partner): string {
  const currencies = [...model.customers.values()]
    .filter((customer) => customer.relationships[partner.tenantId] !== undefined)
    .map((customer) => customer.currency)
    .toSorted();
  const groups = [...grouped(currencies, (one) => one)].map(([currency, ofIt]) => [currency, ofIt.length] as const);
  return groups.toSorted((left, right) => right[1] - left[1])[0]?.[0] ?? "USD";
}
