/** What can be varied: the positions of each factor. */
export type Factors = Readonly<Record<string, readonly string[]>>;

/** A position for every factor. */
export type Combination = Readonly<Record<string, string>>;

interface Pair {
  readonly left: string;
  readonly right: string;
}

/**
 * Few combinations in which every two positions of different factors stand together at least once: most faults need no
 * more than two. The same ones every time; the first combination has the first position of every factor.
 */
export function coveringArray(factors: Factors): Combination[] {
  const open = new OpenPairs(factors);
  // Those with most positions first: they need the most combinations, and the others fit in.
  const names = Object.keys(factors).toSorted((one, two) => (factors[two]?.length ?? 0) - (factors[one]?.length ?? 0));
  const rows = [firstPositions(factors)];
  open.close(firstPositions(factors));
  while (open.size > 0) {
    const row = bestRow(factors, names, open);
    rows.push(row);
    open.close(row);
  }
  return rows;
}

/** Every two positions of different factors. */
export function allPairs(factors: Factors): Pair[] {
  const positions = Object.entries(factors).map(([name, values]) => values.map((value) => positionKey(name, value)));
  return positions.flatMap((lefts, index) =>
    positions.slice(index + 1).flatMap((rights) => lefts.flatMap((left) => rights.map((right) => ({ left, right })))),
  );
}

/** The pairs of positions that a combination has. */
export function pairsIn(row: Combination): Pair[] {
  return allPairs(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [value]])));
}

/** A text for a pair. */
export const pairKey = ({ left, right }: Pair): string => `${left} ${right}`;

const positionKey = (name: string, value: string) => `${name}=${value}`;

/** The pairs that no combination has yet. */
class OpenPairs {
  readonly #keys = new Set<string>();
  readonly #countOf = new Map<string, number>();

  constructor(factors: Factors) {
    for (const pair of allPairs(factors)) {
      this.#keys.add(pairKey(pair));
      this.#count(pair, 1);
    }
  }

  get size(): number {
    return this.#keys.size;
  }

  /** How many pairs of the position are open. */
  of(position: string): number {
    return this.#countOf.get(position) ?? 0;
  }

  has(one: string, other: string): boolean {
    return this.#keys.has(pairKey({ left: one, right: other })) || this.#keys.has(pairKey({ left: other, right: one }));
  }

  close(row: Combination): void {
    for (const pair of pairsIn(row)) {
      if (this.#keys.delete(pairKey(pair))) {
        this.#count(pair, -1);
      }
    }
  }

  #count({ left, right }: Pair, by: number): void {
    this.#countOf.set(left, this.of(left) + by);
    this.#countOf.set(right, this.of(right) + by);
  }
}

function firstPositions(factors: Factors): Combination {
  return Object.fromEntries(Object.entries(factors).map(([name, [first = ""]]) => [name, first]));
}

/** Takes for each factor the position that closes the most pairs with those taken before; of several, the one with most left. */
function bestRow(factors: Factors, names: readonly string[], open: OpenPairs): Combination {
  const taken: Record<string, string> = {};
  for (const name of names) {
    const before = Object.entries(taken).map(([other, value]) => positionKey(other, value));
    const rated = (factors[name] ?? []).map((value) => {
      const position = positionKey(name, value);
      return { value, closes: before.filter((other) => open.has(position, other)).length, left: open.of(position) };
    });
    const [best] = rated.toSorted((one, two) => two.closes - one.closes || two.left - one.left);
    taken[name] = best?.value ?? "";
  }
  // In the order of the factors, as their pairs are.
  return Object.fromEntries(Object.keys(factors).map((name) => [name, taken[name] ?? ""]));
}
