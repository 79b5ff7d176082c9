import type { ErrorCode } from "../errors/documented-error";
import type { Model } from "../model/model";
import type { IncomingCall, Reply } from "./call";
import type { Service } from "./routes";
import { storageErrorReply } from "./storage-errors";

/** Whose error it is, and in answer to what. */
export interface ErrorContext {
  readonly model: Model;
  readonly service: Service | "storage";
  readonly incoming: IncomingCall;
}

const wordsOfStatus: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "InvalidAuthenticationToken",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  409: "Conflict",
  429: "TooManyRequests",
  503: "ServiceUnavailable",
};

/** The error body of a service: shape A for Partner Center (C 4.1), shape D for Graph (B 12.1) and Resource Manager (A). */
export function errorReply(context: ErrorContext, status: number, code: ErrorCode, description: string): Reply {
  const { model, service } = context;
  if (service === "storage") {
    return storageErrorReply(context, status, code, description);
  }
  const challenge =
    status === 401 ? { headers: { "WWW-Authenticate": challengeOf(service, context.incoming, description) } } : {};
  if (service === "api") {
    const written = model.switches.is("errorCodes", "string") ? String(code) : code;
    const body = { code: written, description, data: [], source: "PartnerFD" };
    return { status, code: String(code), body, ...challenge };
  }
  const word = typeof code === "string" ? code : (wordsOfStatus[status] ?? "InternalServerError");
  const inner = service === "graph" ? { innerError: innerErrorOf(context) } : {};
  return { status, code: word, body: { error: { code: word, message: description, ...inner } }, ...challenge };
}

/** The id by which the client of Graph knows its request; its own if it sent none. */
export const clientRequestIdOf = (incoming: IncomingCall): string =>
  incoming.headers["client-request-id"] ?? incoming.requestId;

function innerErrorOf({ model, incoming }: ErrorContext) {
  return {
    date: new Date(model.clock.now()).toISOString().slice(0, 19),
    "request-id": incoming.requestId,
    "client-request-id": clientRequestIdOf(incoming),
  };
}

function challengeOf(service: Service, incoming: IncomingCall, description: string): string {
  switch (service) {
    case "api":
      return "OAuth realm=urn:cpsvc:cpid:emulator";
    case "graph":
      return `Bearer realm="", authorization_uri="${incoming.origin}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`;
    case "management":
      return `Bearer authorization_uri="${incoming.origin}/common", error="invalid_token", error_description="${description.replaceAll('"', "'")}"`;
  }
}
