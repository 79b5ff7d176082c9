import type { TokenReader } from "../entra/token-reader";
import { Refusal } from "../errors";
import type { Model } from "../model/model";
import { ApiCall, type Caller, type IncomingCall, type Reply } from "./call";
import { documentedReply, refusalReply, unexpectedReply } from "./replies";
import type { RequestMemory } from "./request-memory";
import type { ApiRoute, Match } from "./routes";

/** A reply with what the journal wants to know about it. */
export interface Answer {
  readonly reply: Reply;
  readonly partnerTenantId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly note?: string | undefined;
}

/** A route of the service or of Entra that was found. */
export type ServiceMatch = Extract<Match, { kind: "service" }>;

/** What answering needs. */
export interface AnswerParts {
  readonly model: Model;
  readonly tokens: TokenReader;
  readonly memory: RequestMemory;
}

/** Answers a request of the service or of Entra, from authentication to the handler's reply, in one synchronous piece. */
export function answer(
  parts: AnswerParts,
  incoming: IncomingCall,
  match: ServiceMatch,
  onItsWay: (method: string, path: string) => boolean,
): Answer {
  const { route, params } = match;
  const customerId = params.customerId?.toLowerCase();
  let partnerTenantId = params.tenant;
  try {
    if (route.kind === "entra") {
      return { reply: route.handle(incoming, params), partnerTenantId };
    }
    const caller = authorise(parts, incoming, route);
    partnerTenantId = caller.partner.tenantId;
    const call = new ApiCall(parts.model, incoming, caller, params, onItsWay);
    return { ...processOnce(parts, call, route), partnerTenantId, customerId };
  } catch (error) {
    return { reply: replyTo(parts.model, error), partnerTenantId, customerId };
  }
}

/** The reply for a path that does not exist, or not with this method; it names the route. */
export function noRoute(model: Model, incoming: IncomingCall, otherMethods: readonly string[]): Reply {
  const route = `${incoming.method} ${incoming.path}`;
  if (otherMethods.length > 0) {
    const allowed = [...new Set(otherMethods)].join(", ");
    const reply = documentedReply(model.switches, "methodNotAllowed", `${route}: only ${allowed}.`);
    return { ...reply, headers: { Allow: allowed } };
  }
  return documentedReply(model.switches, "notFound", `The emulator has no route ${route}.`);
}

function authorise(parts: AnswerParts, incoming: IncomingCall, route: ApiRoute): Caller {
  const caller = parts.tokens.read(incoming.headers.authorization);
  if (route.credentials === "appUserOnly" && caller.kind === "app") {
    throw new Refusal("appOnlyRefused");
  }
  if (!caller.partner.adminAgent) {
    throw new Refusal("roleMissing");
  }
  return caller;
}

/** Handles a write at most once per MS-RequestId, as far as the service honours it. */
function processOnce(parts: AnswerParts, call: ApiCall, route: ApiRoute): { reply: Reply; note?: string } {
  const sentId = call.incoming.headers["ms-requestid"];
  if (route.method === "GET" || sentId === undefined) {
    return { reply: route.handle(call) };
  }
  const key = [call.partner.tenantId, route.method, call.incoming.path, sentId].join(" ").toLowerCase();
  const stored = parts.memory.recall(key);
  if (stored !== undefined) {
    return { reply: stored, note: "the stored answer to this MS-RequestId" };
  }
  const reply = handled(parts.model, call, route);
  parts.memory.store(key, reply);
  return { reply };
}

function handled(model: Model, call: ApiCall, route: ApiRoute): Reply {
  try {
    return route.handle(call);
  } catch (error) {
    return replyTo(model, error);
  }
}

function replyTo(model: Model, error: unknown): Reply {
  return error instanceof Refusal ? refusalReply(model.switches, error) : unexpectedReply(model.switches, error);
}
