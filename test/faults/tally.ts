import type { KillPoint } from "./kill-point";
import { nameOf } from "./kill-point";
import type { RequestIdModel } from "./variations";
import type { FaultFound, Finding } from "./verdict";

/** One counted run. */
export interface Counted {
  readonly arm: string;
  readonly operation: string;
  readonly point: KillPoint;
  readonly model: RequestIdModel;
  readonly findings: readonly Finding[];
  /** Enough to play it again. */
  readonly turn: number;
}

/** Counts by operation, point and model, and everything that was found. */
export class Tally {
  readonly runs: Counted[] = [];
  /** Runs that were over before they came to their point. */
  unreached = 0;

  add(run: Counted): void {
    this.runs.push(run);
  }

  get found(): readonly Counted[] {
    return this.runs.filter(({ findings }) => findings.length > 0);
  }

  count(fault: FaultFound, runs = this.runs): number {
    return runs.filter(({ findings }) => findings.some((one) => one.fault === fault)).length;
  }

  /** Points that have fewer runs than this in one of the models. */
  thin(least: number, models: readonly RequestIdModel[]): readonly string[] {
    const seen = Map.groupBy(this.runs, ({ operation, point }) => `${operation}: ${nameOf(point)}`);
    return [...seen].flatMap(([name, runs]) =>
      models.flatMap((model) => {
        const count = runs.filter((run) => run.model === model).length;
        return count < least ? [`${name}, ${model}: ${count}`] : [];
      }),
    );
  }
}
