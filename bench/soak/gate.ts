/** Lets work through while it is open, and waits for what is under way when it closes. */
export class Gate {
  #underWay = 0;
  #opened = Promise.resolve();
  #open = () => {};
  #whenStill: (() => void) | undefined;

  /** Does the work as soon as the gate is open. */
  async pass(work: () => Promise<void>): Promise<void> {
    await this.#opened;
    this.#underWay += 1;
    try {
      await work();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#whenStill?.();
    }
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
    if (this.#underWay > 0) {
      await new Promise<void>((resolve) => {
        this.#whenStill = resolve;
      });
    }
    this.#whenStill = undefined;
  }

  open(): void {
    this.#open();
  }
}
