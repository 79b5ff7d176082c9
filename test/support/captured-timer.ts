/** Ends the operation whose deadline is so many milliseconds, when a test says so and not when a machine is slow. */
export function captureTimer(durationMs: number): { end: () => void } {
  const real = globalThis.setTimeout;
  let end = () => {};
  jest.spyOn(globalThis, "setTimeout").mockImplementation(((task: () => void, ms?: number) => {
    if (ms === durationMs) end = task;
    return real(task, ms);
  }) as typeof setTimeout);
  return {
    end: () => {
      jest.restoreAllMocks();
      end();
    },
  };
}
