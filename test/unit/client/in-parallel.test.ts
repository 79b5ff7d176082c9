import { inParallel, type Source } from "../../../provider/client/in-parallel";

/** A source of batches that notes when it is asked, when it ends and whether it was told to. */
function source(log: string[], name: string, batches: readonly (readonly string[])[], failAt?: number): Source<string> {
  return async function* (signal) {
    log.push(`${name} begins`);
    try {
      for (const [at, batch] of batches.entries()) {
        if (at === failAt) throw new Error(`${name} broke`);
        log.push(`${name} reads ${at}`);
        yield batch;
      }
    } finally {
      log.push(`${name} ends${signal.aborted ? " early" : ""}`);
    }
  };
}

describe("inParallel", () => {
  it("gives everything of every source once, with at most so many under way", async () => {
    const log: string[] = [];
    const sources = [..."abcde"].map((name) => source(log, name, [[`${name}1`, `${name}2`], [`${name}3`]]));
    const items: string[] = [];
    let running = 0;
    let most = 0;
    for await (const batch of inParallel(sources, 2)) {
      items.push(...batch);
      running =
        log.filter((line) => line.endsWith("begins")).length - log.filter((line) => line.endsWith("ends")).length;
      most = Math.max(most, running);
    }
    expect(items.toSorted()).toEqual([..."abcde"].flatMap((name) => [`${name}1`, `${name}2`, `${name}3`]));
    expect(most).toBe(2);
  });

  it("lets no source run ahead of who reads", async () => {
    const log: string[] = [];
    const one = inParallel([source(log, "a", [["1"], ["2"], ["3"]])], 4);
    await one.next();
    expect(log).toEqual(["a begins", "a reads 0"]);
    await one.return();
    expect(log).toEqual(["a begins", "a reads 0", "a ends early"]);
  });

  it("fails with the first failure and ends the others", async () => {
    const log: string[] = [];
    const read = async () => {
      for await (const _ of inParallel(
        [source(log, "a", [["1"], ["2"]], 1), source(log, "b", [["1"], ["2"], ["3"], ["4"]])],
        2,
      ));
    };
    await expect(read()).rejects.toThrow("a broke");
    expect(log.filter((line) => line.startsWith("b ends"))).toEqual(["b ends early"]);
  });

  it("reads nothing of nothing", async () => {
    for await (const _ of inParallel([], 3)) throw new Error("there is nothing");
  });
});
