import { z } from "zod";
import type { Clock } from "../clock";
import type { Ids } from "../ids";
import { policyMatcher } from "./policy-matcher";
import {
  type ThrottlePolicy,
  type ThrottlePreset,
  type ThrottleWish,
  throttlePolicy,
  throttlePreset,
} from "./throttle-policy";

/** A request of a known partner. */
export interface ThrottledRequest {
  readonly method: string;
  readonly path: string;
  readonly partnerTenantId: string;
  readonly customerId?: string | undefined;
}

/** A call too many. */
export interface Rejection {
  readonly policyId: string;
  /** The wait that is asked for, in whole seconds; more or less than what is needed if the policy says so. */
  readonly retryAfterSeconds: number;
  readonly retryAfterAs: ThrottlePolicy["retryAfterAs"];
}

/** A policy in force, with what it did so far. */
export interface ThrottleReport {
  readonly id: string;
  readonly policy: ThrottlePolicy;
  /** Its limit at the moment. */
  readonly limit: number;
  readonly passed: number;
  readonly rejected: number;
}

interface Bucket {
  level: number;
  at: number;
}

interface Enforced {
  readonly id: string;
  readonly policy: ThrottlePolicy;
  readonly fits: (method: string, path: string) => boolean;
  readonly buckets: Map<string, Bucket>;
  passed: number;
  rejected: number;
}

/** Turns callers away that ask for too much. Without policies, which is the default, nobody is. */
export class Throttle {
  #enforced: readonly Enforced[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Replaces the policies, by these or by a preset. Throws a `ZodError` or `RangeError` when they make no sense. */
  set(wished: ThrottlePreset | readonly ThrottleWish[]): void {
    const policies = z.array(throttlePolicy).parse(typeof wished === "string" ? throttlePreset(wished) : wished);
    this.#enforced = policies.map((policy, index) => ({
      id: `throttle-${index + 1}`,
      policy,
      fits: policyMatcher(policy.endpoints),
      buckets: new Map(),
      passed: 0,
      rejected: 0,
    }));
  }

  /** Every policy in force. */
  all(): ThrottleReport[] {
    const now = this.clock.now();
    return this.#enforced.map((one) => ({
      id: one.id,
      policy: one.policy,
      limit: this.#limit(one, now),
      passed: one.passed,
      rejected: one.rejected,
    }));
  }

  /** Counts a request, and says when it is one too many: for every policy that fits, the longest wait counts. */
  judge(request: ThrottledRequest): Rejection | undefined {
    if (this.#enforced.length === 0) {
      return undefined;
    }
    const rejections = this.#enforced
      .filter((one) => one.fits(request.method, request.path))
      .flatMap((one) => this.#count(one, request) ?? []);
    return rejections.toSorted((left, right) => right.retryAfterSeconds - left.retryAfterSeconds)[0];
  }

  #count(one: Enforced, { partnerTenantId, customerId = "" }: ThrottledRequest): Rejection | undefined {
    const { policy } = one;
    const now = this.clock.now();
    const limit = this.#limit(one, now);
    const capacity = policy.burst ?? limit;
    const perMs = limit / policy.windowMs;
    const key = policy.per === "partner" ? partnerTenantId : `${partnerTenantId}/${customerId}`;
    const bucket = one.buckets.get(key) ?? { level: capacity, at: now };
    one.buckets.set(key, bucket);
    bucket.level = Math.min(capacity, bucket.level + Math.max(0, now - bucket.at) * perMs);
    bucket.at = now;
    // A sum of many small parts falls short of the whole by a rounding error.
    if (bucket.level >= 1 - 1e-9) {
      bucket.level -= 1;
      one.passed += 1;
      return undefined;
    }
    one.rejected += 1;
    bucket.level = policy.rejectedCount ? Math.max(-capacity, bucket.level - 1) : bucket.level;
    const neededSeconds = (1 - bucket.level) / perMs / 1_000;
    return {
      policyId: one.id,
      retryAfterSeconds: Math.max(1, Math.ceil(neededSeconds * policy.retryAfterFactor - 1e-6)),
      retryAfterAs: policy.retryAfterAs,
    };
  }

  #limit({ id, policy: { limit, windowMs, movesEveryMs = windowMs } }: Enforced, now: number): number {
    if (typeof limit === "number") {
      return limit;
    }
    const drawn = this.ids.chance(`throttle/${id}/${Math.floor(now / movesEveryMs)}`);
    return limit.min + Math.floor(drawn * (limit.max - limit.min + 1));
  }
}
