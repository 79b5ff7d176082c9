interface Turn {
  readonly key: string;
}

/** Requests that have arrived and are not processed yet, in the order of their arrival. */
export class InFlight {
  readonly #turns = new Set<Turn>();

  /** Takes note of a request. */
  enter(method: string, path: string): Turn {
    const turn = { key: keyOf(method, path) };
    this.#turns.add(turn);
    return turn;
  }

  /** The request was processed, or forgotten. */
  leave(turn: Turn): void {
    this.#turns.delete(turn);
  }

  /** Whether a request of this method and path arrived before this one and is still here. */
  hasEarlier(turn: Turn, method: string, path: string): boolean {
    const key = keyOf(method, path);
    for (const other of this.#turns) {
      if (other === turn) {
        return false;
      }
      if (other.key === key) {
        return true;
      }
    }
    return false;
  }
}

const keyOf = (method: string, path: string) => `${method} ${path.toLowerCase().replace(/\/$/, "")}`;
