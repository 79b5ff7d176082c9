import type { Attempt } from "../../../provider/client/pipeline";
import { Throttle } from "../../../provider/client/throttle";
import { FakeClock, settled } from "../../support/fake-clock";
import { answerOf, apiError, attemptOf } from "./attempts";

/** A service whose answers the test gives one by one. */
function harness(limits?: { partner: number; customer: number }) {
  const clock = new FakeClock();
  const throttle = new Throttle(limits);
  const step = throttle.step("partner", clock);
  const arrived: { readonly customerId: string | undefined; readonly answer: (error?: Error) => void }[] = [];
  const call = (customerId?: string, differences: Partial<Attempt> = {}) =>
    step(
      attemptOf({ ...(customerId && { customerId }), ...differences }),
      (attempt) =>
        new Promise((resolve, reject) => {
          const answer = (error?: Error) => (error ? reject(error) : resolve(answerOf()));
          arrived.push({ customerId: attempt.customerId, answer });
        }),
    );
  return { clock, arrived, call };
}

const throttled = (retryAfterMs: number) => apiError(429, "429", { retryAfterMs });

describe("Throttle", () => {
  it("holds followers of the same customer for as long as the service said, and nobody else", async () => {
    const { clock, arrived, call } = harness();
    const first = call("hot");
    const refused = expect(first).rejects.toMatchObject({ status: 429 });
    await settled();
    arrived[0]?.answer(throttled(57_000));
    await refused;

    const follower = call("HOT");
    const other = call("cool");
    const own = call();
    await settled();
    expect(new Set(arrived.slice(1).map(({ customerId }) => customerId))).toEqual(new Set(["cool", undefined]));

    await clock.advance(56_999);
    expect(arrived).toHaveLength(3);
    await clock.advance(1);
    expect(arrived).toHaveLength(4);
    for (const { answer } of arrived) answer();
    await Promise.all([follower, other, own]);
  });

  it("takes three customers refused at once for the partner's own limit", async () => {
    const { clock, arrived, call } = harness();
    const refused = ["a", "b", "c"].map((customer) => expect(call(customer)).rejects.toMatchObject({ status: 429 }));
    await settled();
    for (const { answer } of arrived) answer(throttled(10_000));
    await Promise.all(refused);

    const other = call("d");
    await clock.advance(9_999);
    expect(arrived).toHaveLength(3);
    await clock.advance(1);
    expect(arrived).toHaveLength(4);
    arrived[3]?.answer();
    await other;
  });

  it("sends fewer at once after a refusal and more again with success", async () => {
    const { arrived, call } = harness({ partner: 100, customer: 4 });
    const calls = Array.from({ length: 30 }, () => call("a").catch(() => undefined));
    await settled();
    expect(arrived).toHaveLength(4);

    arrived[0]?.answer(apiError(429));
    await settled();
    // The width is 2 now, and three are still under way.
    expect(arrived).toHaveLength(4);
    for (let answered = 1; answered < 30; answered += 1) {
      arrived[answered]?.answer();
      await settled();
    }
    await Promise.all(calls);
    expect(arrived).toHaveLength(30);

    const again = Array.from({ length: 8 }, () => call("a"));
    await settled();
    expect(arrived.length - 30).toBe(4);
    for (let answered = 30; answered < 38; answered += 1) {
      arrived[answered]?.answer();
      await settled();
    }
    await Promise.all(again);
  });

  it("admits in the order of arrival", async () => {
    const { arrived, call } = harness({ partner: 1, customer: 1 });
    const order: string[] = [];
    const calls = ["a", "b", "c"].map((name) => call(name).then(() => order.push(name)));
    for (let answered = 0; answered < 3; answered += 1) {
      await settled();
      arrived[answered]?.answer();
    }
    await Promise.all(calls);
    expect(order).toEqual(["a", "b", "c"]);
  });

  it("lets a waiter give up without losing its place for others", async () => {
    const { arrived, call } = harness({ partner: 9, customer: 1 });
    const controller = new AbortController();
    const running = call("a");
    const impatient = expect(call("a", { signal: controller.signal })).rejects.toThrow("enough");
    const patient = call("a");
    await settled();
    controller.abort(new Error("enough"));
    await impatient;
    arrived[0]?.answer();
    await running;
    await settled();
    expect(arrived).toHaveLength(2);
    arrived[1]?.answer();
    await patient;
  });

  it("lets a waiter give up during a pause", async () => {
    const { clock, arrived, call } = harness();
    const refused = expect(call("a")).rejects.toMatchObject({ status: 429 });
    await settled();
    arrived[0]?.answer(throttled(60_000));
    await refused;
    const controller = new AbortController();
    const impatient = expect(call("a", { signal: controller.signal })).rejects.toThrow("enough");
    await settled();
    controller.abort(new Error("enough"));
    await impatient;
    await clock.advance(60_000);
    const next = call("a");
    await settled();
    arrived[1]?.answer();
    await next;
  });
});
