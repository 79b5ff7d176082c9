import { azureCodes } from "./catalogue/azure-codes";
import { type CatalogueEntry, type Explanation, statusesOf } from "./catalogue/entry";
import { generalCodes } from "./catalogue/general-codes";
import { purchaseCodes } from "./catalogue/purchase-codes";
import { statusExplanations } from "./catalogue/statuses";
import { subscriptionCodes } from "./catalogue/subscription-codes";
import { type AnswererName, answerers } from "./services";

/**
 * Every code that the references list, of all services. Those of transfers, migrations, licences and promotions have no
 * row: calls of this package never meet them, and messages show them as they came.
 */
export const catalogueEntries: readonly CatalogueEntry[] = [
  ...generalCodes,
  ...purchaseCodes,
  ...subscriptionCodes,
  ...azureCodes,
];

const byCode = new Map<string, CatalogueEntry[]>();
for (const entry of catalogueEntries) {
  for (const code of entry.codes) {
    const key = keyOf(entry.service ?? "partnerCenter", String(code));
    byCode.set(key, [...(byCode.get(key) ?? []), entry]);
  }
}

/**
 * What a failure means: its code if the catalogue has it, else its status. A code that came with another status than the
 * documented one still means the same, unless it has several meanings.
 * @param code as the service sent it; blanks around it do not count.
 * @returns `undefined` when neither is documented.
 */
export function explain(service: AnswererName, status: number, code: string): Explanation | undefined {
  const byStatus = explainStatus(service, status);
  const entry = entryOf(service, status, code);
  if (!entry) return byStatus;
  return {
    class: entry.class,
    meaning: entry.meaning,
    ...(entry.remedy !== undefined && { remedy: entry.remedy }),
    retry: entry.retry ?? byStatus?.retry ?? "never",
  };
}

function entryOf(service: AnswererName, status: number, code: string): CatalogueEntry | undefined {
  const entries = byCode.get(keyOf(service, code.trim())) ?? [];
  const exact = entries.find((entry) => statusesOf(entry).includes(status));
  if (exact) return exact;
  const others = entries.filter(({ exactly }) => !exactly);
  return others.length === 1 ? others[0] : undefined;
}

function explainStatus(service: AnswererName, status: number): Explanation | undefined {
  const known = statusExplanations[status];
  if (!known) return undefined;
  const named = (text: string) => text.replace("{service}", answerers[service].title);
  return {
    ...known,
    meaning: named(known.meaning),
    ...(known.remedy !== undefined && { remedy: named(known.remedy) }),
  };
}

/** Names of codes differ by case between pages of the documentation. */
function keyOf(service: AnswererName, code: string): string {
  return `${service} ${code.toLowerCase()}`;
}
