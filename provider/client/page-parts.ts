import { isRecord, parseJson } from "./json";

/** Bytes of a page that are parsed at a time, at least: their text and rows are gone before V8 moves them to old space. */
const PART_BYTES = 32 * 1024;

/** A page whose items are parsed when they are reached. */
export interface PageInParts {
  /** The page without its items: its list of them is empty. */
  readonly body: unknown;
  /**
   * The page again and again, each time with the next of its items. Can be read once; the page is gone then.
   * @throws SyntaxError for items that are not JSON.
   */
  readonly parts: Iterable<unknown>;
}

/**
 * Divides a page of a list without parsing its items: a page of 2,000 rows is 4 MB of text, and the same again and more
 * once it is parsed.
 * @param page UTF-8, and nobody else's: its memory is given back when the last part was read.
 * @returns `undefined` for what is better parsed at once: a short page, no page, or not JSON.
 * @throws SyntaxError when what is around the items is not JSON.
 */
export function pageInParts(page: Uint8Array): PageInParts | undefined {
  const found = page.length > 2 * PART_BYTES ? findItems(page) : undefined;
  if (!found || found.pieces.length < 2) return undefined;
  const { name, open, close, pieces } = found;
  const decoder = new TextDecoder();
  const body = parseJson(decoder.decode(page.subarray(0, open + 1)) + decoder.decode(page.subarray(close)));
  if (!isRecord(body)) return undefined;
  return { body, parts: partsOf(page, pieces, (items) => ({ ...body, [name]: items })) };
}

function* partsOf(
  page: Uint8Array,
  pieces: readonly Piece[],
  withItems: (items: readonly unknown[]) => unknown,
): Generator<unknown, void, undefined> {
  const decoder = new TextDecoder();
  for (const { from, to, count } of pieces) {
    const items = parseJson(`[${decoder.decode(page.subarray(from, to))}]`);
    if (!Array.isArray(items) || items.length !== count) throw new SyntaxError("a list of other items than it seemed");
    yield withItems(items);
  }
  release(page);
}

/**
 * Gives a page's memory back at once. Left to the collector, which sees how small an object is and not what it holds, the
 * pages of a long list pile up before it looks.
 */
function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** Some items that follow each other: from the first's beginning to the last's end, without the comma behind it. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

interface FoundItems {
  /** As the service writes it. */
  readonly name: string;
  /** Position of the list's opening bracket. */
  readonly open: number;
  /** Position of the list's closing bracket. */
  readonly close: number;
  readonly pieces: readonly Piece[];
}

/** The list that the outermost object has as its `items`, in whatever case, if it has one and no more. */
function findItems(page: Uint8Array): FoundItems | undefined {
  let found: FoundItems | undefined;
  let name = "";
  let depth = 0;
  for (let at = 0; at < page.length; at += 1) {
    const code = page[at];
    if (code === QUOTE) {
      const end = endOfString(page, at);
      if (depth === 1) name = end - at === NAME_LENGTH ? String.fromCharCode(...page.subarray(at + 1, end - 1)) : "";
      at = end - 1;
    } else if (code === OPEN_BRACKET && depth === 1 && name.toLowerCase() === "items") {
      const list = divide(page, at);
      if (found || !list) return undefined;
      found = { name, open: at, ...list };
      at = list.close;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return depth === 0 ? found : undefined;
}

/** The pieces of the list that begins here, and where it ends; nothing when it does not end. */
function divide(page: Uint8Array, open: number): Pick<FoundItems, "close" | "pieces"> | undefined {
  const pieces: Piece[] = [];
  let from = open + 1;
  let count = 1;
  let depth = 0;
  for (let at = from; at < page.length; at += 1) {
    const code = page[at];
    if (code === QUOTE) at = endOfString(page, at) - 1;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth -= 1;
      if (depth >= 0) continue;
      return { close: at, pieces: [...pieces, { from, to: at, count }] };
    } else if (code === COMMA && depth === 0) {
      if (at - from < PART_BYTES) {
        count += 1;
        continue;
      }
      pieces.push({ from, to: at, count });
      from = at + 1;
      count = 1;
    }
  }
  return undefined;
}

/** The position behind a string's closing quote, or the end of the text when it has none. */
function endOfString(page: Uint8Array, quote: number): number {
  for (let at = quote + 1; at < page.length; at += 1) {
    const code = page[at];
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at += 1;
  }
  return page.length;
}

const NAME_LENGTH = '"items"'.length;
const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
