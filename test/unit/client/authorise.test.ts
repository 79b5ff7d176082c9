import { authoriseStep } from "../../../provider/client/authorise";
import { answerOf, apiError, attemptOf } from "./attempts";

function harness(accepts: (token: string) => boolean = () => true) {
  let issued = 1;
  const forced: boolean[] = [];
  const step = authoriseStep({
    getToken: async ({ force = false }) => {
      forced.push(force);
      if (force) issued += 1;
      return `token-${issued}`;
    },
  });
  const sent: (string | undefined)[] = [];
  const call = () =>
    step(attemptOf(), async ({ headers }) => {
      sent.push(headers.Authorization);
      if (accepts(headers.Authorization?.replace("Bearer ", "") ?? "")) return answerOf();
      throw apiError(401);
    });
  return { call, sent, forced };
}

describe("authoriseStep", () => {
  it("adds the token", async () => {
    const { call, sent } = harness();
    await call();
    expect(sent).toEqual(["Bearer token-1"]);
  });

  it("does not send a refused token again, in whichever call", async () => {
    const { call, sent, forced } = harness((token) => token !== "token-1");
    await expect(call()).rejects.toMatchObject({ status: 401 });
    await call();
    await call();
    expect(sent).toEqual(["Bearer token-1", "Bearer token-2", "Bearer token-2"]);
    expect(forced).toEqual([false, false, true, false]);
  });

  it("keeps the token after other failures", async () => {
    const step = authoriseStep({ getToken: async ({ force }) => (force ? "new" : "old") });
    const sent: (string | undefined)[] = [];
    for (const status of [403, 429, 500]) {
      const call = step(attemptOf(), async ({ headers }) => {
        sent.push(headers.Authorization);
        throw apiError(status);
      });
      await expect(call).rejects.toMatchObject({ status });
    }
    expect(sent).toEqual(["Bearer old", "Bearer old", "Bearer old"]);
  });
});
