import { getEventListeners } from "node:events";
import { withinTime } from "../../../provider/client/abort";

describe("work in a limited time", () => {
  it("leaves neither timer nor listener behind, done or failed", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    const caller = new AbortController();
    const during = await withinTime(
      60_000,
      caller.signal,
      async () => getEventListeners(caller.signal, "abort").length,
    );
    expect(during).toBe(1);
    await expect(withinTime(60_000, caller.signal, () => Promise.reject(new Error("broken")))).rejects.toThrow(
      "broken",
    );
    expect(getEventListeners(caller.signal, "abort")).toEqual([]);
    expect(timers()).toBe(before);
  });

  it("tells the end of the time from the caller's", async () => {
    const stopped = (signal: AbortSignal) =>
      signal.aborted ? undefined : new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    await withinTime(1, new AbortController().signal, async ({ signal, isOver }) => {
      await stopped(signal);
      expect(isOver()).toBe(true);
    });
    const caller = AbortSignal.abort(new Error("enough"));
    await withinTime(60_000, caller, async ({ signal, isOver }) => {
      expect(signal.reason).toBe(caller.reason);
      expect(isOver()).toBe(false);
    });
  });
});
