import type { List } from "./calls";

/**
 * The same list without items that it has given already: where pages repeat some (reference: billing 8.1).
 * @param keyOf equal for items that are the same.
 */
export function distinct<Item>(list: List<Item>, keyOf: (item: Item) => string): List<Item> {
  const fresh = () => {
    const seen = new Set<string>();
    return (item: Item): boolean => {
      const key = keyOf(item);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    };
  };
  async function* pages() {
    const isNew = fresh();
    for await (const page of list.pages()) yield page.filter(isNew);
  }
  return {
    pages,
    all: async () => {
      const { items, ...rest } = await list.all();
      return { items: items.filter(fresh()), ...rest };
    },
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page;
    },
  };
}
