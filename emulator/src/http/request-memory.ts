import type { Clock } from "../clock";
import type { Switches } from "../switches";
import type { Reply } from "./call";

/** An answer and when it was given. */
export interface Remembered {
  readonly reply: Reply;
  readonly at: number;
}

/** What writes were answered, by their MS-RequestId: the service's idempotency (C 2.1), as far as a switch lets it be. */
export class RequestMemory {
  readonly #answers = new Map<string, Remembered>();

  constructor(
    private readonly clock: Clock,
    private readonly switches: Switches,
  ) {}

  /** The stored answer to this call, without its effect: nothing changes twice. */
  recall(key: string): Reply | undefined {
    const answer = this.#answers.get(key);
    if (answer === undefined || this.switches.is("requestIds", "ignored")) {
      return undefined;
    }
    if (answer.reply.status >= 400 && !this.switches.is("requestIds", "honouredWithFailures")) {
      return undefined;
    }
    if (this.switches.is("requestIds", "honoured60s") && this.clock.now() - answer.at > 60_000) {
      return undefined;
    }
    return { ...answer.reply, effect: undefined };
  }

  /** Loses the stored answer, if there is one. */
  forget(key: string): void {
    this.#answers.delete(key);
  }

  /** Every stored answer. */
  all(): [string, Remembered][] {
    return [...this.#answers];
  }

  /** Remembers these answers and no others. */
  replace(answers: Iterable<readonly [string, Remembered]>): void {
    this.#answers.clear();
    for (const [key, answer] of answers) {
      this.#answers.set(key, answer);
    }
  }

  /** Stores an answer. Failures are stored too; whether they are given again is decided when they are asked for. */
  store(key: string, reply: Reply): void {
    this.#answers.set(key, { reply, at: this.clock.now() });
  }
}
