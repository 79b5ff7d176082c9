import { type handleUnaryCall, Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { GetRootResourceResponse, type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** A message that a provider sent to the engine. */
export interface EngineLog {
  readonly severity: "debug" | "info" | "warning" | "error";
  readonly message: string;
  readonly urn: string;
  /** Shown on the resource's row while it lasts, and gone afterwards. */
  readonly ephemeral: boolean;
}

/** The part of Pulumi's engine that a provider can talk to. */
export class FakeEngine {
  readonly logs: EngineLog[] = [];
  /** How often it was asked for the root resource: the cheapest question, so what a probe asks. */
  probes = 0;
  #frozen = false;

  private constructor(
    readonly address: string,
    readonly server: Server,
  ) {}

  static async start(): Promise<FakeEngine> {
    const server = new Server();
    // Bound before the engine exists, since the engine's address is only known afterwards.
    let engine: FakeEngine | undefined;
    const log: handleUnaryCall<LogRequest, Empty> = (call, answer) => {
      engine?.logs.push(readLog(call.request));
      if (!engine?.frozen) answer(null, new Empty());
    };
    const getRootResource: handleUnaryCall<unknown, GetRootResourceResponse> = (_call, answer) => {
      if (engine) engine.probes++;
      if (!engine?.frozen) answer(null, new GetRootResourceResponse());
    };
    server.addService(EngineService, { log, getRootResource });
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    engine = new FakeEngine(`127.0.0.1:${port}`, server);
    return engine;
  }

  get frozen(): boolean {
    return this.#frozen;
  }

  /** From now on it accepts calls and never answers them, as a stopped process does. */
  freeze(): void {
    this.#frozen = true;
  }

  /** Gone at once, with every connection. A call under way is cancelled, later ones find nobody. */
  stop(): void {
    this.server.forceShutdown();
  }
}

function readLog(request: LogRequest): EngineLog {
  const severities = {
    [LogSeverity.DEBUG]: "debug",
    [LogSeverity.INFO]: "info",
    [LogSeverity.WARNING]: "warning",
    [LogSeverity.ERROR]: "error",
  } as const;
  return {
    severity: severities[request.getSeverity()],
    message: request.getMessage(),
    urn: request.getUrn(),
    ephemeral: request.getEphemeral(),
  };
}
