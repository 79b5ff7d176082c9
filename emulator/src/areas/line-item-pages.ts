import type { LineSource } from "../model/line-sources";

/** Where in a source the next line is. */
export interface Cursor {
  readonly group: number;
  /** Its place in the group. */
  readonly at: number;
}

/** The first line of all. */
export const beginning: Cursor = { group: 0, at: 0 };

/** Some lines, and where the next one is if there is any. */
export interface LinePage<Line> {
  readonly lines: readonly Line[];
  readonly next: Cursor | undefined;
}

/** As many lines from there on as fit, without looking at those before. */
export function pageOfLines<Line>(source: LineSource<Line>, from: Cursor, size: number): LinePage<Line> {
  const lines: Line[] = [];
  let { group, at } = from;
  while (group < source.groups) {
    const own = source.lines(group);
    const room = size - lines.length;
    if (room === 0 && at < own.length) {
      return { lines, next: { group, at } };
    }
    for (const line of own.slice(at, at + room)) {
      lines.push(line);
    }
    at += room;
    if (at >= own.length) {
      group += 1;
      at = 0;
    }
  }
  return { lines, next: undefined };
}

/** The cursor after so many lines. */
export function cursorAfter(source: LineSource<unknown>, count: number): Cursor {
  let left = count;
  for (let group = 0; group < source.groups; group += 1) {
    const { length } = source.lines(group);
    if (left < length) {
      return { group, at: left };
    }
    left -= length;
  }
  return { group: source.groups, at: 0 };
}
