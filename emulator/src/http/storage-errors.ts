import type { ErrorCode } from "../errors/documented-error";
import type { Reply } from "./call";
import type { ErrorContext } from "./service-errors";

const wordsOfStatus: Readonly<Record<number, string>> = {
  400: "InvalidUri",
  403: "AuthorizationFailure",
  404: "ResourceNotFound",
  405: "UnsupportedHttpVerb",
  429: "TooManyRequests",
  503: "ServerBusy",
};

/** An error of blob storage: XML after a byte order mark. A second line of the description becomes the detail. */
export function storageErrorReply(
  { model, incoming }: Pick<ErrorContext, "model" | "incoming">,
  status: number,
  code: ErrorCode,
  description: string,
): Reply {
  const word = typeof code === "string" ? code : (wordsOfStatus[status] ?? "InternalError");
  const [message = "", detail] = description.split("\n");
  const time = new Date(model.clock.now()).toISOString().replace("Z", "0000Z");
  const text = xml(`${message}\nRequestId:${incoming.requestId}\nTime:${time}`);
  const more = detail === undefined ? "" : `<AuthenticationErrorDetail>${xml(detail)}</AuthenticationErrorDetail>`;
  return {
    status,
    code: word,
    headers: { "Content-Type": "application/xml", "x-ms-error-code": word },
    file: Buffer.from(
      `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${word}</Code><Message>${text}</Message>${more}</Error>`,
    ),
  };
}

const xml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
