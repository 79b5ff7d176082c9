import type { ApiFailure } from "./api-failure";
import { explain } from "./error-catalogue";
import { answerers } from "./services";

/** The service's own descriptions end at 1024 characters; a message needs their beginning. */
const LONGEST_DESCRIPTION = 300;

/**
 * Says what happened, for a person: what was attempted, what came back, what the code means, what to do, and the ids
 * that Microsoft's support asks for. Codes that nobody has documented appear as sent.
 */
export function describeFailure(failure: ApiFailure): string {
  const { call, service = "partnerCenter", status, code } = failure;
  const known = explain(service, status, code);
  const description = oneLine(failure.description);
  return [
    `${call} failed with HTTP ${status}${code ? `, code ${code}` : ""}${known ? `: ${known.meaning}` : ""}.`,
    description && `${answerers[service].title} says: "${description}".`,
    known?.remedy,
    idsLine(failure),
  ]
    .filter(Boolean)
    .join(" ");
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST_DESCRIPTION ? `${line.slice(0, LONGEST_DESCRIPTION)}…` : line.replace(/\.$/, "");
}

function idsLine({ service = "partnerCenter", requestId, correlationId }: ApiFailure): string {
  const names = answerers[service].echo;
  const ids = [
    requestId && `${names.requestId} ${requestId}`,
    correlationId && `${names.correlationId} ${correlationId}`,
  ];
  const known = ids.filter(Boolean).join(", ");
  return known && `(${known})`;
}
