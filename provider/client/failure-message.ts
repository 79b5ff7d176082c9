import type { ApiFailure } from "./api-failure";
import { explainCode, explainStatus } from "./error-catalogue";

/** The service's own descriptions end at 1024 characters; a message needs their beginning. */
const LONGEST_DESCRIPTION = 300;

/**
 * Says what happened, for a person: what was attempted, what came back, what the code means, what to do, and the ids
 * that Microsoft's support asks for. Codes that nobody has documented appear as sent.
 */
export function describeFailure(failure: ApiFailure): string {
  const { call, status, code, requestId, correlationId } = failure;
  const known = explainCode(code, status) ?? explainStatus(status);
  const description = oneLine(failure.description);
  return [
    `${call} failed with HTTP ${status}${code ? `, code ${code}` : ""}${known ? `: ${known.meaning}` : ""}.`,
    description && `Partner Center says: "${description}".`,
    known?.remedy,
    idsLine(requestId, correlationId),
  ]
    .filter(Boolean)
    .join(" ");
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST_DESCRIPTION ? `${line.slice(0, LONGEST_DESCRIPTION)}…` : line.replace(/\.$/, "");
}

function idsLine(requestId: string | undefined, correlationId: string | undefined): string {
  const ids = [requestId && `MS-RequestId ${requestId}`, correlationId && `MS-CorrelationId ${correlationId}`];
  const known = ids.filter(Boolean).join(", ");
  return known && `(${known})`;
}
