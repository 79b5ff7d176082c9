import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "../faults/faults";
import type { HoldPoint, Holds } from "../holds";
import type { Effect, Journal } from "../journal";
import type { Admitted, Answer, Processing } from "./answer";
import type { IncomingCall } from "./call";
import type { CredentialLog } from "./credential-log";
import { encode } from "./encode";
import { Gate, type GateParts } from "./gate";
import { InFlight } from "./in-flight";
import { clientGone, readIncoming } from "./incoming";
import type { Requester } from "./requester";
import { type Match, type Router, serviceOfPath } from "./routes";
import { send } from "./send";
import { comesAfterCommit, endingOf, isReset, spoiledBytes, spoiledReply, spoiledText } from "./spoil";

/** Everything a request passes on its way. */
export interface PipelineParts extends GateParts {
  readonly router: Router;
  readonly journal: Journal;
  readonly holds: Holds;
  readonly credentials: CredentialLog;
}

/** A request on its way, what was found out about it so far. */
interface Passage {
  readonly incoming: IncomingCall;
  readonly match: Exclude<Match, { kind: "admin" }>;
  /** Aborts when its client has gone. */
  readonly gone: AbortSignal;
}

/** A processed request, on its way back to the client. */
interface Outcome extends Answer {
  readonly fault: Fault | undefined;
}

/** One way for all requests: read, route, pass the gate, delay, hold, process, note in the journal, hold, reply. */
export class Pipeline {
  readonly #parts: PipelineParts;
  readonly #gate: Gate;
  readonly #inFlight = new InFlight();

  constructor(parts: PipelineParts) {
    this.#parts = parts;
    this.#gate = new Gate(parts);
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
    const passage = { incoming, match, gone };
    const outcome = await this.#process(passage);
    if (outcome === undefined || (outcome.fault !== undefined && isReset(outcome.fault))) {
      response.destroy();
      return;
    }
    await this.#find("committed", incoming)?.stop(gone);
    if (!gone.aborted) {
      await this.#reply(passage, outcome, response);
    }
  }

  /** Undefined when the request was forgotten because its client had gone. */
  async #process({ incoming, match, gone }: Passage): Promise<Outcome | undefined> {
    const turn = this.#inFlight.enter(incoming.method, incoming.path);
    try {
      const { admitted, fault } = this.#gate.pass(incoming, match);
      if (!(await this.#arrives(incoming, fault, gone))) {
        const note = "the client went away before it was processed";
        this.#note(incoming, admitted.requester, { reply: { status: 0 }, note }, null);
        return undefined;
      }
      const made = this.#work(admitted, fault, (method, path) => this.#inFlight.hasEarlier(turn, method, path));
      this.#parts.credentials.note(incoming, made.reply);
      const { later } = made.reply;
      const answer = this.#spoil(incoming, fault, later === undefined ? made : { ...made, reply: await later() });
      const noReply = fault !== undefined && isReset(fault);
      const note = gone.aborted ? "its client had gone" : answer.note;
      this.#note(incoming, admitted.requester, { ...answer, note }, noReply ? null : answer.reply.status);
      return { ...answer, fault };
    } finally {
      this.#inFlight.leave(turn);
    }
  }

  /** Waits until the request may be processed; false when it is not to be, since its client has gone. */
  async #arrives(incoming: IncomingCall, fault: Fault | undefined, gone: AbortSignal): Promise<boolean> {
    const { model } = this.#parts;
    const hold = this.#find("received", incoming);
    const delayMs = fault?.rule.delayMs;
    if (hold === undefined && delayMs === undefined) {
      return true;
    }
    const patience = model.switches.is("orphanedRequests", "drop") ? gone : undefined;
    await model.clock.wait(delayMs ?? 0, patience);
    await hold?.stop(patience);
    return patience?.aborted !== true;
  }

  #work({ work }: Admitted, fault: Fault | undefined, isOnItsWay: Processing["isOnItsWay"]): Answer {
    if (fault === undefined) {
      return work({ isOnItsWay, requestId: "asSwitched" });
    }
    return comesAfterCommit(fault) ? work({ isOnItsWay, requestId: requestIdUnder(fault) }) : { reply: { status: 0 } };
  }

  #spoil(incoming: IncomingCall, fault: Fault | undefined, made: Answer): Answer {
    if (fault === undefined) {
      return made;
    }
    const note = `fault ${fault.id}: ${fault.action}`;
    const context = { model: this.#parts.model, incoming, service: serviceOfPath(incoming.path) };
    return { reply: spoiledReply(context, fault, made.reply), note };
  }

  #note(incoming: IncomingCall, requester: Requester, { reply, note }: Answer, status: number | null): void {
    this.#parts.journal.add({
      at: new Date(this.#parts.model.clock.now()).toISOString(),
      method: incoming.method,
      path: incoming.path,
      query: incoming.search.slice(1),
      partnerTenantId: requester.partnerTenantId,
      // Some paths do not name the customer; the effect does.
      customerId: requester.customerId ?? customerIn(reply.effect),
      status,
      requestId: incoming.requestId,
      correlationId: incoming.correlationId,
      code: reply.code,
      effect: reply.effect ?? null,
      note,
    });
  }

  async #reply({ incoming, match, gone }: Passage, { reply, fault }: Outcome, response: ServerResponse): Promise<void> {
    const kind = match.kind === "service" ? match.route.kind : serviceOfPath(incoming.path);
    const edit = fault && ((json: string) => spoiledText(fault, json));
    const encoded = encode(this.#parts.model, incoming, kind, reply, edit);
    const half = this.#find("halfReplied", incoming);
    await send(response, fault === undefined ? encoded : spoiledBytes(fault, encoded), {
      ending: fault === undefined ? "whole" : endingOf(fault),
      afterHalf: half === undefined ? undefined : () => half.stop(gone),
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
      await send(response, encode(this.#parts.model, incoming, "admin", reply), { ending: "whole" });
    }
  }

  #find(point: HoldPoint, incoming: IncomingCall) {
    return this.#parts.holds.find(point, incoming.method, incoming.path);
  }
}

function isBelowAdmin(incoming: IncomingCall): boolean {
  return /^\/_emulator(\/|$)/i.test(incoming.path);
}

function customerIn(effect: Effect | undefined): string | undefined {
  return typeof effect?.customerId === "string" ? effect.customerId : undefined;
}

function requestIdUnder({ action }: Fault): Processing["requestId"] {
  if (action === "forgetRequestId") {
    return "forgotten";
  }
  return action === "ignoreRequestId" ? "ignored" : "asSwitched";
}
