import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as EngineMessages from "@pulumi/pulumi/proto/engine_pb";
import type { EngineLink } from "./engine-link";

const ANSWER_TIMEOUT_MS = 5_000;
const LOG_TIMEOUT_MS = 1_000;

/** What of gRPC and of Pulumi's protocol is used, loaded when the engine is first spoken to. */
interface Wire {
  readonly grpc: typeof Grpc;
  readonly messages: typeof EngineMessages;
  readonly client: EngineClient;
}

/**
 * The engine behind the last argument of the host's command line (flags may stand before it).
 * Without an address it counts as alive, and nothing is logged.
 */
export function engineLink(commandLine: readonly string[]): EngineLink {
  const address = commandLine.at(-1);
  if (address === undefined || !/^(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(address)) {
    return { alive: async () => true, log: async () => undefined };
  }
  let wire: Wire | undefined;
  const connect = (): Wire => (wire ??= loadWire(address));
  return {
    alive: () => askRoot(connect()),
    log: async (severity, text, options) => {
      try {
        await sendLog(connect(), severity, text, options);
      } catch {
        // A text that cannot be shown must not end what it tells of.
      }
    },
  };
}

/**
 * Loads gRPC as the copy of `@pulumi/pulumi` that runs this host depends on it: strict package managers show it to
 * nobody else.
 */
function loadWire(address: string): Wire {
  const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const grpc: typeof Grpc = load("@grpc/grpc-js");
  const services: typeof import("@pulumi/pulumi/proto/engine_grpc_pb") = load("./proto/engine_grpc_pb");
  const messages: typeof EngineMessages = load("./proto/engine_pb");
  return { grpc, messages, client: new services.EngineClient(address, grpc.credentials.createInsecure()) };
}

/** True when the engine answers a question, with anything. A socket that merely opens proves nothing. */
function askRoot({ grpc, messages, client }: Wire): Promise<boolean> {
  const silent: readonly number[] = [grpc.status.UNAVAILABLE, grpc.status.DEADLINE_EXCEEDED, grpc.status.CANCELLED];
  return new Promise((resolve) => {
    const deadline = Date.now() + ANSWER_TIMEOUT_MS;
    client.getRootResource(new messages.GetRootResourceRequest(), new grpc.Metadata(), { deadline }, (error) => {
      resolve(!error || !silent.includes(error.code));
    });
  });
}

function sendLog(
  { grpc, messages, client }: Wire,
  severity: "info" | "warning",
  text: string,
  { urn, ephemeral = false }: { urn?: string; ephemeral?: boolean },
): Promise<void> {
  const request = new messages.LogRequest();
  request.setSeverity(severity === "info" ? messages.LogSeverity.INFO : messages.LogSeverity.WARNING);
  request.setMessage(text);
  request.setEphemeral(ephemeral);
  if (urn !== undefined) request.setUrn(urn);
  return new Promise((resolve) => {
    const deadline = Date.now() + LOG_TIMEOUT_MS;
    client.log(request, new grpc.Metadata(), { deadline }, () => resolve());
  });
}
