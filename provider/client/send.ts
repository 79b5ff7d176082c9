import { idHeaders } from "./correlate";
import type { Send } from "./decode";
import type { Transport } from "./transport";

/** What every request says of its sender and of what it can read (reference: commerce 2.1). */
const commonHeaders: Readonly<Record<string, string>> = {
  Accept: "application/json",
  "Accept-Encoding": "gzip, deflate, br",
  "MS-Contract-Version": "v1",
  "MS-PartnerCenter-Application": "pulumi-partnercenter",
  "User-Agent": "pulumi-partnercenter",
};

/** The pipeline's last step: one attempt over the wire, with the ids it is known by. */
export function sending(transport: Transport): Send {
  return (attempt) =>
    transport.exchange({
      call: attempt.call,
      method: attempt.method,
      url: attempt.url,
      headers: { ...commonHeaders, ...attempt.headers, ...idHeaders(attempt) },
      ...(attempt.body !== undefined && { body: attempt.body }),
      timeoutMs: attempt.timeoutMs,
      ...(attempt.signal && { signal: attempt.signal }),
    });
}
