import { type RequestPattern, requestMatcher } from "./request-pattern";

/** What can go wrong with a request. */
export const faultActions = [
  "status",
  "resetBeforeCommit",
  "resetAfterCommit",
  "truncate",
  "html",
  "empty",
  "delay",
] as const;

/** One of those. */
export type FaultAction = (typeof faultActions)[number];

/** The error shapes of C 4.1 that a fault can have. */
export const errorShapes = ["A", "B", "C", "D", "E"] as const;

/** A fault to come: the next `times` requests that match get it, faults added first coming first. */
export interface FaultWish extends RequestPattern {
  /** How many requests (1 unless said). */
  readonly times?: number | undefined;
  /** What happens; `status` unless said, or `delay` when only `delayMs` is given. */
  readonly action?: FaultAction | undefined;
  readonly status?: number | undefined;
  readonly code?: number | undefined;
  readonly description?: string | undefined;
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds?: number | undefined;
  /** Waits so long, by the emulator's clock, before anything happens. */
  readonly delayMs?: number | undefined;
  /** Whether `status`, `html` and `empty` come after the request took effect instead of before. */
  readonly afterCommit?: boolean | undefined;
  /** Shape of the error body: A unless said, C for 429. */
  readonly bodyShape?: (typeof errorShapes)[number] | undefined;
}

/** A fault in the queue. */
export interface QueuedFault {
  readonly id: string;
  readonly wish: FaultWish;
  readonly action: FaultAction;
  left: number;
}

/** The queue of faults. */
export class Faults {
  #queue: (QueuedFault & { readonly matches: (method: string, path: string) => boolean })[] = [];
  #count = 0;

  /** Queues a fault. */
  add(wish: FaultWish): QueuedFault {
    this.#count += 1;
    const onlyDelay = wish.delayMs !== undefined && wish.status === undefined;
    const fault = {
      id: `fault-${this.#count}`,
      wish,
      action: wish.action ?? (onlyDelay ? ("delay" as const) : ("status" as const)),
      left: wish.times ?? 1,
      matches: requestMatcher(wish),
    };
    this.#queue.push(fault);
    return fault;
  }

  /** The fault for this request, if there is one; it is used up once. */
  take(method: string, path: string): QueuedFault | undefined {
    const fault = this.#queue.find((one) => one.matches(method, path));
    if (fault !== undefined) {
      fault.left -= 1;
      this.#queue = this.#queue.filter((one) => one.left > 0);
    }
    return fault;
  }

  /** What is still to come. */
  all(): { readonly id: string; readonly left: number; readonly action: FaultAction; readonly wish: FaultWish }[] {
    return this.#queue.map(({ id, left, action, wish }) => ({ id, left, action, wish }));
  }

  /** Removes one fault, or all. */
  clear(id?: string): void {
    this.#queue = id === undefined ? [] : this.#queue.filter((one) => one.id !== id);
  }
}
