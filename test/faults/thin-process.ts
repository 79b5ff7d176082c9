import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResourceName } from "../../sdk/handler";
import { withoutAmbientSettings } from "../../tools/pulumi-cli/ambient";
import type { PartnerCenter } from "../support/partner-center";
import { type ProcessOptions, type ProviderProcess, type Said, stackSettings } from "../support/provider-process";
import type { Provider } from "../support/providers-on";
import type { FromProvider, ProviderKind, ToProvider } from "./thin-messages";

/** The provider process is gone: what the engine makes of a connection that breaks. */
export class LostProviderError extends Error {
  override readonly name = "LostProviderError";
}

interface Spare {
  readonly child: ChildProcess;
  /** Its working folder, home and temporary folder. */
  readonly folder: string;
  readonly output: () => string;
}

function forkSpare(): Spare {
  const folder = mkdtempSync(join(tmpdir(), "thin-provider-"));
  const child = fork(join(__dirname, "thin-provider.js"), [], {
    cwd: folder,
    env: {
      ...withoutAmbientSettings(process.env),
      HOME: folder,
      TMPDIR: folder,
      NODE_COMPILE_CACHE: join(__dirname, "..", "..", ".compile-cache"),
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  return { child, folder, output: () => said };
}

/** Processes that have loaded their code already, since loading takes most of a short life. */
export class SpareProcesses {
  readonly #spares: Spare[] = [];

  constructor(private readonly ahead: number) {}

  take(): Spare {
    while (this.#spares.length < this.ahead) this.#spares.push(forkSpare());
    return this.#spares.shift() ?? forkSpare();
  }

  async close(): Promise<void> {
    await Promise.all(this.#spares.splice(0).map(discard));
  }
}

async function discard({ child, folder }: Spare): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
}

/** A provider in a process of its own, which is really killed. */
export class ThinProcess implements ProviderProcess {
  readonly said: Said[] = [];
  engineAlive = true;
  probes = 0;
  readonly #spare: Spare;
  readonly #calls = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #asked = 0;
  #gone = false;

  constructor(
    private readonly center: PartnerCenter,
    spares: SpareProcesses,
    options: ProcessOptions,
    provider: ProviderKind = "ours",
  ) {
    this.#spare = spares.take();
    const { child } = this.#spare;
    child.on("message", (message: FromProvider) => this.#receive(message));
    child.once("exit", () => this.#lose());
    child.on("error", () => this.#lose());
    const { environment = {}, clockAheadMs = 0 } = options;
    const settings = stackSettings(center, options);
    this.#send({ kind: "start", nowMs: this.#nowMs, settings, environment, clockAheadMs, provider });
  }

  async provider(type: ResourceName): Promise<Provider> {
    const method =
      (name: Extract<ToProvider, { kind: "call" }>["method"]) =>
      (...args: readonly unknown[]) =>
        this.#call(type, name, args);
    return {
      configure: async () => undefined,
      check: method("check"),
      diff: method("diff"),
      create: method("create"),
      read: method("read"),
      update: method("update"),
      delete: method("delete"),
    } as Provider;
  }

  kill(): void {
    this.#spare.child.kill("SIGKILL");
  }

  /** @throws Error when it left files in its working folder, home or temporary folder, or printed anything. */
  async end(): Promise<void> {
    const { folder, output } = this.#spare;
    // An engine that lives ends a provider that was killed once more.
    if (!existsSync(folder)) return;
    const files = readdirSync(folder, { recursive: true }).map(String);
    await discard(this.#spare);
    if (files.length > 0) throw new Error(`a provider process left files behind: ${files.join(", ")}`);
    if (output() !== "") throw new Error(`a provider process printed: ${output()}`);
  }

  get #nowMs(): number {
    return this.center.emulator.clock.now();
  }

  #send(message: ToProvider): void {
    // One that was just killed cannot be written to any more; its exit says the rest.
    if (this.#spare.child.connected) this.#spare.child.send(message, () => undefined);
  }

  #call(type: ResourceName, method: Extract<ToProvider, { kind: "call" }>["method"], args: readonly unknown[]) {
    if (this.#gone) return Promise.reject(new LostProviderError("the provider process is gone"));
    const id = ++this.#asked;
    return new Promise<unknown>((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#send({ kind: "call", id, nowMs: this.#nowMs, type, method, args });
    });
  }

  #receive(message: FromProvider): void {
    switch (message.kind) {
      case "answer":
        this.#calls.get(message.id)?.resolve(message.value);
        this.#calls.delete(message.id);
        break;
      case "failure": {
        const { message: text, ...half } = message.failure;
        this.#calls.get(message.id)?.reject(Object.assign(new Error(text), half));
        this.#calls.delete(message.id);
        break;
      }
      case "sleep":
        this.center.pass(message.durationMs);
        this.#send({ kind: "woke", id: message.id, nowMs: this.#nowMs });
        break;
      case "alive":
        this.probes += 1;
        this.#send({ kind: "engine", id: message.id, alive: this.engineAlive });
        break;
      case "said":
        this.said.push(message.said);
    }
  }

  #lose(): void {
    this.#gone = true;
    for (const { reject } of this.#calls.values()) reject(new LostProviderError("the provider process was lost"));
    this.#calls.clear();
  }
}
