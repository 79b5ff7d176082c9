import { type ChildProcess, spawn } from "node:child_process";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckRequest,
  type CheckResponse,
  ConfigureRequest,
  type ConfigureResponse,
  CreateRequest,
  type CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  ReadRequest,
  type ReadResponse,
  UpdateRequest,
  type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { withoutAmbientSettings } from "../../tools/pulumi-cli/ambient";
import { type Bag, fromStruct, readInitError, toStruct } from "./engine-values";

/** The two ends of the supported range of `@pulumi/pulumi`. */
export const sdks = ["@pulumi/pulumi", "pulumi-oldest"] as const;

/** How a host is started. */
export interface HostOptions {
  /** Where a program would run: `require` in a `__provider` text resolves from here upwards. */
  readonly cwd: string;
  readonly sdk?: (typeof sdks)[number];
  /** Address of the engine, the last argument of the process. By default nobody answers there. */
  readonly engine?: string;
  readonly project?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What `check` makes of inputs. */
export interface CheckAnswer {
  readonly inputs: Record<string, unknown>;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/** `unknown` leaves the comparison to the engine. */
export interface DiffAnswer {
  readonly changes: "none" | "some" | "unknown";
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** What a resource is after an operation. */
export interface ResourceAnswer {
  readonly id: string;
  readonly outputs: Record<string, unknown>;
}

/** Pulumi's real dynamic-provider host, spoken to as the engine does: every bag carries `__provider`, secrets are bare. */
export class DynamicHost {
  readonly #process: ChildProcess;
  readonly #client: ResourceProviderClient;
  readonly #said: () => string;

  private constructor(process: ChildProcess, port: number, said: () => string) {
    this.#process = process;
    this.#said = said;
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /** Starts the host and waits for its port: 0.7 to 1 s. */
  static async start(options: HostOptions): Promise<DynamicHost> {
    const { cwd, sdk = "@pulumi/pulumi", engine = "127.0.0.1:1", project = "contract", env = {} } = options;
    const child = spawn(process.execPath, [require.resolve(`${sdk}/cmd/dynamic-provider`), engine], {
      cwd,
      env: {
        ...withoutAmbientSettings(process.env),
        PULUMI_NODEJS_PROJECT: project,
        PULUMI_NODEJS_STACK: "test",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    const port = await new Promise<number>((resolve, reject) => {
      let first = "";
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`the dynamic-provider host ended with code ${code}: ${said}`)));
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        first += text;
        if (first.includes("\n")) resolve(Number.parseInt(first, 10));
      });
    });
    child.stdout.on("data", (text: string) => {
      said += text;
    });
    return new DynamicHost(child, port, () => said);
  }

  /** What it wrote to stdout and stderr: the engine shows both to the user. */
  get output(): string {
    return this.#said();
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Hands over the stack's configuration, keys with their namespace. */
  async configure(config: Bag): Promise<void> {
    const request = new ConfigureRequest().setArgs(toStruct(config)).setAcceptsecrets(true).setAcceptresources(true);
    await call<ConfigureResponse>((done) => this.#client.configure(request, done));
  }

  async check(olds: Bag, news: Bag): Promise<CheckAnswer> {
    const request = new CheckRequest().setOlds(toStruct(olds)).setNews(toStruct(news));
    const answer = await call<CheckResponse>((done) => this.#client.check(request, done));
    const failures = answer
      .getFailuresList()
      .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
    return { inputs: fromStruct(answer.getInputs()), failures };
  }

  /** @param oldOutputs the engine sends no old inputs to a dynamic provider */
  async diff(id: string, oldOutputs: Bag, news: Bag): Promise<DiffAnswer> {
    const request = new DiffRequest().setId(id).setOlds(toStruct(oldOutputs)).setNews(toStruct(news));
    const answer = await call<DiffResponse>((done) => this.#client.diff(request, done));
    return {
      changes: changesNamed[answer.getChanges()],
      replaces: answer.getReplacesList(),
      deleteBeforeReplace: answer.getDeletebeforereplace(),
    };
  }

  /** @throws InitError when the resource was half made */
  async create(inputs: Bag): Promise<ResourceAnswer> {
    const request = new CreateRequest().setProperties(toStruct(inputs));
    const answer = await call<CreateResponse>((done) => this.#client.create(request, done));
    return { id: answer.getId(), outputs: fromStruct(answer.getProperties()) };
  }

  /** As a refresh reads. `undefined`: it is gone. */
  read(id: string, outputs: Bag): Promise<(ResourceAnswer & { inputs?: Record<string, unknown> }) | undefined> {
    return this.#read(new ReadRequest().setId(id).setProperties(toStruct(outputs)));
  }

  /** As `.get()` reads: newer CLIs send the program's inputs and no properties. */
  get(id: string, inputs: Bag): Promise<(ResourceAnswer & { inputs?: Record<string, unknown> }) | undefined> {
    return this.#read(new ReadRequest().setId(id).setInputs(toStruct(inputs)));
  }

  /** @throws InitError when the resource is not yet as it should be */
  async update(id: string, oldOutputs: Bag, news: Bag): Promise<Record<string, unknown>> {
    const request = new UpdateRequest().setId(id).setOlds(toStruct(oldOutputs)).setNews(toStruct(news));
    return fromStruct((await call<UpdateResponse>((done) => this.#client.update(request, done))).getProperties());
  }

  async delete(id: string, outputs: Bag): Promise<void> {
    const request = new DeleteRequest().setId(id).setProperties(toStruct(outputs));
    await call<Empty>((done) => this.#client.delete(request, done));
  }

  /** What the first Ctrl-C makes the engine send. */
  async cancel(): Promise<void> {
    await call<Empty>((done) => this.#client.cancel(new Empty(), done));
  }

  /** `kill -9`, in the middle of whatever it does. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  async #read(request: ReadRequest): Promise<(ResourceAnswer & { inputs?: Record<string, unknown> }) | undefined> {
    const answer = await call<ReadResponse>((done) => this.#client.read(request, done));
    if (answer.getId() === "") return undefined;
    const inputs = answer.hasInputs() ? { inputs: fromStruct(answer.getInputs()) } : {};
    return { id: answer.getId(), outputs: fromStruct(answer.getProperties()), ...inputs };
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#client.close();
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    await new Promise((resolve) => {
      this.#process.once("exit", resolve);
      this.#process.kill(signal);
    });
  }
}

const changesNamed = {
  [DiffResponse.DiffChanges.DIFF_UNKNOWN]: "unknown",
  [DiffResponse.DiffChanges.DIFF_NONE]: "none",
  [DiffResponse.DiffChanges.DIFF_SOME]: "some",
} as const;

/** One call, as a promise that fails with what the engine would make of the error. */
function call<T>(start: (done: (error: ServiceError | null, answer: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, answer) => {
      if (error === null) resolve(answer);
      else reject(readInitError(error.details, error.metadata) ?? new Error(error.details, { cause: error }));
    });
  });
}
