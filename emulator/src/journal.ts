import { type JournalFilter, journalMatcher } from "./journal-filter";

/** What a request changed. */
export interface Effect {
  readonly kind:
    | "cartCreated"
    | "cartUpdated"
    | "orderCreated"
    | "orderCancelled"
    | "subscriptionRegistered"
    | "subscriptionUpdated"
    | "entitlementCancelled"
    | "entitlementReactivated"
    | "azureSubscriptionCancelled"
    | "azureSubscriptionEnabled"
    | "upgradeCreated"
    | "budgetSet"
    | "agreementRecorded"
    | "attestationBegun"
    | "customerCreated"
    | "customerDeleted"
    | "exportBegun";
  readonly id: string;
  readonly [fact: string]: unknown;
}

/** One request, as it was answered. */
export interface JournalEntry {
  /** Counts up from 1 in the order in which requests took effect. */
  readonly seq: number;
  /** When, by the emulator's clock. */
  readonly at: string;
  readonly method: string;
  /** The path as it was matched: repeated slashes collapsed, no query. */
  readonly path: string;
  readonly query: string;
  readonly partnerTenantId?: string | undefined;
  readonly customerId?: string | undefined;
  /** The status sent, or null when no reply was made (see `note`). */
  readonly status: number | null;
  readonly requestId: string;
  readonly correlationId: string;
  /** The error's code, if it is one. */
  readonly code?: string | undefined;
  /** What the request changed; null when it changed nothing, whatever its method. */
  readonly effect: Effect | null;
  /** What was unusual: a fault, a client that went away, an unknown route, a replayed answer. */
  readonly note?: string | undefined;
}

const kept = 100_000;

/** Every request in the order in which it took effect. The oldest go when there are more than 100,000. */
export class Journal {
  #entries: JournalEntry[] = [];
  #seq = 0;

  /** Writes an entry down and numbers it. */
  add(entry: Omit<JournalEntry, "seq">): JournalEntry {
    this.#seq += 1;
    const numbered = { seq: this.#seq, ...entry };
    this.#entries.push(numbered);
    if (this.#entries.length > kept * 1.1) {
      this.#entries = this.#entries.slice(-kept);
    }
    return numbered;
  }

  /** The entries that match, oldest first. */
  entries(filter: JournalFilter = {}): JournalEntry[] {
    return this.#entries.filter(journalMatcher(filter));
  }

  /** The number of the newest entry, 0 before the first. */
  get seq(): number {
    return this.#seq;
  }

  /** Replaces the entries; numbering goes on after this number. */
  goOnFrom(seq: number, entries: readonly JournalEntry[]): void {
    this.#seq = seq;
    this.#entries = [...entries];
  }

  /** Forgets the entries; numbering goes on. */
  clear(): void {
    this.#entries = [];
  }
}
