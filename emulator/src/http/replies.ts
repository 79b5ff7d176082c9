import { documentedErrors, type ErrorName, Refusal } from "../errors";
import type { ErrorCode } from "../errors/documented-error";
import type { FaultRule } from "../faults/fault-wish";
import type { Reply } from "./call";
import { retryAfter } from "./retry-after";
import { type ErrorContext, errorReply } from "./service-errors";

/** The reply for something a rule refused, in the shape of the service that was asked. */
export function refusalReply(context: ErrorContext, refusal: Refusal): Reply {
  const { status, code, description, errorName } = refusal.documented;
  return errorName === undefined
    ? errorReply(context, status, code, description)
    : agreementsReply(status, code, description, errorName);
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
export function faultReply(context: ErrorContext, rule: FaultRule): Reply {
  const { status = 500, retryAfterSeconds, retryAfterAs } = rule;
  const headers = retryAfter(context.model.clock, retryAfterSeconds, retryAfterAs);
  if (status === 429 && rule.code === undefined && rule.bodyShape === undefined) {
    return throttledReply(context, headers, retryAfterSeconds, rule.description);
  }
  const made = shaped(context, rule, status, rule.description ?? "A fault was asked for.");
  return { ...made, headers: { ...made.headers, ...headers } };
}

/** The reply for a call too many: shape C for Partner Center (C 4.1, 4.5), else in the shape of the service. */
export function throttledReply(
  context: ErrorContext,
  headers: Readonly<Record<string, string>>,
  seconds = 60,
  text = `Rate limit is exceeded. Try again in ${seconds} seconds.`,
): Reply {
  const made =
    context.service === "api"
      ? { status: 429, body: { statusCode: 429, message: text } }
      : errorReply(context, 429, documentedErrors.unexpected.code, text);
  return { ...made, headers };
}

function shaped(context: ErrorContext, rule: FaultRule, status: number, text: string): Reply {
  const code = rule.code ?? documentedErrors.unexpected.code;
  switch (rule.bodyShape) {
    case "B":
      return agreementsReply(status, code, text, "Fault");
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

function agreementsReply(status: number, code: ErrorCode, text: string, errorName: string): Reply {
  return {
    status,
    code: String(code),
    body: {
      code,
      message: text,
      description: text,
      errorName,
      isRetryable: status >= 500,
      parameters: {},
      errorMessageExtended: `${code}: ${text}`,
    },
  };
}
