import { TransportError } from "../client/errors";
import type { WireReply } from "../client/pipeline";
import type { Transport, WireRequest } from "../client/transport";
import type { Clock } from "../clock";

/** Waits between attempts, in milliseconds: those of Microsoft's own SDK. */
const WAITS_MS = [500, 1500, 3500] as const;

/**
 * Asks an identity provider, again after a failure that may pass. Asking twice for a token does no harm.
 * @returns whatever comes back, of any status.
 * @throws TransportError when nothing does.
 */
export async function exchangePatiently(transport: Transport, clock: Clock, request: WireRequest): Promise<WireReply> {
  for (let attempt = 0; ; attempt += 1) {
    const waitMs = WAITS_MS[attempt];
    try {
      const reply = await transport.exchange(request);
      if (reply.status < 500 || waitMs === undefined) return reply;
    } catch (error) {
      if (!(error instanceof TransportError) || error.permanent || waitMs === undefined) throw error;
    }
    await clock.sleep(waitMs);
  }
}
