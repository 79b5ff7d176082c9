/** What a switch can be set to. */
export type SwitchKind = readonly string[] | "duration" | "count";

/** One behaviour that the reference leaves open, or that a test wants another way. */
export interface SwitchFact {
  /** The allowed values, or that it is a duration (`15m`) or a whole number. */
  readonly values: SwitchKind;
  /** The value it has unless somebody says otherwise. */
  readonly default: string;
  /** Where the reference speaks of it: C is its part on commerce, B the one on billing. */
  readonly section: string;
  /** What it changes, and why the default is what it is. */
  readonly reason: string;
}
