import { NUMBER_MARK, quoteInexactNumbers } from "./exact-numbers";

/** A JSON number as it was written: what a JavaScript number would round is kept in text. */
export interface RawJson {
  readonly rawJSON: string;
}

/** The part of `JSON` that TypeScript's library does not describe yet. */
interface ExactJson {
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): boolean;
  parse(
    text: string,
    reviver: (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
}

function isExact(json: object): json is ExactJson {
  return "rawJSON" in json && "isRawJSON" in json;
}

function exactJson(): ExactJson {
  const json: object = JSON;
  if (!isExact(json)) throw new Error(`Node.js 22 or newer is needed, this is ${process.version}.`);
  return json;
}

const exact = exactJson();

/**
 * Reads JSON without losing a digit and without telling `null` from absent.
 * - A number whose shortest text is the text that was sent becomes a number, any other a {@link RawJson}, so that what
 *   is read and written back carries the same digits.
 * - Members that are `null` are left out: the service means the same by both. Elements of arrays keep it.
 * @throws SyntaxError when the text is not JSON.
 */
export function parseJson(text: string): unknown {
  // A text that could hold the mark itself is read the slow way, where nothing has to be marked.
  if (mightHoldTheMark(text)) return parseWithReviver(text);
  const quoted = quoteInexactNumbers(text);
  const value: unknown = JSON.parse(quoted);
  if (value === null) return undefined;
  return quoted === text && !text.includes("null") ? value : restored(value);
}

/** The mark as it is, or as JSON may escape it. */
function mightHoldTheMark(text: string): boolean {
  return text.includes(NUMBER_MARK) || text.includes("\\u0091");
}

function parseWithReviver(text: string): unknown {
  return exact.parse(text, function revive(_key, value, { source }) {
    if (value === null) return Array.isArray(this) ? null : undefined;
    if (typeof value !== "number" || source === undefined || String(value) === source) return value;
    return exact.rawJSON(source);
  });
}

/** Marked texts become the numbers they stand for; members that are null go. Changes what it is given. */
function restored(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith(NUMBER_MARK) ? exact.rawJSON(value.slice(1)) : value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) value[index] = restored(value[index]);
  } else if (isRecord(value)) {
    for (const name in value) {
      const member = value[name];
      if (member === null) delete value[name];
      else if (typeof member === "string" ? member.startsWith(NUMBER_MARK) : typeof member === "object") {
        value[name] = restored(member);
      }
    }
  }
  return value;
}

/** True for objects and arrays. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/**
 * Writes JSON; {@link RawJson} values keep their digits.
 * @throws TypeError for what JSON cannot say, such as `undefined` alone.
 */
export function writeJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError("this value has no JSON form");
  return text;
}

/** A number to be written with exactly these digits. `text` must be a JSON number. */
export function rawNumber(text: string): RawJson {
  return exact.rawJSON(text);
}

/** True for a number that keeps its text. */
export function isRawJson(value: unknown): value is RawJson {
  return exact.isRawJSON(value);
}
