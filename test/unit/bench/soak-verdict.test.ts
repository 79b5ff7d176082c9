import { judge } from "../../../bench/soak/verdict";
import type { Vitals } from "../../../bench/soak/vitals";

const MB = 2 ** 20;

const minutes = (live: readonly number[], last: Partial<Vitals> = {}): Vitals[] =>
  live.map((megabytes, at) => ({
    liveBytes: megabytes * MB,
    residentBytes: 4 * megabytes * MB,
    uncaught: [],
    warnings: [],
    ...(at === live.length - 1 ? last : {}),
  }));

describe("the verdict of a soak", () => {
  test("leaves out the warm-up and what a single minute shows", () => {
    expect(judge(minutes([20, 60, 60, 61, 75, 60, 61, 62]), 1).faults).toEqual([]);
  });

  test("finds memory that grows", () => {
    const { liveGrowth, faults } = judge(minutes([60, 60, 60, 60, 62, 62, 64, 64, 64]), 0);
    expect(liveGrowth).toBeCloseTo(0.067, 3);
    expect(faults).toEqual(["live memory grew by +6.7 %", "resident memory grew by +6.7 %"]);
  });

  test("finds a single rejection that nobody caught, and a single warning", () => {
    const last = { uncaught: ["Error: lost"], warnings: ["MaxListenersExceededWarning: 11 abort listeners"] };
    expect(judge(minutes([60, 60, 60], last), 0).faults).toEqual([
      "uncaught: Error: lost",
      "warning: MaxListenersExceededWarning: 11 abort listeners",
    ]);
  });

  test("judges no growth by one minute", () => {
    expect(judge(minutes([60, 60]), 1).faults).toEqual(["too few minutes to judge growth"]);
  });
});
