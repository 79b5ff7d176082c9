import { documentedErrors, type ErrorName, Refusal } from "../errors";
import type { FaultWish } from "../faults";
import type { Switches } from "../switches";
import type { Reply } from "./call";

/** The reply for something a rule refused: shape A (C 4.1). */
export function refusalReply(switches: Switches, refusal: Refusal): Reply {
  const { status, code, description } = refusal.documented;
  const reply = errorReply(switches, status, code, description);
  return status === 401 ? { ...reply, headers: { "WWW-Authenticate": "OAuth realm=urn:cpsvc:cpid:emulator" } } : reply;
}

/** The reply for a documented error. */
export function documentedReply(switches: Switches, name: ErrorName, detail?: string): Reply {
  return refusalReply(switches, new Refusal(name, detail));
}

/** The reply for an error nobody foresaw. */
export function unexpectedReply(switches: Switches, error: unknown): Reply {
  return documentedReply(switches, "unexpected", error instanceof Error ? error.message : String(error));
}

/** The reply that a fault makes up. */
export function faultReply(switches: Switches, wish: FaultWish): Reply {
  const status = wish.status ?? 500;
  const code = wish.code ?? documentedErrors.unexpected.code;
  const text = wish.description ?? (status === 429 ? throttleText(wish) : "A fault was asked for.");
  const headers = wish.retryAfterSeconds === undefined ? {} : { "Retry-After": String(wish.retryAfterSeconds) };
  return { ...shaped(switches, wish, status, code, text), headers };
}

function throttleText(wish: FaultWish): string {
  return `Rate limit is exceeded. Try again in ${wish.retryAfterSeconds ?? 60} seconds.`;
}

function shaped(switches: Switches, wish: FaultWish, status: number, code: number, text: string): Reply {
  switch (wish.bodyShape ?? (status === 429 && wish.code === undefined ? "C" : "A")) {
    case "B":
      return {
        status,
        code: String(code),
        body: {
          code,
          message: text,
          description: text,
          errorName: "Fault",
          isRetryable: status >= 500,
          parameters: {},
        },
      };
    case "C":
      return { status, body: { statusCode: status, message: text } };
    case "D":
      return { status, code: String(code), body: { error: { code: String(code), message: text } } };
    case "E":
      return { status, body: { error: "temporarily_unavailable", error_description: text, error_codes: [code] } };
    case "A":
      return errorReply(switches, status, code, text);
  }
}

function errorReply(switches: Switches, status: number, code: number, description: string): Reply {
  const written = switches.is("errorCodes", "string") ? String(code) : code;
  return { status, code: String(code), body: { code: written, description, data: [], source: "PartnerFD" } };
}
