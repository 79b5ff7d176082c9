import { documentedErrors, type ErrorName, Refusal } from "../errors";
import type { FaultWish } from "../faults";
import type { Reply } from "./call";
import { type ErrorContext, errorReply } from "./service-errors";

/** The reply for something a rule refused, in the shape of the service that was asked. */
export function refusalReply(context: ErrorContext, refusal: Refusal): Reply {
  const { status, code, description } = refusal.documented;
  return errorReply(context, status, code, description);
}

/** The reply for a documented error. */
export function documentedReply(context: ErrorContext, name: ErrorName, detail?: string): Reply {
  return refusalReply(context, new Refusal(name, detail));
}

/** The reply for an error nobody foresaw. */
export function unexpectedReply(context: ErrorContext, error: unknown): Reply {
  return documentedReply(context, "unexpected", error instanceof Error ? error.message : String(error));
}

/** The reply that a fault makes up: unless it says otherwise, in the shape of the service that was asked. */
export function faultReply(context: ErrorContext, wish: FaultWish): Reply {
  const status = wish.status ?? 500;
  const text = wish.description ?? (status === 429 ? throttleText(wish) : "A fault was asked for.");
  const headers = wish.retryAfterSeconds === undefined ? {} : { "Retry-After": String(wish.retryAfterSeconds) };
  const made = shaped(context, wish, status, text);
  return { ...made, headers: { ...made.headers, ...headers } };
}

function throttleText(wish: FaultWish): string {
  return `Rate limit is exceeded. Try again in ${wish.retryAfterSeconds ?? 60} seconds.`;
}

function shaped(context: ErrorContext, wish: FaultWish, status: number, text: string): Reply {
  const code = wish.code ?? documentedErrors.unexpected.code;
  const throttled = status === 429 && wish.code === undefined && context.service === "api";
  switch (wish.bodyShape ?? (throttled ? "C" : undefined)) {
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
      return errorReply({ ...context, service: "api" }, status, code, text);
    case undefined:
      return errorReply(context, status, code, text);
  }
}
