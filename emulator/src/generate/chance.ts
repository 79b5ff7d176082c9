/** Repeatable chance: the same number gives the same choices. Mulberry32, by far random enough for names and streets. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  /** One of these. */
  of<Thing>(things: readonly Thing[]): Thing {
    const thing = things[this.below(things.length)];
    if (thing === undefined) {
      throw new RangeError("there is nothing to choose from");
    }
    return thing;
  }

  /** The same things in another order. */
  shuffled<Thing>(things: readonly Thing[]): Thing[] {
    const rest = [...things];
    return things.map(() => {
      const [taken] = rest.splice(this.below(rest.length), 1);
      if (taken === undefined) {
        throw new RangeError("there is nothing left to choose from");
      }
      return taken;
    });
  }
}
