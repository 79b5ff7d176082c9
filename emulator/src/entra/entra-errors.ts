import type { IncomingCall, Reply } from "../http/call";
import type { Model } from "../model/model";
import { clientErrors } from "./client-errors";
import { grantErrors } from "./grant-errors";
import { requestErrors } from "./request-errors";

/** An error of Entra's endpoints, as it documents it. `{0}` is replaced by a detail. */
export interface EntraError {
  /** 302 for what only ever goes back to the application's own address. */
  readonly status: number;
  readonly error: string;
  readonly code: number;
  readonly text: string;
}

/** The errors of Entra that the emulator gives (C 1.2 names only their shape; the codes and texts are Entra's own). */
export const entraErrors = {
  ...requestErrors,
  ...clientErrors,
  ...grantErrors,
} as const satisfies Readonly<Record<string, EntraError>>;

/** What Entra's endpoints throw. */
export class EntraRefusal extends Error {
  override readonly name = "EntraRefusal";

  constructor(
    /** Which error. */
    readonly error: keyof typeof entraErrors,
    /** What stands for `{0}`. */
    readonly detail: string = "",
  ) {
    super(entraErrors[error].text.replace("{0}", detail));
  }
}

/** The OAuth error body (C 1.2). */
export function entraErrorReply(model: Model, refusal: EntraRefusal, incoming: IncomingCall): Reply {
  const { status, error, code } = entraErrors[refusal.error];
  const timestamp = new Date(model.clock.now())
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z/, "Z");
  const traceId = model.ids.of("entra").guid();
  const correlationId = incoming.headers["client-request-id"] ?? incoming.correlationId;
  return {
    status,
    code: `AADSTS${code}`,
    body: {
      error,
      error_description: `AADSTS${code}: ${refusal.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `${incoming.origin}/error?code=${code}`,
      ...(Object.hasOwn(suberrors, refusal.error) && { suberror: Reflect.get(suberrors, refusal.error) }),
    },
  };
}

/** What clients look at to tell a user to sign in again. */
const suberrors = {
  mfaNeeded: "basic_action",
  mfaNotEnrolled: "basic_action",
  consentMissing: "consent_required",
  refreshTokenExpired: "bad_token",
  refreshTokenRevoked: "bad_token",
} as const satisfies Partial<Record<keyof typeof entraErrors, string>>;
