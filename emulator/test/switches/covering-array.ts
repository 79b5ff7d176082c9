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
export function coveringArray(factors: Readonly<Record<string, readonly string[]>>): Combination[] {
  const names = Object.keys(factors);
  const open = new Set(allPairs(factors).map(pairKey));
  const rows: Combination[] = [];
  while (open.size > 0 || rows.length === 0) {
    const row = rows.length === 0 ? firstPositions(factors) : bestRow(factors, names, open);
    rows.push(row);
    for (const pair of pairsIn(row)) {
      open.delete(pairKey(pair));
    }
  }
  return rows;
}

/** Every two positions of different factors. */
export function allPairs(factors: Readonly<Record<string, readonly string[]>>): Pair[] {
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

function firstPositions(factors: Readonly<Record<string, readonly string[]>>): Combination {
  return Object.fromEntries(Object.entries(factors).map(([name, [first = ""]]) => [name, first]));
}

/** Begins with a pair that is still open, then takes for each factor the position that closes the most pairs. */
function bestRow(
  factors: Readonly<Record<string, readonly string[]>>,
  names: readonly string[],
  open: ReadonlySet<string>,
): Combination {
  const [first = ""] = open;
  const chosen = new Map(first.split(" ").map((position) => [position.slice(0, position.indexOf("=")), position]));
  for (const name of names) {
    if (chosen.has(name)) {
      continue;
    }
    let [best, most] = ["", -1];
    for (const value of factors[name] ?? []) {
      const position = positionKey(name, value);
      const closed = names.filter((other) => {
        const known = chosen.get(other);
        const [left, right] = names.indexOf(other) < names.indexOf(name) ? [known, position] : [position, known];
        return left !== undefined && right !== undefined && open.has(pairKey({ left, right }));
      }).length;
      if (closed > most) {
        [best, most] = [position, closed];
      }
    }
    chosen.set(name, best);
  }
  return Object.fromEntries(names.map((name) => [name, (chosen.get(name) ?? "").slice(name.length + 1)]));
}
