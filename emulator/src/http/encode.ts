import { gzipSync } from "node:zlib";
import { writeJson } from "../json";
import type { Model } from "../model/model";
import type { IncomingCall, Reply } from "./call";
import type { Route } from "./routes";
import { serviceHeaders } from "./service-headers";

/** A reply as bytes. */
export interface EncodedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const bom = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Turns a reply into bytes, with all the oddities of Partner Center for its own routes (C 2.2, 2.4). A fault may edit the
 * JSON.
 */
export function encode(
  model: Model,
  incoming: IncomingCall,
  kind: Route["kind"],
  reply: Reply,
  edit: (json: string) => string = (json) => json,
): EncodedReply {
  const base = { Date: new Date(model.clock.shown()).toUTCString(), ...reply.headers };
  if (reply.page !== undefined) {
    return finish(reply.status, base, Buffer.from(reply.page));
  }
  if (kind === "admin" || kind === "entra") {
    return finish(reply.status, { ...base, "Cache-Control": "no-store" }, plainBody(reply, edit));
  }
  const headers = { ...base, ...serviceHeaders(model, incoming, kind, reply) };
  if (reply.file !== undefined) {
    return finish(reply.status, headers, reply.file);
  }
  const plain = plainBody(reply, edit);
  if (kind !== "api") {
    return finish(reply.status, headers, plain);
  }
  const body = plain.length > 0 && isMarked(model, incoming) ? Buffer.concat([bom, plain]) : plain;
  const gzip = model.switches.is("gzip", "on") && incoming.headers["accept-encoding"]?.includes("gzip");
  return gzip && body.length > 0
    ? finish(reply.status, { ...headers, "Content-Encoding": "gzip" }, gzipSync(body))
    : finish(reply.status, headers, body);
}

/** Whether JSON begins with the mark, by switch: always, never, or not that of newer services (C 2.4). */
function isMarked({ switches }: Model, { path }: IncomingCall): boolean {
  const newer = /^\/v1\/productupgrades|\/azureentitlements/i.test(path);
  return switches.is("bom", "on") || (switches.is("bom", "olderServices") && !newer);
}

function plainBody(reply: Reply, edit: (json: string) => string): Buffer {
  return reply.body === undefined ? Buffer.alloc(0) : Buffer.from(edit(writeJson(reply.body)));
}

function finish(status: number, headers: Record<string, string>, body: Buffer): EncodedReply {
  const typed = body.length > 0 && headers["Content-Type"] === undefined;
  const complete = typed ? { ...headers, "Content-Type": "application/json; charset=utf-8" } : headers;
  return { status, headers: { ...complete, "Content-Length": String(body.length) }, body };
}
