import type { HoldPoint } from "pulumi-partnercenter-emulator";

/** A moment of a run. */
export type KillPoint =
  /** The n-th request of the run, counted from 0, at a point of its way. */
  | { readonly kind: "request"; readonly turn: number; readonly at: HoldPoint; readonly call: string }
  /** The engine's n-th call, counted from 1, was answered, and the answer is not recorded yet. */
  | { readonly kind: "unrecorded"; readonly turn: number; readonly call: string };

const points = ["received", "committed", "halfReplied"] as const;

/**
 * Every moment of a run that made these requests and was answered these calls. Of a request that is repeated while
 * nothing else is asked, as polls are, the first two and the last.
 */
export function killPoints(requests: readonly string[], calls: readonly string[]): readonly KillPoint[] {
  const isAmongItsLike = (turn: number) => [-2, -1, 1].every((by) => requests[turn + by] === requests[turn]);
  return [
    ...requests.flatMap((call, turn) =>
      isAmongItsLike(turn) ? [] : points.map((at) => ({ kind: "request", turn, at, call }) as const),
    ),
    ...calls.map((call, index) => ({ kind: "unrecorded", turn: index + 1, call }) as const),
  ];
}

/** How a report calls it. */
export function nameOf(point: KillPoint): string {
  return point.kind === "request"
    ? `${point.turn + 1}. ${point.call}: ${momentNames[point.at]}`
    : `${point.call}: ${momentNames.unrecorded}`;
}

/** What the moments are called in tables. */
export const momentNames = {
  received: "arrived",
  committed: "carried out",
  halfReplied: "half answered",
  unrecorded: "answered, not recorded",
} as const;

/** The moment of a point. */
export function momentOf(point: KillPoint): keyof typeof momentNames {
  return point.kind === "request" ? point.at : "unrecorded";
}
