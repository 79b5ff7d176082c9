import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import type { Clock } from "../clock";
import { echoedId } from "./correlate";
import { readErrorBody } from "./error-body";
import { ApiError, TransportError } from "./errors";
import { parseJson } from "./json";
import { pageInParts } from "./page-parts";
import type { Answer, Attempt, Next, WireReply } from "./pipeline";
import { redact } from "./redact";
import { parseRetryAfter } from "./retry-after";
import { services } from "./services";

/** Sends one attempt and returns whatever comes back. */
export type Send = (attempt: Attempt) => Promise<WireReply>;

/**
 * Turns what came over the wire into an answer, or into the error that it is. Goes by the content of a body, since the
 * headers of some services lie about it.
 */
export function decoding(send: Send, clock: Clock): Next {
  return async (attempt) => decode(attempt, await send(attempt), clock.now());
}

async function decode(attempt: Attempt, reply: WireReply, nowMs: number): Promise<Answer> {
  const { status, headers } = reply;
  const serviceTimeMs = parseDate(headers.date);
  const { echo } = services[attempt.service];
  const clean = (text: string) => redact(text, tokenOf(attempt));
  const ids = {
    requestId: clean(echoedId(headers[echo.requestId.toLowerCase()], attempt.requestId)),
    correlationId: clean(echoedId(headers[echo.correlationId.toLowerCase()], attempt.correlationId)),
  };
  const served = serviceTimeMs === undefined ? {} : { serviceTimeMs };
  const succeeded = status >= 200 && status < 300;
  if (succeeded && attempt.binary)
    return { status, headers, body: await wholeBytes(attempt.call, reply), ...ids, ...served };
  const { body, parts } = await readBody(attempt, reply, succeeded);
  const failed = readErrorBody(body);

  if (succeeded && !(failed && isErrorObject(body)))
    return { status, headers, body, ...(parts && { parts }), ...ids, ...served };

  const retryAfterMs = parseRetryAfter(headers["retry-after"], serviceTimeMs ?? nowMs);
  throw ApiError.from({
    call: attempt.call,
    service: attempt.service,
    status,
    code: clean(failed?.code ?? ""),
    description: clean(failed?.description ?? ""),
    ...ids,
    ...served,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(failed?.isRetryable && { isRetryable: true }),
  });
}

/** What the request was authorised with: a gateway that repeats the request would show it. */
function tokenOf({ headers }: Attempt): readonly string[] {
  const token = headers.Authorization?.replace(/^Bearer /, "");
  return token ? [token] : [];
}

function parseDate(header: string | undefined): number | undefined {
  const timeMs = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(timeMs) ? undefined : timeMs;
}

/** The code 400072 comes with status 200. Nothing that a call asks for has a code and a description but no id. */
function isErrorObject(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return false;
  return "code" in body && "description" in body && !("id" in body) && !("items" in body);
}

/** The bytes of a document. */
async function wholeBytes(call: string, { headers, bytes }: WireReply): Promise<Uint8Array> {
  try {
    return await decompress(bytes, headers["content-encoding"]);
  } catch {
    throw new TransportError(`${call}: the document cannot be unpacked.`, false);
  }
}

/** The parsed body. A failure's body may be anything, as with a gateway's page; a success must be readable. */
async function readBody(
  { call, inParts = false }: Attempt,
  { headers, bytes }: WireReply,
  mustBeReadable: boolean,
): Promise<Pick<Answer, "body" | "parts">> {
  try {
    const unpacked = await decompress(bytes, headers["content-encoding"]);
    const page = inParts && mustBeReadable ? pageInParts(unpacked) : undefined;
    if (page) return { body: page.body, parts: readable(call, page.parts) };
    const text = new TextDecoder().decode(unpacked).trim();
    return { body: text === "" ? undefined : parseJson(text) };
  } catch (cause) {
    if (!mustBeReadable) return { body: undefined };
    throw unreadable(call, cause);
  }
}

function* readable(call: string, parts: Iterable<unknown>): Generator<unknown, void, undefined> {
  try {
    yield* parts;
  } catch (cause) {
    throw unreadable(call, cause);
  }
}

function unreadable(call: string, cause: unknown): TransportError {
  const message = `${call}: the reply cannot be read as JSON. Whether the service acted is not known.`;
  // Not the parser's own error: it quotes the body.
  return new TransportError(message, false, { cause: new Error(cause instanceof Error ? cause.name : "unreadable") });
}

const gunzipBytes = promisify(gunzip);
const inflateBytes = promisify(inflate);
const inflateRawBytes = promisify(inflateRaw);
const unbrotliBytes = promisify(brotliDecompress);

async function decompress(bytes: Uint8Array, encoding: string | undefined): Promise<Uint8Array> {
  if (bytes.length === 0) return bytes;
  switch (encoding?.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return gunzipBytes(bytes);
    case "deflate":
      // Both forms are called deflate: with zlib's header, whose first byte ends in 8, and without.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateBytes(bytes) : inflateRawBytes(bytes);
    case "br":
      return unbrotliBytes(bytes);
    default:
      return bytes;
  }
}
