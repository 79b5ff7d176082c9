import type { TokenReader } from "../entra/token-reader";
import { Refusal } from "../errors";
import type { Model } from "../model/model";
import { audit } from "./audit-hook";
import { ApiCall, type Caller, type IncomingCall, type Reply } from "./call";
import { requireMfa, withMfaReport } from "./mfa";
import { documentedReply, refusalReply, unexpectedReply } from "./replies";
import type { RequestMemory } from "./request-memory";
import { callerAsRequester, type Requester, tokenRequester, unknownRequester } from "./requester";
import { isAllowed } from "./role-rules";
import { type ApiRoute, type Match, type Params, type ServiceRoute, serviceOfPath } from "./routes";
import type { ErrorContext } from "./service-errors";

/** A reply, and what is unusual about it. */
export interface Answer {
  readonly reply: Reply;
  readonly note?: string | undefined;
}

/** A route of a service or of Entra that was found. */
export type ServiceMatch = Extract<Match, { kind: "service" }>;

/** What answering needs. */
export interface AnswerParts {
  readonly model: Model;
  readonly tokens: TokenReader;
  readonly memory: RequestMemory;
}

/** What the pipeline knows of a request when it is processed. */
export interface Processing {
  /** Whether an earlier request of this method and path is still on its way. */
  readonly isOnItsWay: (method: string, path: string) => boolean;
  /** Whether a fault makes the service forget or ignore its MS-RequestId. */
  readonly requestId: "asSwitched" | "forgotten" | "ignored";
}

/** A request that was let in, or turned away: who sent it, and what is left to do, one synchronous piece. */
export interface Admitted {
  readonly requester: Requester;
  readonly work: (processing: Processing) => Answer;
}

/**
 * Looks at the token of a request as it is at its arrival, however long the request is then on its way, and gives the
 * work that is to be done when it gets there.
 */
export function admit(parts: AnswerParts, incoming: IncomingCall, { route, params }: ServiceMatch): Admitted {
  const { model } = parts;
  if (route.kind === "entra") {
    const context: ErrorContext = { model, incoming, service: "api" };
    const work = () => guarded(context, () => ({ reply: route.handle(incoming, params) }));
    return { requester: tokenRequester(incoming, params), work };
  }
  if (route.kind === "storage") {
    const context: ErrorContext = { model, incoming, service: "storage" };
    return { requester: {}, work: () => guarded(context, () => ({ reply: route.handle(incoming, params) })) };
  }
  let requester = unknownRequester(params);
  try {
    const caller = parts.tokens.read(route.kind, incoming.headers.authorization);
    requester = callerAsRequester(caller, params);
    return { requester, work: workFor(parts, incoming, { route, params }, caller) };
  } catch (error) {
    return { requester, work: () => ({ reply: replyTo({ model, incoming, service: route.kind }, error) }) };
  }
}

/** What is to be done for a known caller: what it asks, or telling it that it may not. */
function workFor(
  parts: AnswerParts,
  incoming: IncomingCall,
  { route, params }: { readonly route: ServiceRoute; readonly params: Params },
  caller: Caller,
): Admitted["work"] {
  const { model } = parts;
  const reported = (answer: Answer) => ({ ...answer, reply: withMfaReport(model, incoming, caller, answer.reply) });
  try {
    requireAllowed(model, incoming, route, caller);
  } catch (error) {
    return () => reported({ reply: replyTo({ model, incoming, service: route.kind }, error) });
  }
  return (processing) => {
    const call = new ApiCall(model, incoming, caller, params, processing.isOnItsWay);
    return reported(processOnce(parts, call, route, processing));
  };
}

/** The reply for a path that does not exist, or not with this method; it names the route. */
export function noRoute(model: Model, incoming: IncomingCall, otherMethods: readonly string[]): Reply {
  const route = `${incoming.method} ${incoming.path}`;
  const context = { model, incoming, service: serviceOfPath(incoming.path) };
  if (otherMethods.length > 0) {
    const allowed = [...new Set(otherMethods)].join(", ");
    const reply = documentedReply(context, "methodNotAllowed", `${route}: only ${allowed}.`);
    return { ...reply, headers: { ...reply.headers, Allow: allowed } };
  }
  return documentedReply(context, "notFound", `The emulator has no route ${route}.`);
}

function requireAllowed(model: Model, incoming: IncomingCall, route: ServiceRoute, caller: Caller): void {
  if (route.kind === "graph" && !caller.permissions.includes(route.permission)) {
    throw new Refusal("graphPermissionMissing", route.permission);
  }
  if (route.kind === "api") {
    requireMfa(model, incoming, caller);
    checkCredentials(model, route, caller);
  }
}

/** Whether the route takes this kind of token, and whether the partner, and the user, have the role for it (C 1.5, B 2). */
function checkCredentials(model: Model, { credentials, roles }: ApiRoute, caller: Caller): void {
  if (caller.kind === "app" && credentials === "appUserOnly") {
    throw new Refusal("appOnlyRefused");
  }
  if (caller.kind === "app" && credentials === "appUserOnlyBilling") {
    throw new Refusal(model.switches.is("appOnlyOnBilling", "401") ? "appOnlyDenied" : "appOnlyRefusedByBilling");
  }
  if (caller.kind === "appUser" && credentials === "appOnly") {
    throw new Refusal(model.switches.is("appUserOnAppOnly", "2032") ? "appUserRefused" : "appUserRefusedAsRole");
  }
  if (!caller.partner.adminAgent) {
    throw new Refusal("roleMissing");
  }
  if (caller.kind === "appUser" && !isAllowed(roles, caller.user?.roles ?? [])) {
    throw new Refusal(roles.refusal);
  }
}

/** Handles a write at most once per MS-RequestId, as far as the service honours it. */
function processOnce(parts: AnswerParts, call: ApiCall, route: ServiceRoute, { requestId }: Processing): Answer {
  const context = { model: parts.model, incoming: call.incoming, service: route.kind };
  const handle = () =>
    guarded(context, () => {
      const reply = handled(call, route);
      return { reply, note: reply.note };
    });
  const sentId = call.incoming.headers["ms-requestid"];
  if (route.kind !== "api" || route.method === "GET" || sentId === undefined || requestId === "ignored") {
    return handle();
  }
  const key = [call.partner.tenantId, route.method, call.incoming.path, sentId].join(" ").toLowerCase();
  if (requestId === "forgotten") {
    parts.memory.forget(key);
  }
  const stored = parts.memory.recall(key);
  if (stored !== undefined) {
    return { reply: stored, note: "the stored answer to this MS-RequestId" };
  }
  const made = handle();
  parts.memory.store(key, made.reply);
  return made;
}

/** Whatever becomes of the reply on its way: what was done is on record. */
function handled(call: ApiCall, route: ServiceRoute): Reply {
  const reply = route.handle(call);
  audit(call, reply);
  return reply;
}

function guarded(context: ErrorContext, work: () => Answer): Answer {
  try {
    const answer = work();
    const { later } = answer.reply;
    const guardedLater = later && (() => later().catch((error: unknown) => replyTo(context, error)));
    return guardedLater === undefined ? answer : { ...answer, reply: { ...answer.reply, later: guardedLater } };
  } catch (error) {
    return { reply: replyTo(context, error) };
  }
}

function replyTo(context: ErrorContext, error: unknown): Reply {
  return error instanceof Refusal ? refusalReply(context, error) : unexpectedReply(context, error);
}
