import type { Instant, StatusChange } from "./entities";

interface WithStatus<Status extends string> {
  status: Status;
  statusChanges?: StatusChange[] | undefined;
}

/** Gives a subscription its new status as of that instant and remembers the old one. */
export function enterStatus<Status extends string>(one: WithStatus<Status>, status: Status, at: Instant): void {
  if (one.status !== status) {
    one.statusChanges = [...(one.statusChanges ?? []), { at, before: one.status }];
    one.status = status;
  }
}

/** A stretch of time; `to` is not part of it and may be infinite. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** When it was there and active, oldest first. An accepted change that has come due must have been applied. */
export function activeSpans(one: {
  readonly status: string;
  readonly visibleFrom: Instant | null;
  readonly statusChanges?: readonly StatusChange[] | undefined;
}): Span[] {
  if (one.visibleFrom === null) {
    return [];
  }
  const ends = [...(one.statusChanges ?? []), { at: Number.POSITIVE_INFINITY, before: one.status }];
  let from = one.visibleFrom;
  return ends.flatMap(({ at, before }) => {
    const span = { from, to: at };
    from = Math.max(from, at);
    return before === "active" && span.to > span.from ? [span] : [];
  });
}

/** The stretches that are in both lists. */
export function commonSpans(left: readonly Span[], right: readonly Span[]): Span[] {
  return left.flatMap((one) =>
    right
      .map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
      .filter(({ from, to }) => to > from),
  );
}
