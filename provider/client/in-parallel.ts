/** Something that gives items, some at a time, until its signal aborts. */
export type Source<Item> = (signal: AbortSignal) => AsyncIterable<readonly Item[]>;

/**
 * Reads several sources at once and gives what comes, in the order in which it comes. No source runs ahead: each waits
 * until its last items were taken, so that the memory needed is that of one batch a source.
 * @param width how many are read at a time, at most.
 * @throws what the first source to fail throws; the others are aborted.
 */
export async function* inParallel<Item>(
  sources: readonly Source<Item>[],
  width: number,
): AsyncGenerator<readonly Item[], void, undefined> {
  const waiting = [...sources];
  const running = new Set<AsyncIterator<readonly Item[]>>();
  const ended = new AbortController();
  // Not Promise.race: a promise that is long pending would keep what every race before it was won with.
  const arrived: (() => Arrival<Item>)[] = [];
  let wake = (): void => {};
  const arrive = (arrival: () => Arrival<Item>): void => {
    arrived.push(arrival);
    wake();
  };
  const ask = (iterator: AsyncIterator<readonly Item[]>): void => {
    running.add(iterator);
    iterator.next().then(
      (result) => arrive(() => ({ iterator, result })),
      (error: unknown) =>
        arrive(() => {
          throw error;
        }),
    );
  };
  const fill = (): void => {
    while (running.size < width) {
      const source = waiting.shift();
      if (source === undefined) return;
      ask(source(ended.signal)[Symbol.asyncIterator]());
    }
  };
  try {
    fill();
    while (running.size > 0) {
      const next = arrived.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const { iterator, result } = next();
      if (result.done) {
        running.delete(iterator);
        fill();
      } else {
        yield result.value;
        ask(iterator);
      }
    }
  } finally {
    ended.abort();
    await Promise.allSettled([...running].map((iterator) => iterator.return?.()));
  }
}

interface Arrival<Item> {
  readonly iterator: AsyncIterator<readonly Item[]>;
  readonly result: IteratorResult<readonly Item[]>;
}
