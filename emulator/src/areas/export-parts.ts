import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Refusal } from "../errors";
import type { IncomingCall, Reply } from "../http/call";
import { exportContainer, type Params, type StorageRoute } from "../http/routes";
import { type BillingExport, dataTag, directoryOf, isReadable, partNames } from "../model/exports";
import type { Model } from "../model/model";
import { checkSignature } from "../storage/signatures";
import { partRows } from "./export-rows";

const levels = ["lines", "partner", "month", "invoice", "version", "fragment", "partition"] as const;
const path = `/${exportContainer}/${levels.map((name) => `{${name}}`).join("/")}/{part}`;

/** The parts of exports in blob storage, which open by the signature of their folder (B 12.4). */
export function exportPartRoutes(model: Model): StorageRoute[] {
  const handle = (incoming: IncomingCall, params: Params) => getPart(model, incoming, params);
  return [
    { kind: "storage", method: "GET", path, handle },
    { kind: "storage", method: "HEAD", path, handle },
  ];
}

function getPart(model: Model, incoming: IncomingCall, params: Params): Reply {
  const directory = levels.map((name) => params[name] ?? "").join("/");
  if (incoming.headers.authorization !== undefined) {
    throw model.switches.is("exportTokenBesideSignature", "400")
      ? new Refusal("storageTokenBesideSignature")
      : new Refusal("storageSignatureWrong", "Only one kind of authentication may be given.");
  }
  checkSignature(model, incoming.query, directory);
  const name = params.part ?? "";
  const id = /^part-\d{5}-([0-9a-f-]{36})\.c000\.json\.gz$/.exec(name)?.[1] ?? "";
  const exported = model.exports.get(id);
  const part = exported === undefined ? -1 : partNames(exported).indexOf(name);
  if (exported === undefined || part < 0 || directoryOf(exported) !== directory || !isReadable(model, exported)) {
    throw new Refusal("blobNotFound");
  }
  const eTag = `"0x${createHash("sha256")
    .update(`${dataTag(exported)}/${name}`)
    .digest("hex")
    .slice(0, 15)
    .toUpperCase()}"`;
  const wanted = incoming.headers["if-match"];
  if (wanted !== undefined && wanted !== "*" && wanted !== eTag) {
    throw new Refusal("blobChanged");
  }
  const range = rangeOf(incoming);
  return { status: 200, later: () => blobReply(model, exported, part, eTag, range) };
}

/** Bytes that somebody wants of a part, the last one included. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Storage knows ranges with a beginning, in either header; others are ignored. */
function rangeOf({ headers }: IncomingCall): Range | undefined {
  const match = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(headers["x-ms-range"] ?? headers.range ?? "");
  const [from, to] = [Number(match?.[1]), match?.[2] ? Number(match[2]) : Number.POSITIVE_INFINITY];
  return match === null || to < from ? undefined : { from, to };
}

/** Packs the rows of the part as they are made; only the packed bytes are ever there at once. */
async function blobReply(
  model: Model,
  exported: BillingExport,
  part: number,
  eTag: string,
  range: Range | undefined,
): Promise<Reply> {
  const packed: Buffer[] = [];
  const rows = Readable.from(inPieces(partRows(model, exported, part)), { objectMode: false });
  await pipeline(rows, createGzip(), async (bytes) => {
    for await (const some of bytes) {
      packed.push(Buffer.from(some));
    }
  });
  const whole = Buffer.concat(packed);
  const encoded = model.switches.is("exportContentEncoding", "gzip");
  const headers = {
    "Content-Type": "application/octet-stream",
    ...(encoded && { "Content-Encoding": "gzip" }),
    ETag: eTag,
    "Last-Modified": new Date(exported.endsAt).toUTCString(),
    "Accept-Ranges": "bytes",
    "x-ms-blob-type": "BlockBlob",
  };
  if (range === undefined) {
    return { status: 200, headers, file: whole };
  }
  if (range.from >= whole.length) {
    throw new Refusal("blobRangeInvalid");
  }
  const to = Math.min(range.to, whole.length - 1);
  const contentRange = `bytes ${range.from}-${to}/${whole.length}`;
  return {
    status: 206,
    headers: { ...headers, "Content-Range": contentRange },
    file: whole.subarray(range.from, to + 1),
  };
}

const pieceLength = 64 * 1024;

/** Joins lines, so that not each of them is a step of the stream. */
function* inPieces(lines: Iterable<string>): Generator<Buffer> {
  let piece = "";
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length >= pieceLength) {
      yield Buffer.from(piece);
      piece = "";
    }
  }
  yield Buffer.from(piece);
}
