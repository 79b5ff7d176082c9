/** The four ways in which the service may treat `MS-RequestId`: the models that every table has as columns. */
export const requestIdModels = ["honoured", "honouredWithFailures", "honoured60s", "ignored"] as const;

/** One of those. */
export type RequestIdModel = (typeof requestIdModels)[number];

/** Who is killed. The engine alone leaves a provider behind that goes on. */
export type Victim = "provider" | "engine" | "both";

/** Everything else that differs from one run to the next. */
export interface Variation {
  readonly requestIds: RequestIdModel;
  readonly repeatedCheckout: "storedResult" | "800065";
  /** `15m` outlasts the run after the kill, which takes no time of the service's unless it waits. */
  readonly orderListLag: "0s" | "15m";
  readonly planLimit: "off" | "enforced";
  /** What becomes of a request that had arrived and not been carried out. */
  readonly orphanedRequests: "drop" | "commit";
  readonly victim: Victim;
  /** The run after the kill is `--refresh`. */
  readonly refresh: boolean;
  /** This machine's clock beside the service's, in hours. */
  readonly clockAheadHours: 0 | 2 | -2;
  /** How many requests the next run makes before a lone provider's held one goes on. Only when the engine alone dies. */
  readonly orphanWaitsFor: 0 | 1 | 2;
}

const victims: readonly Victim[] = ["provider", "both", "engine"];
const skews = [0, 2, -2] as const;
const waits = [0, 1, 2] as const;

/**
 * The variation of the `turn`-th run. Counting up through mixed radixes meets every value of every member, and every
 * pair of two, within a few dozen runs, whatever the turn it begins with.
 */
export function variationOf(requestIds: RequestIdModel, turn: number): Variation {
  const half = (place: number) => (turn >> place) % 2 === 1;
  const third = (place: number) => Math.floor(turn / 3 ** place) % 3;
  return {
    requestIds,
    victim: victims[third(0)] ?? "both",
    repeatedCheckout: half(0) ? "800065" : "storedResult",
    orderListLag: half(1) ? "15m" : "0s",
    refresh: half(2),
    orphanedRequests: half(3) ? "commit" : "drop",
    planLimit: half(4) ? "enforced" : "off",
    clockAheadHours: skews[third(1)] ?? 0,
    orphanWaitsFor: waits[third(2)] ?? 0,
  };
}

/** What of it is a switch of the emulator. */
export function switchesOf(variation: Variation): Readonly<Record<string, string>> {
  const { requestIds, repeatedCheckout, orderListLag, planLimit, orphanedRequests } = variation;
  // A refresh token that is replaced at once, and whose replacement dies with the process, is lost: the page's R10.
  const replacedRefreshToken = "usable";
  return { requestIds, repeatedCheckout, orderListLag, planLimit, orphanedRequests, replacedRefreshToken };
}
