import { expireTokens } from "../entra/expired-tokens";
import type { Fault, Faults } from "../faults/faults";
import type { Rejection, Throttle } from "../throttling/throttle";
import { type Admitted, type Answer, type AnswerParts, admit, noRoute } from "./answer";
import type { IncomingCall } from "./call";
import { throttledReply } from "./replies";
import type { Requester } from "./requester";
import { retryAfter } from "./retry-after";
import type { Match } from "./routes";
import type { ErrorContext } from "./service-errors";

/** What the gate needs. */
export interface GateParts extends AnswerParts {
  readonly faults: Faults;
  readonly throttle: Throttle;
  /** Requests to routes that do not exist, by method and path. */
  readonly unknownRoutes: Map<string, number>;
}

/** What became of a request at the gate: what is left to do, and the fault that struck it, if one did. */
export interface Passed {
  readonly admitted: Admitted;
  readonly fault: Fault | undefined;
}

/** Where every request passes at its arrival: who is it, is it one too many, does a fault strike it? */
export class Gate {
  readonly #parts: GateParts;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Lets a request in, or turns it away. A throttled one is met by no fault. */
  pass(incoming: IncomingCall, match: Exclude<Match, { kind: "admin" }>): Passed {
    const admitted = this.#admit(incoming, match);
    const throttling = throttlingService(match);
    const rejection = throttling && this.#judge(incoming, admitted.requester);
    if (throttling !== undefined && rejection !== undefined) {
      const { requester } = admitted;
      const work = () => this.#rejected({ model: this.#parts.model, incoming, service: throttling }, rejection);
      return { admitted: { requester, work }, fault: undefined };
    }
    const fault = this.#parts.faults.take({ ...incoming, ...admitted.requester });
    const expires = fault?.action === "expireToken" && this.#expireToken(incoming);
    return { admitted: expires ? this.#admit(incoming, match) : admitted, fault };
  }

  #admit(incoming: IncomingCall, match: Exclude<Match, { kind: "admin" }>): Admitted {
    return match.kind === "service"
      ? admit(this.#parts, incoming, match)
      : { requester: {}, work: () => this.#unknown(incoming, match.methods) };
  }

  /** Only whom the service knows is throttled. */
  #judge({ method, path }: IncomingCall, { partnerTenantId, customerId }: Requester) {
    return partnerTenantId === undefined
      ? undefined
      : this.#parts.throttle.judge({ method, path, partnerTenantId, customerId });
  }

  #rejected(context: ErrorContext, { policyId, retryAfterSeconds, retryAfterAs }: Rejection): Answer {
    const headers = retryAfter(context.model.clock, retryAfterSeconds, retryAfterAs);
    const reply = throttledReply(context, headers, retryAfterSeconds);
    return { reply, note: `throttled by ${policyId}` };
  }

  #unknown(incoming: IncomingCall, methods: readonly string[]): Answer {
    const { model, unknownRoutes } = this.#parts;
    if (methods.length === 0) {
      const route = `${incoming.method} ${incoming.path}`;
      unknownRoutes.set(route, (unknownRoutes.get(route) ?? 0) + 1);
    }
    return {
      reply: noRoute(model, incoming, methods),
      note: methods.length === 0 ? "unknown route" : "unknown method",
    };
  }

  /** Says whether the request carried a token of ours. */
  #expireToken(incoming: IncomingCall): boolean {
    const token = /^Bearer +(\S+)$/i.exec(incoming.headers.authorization ?? "")?.[1];
    try {
      return token !== undefined && expireTokens(this.#parts.model, token) > 0;
    } catch {
      return false;
    }
  }
}

/** Partner Center and Graph throttle (C 4.5, B 12.6). */
function throttlingService(match: Match): "api" | "graph" | undefined {
  const kind = match.kind === "service" ? match.route.kind : undefined;
  return kind === "api" || kind === "graph" ? kind : undefined;
}
