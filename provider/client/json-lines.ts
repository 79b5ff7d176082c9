import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { TransportError } from "./errors";
import { parseJson } from "./json";

/**
 * Reads JSON Lines as they come, gzipped or not, whatever their headers say (reference: billing 12.4).
 * @param what named in errors.
 * @returns the objects, some at a time: what has arrived, never the whole. Empty lines are passed over.
 * @throws TransportError when the stream breaks off or a line is not JSON; its content is not shown.
 */
export async function* jsonLines(
  bytes: AsyncIterable<Uint8Array>,
  what: string,
): AsyncGenerator<readonly unknown[], void, undefined> {
  let rest = Buffer.alloc(0);
  for await (const piece of unpacked(bytes, what)) {
    const objects: unknown[] = [];
    let from = 0;
    for (let end = piece.indexOf("\n"); end >= 0; end = piece.indexOf("\n", from)) {
      const line = piece.subarray(from, end);
      add(objects, from === 0 ? Buffer.concat([rest, line]) : line, what);
      from = end + 1;
    }
    rest = Buffer.concat([from === 0 ? rest : Buffer.alloc(0), piece.subarray(from)]);
    if (objects.length > 0) yield objects;
  }
  const objects: unknown[] = [];
  add(objects, rest, what);
  if (objects.length > 0) yield objects;
}

function add(objects: unknown[], bytes: Buffer, what: string): void {
  const line = bytes.toString();
  if (isFilled(line)) objects.push(parseLine(line, what));
}

function isFilled(line: string): boolean {
  return line.trim() !== "" && line !== "\uFEFF";
}

function parseLine(line: string, what: string): unknown {
  try {
    return parseJson(line.startsWith("\uFEFF") ? line.slice(1) : line);
  } catch {
    throw new TransportError(`${what}: a line cannot be read as JSON.`, false);
  }
}

/** Unpacked at a time: what is made of more is moved out of the young generation before it can be dropped there. */
const PIECE_BYTES = 32 * 1024;

async function* unpacked(bytes: AsyncIterable<Uint8Array>, what: string): AsyncGenerator<Buffer, void, undefined> {
  const { beginning, all } = await peek(bytes);
  if (!isGzip(beginning)) {
    for await (const piece of all) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    return;
  }
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  // Errors of either end arrive where the pieces are taken, and an early end there ends the download.
  pipeline(Readable.from(all), gunzip, () => {});
  try {
    yield* gunzip;
  } catch (cause) {
    if (!isFromZlib(cause)) throw cause;
    throw new TransportError(`${what}: the data broke off or is damaged.`, false, { cause });
  }
}

function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

function isFromZlib(cause: unknown): boolean {
  const code: unknown = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return typeof code === "string" && code.startsWith("Z_");
}

/** The first two bytes at least, as far as there are two, without taking them away. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  let beginning = new Uint8Array();
  while (beginning.length < 2) {
    const { done, value } = await iterator.next();
    if (done) break;
    beginning = Buffer.concat([beginning, value]);
  }
  async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
    yield beginning;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { beginning, all: all() };
}
