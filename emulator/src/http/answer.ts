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

/** What is left to do for a request that was let in (or turned away): one synchronous piece. */
export type Work = (onItsWay: (method: string, path: string) => boolean) => Answer;

/**
 * Looks at the token of a request as it is at its arrival, however long the request is then on its way, and gives the
 * work that is to be done when it gets there.
 */
export function admit(parts: AnswerParts, incoming: IncomingCall, { route, params }: ServiceMatch): Work {
  const { model } = parts;
  const customerId = params.customerId?.toLowerCase();
  if (route.kind === "entra") {
    return () => ({
      ...guarded(model, () => ({ reply: route.handle(incoming, params) })),
      partnerTenantId: params.tenant,
    });
  }
  let caller: Caller;
  try {
    caller = authorise(parts, incoming, route);
  } catch (error) {
    return () => ({ reply: replyTo(model, error), customerId });
  }
  return (onItsWay) => {
    const call = new ApiCall(model, incoming, caller, params, onItsWay);
    return { ...processOnce(parts, call, route), partnerTenantId: caller.partner.tenantId, customerId };
  };
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
function processOnce(parts: AnswerParts, call: ApiCall, route: ApiRoute): Answer {
  const handle = () => guarded(parts.model, () => ({ reply: route.handle(call) }));
  const sentId = call.incoming.headers["ms-requestid"];
  if (route.method === "GET" || sentId === undefined) {
    return handle();
  }
  const key = [call.partner.tenantId, route.method, call.incoming.path, sentId].join(" ").toLowerCase();
  const stored = parts.memory.recall(key);
  if (stored !== undefined) {
    return { reply: stored, note: "the stored answer to this MS-RequestId" };
  }
  const made = handle();
  parts.memory.store(key, made.reply);
  return made;
}

function guarded(model: Model, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    return { reply: replyTo(model, error) };
  }
}

function replyTo(model: Model, error: unknown): Reply {
  return error instanceof Refusal ? refusalReply(model.switches, error) : unexpectedReply(model.switches, error);
}
