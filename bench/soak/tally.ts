/** Counts what was done, by kind. */
export class Tally {
  readonly #kinds = new Map<string, { done: number; failed: number; lastFailure: string }>();
  #done = 0;
  #failed = 0;

  add(kind: string, failure: string | undefined): void {
    const counts = this.#kinds.get(kind) ?? { done: 0, failed: 0, lastFailure: "" };
    this.#kinds.set(kind, counts);
    if (failure === undefined) {
      counts.done += 1;
      this.#done += 1;
    } else {
      counts.failed += 1;
      counts.lastFailure = failure;
      this.#failed += 1;
    }
  }

  /** What came since it was last asked. */
  take(): { readonly done: number; readonly failed: number } {
    const taken = { done: this.#done, failed: this.#failed };
    this.#done = 0;
    this.#failed = 0;
    return taken;
  }

  /** A line for each kind, with its last failure as an example. */
  summary(): string {
    return [...this.#kinds]
      .map(([kind, { done, failed, lastFailure }]) => {
        const example = lastFailure ? `, such as: ${lastFailure.slice(0, 160)}` : "";
        return `${kind}: ${done} done, ${failed} failed${example}`;
      })
      .join("\n");
  }
}
