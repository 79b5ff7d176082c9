import type { Transport } from "../../../provider/client/transport";

/** Watches that nobody asks again before the time that the service named with a 429. */
export class PatienceWatch {
  readonly #notBeforeMs = new Map<string, number>();
  #now = () => 0;
  complaints: string[] = [];

  readonly wrap = (transport: Transport): Transport => ({
    ...transport,
    exchange: async (request) => {
      const lane = laneOf(request.url);
      const leftMs = (this.#notBeforeMs.get(lane) ?? 0) - this.#now();
      if (leftMs > 0) this.complaints.push(`Retry-After is kept: ${request.call} came ${leftMs} ms too early`);
      const reply = await transport.exchange(request);
      const told = reply.headers["retry-after"];
      if (reply.status === 429 && told) this.#notBeforeMs.set(lane, this.#whenTold(told));
      return reply;
    },
  });

  begin(now: () => number): void {
    this.#now = now;
    this.forget();
  }

  /** Another process knows nothing of what this one was told. */
  forget(): void {
    this.#notBeforeMs.clear();
    this.complaints = [];
  }

  #whenTold(told: string): number {
    return /^\d+$/.test(told) ? this.#now() + Number(told) * 1_000 : Date.parse(told);
  }
}

/** Calls about one customer count together. */
function laneOf({ pathname }: URL): string {
  return /^\/v1\/customers\/[^/]+/.exec(pathname)?.[0].toLowerCase() ?? pathname;
}
