import { gzipSync } from "node:zlib";
import { writeJson } from "../json";
import type { Model } from "../model/model";
import type { IncomingCall, Reply } from "./call";
import type { Route } from "./routes";

/** A reply as bytes. */
export interface EncodedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const bom = Buffer.from([0xef, 0xbb, 0xbf]);

/** Turns a reply into bytes, with all the oddities of the service for API routes (C 2.2, 2.4). */
export function encode(
  model: Model,
  incoming: IncomingCall,
  kind: Route["kind"],
  path: string,
  reply: Reply,
): EncodedReply {
  const base = { Date: new Date(model.clock.now()).toUTCString(), ...reply.headers };
  if (reply.page !== undefined) {
    return finish(reply.status, base, Buffer.from(reply.page));
  }
  if (kind !== "api") {
    return finish(reply.status, { ...base, "Cache-Control": "no-store" }, plainBody(reply));
  }
  const headers = { ...base, ...serviceHeaders(model, incoming, path) };
  const plain = plainBody(reply);
  const body = plain.length > 0 && model.switches.is("bom", "on") ? Buffer.concat([bom, plain]) : plain;
  const gzip = model.switches.is("gzip", "on") && incoming.headers["accept-encoding"]?.includes("gzip");
  return gzip && body.length > 0
    ? finish(reply.status, { ...headers, "Content-Encoding": "gzip" }, gzipSync(body))
    : finish(reply.status, headers, body);
}

function plainBody(reply: Reply): Buffer {
  return reply.body === undefined ? Buffer.alloc(0) : Buffer.from(writeJson(reply.body));
}

function finish(status: number, headers: Record<string, string>, body: Buffer): EncodedReply {
  const typed = body.length > 0 && headers["Content-Type"] === undefined;
  const complete = typed ? { ...headers, "Content-Type": "application/json; charset=utf-8" } : headers;
  return { status, headers: { ...complete, "Content-Length": String(body.length) }, body };
}

function serviceHeaders(model: Model, incoming: IncomingCall, path: string): Record<string, string> {
  const catalog = /\/products(\/|$)/i.test(path);
  const written = (value: string) =>
    catalog && model.switches.is("catalogHeaders", "doubled") ? `${value},${value}` : value;
  const ids = model.ids.of("replies");
  return {
    "MS-RequestId": written(incoming.requestId),
    "MS-CorrelationId": written(incoming.correlationId),
    "MS-CV": `${ids.base64(16)}.0`,
    "MS-ServerId": "202010406",
    "Request-Context": "appId=cid-v1:03ce8ca8-8373-4021-8f25-d5dd45c7b12f",
    ...((catalog || /\/carts(\/|$)/i.test(path)) && { "X-Locale": written(incoming.headers["x-locale"] ?? "en-US") }),
  };
}
