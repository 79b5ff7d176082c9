import type { Clock } from "../clock";
import type { Ids } from "../ids";
import { pathPattern, requestMatcher } from "../request-pattern";
import { type FaultAction, type FaultRule, type FaultWish, faultWish } from "./fault-wish";

/** A request, as far as a fault can tell requests apart. Ids are lower case and absent where nobody knows. */
export interface FaultSubject {
  readonly method: string;
  readonly path: string;
  /** By lower-case name. */
  readonly query: ReadonlyMap<string, string>;
  readonly partnerTenantId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly applicationId?: string | undefined;
}

/** A fault and what has become of it. */
export interface Fault {
  readonly id: string;
  readonly action: FaultAction;
  readonly rule: FaultRule;
  /** How many requests it fitted and was asked about. */
  matched: number;
  /** How many of them it struck. */
  struck: number;
  /** How many it will strike yet at most; null for no limit. */
  left: number | null;
}

interface QueuedFault extends Fault {
  readonly fits: (subject: FaultSubject, now: number) => boolean;
}

/** All faults. A request is struck by one at most; those added first are asked first. */
export class Faults {
  #queue: QueuedFault[] = [];
  #spent: Fault[] = [];
  #count = 0;

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Adds a fault. Throws a `ZodError` when it makes no sense. */
  add(wish: FaultWish): Fault {
    const rule = faultWish.parse(wish);
    this.#count += 1;
    const onlyDelay = rule.delayMs !== undefined && rule.status === undefined;
    const isRule = [rule.every, rule.chance, rule.from, rule.until].some((one) => one !== undefined);
    const times = rule.times ?? (isRule ? "always" : 1);
    const fault: QueuedFault = {
      id: `fault-${this.#count}`,
      action: rule.action ?? (onlyDelay ? "delay" : "status"),
      rule,
      matched: 0,
      struck: 0,
      left: times === "always" ? null : times,
      fits: fitting(rule),
    };
    this.#queue.push(fault);
    return fault;
  }

  /** The fault that strikes this request, if one does. */
  take(subject: FaultSubject): Fault | undefined {
    if (this.#queue.length === 0) {
      return undefined;
    }
    const now = this.clock.now();
    const fault = this.#queue.find((one) => one.fits(subject, now) && this.#strikes(one));
    if (fault?.left === 0) {
      this.#queue = this.#queue.filter((one) => one !== fault);
      this.#spent.push(fault);
    }
    return fault;
  }

  /** The faults that may strike yet. */
  all(): Fault[] {
    return this.#queue.map(viewOf);
  }

  /** The faults that have struck as often as they were to. */
  spent(): Fault[] {
    return this.#spent.map(viewOf);
  }

  /** Removes one fault, or all. */
  clear(id?: string): void {
    this.#queue = id === undefined ? [] : this.#queue.filter((one) => one.id !== id);
    this.#spent = id === undefined ? [] : this.#spent.filter((one) => one.id !== id);
  }

  /** Removes all, and counts from 1 again. */
  reset(): void {
    this.clear();
    this.#count = 0;
  }

  #strikes(fault: QueuedFault): boolean {
    const { skip, every = 1, chance = 1 } = fault.rule;
    fault.matched += 1;
    const counted = fault.matched - skip;
    if (counted < 1 || counted % every !== 0 || this.ids.chance(`faults/${fault.id}/${fault.matched}`) >= chance) {
      return false;
    }
    fault.struck += 1;
    fault.left = fault.left === null ? null : fault.left - 1;
    return true;
  }
}

const viewOf = ({ id, action, rule, matched, struck, left }: Fault): Fault => ({
  id,
  action,
  rule,
  matched,
  struck,
  left,
});

function fitting(rule: FaultRule): QueuedFault["fits"] {
  const { partner, customer, application } = rule;
  const from = rule.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(rule.from);
  const until = rule.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(rule.until);
  const pathFits = requestMatcher(rule);
  const query = Object.entries(rule.query).map(([name, value]) => [name.toLowerCase(), pathPattern(value)] as const);
  return (subject, now) =>
    pathFits(subject.method, subject.path) &&
    query.every(([name, value]) => value.test(subject.query.get(name) ?? "")) &&
    (partner === undefined || partner === subject.partnerTenantId) &&
    (customer === undefined || customer === subject.customerId) &&
    (application === undefined || application === subject.applicationId) &&
    now >= from &&
    now < until;
}
