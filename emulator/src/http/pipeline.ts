import type { IncomingMessage, ServerResponse } from "node:http";
import type { Faults, QueuedFault } from "../faults";
import type { HoldPoint, Holds } from "../holds";
import type { Journal } from "../journal";
import { type Answer, type AnswerParts, admit, noRoute } from "./answer";
import type { IncomingCall, Reply } from "./call";
import { encode } from "./encode";
import { InFlight } from "./in-flight";
import { clientGone, readIncoming } from "./incoming";
import { faultReply } from "./replies";
import { type Match, type Route, type Router, serviceOfPath } from "./routes";
import { send } from "./send";

/** Everything a request passes on its way. */
export interface PipelineParts extends AnswerParts {
  readonly router: Router;
  readonly journal: Journal;
  readonly holds: Holds;
  readonly faults: Faults;
  /** Requests to routes that do not exist, by method and path. */
  readonly unknownRoutes: Map<string, number>;
}

/** A processed request, on its way back to the client. */
interface Outcome extends Answer {
  readonly kind: Exclude<Route["kind"], "admin">;
  /** How the reply goes out. */
  readonly delivery: "whole" | "truncated" | "none";
}

/** One way for all requests: read, route, delay, hold, process, note in the journal, hold, reply. */
export class Pipeline {
  readonly #parts: PipelineParts;
  readonly #inFlight = new InFlight();

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  /** Serves one request. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = clientGone(response);
    const incoming = await readIncoming(request, this.#parts.model.ids.of("requests"));
    if (incoming === undefined) {
      response.destroy();
      return;
    }
    const match = this.#parts.router.find(incoming.method, incoming.path);
    if (match.kind === "admin" || isBelowAdmin(incoming)) {
      await this.#serveAdmin(incoming, match, response, gone);
      return;
    }
    const outcome = await this.#process(incoming, match, gone);
    if (outcome === undefined || outcome.delivery === "none") {
      response.destroy();
      return;
    }
    await this.#find("committed", incoming)?.stop(gone);
    if (gone.aborted) {
      return;
    }
    const reply = encode(this.#parts.model, incoming, outcome.kind, outcome.reply);
    const half = this.#find("halfReplied", incoming);
    await send(response, reply, {
      truncated: outcome.delivery === "truncated",
      afterHalf: half === undefined ? undefined : () => half.stop(gone),
    });
  }

  async #process(
    incoming: IncomingCall,
    match: Exclude<Match, { kind: "admin" }>,
    gone: AbortSignal,
  ): Promise<Outcome | undefined> {
    const { model, faults } = this.#parts;
    const turn = this.#inFlight.enter(incoming.method, incoming.path);
    const work =
      match.kind === "service" ? admit(this.#parts, incoming, match) : () => this.#unknown(incoming, match.methods);
    try {
      const fault = faults.take(incoming.method, incoming.path);
      const hold = this.#find("received", incoming);
      if (hold !== undefined || fault?.wish.delayMs !== undefined) {
        const patience = model.switches.is("orphanedRequests", "drop") ? gone : undefined;
        await model.clock.wait(fault?.wish.delayMs ?? 0, patience);
        await hold?.stop(patience);
        if (patience?.aborted) {
          this.#note(incoming, { reply: { status: 0 }, note: "the client went away before it was processed" }, null);
          return undefined;
        }
      }
      const answer = () => work((method, path) => this.#inFlight.hasEarlier(turn, method, path));
      const made = this.#answer(incoming, fault, answer, gone.aborted);
      return { ...made, kind: match.kind === "service" ? match.route.kind : serviceOfPath(incoming.path) };
    } finally {
      this.#inFlight.leave(turn);
    }
  }

  #answer(
    incoming: IncomingCall,
    fault: QueuedFault | undefined,
    answer: () => Answer,
    gone: boolean,
  ): Omit<Outcome, "kind"> {
    const early = fault !== undefined && !comesAfter(fault);
    const answered = early ? { reply: { status: 0 } } : answer();
    const made = fault === undefined ? answered : { ...answered, ...this.#faulty(incoming, fault, answered.reply) };
    const delivery = fault === undefined ? "whole" : deliveryOf(fault);
    const note = gone ? "its client had gone" : made.note;
    this.#note(incoming, { ...made, note }, delivery === "none" ? null : made.reply.status);
    return { ...made, delivery };
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

  /** What a fault makes of a reply: it may replace it, but what the request changed stays changed. */
  #faulty(incoming: IncomingCall, fault: QueuedFault, reply: Reply): Answer {
    const context = { model: this.#parts.model, incoming, service: serviceOfPath(incoming.path) };
    const note = `fault ${fault.id}: ${fault.action}`;
    const { status = 502 } = fault.wish;
    switch (fault.action) {
      case "status":
        return { reply: { ...faultReply(context, fault.wish), effect: reply.effect }, note };
      case "html":
        return { reply: { status, headers: htmlHeaders, page: htmlPage, effect: reply.effect }, note };
      case "empty":
        return { reply: { status, effect: reply.effect }, note };
      default:
        return { reply, note };
    }
  }

  #note(incoming: IncomingCall, made: Answer, status: number | null): void {
    const { reply } = made;
    this.#parts.journal.add({
      at: new Date(this.#parts.model.clock.now()).toISOString(),
      method: incoming.method,
      path: incoming.path,
      query: incoming.search.slice(1),
      partnerTenantId: made.partnerTenantId,
      customerId: made.customerId,
      status,
      requestId: incoming.requestId,
      correlationId: incoming.correlationId,
      code: reply.code,
      effect: reply.effect ?? null,
      note: made.note,
    });
  }

  async #serveAdmin(incoming: IncomingCall, match: Match, response: ServerResponse, gone: AbortSignal): Promise<void> {
    const reply =
      match.kind === "admin"
        ? await match.route.handle(incoming, match.params, gone)
        : {
            status: 404,
            body: { error: "NotFound", message: `the admin API has no ${incoming.method} ${incoming.path}` },
          };
    if (!gone.aborted) {
      await send(response, encode(this.#parts.model, incoming, "admin", reply), { truncated: false });
    }
  }

  #find(point: HoldPoint, incoming: IncomingCall) {
    return this.#parts.holds.find(point, incoming.method, incoming.path);
  }
}

const htmlHeaders = { "Content-Type": "text/html" };
const htmlPage =
  "<html><head><title>Bad Gateway</title></head><body><h2>Our services aren't available right now</h2></body></html>";

function isBelowAdmin(incoming: IncomingCall): boolean {
  return /^\/_emulator(\/|$)/i.test(incoming.path);
}

/** Whether the request takes effect before its fault does. */
function comesAfter(fault: QueuedFault): boolean {
  const always = fault.action === "delay" || fault.action === "truncate" || fault.action === "resetAfterCommit";
  return always || fault.wish.afterCommit === true;
}

function deliveryOf(fault: QueuedFault): Outcome["delivery"] {
  if (fault.action === "resetBeforeCommit" || fault.action === "resetAfterCommit") {
    return "none";
  }
  return fault.action === "truncate" ? "truncated" : "whole";
}
