import { readFile } from "node:fs/promises";
import { isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { parseJson } from "./json";
import { type Seed, seedFile } from "./seed-file";

/** A text with what it says and where each part of it stands. */
interface Parsed {
  readonly value: unknown;
  /** The line (from 1) of the member at this path, or of what is nearest to it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number | undefined;
}

/**
 * Reads a seed file: JSON, or YAML when its name does not end in `.json`. Throws `RangeError`, with the property and, in
 * YAML, its line, when it is none.
 */
export async function readSeed(path: string): Promise<Seed> {
  const text = await readFile(path, "utf8");
  const { value, lineOf } = path.endsWith(".json") ? fromJson(path, text) : fromYaml(path, text);
  const result = seedFile.safeParse(value);
  if (!result.success) {
    const issues = result.error.issues.map((issue) => {
      const line = lineOf(issue.path);
      const where = line === undefined ? path : `${path}:${line}`;
      return `${where}: ${z.core.toDotPath(issue.path) || "the file"}: ${issue.message}`;
    });
    throw new RangeError(issues.join("\n"));
  }
  return result.data;
}

function fromJson(path: string, text: string): Parsed {
  try {
    return { value: parseJson(text), lineOf: () => undefined };
  } catch (error) {
    throw new RangeError(`${path}: ${error instanceof SyntaxError ? error.message : String(error)}`);
  }
}

function fromYaml(path: string, text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new RangeError(`${path}:${error.linePos?.[0].line ?? 1}: ${error.message.split("\n")[0]}`);
  }
  return {
    value: document.toJS(),
    lineOf: (member) => {
      for (let length = member.length; length > 0; length--) {
        const node = document.getIn(member.slice(0, length), true);
        if (isNode(node) && node.range) {
          return lines.linePos(node.range[0]).line;
        }
      }
      return 1;
    },
  };
}
