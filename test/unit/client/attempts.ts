import type { ApiFailure } from "../../../provider/client/api-failure";
import { ApiError, TransportError } from "../../../provider/client/errors";
import type { Answer, Attempt } from "../../../provider/client/pipeline";

/** An attempt with the given differences. */
export function attemptOf(differences: Partial<Attempt> = {}): Attempt {
  return {
    call: "getThing (GET /v1/things/{thingId})",
    method: "GET",
    url: new URL("https://service.example/v1/things/1"),
    headers: {},
    retry: "safe",
    service: "partnerCenter",
    credential: "either",
    requestId: "request-0",
    correlationId: "correlation-0",
    timeoutMs: 1000,
    retryForMs: 300_000,
    ...differences,
  };
}

/** A successful answer with the given differences. */
export function answerOf(differences: Partial<Answer> = {}): Answer {
  return {
    status: 200,
    headers: {},
    body: {},
    requestId: "request-0",
    correlationId: "correlation-0",
    ...differences,
  };
}

export function apiError(status: number, code = "", differences: Partial<ApiFailure> = {}): ApiError {
  return ApiError.from({ call: "getThing (GET /v1/things/{thingId})", status, code, description: "", ...differences });
}

export function brokenConnection(): TransportError {
  return new TransportError("the connection broke", false);
}

export function refusedConnection(): TransportError {
  return new TransportError("connection refused", true);
}

/** Ids in a row: `request-1`, `request-2`, … */
export function idsInOrder(prefix = "request"): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `${prefix}-${made}`;
  };
}
