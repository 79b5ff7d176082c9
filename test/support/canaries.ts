import { inspect } from "node:util";

/** A secret whose text is known, so that it can be looked for. */
export interface Canary {
  /** What it is, for messages: never the text. */
  readonly name: string;
  readonly text: string;
}

/** Where a canary was seen. */
export interface Sighting {
  readonly name: string;
  /** How it was written there: `plain`, `base64`, … */
  readonly encoding: string;
  /** What stands before it, to find the place by; never the secret. */
  readonly before: string;
}

/** Long enough to be nobody else's by chance, short enough that half a secret shows. */
const PIECE = 16;

/**
 * Looks for secrets in anything that was printed or stored, whole or in part (any 31 characters in a row), in every
 * encoding that a log or a file could have them in.
 */
export class CanarySearch {
  readonly #pieces = new Map<string, { readonly name: string; readonly encoding: string }>();
  /** Which hashes of pieces exist: rules nearly every place out without making a text of it. */
  readonly #filter = new Uint8Array(1 << 22);

  /** @throws RangeError for a secret too short to be told from other text. */
  constructor(canaries: readonly Canary[]) {
    for (const { name, text } of canaries) {
      const secret = withoutFrame(text);
      if (bare(secret).length < PIECE) throw new RangeError(`${name} is too short to be looked for`);
      for (const [encoding, written] of encodings(secret)) this.#add(name, encoding, written);
    }
  }

  /** Every secret that stands in the text, once for each encoding. */
  in(text: string): readonly Sighting[] {
    const seen = new Map<string, Sighting>();
    // The second look leaves out what may be put between the lines of a key or a long value.
    for (const looked of [text, bare(text)]) {
      for (const at of this.#hits(looked)) {
        const found = this.#pieces.get(looked.slice(at, at + PIECE));
        if (!found || seen.has(`${found.name} ${found.encoding}`)) continue;
        seen.set(`${found.name} ${found.encoding}`, { ...found, before: looked.slice(Math.max(0, at - 120), at) });
      }
    }
    return [...seen.values()];
  }

  #add(name: string, encoding: string, written: string): void {
    for (let at = 0; at + PIECE <= written.length; at += PIECE) this.#addPiece(name, encoding, written, at);
    if (written.length >= PIECE) this.#addPiece(name, encoding, written, written.length - PIECE);
  }

  #addPiece(name: string, encoding: string, written: string, at: number): void {
    const piece = written.slice(at, at + PIECE);
    if (this.#pieces.has(piece)) return;
    this.#pieces.set(piece, { name, encoding });
    this.#filter[hashOf(piece, 0)] = 1;
  }

  *#hits(text: string): Generator<number> {
    // A rolling hash: what leaves the window is taken out, what comes is put in.
    let hash = 0;
    for (let at = 0; at < text.length; at += 1) {
      hash = (Math.imul(hash, FACTOR) + text.charCodeAt(at)) | 0;
      if (at >= PIECE) hash = (hash - Math.imul(text.charCodeAt(at - PIECE), LEAVING)) | 0;
      if (at >= PIECE - 1 && this.#filter[slotOf(hash)] === 1) yield at - PIECE + 1;
    }
  }
}

/** Length of that beginning in base64: version, algorithm and lengths of an RSA key in PKCS #8. */
const KIND_OF_KEY = 40;

const FACTOR = 0x01000193;
const LEAVING = Array.from({ length: PIECE }).reduce<number>((power) => Math.imul(power, FACTOR), 1);

const slotOf = (hash: number) => (hash ^ (hash >>> 15)) & ((1 << 22) - 1);

function hashOf(text: string, from: number): number {
  let hash = 0;
  for (let at = from; at < from + PIECE; at += 1) hash = (Math.imul(hash, FACTOR) + text.charCodeAt(at)) | 0;
  return slotOf(hash);
}

/** Without white space, also where it is written as an escape, and without the frame of a PEM file. */
function bare(text: string): string {
  return text.replace(/-----(?:BEGIN|END)[A-Z ]*-----/g, "").replace(/\\+[nrt]|\s|%0[AD]|%20/gi, "");
}

/** A key in PEM without its frame and its first characters, which say what kind of key it is and are the same in all. */
function withoutFrame(text: string): string {
  const [, body] = /-----BEGIN [A-Z ]+-----(?:\s|\\n)+([\s\S]+?)(?:\s|\\n)+-----END/.exec(text) ?? [];
  return body === undefined ? text : body.slice(KIND_OF_KEY);
}

/** The secret as it could stand somewhere. */
function* encodings(text: string): Generator<readonly [string, string]> {
  yield ["plain", text];
  yield ["plain, without line ends", bare(text)];
  yield ["URL", encodeURIComponent(text)];
  yield ["form", new URLSearchParams({ "": text }).toString().slice(1)];
  yield ["JSON", JSON.stringify(text).slice(1, -1)];
  yield ["JSON in JSON", JSON.stringify(JSON.stringify(text)).slice(3, -3)];
  yield ["hexadecimal", Buffer.from(text).toString("hex")];
  yield ["hexadecimal, upper case", Buffer.from(text).toString("hex").toUpperCase()];
  // Base64 of a text depends on where in what is encoded it begins.
  for (const shift of [0, 1, 2]) {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
    const whole = bytes.toString("base64").replace(/=+$/, "");
    const own = whole.slice(shift === 0 ? 0 : shift + 1, bytes.length % 3 === 0 ? undefined : -1);
    yield ["base64", own];
    yield ["base64url", own.replaceAll("+", "-").replaceAll("/", "_")];
  }
}

/** Everything that anybody could see of an error: message, stack, JSON, and what Node prints, with all of its causes. */
export function shownBy(error: unknown): string {
  const printed = inspect(error, {
    depth: 12,
    showHidden: true,
    getters: true,
    maxStringLength: null,
    maxArrayLength: null,
  });
  const stack = error instanceof Error ? error.stack : "";
  return [String(error), stack, printed, JSON.stringify(error)].join("\n");
}

/** Fails with every place at which a secret stands. */
export function expectNoCanary(search: CanarySearch, texts: Readonly<Record<string, string>>): void {
  const found = Object.entries(texts).flatMap(([place, text]) =>
    search.in(text).map(({ name, encoding, before }) => `${name} (${encoding}) in ${place}, behind …${before}`),
  );
  expect(found).toEqual([]);
}
