/** Says now and then how far a campaign is, and how long the rest will take at this pace. */
export class Progress {
  readonly #began = Date.now();
  #last = 0;
  #counts = new Map<string, number>();

  constructor(private readonly everyMs = 15_000) {}

  /** Counts one run of an arm. */
  count(arm: string, what: string): void {
    this.#counts.set(arm, (this.#counts.get(arm) ?? 0) + 1);
    if (Date.now() - this.#last < this.everyMs) return;
    this.#last = Date.now();
    const counts = [...this.#counts].map(([name, count]) => `${name} ${count}`).join(", ");
    console.log(`  ${Math.round(this.seconds)} s  ${counts}  (${what})`);
  }

  /** Since it began. */
  get seconds(): number {
    return (Date.now() - this.#began) / 1000;
  }
}
