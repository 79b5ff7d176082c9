import { Refusal } from "../errors";
import type { Model } from "../model/model";
import { noteUserRequest } from "../model/user-requests";
import type { Caller, IncomingCall, Reply } from "./call";

/** Keeps the request of an App+User caller for the reports, and refuses one whose sign-in had no second factor (C 1.4). */
export function requireMfa(model: Model, incoming: IncomingCall, caller: Caller): void {
  if (caller.kind === "app") {
    return;
  }
  noteUserRequest(model, caller.partner.tenantId, {
    requestId: incoming.requestId,
    correlationId: incoming.correlationId,
    operationName: `${incoming.method} ${incoming.path}`,
    requestedAt: model.clock.now(),
    ipAddress: "127.0.0.1",
    objectId: caller.objectId,
    tenantId: caller.tenantId,
    userPrincipalName: caller.user?.userPrincipalName ?? "",
    clientId: caller.clientId,
    mfaCompliant: caller.mfa,
  });
  if (!caller.mfa && isEnforced(model, incoming)) {
    throw new Refusal("mfaMissing");
  }
}

/** Enforcement that was not rolled out to all traffic yet strikes half of it, told apart by the request's id. */
function isEnforced(model: Model, { requestId }: IncomingCall): boolean {
  switch (model.switches.position("mfaClaim")) {
    case "required":
      return true;
    case "gradual":
      return [...requestId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 2 === 0;
    default:
      return false;
  }
}

/** Adds what a user asked for with `ValidateMfa: true`: whether the token is good enough (C 1.4). */
export function withMfaReport(model: Model, incoming: IncomingCall, caller: Caller, reply: Reply): Reply {
  const asked = incoming.headers.validatemfa?.toLowerCase() === "true" && caller.kind === "appUser";
  if (!asked) {
    return reply;
  }
  const { body } = reply;
  const hasMembers = typeof body === "object" && body !== null && !Array.isArray(body);
  return model.switches.is("mfaReport", "body") && hasMembers
    ? { ...reply, body: { ...body, isMfaCompliant: caller.mfa } }
    : { ...reply, headers: { ...reply.headers, isMfaCompliant: String(caller.mfa) } };
}
