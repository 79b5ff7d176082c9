import fc from "fast-check";
import { AuthError, ContractError, RefusedError, TransportError } from "../../../provider/client/errors";
import type { Answer, Attempt } from "../../../provider/client/pipeline";
import { decideRetry, RETRY_LIMITS, type RetryFacts, retryStep } from "../../../provider/client/retry";
import { RetryBudget } from "../../../provider/client/retry-budget";
import { FakeClock } from "../../support/fake-clock";
import { answerOf, apiError, attemptOf, brokenConnection, idsInOrder, refusedConnection } from "./attempts";

function facts(differences: Partial<RetryFacts>): RetryFacts {
  return {
    error: brokenConnection(),
    retry: "safe",
    attempts: 1,
    failures: 1,
    tokenRenewed: false,
    spentMs: 0,
    retryForMs: 300_000,
    random: 0,
    ...differences,
  };
}

describe("decideRetry", () => {
  const untrusted = new TransportError("the certificate is not trusted", true, {}, true);
  const rows: readonly (readonly [string, unknown, safe: string, unsent: string])[] = [
    ["a broken connection", brokenConnection(), "failed", "stop"],
    ["a refused connection", refusedConnection(), "failed", "failed"],
    ["an untrusted certificate", untrusted, "stop", "stop"],
    ["400", apiError(400, "800002"), "stop", "stop"],
    ["401", apiError(401), "newToken", "newToken"],
    ["401 900420, wrong audience", apiError(401, "900420"), "stop", "stop"],
    ["401 900421, no MFA", apiError(401, "900421"), "stop", "stop"],
    ["403", apiError(403, "20002"), "stop", "stop"],
    ["404", apiError(404, "1000"), "stop", "stop"],
    ["408", apiError(408), "failed", "stop"],
    ["409", apiError(409, "800064"), "stop", "stop"],
    ["417", apiError(417, "800036"), "stop", "stop"],
    ["429", apiError(429), "throttled", "throttled"],
    ["500", apiError(500, "800003"), "failed", "stop"],
    ["501", apiError(501), "stop", "stop"],
    ["502", apiError(502), "failed", "stop"],
    ["503", apiError(503), "failed", "stop"],
    ["504", apiError(504), "failed", "stop"],
    ["400 that calls itself retryable", apiError(400, "1", { isRetryable: true }), "failed", "stop"],
    ["no token", new AuthError("no"), "stop", "stop"],
    ["a reply in another form", new ContractError("no"), "stop", "stop"],
    ["our own refusal", new RefusedError("no"), "stop", "stop"],
    ["something unforeseen", new TypeError("no"), "stop", "stop"],
  ];

  it.each(rows)("%s", (_what, error, safe, unsent) => {
    const outcome = (retry: RetryFacts["retry"]) => {
      const decision = decideRetry(facts({ error, retry }));
      return decision.action === "stop" ? "stop" : decision.why;
    };
    expect({ safe: outcome("safe"), unsent: outcome("unsent"), never: outcome("never") }).toEqual({
      safe,
      unsent,
      never: "stop",
    });
  });

  it("asks for a new token once", () => {
    expect(decideRetry(facts({ error: apiError(401), tokenRenewed: true }))).toEqual({ action: "stop" });
  });

  it("gives up after the last attempt", () => {
    expect(decideRetry(facts({ failures: RETRY_LIMITS.attempts - 1 })).action).toBe("retry");
    expect(decideRetry(facts({ failures: RETRY_LIMITS.attempts })).action).toBe("stop");
  });

  it("waits longer each time, up to a limit", () => {
    const waits = [1, 2, 3, 4, 20].map((attempts) => {
      const decision = decideRetry(facts({ error: apiError(429), attempts, random: 1 }));
      return decision.action === "retry" ? decision.waitMs : undefined;
    });
    expect(waits).toEqual([500, 1000, 2000, 4000, RETRY_LIMITS.longestWaitMs]);
  });

  it("never comes back before Retry-After, nor after the total time", () => {
    const told = fc.integer({ min: 0, max: 600_000 });
    fc.assert(
      fc.property(
        told,
        fc.nat(400_000),
        fc.nat(30),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (retryAfterMs, spentMs, attempts, random) => {
          const error = apiError(429, "", { retryAfterMs });
          const decision = decideRetry(facts({ error, spentMs, attempts: attempts + 1, random }));
          if (decision.action === "stop") return;
          expect(decision.waitMs).toBeGreaterThanOrEqual(retryAfterMs);
          expect(spentMs + decision.waitMs).toBeLessThanOrEqual(300_000);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it("obeys Retry-After of a busy service too", () => {
    const decision = decideRetry(facts({ error: apiError(503, "", { retryAfterMs: 20_000 }) }));
    expect(decision).toEqual({ action: "retry", why: "failed", waitMs: 20_250 });
  });
});

describe("retryStep", () => {
  function harness(outcomes: readonly (Error | Answer)[], budget = new RetryBudget()) {
    const clock = new FakeClock({ hasty: true });
    const seen: Attempt[] = [];
    const step = retryStep({ clock, random: () => 0, newId: idsInOrder(), budget });
    const next = async (attempt: Attempt) => {
      seen.push(attempt);
      const outcome = outcomes[seen.length - 1] ?? answerOf();
      if (outcome instanceof Error) throw outcome;
      return outcome;
    };
    return { clock, seen, budget, run: (attempt = attemptOf()) => step(attempt, next) };
  }

  it("keeps the request id while no answer comes and takes a new one after each answer", async () => {
    const { run, seen } = harness([
      brokenConnection(),
      brokenConnection(),
      apiError(503),
      brokenConnection(),
      apiError(401),
    ]);
    await run();
    expect(seen.map(({ requestId }) => requestId)).toEqual([
      "request-0",
      "request-0",
      "request-0",
      "request-1",
      "request-1",
      "request-2",
    ]);
    expect(new Set(seen.map(({ correlationId }) => correlationId)).size).toBe(1);
  });

  it("sends a call of class never once", async () => {
    const { run, seen, clock } = harness([apiError(429, "", { retryAfterMs: 1000 })]);
    await expect(run(attemptOf({ retry: "never" }))).rejects.toMatchObject({ status: 429 });
    expect(seen).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it("repeats at once with a new token, and only once", async () => {
    const { run, seen, clock } = harness([apiError(401), apiError(401)]);
    await expect(run()).rejects.toMatchObject({ status: 401 });
    expect(seen).toHaveLength(2);
    expect(clock.sleeps).toEqual([0]);
  });

  it("stops when the total time would be exceeded, with the failure itself", async () => {
    const { run, seen } = harness(Array.from({ length: 9 }, () => apiError(429, "", { retryAfterMs: 120_000 })));
    await expect(run()).rejects.toMatchObject({ status: 429 });
    expect(seen).toHaveLength(3);
  });

  it("does not count throttled attempts", async () => {
    const throttled = Array.from({ length: 8 }, () => apiError(429, "", { retryAfterMs: 1000 }));
    const { run, seen } = harness([...throttled, apiError(503)]);
    await run();
    expect(seen).toHaveLength(10);
  });

  it("is aborted while it waits", async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const step = retryStep({ clock, random: () => 0, newId: idsInOrder(), budget: new RetryBudget() });
    const call = step(attemptOf({ signal: controller.signal }), () => Promise.reject(brokenConnection()));
    const ended = expect(call).rejects.toThrow("stopped by the user");
    await clock.advance(10);
    controller.abort(new Error("stopped by the user"));
    await ended;
    expect(clock.sleeping).toBe(0);
  });

  it("sends hardly more than one request a call once the budget is drained", async () => {
    const budget = new RetryBudget(10);
    let requests = 0;
    for (let call = 0; call < 200; call += 1) {
      const { run, seen } = harness(Array.from({ length: 9 }, brokenConnection), budget);
      await expect(run()).rejects.toThrow("the connection broke");
      requests += seen.length;
    }
    expect(requests).toBe(210);
  });

  it("fills the budget with successes, and spends none of it on throttling", async () => {
    const budget = new RetryBudget(2);
    const drained = harness([brokenConnection(), brokenConnection(), brokenConnection()], budget);
    await expect(drained.run()).rejects.toThrow("the connection broke");
    const throttled = harness([apiError(429), apiError(429), apiError(429)], budget);
    await throttled.run();
    for (let call = 0; call < 9; call += 1) await harness([], budget).run();
    expect(budget.tokens).toBeCloseTo(1);
  });
});
