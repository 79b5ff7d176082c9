import type { Reply } from "../http/call";
import type { Model } from "../model/model";

/** An error of the token endpoint, as Entra documents it. `{0}` is replaced by a detail. */
interface EntraError {
  readonly status: number;
  readonly error: string;
  readonly code: number;
  readonly text: string;
}

/** The errors of the token endpoint that the emulator gives. */
export const entraErrors = {
  secretWrong: {
    status: 401,
    error: "invalid_client",
    code: 7000215,
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'.",
  },
  secretMissing: {
    status: 401,
    error: "invalid_client",
    code: 7000218,
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  assertionUnsupported: {
    status: 401,
    error: "invalid_client",
    code: 700027,
    text: "This emulator does not know certificates and federated credentials yet: use a client secret for app '{0}'.",
  },
  tenantUnknown: {
    status: 400,
    error: "invalid_request",
    code: 90002,
    text: "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  },
  clientUnknown: {
    status: 400,
    error: "unauthorized_client",
    code: 700016,
    text: "Application with identifier '{0}' was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
  },
  resourceUnknown: {
    status: 400,
    error: "invalid_resource",
    code: 500011,
    text: "The resource principal named {0} was not found in the tenant.",
  },
  scopeWrong: {
    status: 400,
    error: "invalid_scope",
    code: 1002012,
    text: "The provided value for scope {0} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).",
  },
  parameterMissing: {
    status: 400,
    error: "invalid_request",
    code: 900144,
    text: "The request body must contain the following parameter: '{0}'.",
  },
  grantUnsupported: {
    status: 400,
    error: "unsupported_grant_type",
    code: 70003,
    text: "The app requested an unsupported grant type '{0}'.",
  },
  grantInvalid: {
    status: 400,
    error: "invalid_grant",
    code: 70000,
    text: "The provided value for the input parameter 'refresh_token' is not valid.",
  },
} as const satisfies Readonly<Record<string, EntraError>>;

/** What the token endpoint throws. */
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
export function entraErrorReply(model: Model, refusal: EntraRefusal, origin: string): Reply {
  const { status, error, code } = entraErrors[refusal.error];
  const timestamp = new Date(model.clock.now())
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z/, "Z");
  const ids = model.ids.of("entra");
  const traceId = ids.guid();
  const correlationId = ids.guid();
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
      error_uri: `${origin}/error?code=${code}`,
    },
  };
}
