import { isRawJson } from "./json";

/** What a failure's body says, in whichever of its shapes. */
export interface ErrorBody {
  /** As text, without blanks around it; empty when there is none. */
  readonly code: string;
  readonly description: string;
  readonly isRetryable: boolean;
}

/**
 * Reads the documented shapes of a failure (reference: commerce 4.1): `{code, description}`, `{code, message,
 * isRetryable}`, `{statusCode, message}`, `{error: {code, message}}`, `{error, error_description}`; and lists of them,
 * of which the first counts.
 * @returns `undefined` when the body says nothing, as an HTML page or an empty one.
 */
export function readErrorBody(given: unknown): ErrorBody | undefined {
  const body: unknown = Array.isArray(given) ? given[0] : given;
  if (!isObject(body)) return undefined;
  const inner = isObject(body.error) ? body.error : undefined;
  const code = firstText(body.code, inner?.code, body.statusCode, body.error, body.errorCode);
  const description = firstText(
    body.description,
    body.message,
    inner?.message,
    body.error_description,
    body.errorDescription,
  );
  if (code === undefined && description === undefined) return undefined;
  return { code: code ?? "", description: description ?? "", isRetryable: body.isRetryable === true };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstText(...values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const text = isRawJson(value) ? value.rawJSON : value;
    if (typeof text === "number") return String(text);
    if (typeof text === "string" && text.trim() !== "") return text.trim();
  }
  return undefined;
}
