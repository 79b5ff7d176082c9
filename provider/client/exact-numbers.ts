/** Begins the texts that stand for numbers: "private use one". A character beyond Latin-1 would double every text. */
export const NUMBER_MARK = "\u0091";

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Integers of so many characters are exact as JavaScript numbers. */
const ALWAYS_EXACT_LENGTH = 15;

/**
 * Puts every number of a JSON text that JavaScript would write differently into quotes, behind {@link NUMBER_MARK}, so
 * that `JSON.parse` keeps its digits. Strings are jumped over, which makes this several times faster than a reviver on
 * every member. What is not JSON stays what it is, for the parser to refuse.
 */
export function quoteInexactNumbers(text: string): string {
  const pieces: string[] = [];
  let copiedTo = 0;
  let position = 0;
  while (position < text.length) {
    const quote = text.indexOf('"', position);
    const end = quote < 0 ? text.length : quote;
    for (let start = nextNumber(text, position, end); start < end; ) {
      const stop = endOfNumber(text, start, end);
      if (isInexact(text, start, stop) && isFollowedByEnd(text, stop)) {
        pieces.push(text.slice(copiedTo, start), `"${NUMBER_MARK}${text.slice(start, stop)}"`);
        copiedTo = stop;
      }
      start = nextNumber(text, stop, end);
    }
    position = quote < 0 ? end : endOfString(text, quote);
  }
  if (pieces.length === 0) return text;
  // Joined with the rest, and not put before it: what + makes is copied once more before it is parsed.
  pieces.push(text.slice(copiedTo));
  return pieces.join("");
}

function isInexact(text: string, start: number, stop: number): boolean {
  if (stop - start <= ALWAYS_EXACT_LENGTH && isPlainInteger(text, start, stop)) return false;
  const source = text.slice(start, stop);
  return jsonNumber.test(source) && String(Number(source)) !== source;
}

/** Digits alone, and no zero in front: minus zero has a text of its own. */
function isPlainInteger(text: string, start: number, stop: number): boolean {
  if (text.charCodeAt(start) === ZERO && stop - start > 1) return false;
  for (let at = start; at < stop; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

/** A number in another place, such as that of a member's name, is a mistake that must stay one. */
function isFollowedByEnd(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  return at === text.length || ",]}".includes(text.charAt(at));
}

function nextNumber(text: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code) || code === MINUS) return at;
  }
  return end;
}

function endOfNumber(text: string, start: number, end: number): number {
  let at = start + 1;
  while (at < end && isInNumber(text.charCodeAt(at))) at += 1;
  return at;
}

/** The position behind a string's closing quote, or the end of the text when it has none. */
function endOfString(text: string, quote: number): number {
  for (let from = quote + 1; ; ) {
    const closing = text.indexOf('"', from);
    if (closing < 0) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(closing - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return closing + 1;
    from = closing + 1;
  }
}

const [MINUS, PLUS, POINT, ZERO, NINE, BACKSLASH] = [0x2d, 0x2b, 0x2e, 0x30, 0x39, 0x5c];

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** Digits, point, exponent and its sign. */
function isInNumber(code: number): boolean {
  return isDigit(code) || code === POINT || code === 0x45 || code === 0x65 || code === PLUS || code === MINUS;
}
