import type { WireReply } from "../../../provider/client/pipeline";
import type { WireRequest } from "../../../provider/client/transport";

/** Replies that repeat the whole request, as gateways and their debugging pages do, by the form that they have. */
export const echoes: Readonly<Record<string, (request: WireRequest) => WireReply>> = {
  "error with description": (request) => json(400, { code: 800002, description: repeated(request) }),
  "error with message": (request) => json(403, { code: "1", message: repeated(request), isRetryable: false }),
  "error of Graph": (request) => json(401, { error: { code: "x", message: repeated(request) } }),
  "error of a gateway": (request) => json(404, { statusCode: 404, message: repeated(request) }),
  "error of Entra": (request) => json(400, entraError(request)),
  "refused grant": (request) => json(400, { ...entraError(request), error: "invalid_grant" }),
  "code of an error": (request) => json(409, { code: repeated(request), description: "see code" }),
  "list of errors": (request) => json(500, [{ code: 1, description: repeated(request) }]),
  "error with status 200": (request) => json(200, { code: 400072, description: repeated(request) }),
  "page for people": (request) => reply(502, `<html><pre>${repeated(request)}</pre></html>`),
  text: (request) => reply(403, repeated(request)),
  "broken JSON": (request) => reply(200, `{"items":[{"id":"${repeated(request)}"`),
  "another form": (request) => json(200, { items: { repeated: repeated(request) }, access_token: [repeated(request)] }),
  "unknown members": (request) => json(200, { [repeated(request)]: repeated(request), totalCount: repeated(request) }),
  headers: (request) => ({ ...json(400, { code: 1, description: "no" }), headers: repeatingHeaders(request) }),
  "form, as it was sent": (request) => json(400, { code: 1, description: request.body ?? "" }),
  "first 60 characters of a token": (request) =>
    json(401, { code: 1, description: `bad header ${(request.headers.Authorization ?? "").slice(0, 60)}` }),
};

/** Everything of a request, headers first: messages quote the beginning of a text. */
function repeated({ headers, method, url, body = "" }: WireRequest): string {
  const form = [...new URLSearchParams(body)].map(([name, value]) => `${name}: ${value}`).join("; ");
  return `${headers.Authorization ?? headers.authorization ?? form} ${JSON.stringify(headers)} ${method} ${url.href} ${body}`;
}

const entraError = (request: WireRequest) => ({
  error: "unauthorized_client",
  error_description: `AADSTS700213: not this: ${repeated(request)}`,
});

function repeatingHeaders(request: WireRequest): Record<string, string> {
  const text = repeated(request);
  const names = [
    "ms-requestid",
    "ms-correlationid",
    "request-id",
    "client-request-id",
    "location",
    "retry-after",
    "date",
  ];
  return Object.fromEntries(names.map((name) => [name, text]));
}

const json = (status: number, body: unknown): WireReply => reply(status, JSON.stringify(body));

const reply = (status: number, text: string): WireReply => ({
  status,
  headers: {},
  bytes: new TextEncoder().encode(text),
});
