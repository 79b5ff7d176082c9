import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { PulumiCli } from "./pulumi-cli";
import { pulumiEnvironment } from "./pulumi-environment";
import { type EngineEvent, parseEvents } from "./pulumi-events";
import { PulumiProcess, type PulumiResult } from "./pulumi-process";
import type { StackState } from "./pulumi-state";

/** What a throw-away stack is made of. */
export interface StackOptions {
  readonly cli: PulumiCli;
  readonly name: string;
  /**
   * The program: a folder with a Pulumi.yaml (its `main` is followed), or one with an index.js only. It runs where it
   * lies, so that its `node_modules` are found; everything Pulumi writes goes elsewhere.
   */
  readonly program: string;
  /** Project name, where the program's folder has no Pulumi.yaml. */
  readonly project?: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly secretConfig?: Readonly<Record<string, string>>;
  /** For the program and the provider. */
  readonly env?: Readonly<Record<string, string>>;
  /** Sees every piece of the CLI's output as it comes. */
  readonly onOutput?: (text: string) => void;
  readonly color?: "never" | "always";
}

/** How one command is run. */
export interface RunOptions {
  /** Anything else is an error. `any` leaves it to the caller. */
  readonly expectCode?: number | "any";
  /** On top of the stack's. An empty string removes a variable. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A finished operation on the stack's resources. */
export interface OperationResult extends PulumiResult {
  /** What the engine did, one event after the other. */
  readonly events: readonly EngineEvent[];
  /** Resources by operation, as the summary counts them: `{ same: 3, create: 1 }`. */
  readonly changes: Readonly<Record<string, number>>;
}

type Operation = "preview" | "up" | "refresh" | "destroy";

const open = new Set<PulumiStack>();

/** Opens a stack of its own in a throw-away directory, with its own `PULUMI_HOME` and file backend. */
export async function openStack(options: StackOptions): Promise<PulumiStack> {
  closeOnInterrupt();
  const stack = new PulumiStack(options);
  open.add(stack);
  try {
    await stack.run(["stack", "init", options.name]);
    await stack.setConfig(options.config, options.secretConfig);
    return stack;
  } catch (error) {
    stack.close();
    throw error;
  }
}

/** A throw-away stack, driven through the real CLI. */
export class PulumiStack {
  /** Where everything that Pulumi writes lies. */
  readonly folder = mkdtempSync(join(tmpdir(), "pulumi-partnercenter-"));
  readonly #options: StackOptions;
  readonly #env: NodeJS.ProcessEnv;
  readonly #processes = new Set<PulumiProcess>();
  #operations = 0;

  /** Use `openStack`. */
  constructor(options: StackOptions) {
    this.#options = options;
    for (const name of ["home", "backend", "project"]) mkdirSync(join(this.folder, name));
    writeFileSync(join(this.folder, "project", "Pulumi.yaml"), projectFile(options));
    const places = {
      binDirs: options.cli.binDirs,
      home: join(this.folder, "home"),
      backend: join(this.folder, "backend"),
    };
    this.#env = { ...pulumiEnvironment(places), PULUMI_STACK: options.name, ...options.env };
  }

  preview(args: readonly string[] = [], options: RunOptions = {}): Promise<OperationResult> {
    return this.#operate("preview", args, options);
  }

  /** Without the preview that the CLI would run first; `--skip-preview=false` brings it back. */
  up(args: readonly string[] = [], options: RunOptions = {}): Promise<OperationResult> {
    return this.#operate("up", args, options);
  }

  refresh(args: readonly string[] = [], options: RunOptions = {}): Promise<OperationResult> {
    return this.#operate("refresh", args, options);
  }

  destroy(args: readonly string[] = [], options: RunOptions = {}): Promise<OperationResult> {
    return this.#operate("destroy", args, options);
  }

  /** Releases the lock that a crashed CLI left behind. */
  cancel(options: RunOptions = {}): Promise<PulumiResult> {
    return this.run(["cancel", "--yes"], options);
  }

  async setConfig(
    config: Readonly<Record<string, string>> = {},
    secrets: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const pairs = [
      ...Object.entries(config).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]),
      ...Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]),
    ];
    if (pairs.length > 0) await this.run(["config", "set-all", ...pairs]);
  }

  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const { stdout } = await this.run(["stack", "output", "--json", "--show-secrets"]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  async exportState(args: readonly string[] = []): Promise<StackState> {
    const { stdout } = await this.run(["stack", "export", ...args]);
    return JSON.parse(stdout) as StackState;
  }

  async importState(state: StackState): Promise<void> {
    const file = join(this.folder, "import.json");
    writeFileSync(file, JSON.stringify(state));
    await this.run(["stack", "import", "--file", file]);
  }

  /** The state file as it lies on disk, also while the CLI runs; empty before the first write. */
  readStateText(): string {
    const { name } = this.#options;
    const file = join(this.folder, "backend", ".pulumi", "stacks", this.project, `${name}.json`);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  /** The project's name, as its configuration and its URNs have it. */
  get project(): string {
    return /^name:\s*(\S+)/m.exec(projectFile(this.#options))?.[1] ?? "";
  }

  /** Runs any command of the CLI to its end. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<PulumiResult> {
    return expectCode(await this.start(args, options).wait(), options);
  }

  /** Starts any command of the CLI in the background, as it is given. */
  start(args: readonly string[], { env = {} }: RunOptions = {}): PulumiProcess {
    const process = new PulumiProcess({
      executable: this.#options.cli.executable,
      args: [...args, "--non-interactive", "--color", this.#options.color ?? "never"],
      cwd: join(this.folder, "project"),
      env: withoutEmpty({ ...this.#env, ...env }),
      onOutput: this.#options.onOutput,
    });
    this.#processes.add(process);
    return process;
  }

  /** Starts an operation in the background, with the flags of `preview`, `up`, `refresh` and `destroy`. */
  startOperation(operation: Operation, args: readonly string[] = [], options: RunOptions = {}): PulumiProcess {
    // The CLI refuses both together.
    const flags = args.includes("--preview-only") ? [] : operationFlags[operation];
    return this.start([operation, ...flags, "--suppress-progress", ...args], options);
  }

  /** Ends what still runs and removes the directory. Leaves the resources alone: destroy them first if they are real. */
  close(): void {
    open.delete(this);
    for (const process of this.#processes) process.crash();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #operate(operation: Operation, args: readonly string[], options: RunOptions): Promise<OperationResult> {
    const log = join(this.folder, `events-${++this.#operations}.json`);
    // The flag for the log exists only among the CLI's debugging commands, as the Automation API knows too.
    const env = { ...options.env, PULUMI_DEBUG_COMMANDS: "true" };
    const process = this.startOperation(operation, ["--event-log", log, ...args], { ...options, env });
    const result = expectCode(await process.wait(), options);
    const events = existsSync(log) ? parseEvents(readFileSync(log, "utf8")) : [];
    const changes =
      events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent?.resourceChanges ?? {};
    return { ...result, events, changes };
  }
}

let listening = false;

/** A program that is told to stop leaves neither processes nor directories behind. */
function closeOnInterrupt(): void {
  if (listening) return;
  listening = true;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      for (const stack of open) stack.close();
      process.exit(130);
    });
  }
}

const operationFlags: Readonly<Record<Operation, readonly string[]>> = {
  preview: [],
  up: ["--yes", "--skip-preview"],
  refresh: ["--yes", "--skip-preview"],
  destroy: ["--yes", "--skip-preview"],
};

function expectCode(result: PulumiResult, { expectCode: expected = 0 }: RunOptions): PulumiResult {
  if (expected === "any" || result.code === expected) return result;
  const command = `pulumi ${result.args.join(" ")}`;
  throw new Error(`${command}\nended with code ${result.code} instead of ${expected} and said:\n${result.all}`);
}

/** The program's own project file with `main` made absolute, or a minimal one. */
function projectFile({ program, project = "harness" }: StackOptions): string {
  const own = join(program, "Pulumi.yaml");
  if (!existsSync(own)) {
    return `name: ${project}\nruntime: { name: nodejs, options: { typescript: false } }\nmain: ${resolve(program, "index.js")}\n`;
  }
  const text = readFileSync(own, "utf8");
  const main = /^main:\s*(\S+)/m.exec(text)?.[1] ?? ".";
  return `${text.replace(/^main:.*\n?/m, "").trimEnd()}\nmain: ${resolve(program, main)}\n`;
}

function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}
