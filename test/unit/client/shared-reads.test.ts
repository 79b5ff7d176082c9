import { SharedReads } from "../../../provider/client/shared-reads";
import { FakeClock, settled } from "../../support/fake-clock";
import { answerOf } from "./attempts";

function harness() {
  const clock = new FakeClock();
  const reads = new SharedReads(clock);
  const signals: AbortSignal[] = [];
  const finish: (() => void)[] = [];
  const fail: ((error: Error) => void)[] = [];
  const read = (key: string, customerId?: string, signal?: AbortSignal) =>
    reads.read(key, { ...(customerId && { customerId }), ...(signal && { signal }) }, (shared) => {
      signals.push(shared);
      return new Promise((resolve, reject) => {
        finish.push(() => resolve([answerOf({ body: signals.length })]));
        fail.push(reject);
      });
    });
  return { clock, reads, read, signals, finish, fail };
}

describe("SharedReads", () => {
  it("makes one request for concurrent and for just finished reads", async () => {
    const { clock, read, signals, finish } = harness();
    const both = [read("list a"), read("list a")];
    finish[0]?.();
    const [one, other] = await Promise.all(both);
    expect(one).toBe(other);
    await clock.advance(2_999);
    expect(await read("list a")).toBe(one);
    expect(signals).toHaveLength(1);
  });

  it("asks again after a few seconds", async () => {
    const { clock, read, signals, finish } = harness();
    const early = read("list a");
    finish[0]?.();
    await early;
    await clock.advance(3_000);
    const late = read("list a");
    finish[1]?.();
    await late;
    expect(signals).toHaveLength(2);
  });

  it("does not share a slow read that is still under way for longer than that", async () => {
    const { clock, read, signals, finish } = harness();
    const slow = read("list a");
    await clock.advance(60_000);
    const joined = read("list a");
    finish[0]?.();
    expect(await slow).toBe(await joined);
    expect(signals).toHaveLength(1);
  });

  it("keeps different reads apart", async () => {
    const { read, signals, finish } = harness();
    const both = [read("list a"), read("call a")];
    for (const done of finish) done();
    await Promise.all(both);
    expect(signals).toHaveLength(2);
  });

  it("forgets a customer's reads when something is written for it, even those under way", async () => {
    const { reads, read, signals, finish } = harness();
    const before = read("list a", "A");
    const other = read("list b", "b");
    reads.invalidate("a");
    const after = read("list a", "A");
    const otherAgain = read("list b", "b");
    expect(signals).toHaveLength(3);
    for (const done of finish) done();
    await Promise.all([before, other, after, otherAgain]);
    const kept = read("list a", "A");
    await kept;
    expect(signals).toHaveLength(3);
    reads.invalidate(undefined);
    const fresh = read("list b", "b");
    finish[3]?.();
    await fresh;
    expect(signals).toHaveLength(4);
  });

  it("does not keep a failure", async () => {
    const { read, fail, finish, signals } = harness();
    const both = [read("list a"), read("list a")].map((reading) => expect(reading).rejects.toThrow("broken"));
    fail[0]?.(new Error("broken"));
    await Promise.all(both);
    const again = read("list a");
    finish[1]?.();
    await again;
    expect(signals).toHaveLength(2);
  });

  it("goes on while somebody still waits, and aborts when nobody does", async () => {
    const { read, signals, finish } = harness();
    const [first, second] = [new AbortController(), new AbortController()];
    const one = expect(read("list a", "a", first.signal)).rejects.toThrow("first");
    const two = expect(read("list a", "a", second.signal)).rejects.toThrow("second");
    first.abort(new Error("first"));
    await one;
    expect(signals[0]?.aborted).toBe(false);
    second.abort(new Error("second"));
    await two;
    await settled();
    expect(signals[0]?.aborted).toBe(true);
    const fresh = read("list a", "a");
    finish[1]?.();
    await fresh;
  });
});
