import type { Attempt } from "../../../provider/client/pipeline";
import { promptStep } from "../../../provider/client/prompt";
import { answerOf, apiError, attemptOf } from "./attempts";

/** Something below that waits until it is told to stop. */
const waits = (attempt: Attempt) =>
  new Promise<never>((_resolve, reject) => {
    attempt.signal?.addEventListener("abort", () => reject(attempt.signal?.reason), { once: true });
  });

describe("promptStep", () => {
  it("ends a call that is sent once, whatever it waits for", async () => {
    const call = promptStep(attemptOf({ retry: "never", timeoutMs: 1 }), waits);
    await expect(call).rejects.toMatchObject({ kind: "transport", unsent: false });
  });

  it("lets the caller's own reason through", async () => {
    const controller = new AbortController();
    const attempt = attemptOf({ retry: "never", timeoutMs: 60_000, signal: controller.signal });
    const ended = expect(promptStep(attempt, waits)).rejects.toThrow("enough");
    controller.abort(new Error("enough"));
    await ended;
  });

  it("passes answers and failures through", async () => {
    const attempt = attemptOf({ retry: "never" });
    expect(await promptStep(attempt, async () => answerOf({ status: 201 }))).toMatchObject({ status: 201 });
    const failing = promptStep(attempt, () => Promise.reject(apiError(409)));
    await expect(failing).rejects.toMatchObject({ status: 409 });
  });

  it("leaves other calls alone", async () => {
    const attempt = attemptOf({ retry: "safe", timeoutMs: 1 });
    await promptStep(attempt, async (passed) => {
      expect(passed).toBe(attempt);
      return answerOf();
    });
  });
});
