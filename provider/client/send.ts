import type { Send } from "./decode";
import { idHeaders, services } from "./services";
import type { Transport } from "./transport";

/** The pipeline's last step: one attempt over the wire, with the ids it is known by. */
export function sending(transport: Transport): Send {
  return (attempt) =>
    transport.exchange({
      call: attempt.call,
      method: attempt.method,
      url: attempt.url,
      headers: { ...services[attempt.service].headers, ...attempt.headers, ...idHeaders(attempt.service, attempt) },
      ...(attempt.body !== undefined && { body: attempt.body }),
      timeoutMs: attempt.timeoutMs,
      ...(attempt.signal && { signal: attempt.signal }),
    });
}
