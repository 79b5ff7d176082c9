/**
 * A provider process without Pulumi's host around it: the real adapter, client, token source and sockets, so that it
 * starts fast and can be killed thousands of times. Its engine, and time, are at the other end of its IPC channel.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { createClient } from "../../provider/client/create-client";
import type { Clock } from "../../provider/clock";
import { createRuntime } from "../../provider/runtime";
import { loadSettings } from "../../provider/settings";
import { noConfiguration, providersOn } from "../support/providers-on";
import { naiveProvidersOn } from "./naive-plan";
import type { Failure, FromProvider, ToProvider } from "./thin-messages";

let nowMs = 0;
let questions = 0;
const waiting = new Map<number, (answer: ToProvider) => void>();

function send(message: FromProvider): void {
  process.send?.(message);
}

/** Asks the other end, which answers with the same number. */
function ask(question: (id: number) => FromProvider): Promise<ToProvider> {
  const id = ++questions;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    send(question(id));
  });
}

function clock(aheadMs: number): Clock {
  return {
    now: () => nowMs + aheadMs,
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted();
      await ask((id) => ({ kind: "sleep", id, durationMs }));
      await nextTurn();
      signal?.throwIfAborted();
    },
  };
}

type Start = Extract<ToProvider, { kind: "start" }>;

function start({ settings: given, environment, clockAheadMs, provider }: Start): ReturnType<typeof providersOn> {
  const settings = loadSettings({ ...given }, {});
  const time = clock(clockAheadMs);
  const engine = {
    alive: async () => {
      const answer = await ask((id) => ({ kind: "alive", id }));
      return answer.kind === "engine" && answer.alive;
    },
    log: async (severity: "info" | "warning", text: string, where: { urn?: string; ephemeral?: boolean }) =>
      send({ kind: "said", said: { severity, text, ...where } }),
  };
  const client = createClient(settings, { clock: time });
  const runtime = createRuntime({ settings, engine, environment, clock: time, client });
  return provider === "naive" ? naiveProvidersOn(runtime) : providersOn(runtime);
}

let providers: ReturnType<typeof providersOn> | undefined;

async function call({ id, type, method, args }: Extract<ToProvider, { kind: "call" }>): Promise<void> {
  try {
    const provider = providers?.[type];
    if (!provider) throw new Error("called before it was started");
    await provider.configure(noConfiguration);
    const value: unknown = await Reflect.apply(Reflect.get(provider, method), provider, args);
    send({ kind: "answer", id, value });
  } catch (error) {
    send({ kind: "failure", id, failure: failureOf(error) });
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, id, properties, reasons } = error as Error & Failure;
  return id === undefined ? { message } : { message, id, properties: properties ?? {}, reasons: reasons ?? [] };
}

process.on("message", (message: ToProvider) => {
  if ("nowMs" in message) nowMs = message.nowMs;
  switch (message.kind) {
    case "start":
      providers = start(message);
      break;
    case "call":
      void call(message);
      break;
    default:
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
  }
});
process.on("disconnect", () => process.exit());
