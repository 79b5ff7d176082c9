import { parseDuration } from "./duration";
import { type SwitchFact, switchTable } from "./switch-table";

/** A switch and where it stands. */
export interface SwitchPosition {
  readonly name: string;
  readonly value: string;
}

/**
 * Every position of every switch but the defaults, one after the other, for suites that want to pass in all of them.
 * Durations stand at nothing (unless nothing would be left then) and at twice the default, or at an hour; numbers at 3.
 */
export function otherPositions(table: Readonly<Record<string, SwitchFact>> = switchTable): SwitchPosition[] {
  return Object.entries(table).flatMap(([name, fact]) =>
    valuesOf(name, fact)
      .filter((value) => value !== fact.default)
      .map((value) => ({ name, value })),
  );
}

function valuesOf(name: string, { values, default: usual }: SwitchFact): readonly string[] {
  switch (values) {
    case "duration": {
      const usualMs = parseDuration(usual);
      const others = usualMs === 0 ? ["1h"] : ["0s", `${2 * usualMs}ms`];
      return /(Lifetime|Retention)$/.test(name) ? others.slice(-1) : others;
    }
    case "count":
      return ["3"];
    default:
      return values;
  }
}
