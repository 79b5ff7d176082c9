import type { IncomingMessage, ServerResponse } from "node:http";
import type { Ids } from "../ids";
import type { IncomingCall } from "./call";

const largestBody = 4 * 1024 * 1024;

/** The admin API takes whole states. */
const largestState = 1024 * 1024 * 1024;

/** Reads a request to its end. Undefined when the client went away before that, or sent far too much. */
export async function readIncoming(request: IncomingMessage, ids: Ids): Promise<IncomingCall | undefined> {
  const target = request.url ?? "/";
  const bodyText = await readBody(request, /^\/_emulator\//i.test(target) ? largestState : largestBody);
  if (bodyText === undefined) {
    return undefined;
  }
  const queryStart = target.indexOf("?");
  const search = queryStart < 0 ? "" : target.slice(queryStart);
  const path = (queryStart < 0 ? target : target.slice(0, queryStart)).replace(/\/{2,}/g, "/");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
  );
  const scheme = "encrypted" in request.socket ? "https" : "http";
  return {
    method: request.method ?? "GET",
    path,
    search,
    query: new Map([...new URLSearchParams(search)].map(([name, value]) => [name.toLowerCase(), value])),
    headers,
    bodyText,
    requestId: headers["ms-requestid"] ?? ids.guid(),
    correlationId: headers["ms-correlationid"] ?? ids.guid(),
    origin: `${scheme}://${headers.host ?? "localhost"}`,
  };
}

async function readBody(request: IncomingMessage, largest: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > largest) {
        return undefined;
      }
      chunks.push(bytes);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A signal that aborts when the client goes away before it has its whole reply. */
export function clientGone(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) {
      controller.abort();
    }
  });
  return controller.signal;
}
