/** Whom the search for a CLI tells what it does. */
export interface Report {
  /** Something a person waiting wants to read. */
  say(line: string): void;
  /** What it is busy with right now; may come often. */
  detail(line: string): void;
}

/** Tells nobody. */
export const silent: Report = { say: () => {}, detail: () => {} };
