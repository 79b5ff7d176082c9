import type { Clock } from "../clock";
import type { NewId } from "./correlate";
import type { RetryClass } from "./endpoint";
import { ApiError, PartnerCenterError, TransportError } from "./errors";
import type { Step } from "./pipeline";
import type { RetryBudget } from "./retry-budget";

/** How patient retries are. Times in milliseconds. */
export const RETRY_LIMITS = {
  /** Attempts of one call, the first included. Throttled ones do not count: the service says when to come back. */
  attempts: 6,
  firstWaitMs: 500,
  longestWaitMs: 30_000,
} as const;

/** What a decision is made from. */
export interface RetryFacts {
  readonly error: unknown;
  readonly retry: RetryClass;
  /** Attempts of this call so far. */
  readonly attempts: number;
  /** Those of them that were not merely throttled. */
  readonly failures: number;
  /** True when the call has already been repeated with a new token. */
  readonly tokenRenewed: boolean;
  /** Time since the first attempt, and the longest it may be, in milliseconds. */
  readonly spentMs: number;
  readonly retryForMs: number;
  /** Between 0 and 1. */
  readonly random: number;
}

/** What to do after a failure. */
export type RetryDecision =
  | { readonly action: "stop" }
  | {
      readonly action: "retry";
      readonly why: "newToken" | "throttled" | "failed";
      readonly waitMs: number;
    };

const stop: RetryDecision = { action: "stop" };

/** Decides whether a failed attempt is followed by another one, and when. Does nothing itself. */
export function decideRetry(facts: RetryFacts): RetryDecision {
  const { error, retry, failures } = facts;
  if (retry === "never") return stop;
  if (error instanceof ApiError) {
    const advice = error.explanation?.retry;
    if (advice === "newToken") {
      return facts.tokenRenewed ? stop : { action: "retry", why: "newToken", waitMs: 0 };
    }
    if (isThrottling(error)) return waitFor("throttled", error.failure.retryAfterMs, facts);
    const mayPass = advice === "backoff" || error.failure.isRetryable === true;
    if (retry !== "safe" || !mayPass || failures >= RETRY_LIMITS.attempts) return stop;
    return waitFor("failed", error.failure.retryAfterMs, facts);
  }
  if (error instanceof TransportError) {
    const harmless = retry === "safe" || error.unsent;
    if (!harmless || error.permanent || failures >= RETRY_LIMITS.attempts) return stop;
    return waitFor("failed", undefined, facts);
  }
  return stop;
}

function isThrottling(error: unknown): boolean {
  return error instanceof ApiError && error.status === 429;
}

function waitFor(why: "throttled" | "failed", toldMs: number | undefined, facts: RetryFacts): RetryDecision {
  const growingMs = RETRY_LIMITS.firstWaitMs * 2 ** (facts.attempts - 1);
  const backoffMs = Math.min(growingMs, RETRY_LIMITS.longestWaitMs) * (0.5 + facts.random / 2);
  // What the service says is the least; a little more keeps those who were told the same apart.
  const waitMs = toldMs === undefined ? backoffMs : toldMs + Math.min(backoffMs, 1000);
  return facts.spentMs + waitMs > facts.retryForMs ? stop : { action: "retry", why, waitMs };
}

/** What retrying needs. */
export interface RetryParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: NewId;
  readonly budget: RetryBudget;
}

/** Repeats failed attempts as {@link decideRetry} says, within the process's budget. */
export function retryStep({ clock, random, newId, budget }: RetryParts): Step {
  return async (attempt, next) => {
    const startedMs = clock.now();
    let current = attempt;
    let attempts = 0;
    let failures = 0;
    let waitedMs = 0;
    let tokenRenewed = false;
    for (;;) {
      try {
        const answer = await next(current);
        budget.refund();
        return answer;
      } catch (error) {
        attempts += 1;
        if (!isThrottling(error)) failures += 1;
        const decision = decideRetry({
          error,
          retry: current.retry,
          attempts,
          failures,
          tokenRenewed,
          // A scaled clock waits faster than it tells the time, so the larger of the two counts.
          spentMs: Math.max(waitedMs, clock.now() - startedMs),
          retryForMs: current.retryForMs,
          random: random(),
        });
        if (decision.action === "stop") throw error;
        if (decision.why === "failed" && !budget.take()) throw error;
        if (decision.why === "newToken") tokenRenewed = true;
        await clock.sleep(decision.waitMs, current.signal);
        waitedMs += decision.waitMs;
        if (wasAnswered(error)) current = { ...current, requestId: newId() };
      }
    }
  };
}

/** An answered call is over; an unanswered one is repeated under its own id, so that the service can recognise it. */
function wasAnswered(error: unknown): boolean {
  return PartnerCenterError.isInstance(error) && error.kind === "api";
}
