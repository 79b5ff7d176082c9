import { type RequestPattern, requestMatcher } from "./request-pattern";

/** Where a request can be held: before anything happened, after it took effect, in the middle of its reply. */
export const holdPoints = ["received", "committed", "halfReplied"] as const;

/** One of those points. */
export type HoldPoint = (typeof holdPoints)[number];

/** Which requests to hold, where, after how many others (0), and how many (all until the hold is removed, unless said). */
export interface HoldWish extends RequestPattern {
  readonly point: HoldPoint;
  readonly skip?: number | undefined;
  readonly times?: number | undefined;
}

interface Held {
  readonly letGo: () => void;
}

/** A hold: requests that match stop at its point until it is released. */
export class Hold {
  readonly #held = new Set<Held>();
  readonly #watchers = new Set<() => void>();
  readonly #matches: (method: string, path: string) => boolean;
  #left: number;
  #toSkip: number;
  #gone = 0;
  #released = false;

  constructor(
    readonly id: string,
    readonly wish: HoldWish,
    private readonly onRelease: () => void,
  ) {
    this.#matches = requestMatcher(wish);
    this.#left = wish.times ?? Number.POSITIVE_INFINITY;
    this.#toSkip = wish.skip ?? 0;
  }

  /** How many requests are held now. */
  get held(): number {
    return this.#held.size;
  }

  /** How many left without being let go, because their client went away. */
  get gone(): number {
    return this.#gone;
  }

  /** Whether this hold stops the request here; counts it if so. */
  takes(point: HoldPoint, method: string, path: string): boolean {
    if (this.wish.point !== point || this.#left <= 0 || this.#released || !this.#matches(method, path)) {
      return false;
    }
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return false;
    }
    this.#left -= 1;
    return true;
  }

  /** Stops a request until the hold is released or the signal says that its client is gone. */
  stop(clientGone: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const leave = () => {
        this.#gone += 1;
        this.#held.delete(entry);
        this.#tell();
        resolve();
      };
      const entry: Held = {
        letGo: () => {
          clientGone?.removeEventListener("abort", leave);
          resolve();
        },
      };
      if (clientGone?.aborted) {
        leave();
        return;
      }
      this.#held.add(entry);
      clientGone?.addEventListener("abort", leave, { once: true });
      this.#tell();
    });
  }

  /** Resolves once so many requests have stopped here (also those whose client has gone), or the hold is released. */
  whenHeld(count = 1, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.#held.size + this.#gone >= count || this.#released || signal?.aborted) {
          this.#watchers.delete(look);
          resolve();
        }
      };
      this.#watchers.add(look);
      signal?.addEventListener("abort", look, { once: true });
      look();
    });
  }

  /** Lets every held request go on and removes the hold. Says how many went on. */
  release(): number {
    const count = this.#held.size;
    this.#released = true;
    for (const held of this.#held) {
      held.letGo();
    }
    this.#held.clear();
    this.onRelease();
    this.#tell();
    return count;
  }

  #tell(): void {
    for (const look of [...this.#watchers]) {
      look();
    }
  }
}

/** All holds. */
export class Holds {
  readonly #holds = new Map<string, Hold>();
  #count = 0;

  /** Adds a hold. */
  add(wish: HoldWish): Hold {
    this.#count += 1;
    const id = `hold-${this.#count}`;
    const hold = new Hold(id, wish, () => this.#holds.delete(id));
    this.#holds.set(id, hold);
    return hold;
  }

  /** The hold of this id. */
  get(id: string): Hold | undefined {
    return this.#holds.get(id);
  }

  /** Every hold that was not released. */
  all(): Hold[] {
    return [...this.#holds.values()];
  }

  /** The first hold that stops this request at this point. */
  find(point: HoldPoint, method: string, path: string): Hold | undefined {
    return this.all().find((hold) => hold.takes(point, method, path));
  }

  /** Releases everything. */
  releaseAll(): void {
    for (const hold of this.all()) {
      hold.release();
    }
  }
}
