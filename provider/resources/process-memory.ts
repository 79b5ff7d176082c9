import type { CartReference } from "./hidden-keys";

/** How long a cart counts as just made, in milliseconds by this machine's clock. */
const FRESH_FOR_MS = 60_000;

interface CheckSeen {
  readonly type: string;
  readonly target: string;
  readonly sequence: number;
}

/** Who may delete an object: see {@link ProcessMemory.verdictOnDelete}. */
export type DeleteVerdict =
  /** A resource of this run still manages the object: forget the row, leave the object alone. */
  | { readonly kind: "claimed" }
  /** A resource of this run is declared for the same thing but has not taken the object over: stop and say so. */
  | { readonly kind: "contested"; readonly urn: string }
  | { readonly kind: "free" };

/**
 * What this process has seen and done during one engine operation. The host keeps one process for all resource types
 * of a provider, so this is how a delete knows that a renamed or replaced resource manages the object now
 * (`docs/never-twice.md`, step 13) and how a plan knows that its cart was made a moment ago.
 */
export class ProcessMemory {
  #sequence = 0;
  readonly #checks = new Map<string, CheckSeen>();
  readonly #claimed = new Set<string>();
  readonly #claimants = new Set<string>();
  readonly #reads = new Map<string, number>();
  readonly #freshCarts = new Map<string, number>();
  readonly #keptCarts = new Map<string, { readonly urn: string | undefined; readonly cart: CartReference }>();
  readonly #managedTargets = new Set<string>();
  readonly #purchases = new Set<string>();

  /** A `check` for the resource `urn` came: the running program declares it. */
  recordCheck(urn: string, type: string, target: string): void {
    this.#checks.set(urn, { type, target, sequence: ++this.#sequence });
  }

  /** Another resource of this run that is declared for the same thing; one thing can have one declaration only. */
  otherDeclaration(urn: string, type: string, target: string): string | undefined {
    for (const [other, check] of this.#checks) {
      if (other !== urn && check.type === type && overlap(check.target, target)) return other;
    }
    return undefined;
  }

  /** The object was read: a `check` before it makes no later diff a claim. */
  recordRead(type: string, id: string): void {
    this.#reads.set(objectKey(type, id), ++this.#sequence);
  }

  /** `create` returned this object for `urn`. */
  claimByCreate(urn: string, type: string, id: string): void {
    this.#claim(urn, type, id);
  }

  /**
   * A diff without replacement came for this object and `urn`. It counts only after a `check` of the same `urn` since
   * the object's last read, which leaves out the diffs that a refresh makes by itself.
   */
  claimByDiff(urn: string, type: string, id: string): void {
    const check = this.#checks.get(urn);
    if (check && check.sequence > (this.#reads.get(objectKey(type, id)) ?? 0)) this.#claim(urn, type, id);
  }

  /** Whether the object may be torn down because its row goes away. */
  verdictOnDelete(type: string, id: string, target: string): DeleteVerdict {
    if (this.#claimed.has(objectKey(type, id))) return { kind: "claimed" };
    for (const [urn, check] of this.#checks) {
      if (check.type === type && overlap(check.target, target) && !this.#claimsAnything(urn, type)) {
        return { kind: "contested", urn };
      }
    }
    return { kind: "free" };
  }

  /** This process made the cart; the next {@link takeFreshCart} of it answers true, once and soon. */
  recordFreshCart(cartId: string, nowMs: number): void {
    this.#freshCarts.set(cartId, nowMs);
  }

  /** True when this process made the cart within the last minute and no create has used it yet. */
  takeFreshCart(cartId: string, nowMs: number): boolean {
    const madeMs = this.#freshCarts.get(cartId);
    this.#freshCarts.delete(cartId);
    return madeMs !== undefined && nowMs - madeMs < FRESH_FOR_MS;
  }

  /** A refresh found that the cart of the row `urn` is still good for the target. */
  recordKeptCart(target: string, urn: string | undefined, cart: CartReference): void {
    this.#keptCarts.set(target, { urn, cart });
  }

  /**
   * A cart of the target that this process has refreshed and kept under another row: the row was renamed. With an alias a
   * create comes only for `--replace`, and looks the same: the old cart is kept then too.
   */
  keptCartOfSibling(target: string, urn: string | undefined): CartReference | undefined {
    const kept = this.#keptCarts.get(target);
    return kept && kept.urn !== urn ? kept.cart : undefined;
  }

  /**
   * True when a create that comes for `urn` takes the place of a cart that this process has refreshed and kept: somebody
   * asked for that, and what the old cart may have bought a moment ago is in no list yet.
   */
  replacesKeptCart(target: string, urn: string | undefined): boolean {
    const kept = this.#keptCarts.get(target);
    return kept !== undefined && kept.urn === urn;
  }

  /** A resource of this run managed the target's object up to its delete, which decided what becomes of it. */
  recordManaged(target: string): void {
    this.#managedTargets.add(target);
  }

  /** True when a resource of `type` in this run manages the target's object, or did until its own delete. */
  wasManaged(type: string, target: string): boolean {
    if (this.#managedTargets.has(target)) return true;
    return [...this.#checks].some(
      ([urn, check]) => check.type === type && overlap(check.target, target) && this.#claimsAnything(urn, type),
    );
  }

  /** Counts the purchase of a cart, once. False, and not counted, when `most` others were counted before. */
  countPurchase(cartId: string, most: number): boolean {
    if (!this.#purchases.has(cartId) && this.#purchases.size >= most) return false;
    this.#purchases.add(cartId);
    return true;
  }

  #claim(urn: string, type: string, id: string): void {
    this.#claimed.add(objectKey(type, id));
    this.#claimants.add(claimantKey(type, urn));
  }

  #claimsAnything(urn: string, type: string): boolean {
    return this.#claimants.has(claimantKey(type, urn));
  }
}

/** True when both may mean the same thing: equal part by part, where `*` is anything. */
function overlap(left: string, right: string): boolean {
  const parts = right.split("/");
  return left.split("/").every((part, index) => part === parts[index] || part === "*" || parts[index] === "*");
}

function objectKey(type: string, id: string): string {
  return `${type}/${id.toLowerCase()}`;
}

function claimantKey(type: string, urn: string): string {
  return `${type}/${urn}`;
}
