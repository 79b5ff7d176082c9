import { type ChildProcess, spawn } from "node:child_process";
import { descendantsOf, signal } from "./processes";

/** What a run of the CLI left behind. */
export interface PulumiResult {
  readonly args: readonly string[];
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, in the order of arrival: what a user would have seen. */
  readonly all: string;
  readonly ms: number;
}

/** How the CLI is started. */
export interface PulumiProcessOptions {
  readonly executable: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onOutput?: ((text: string) => void) | undefined;
}

/** A CLI that runs in the background. */
export class PulumiProcess {
  readonly #child: ChildProcess;
  readonly #result: Promise<PulumiResult>;
  #all = "";

  constructor({ executable, args, cwd, env, onOutput }: PulumiProcessOptions) {
    const start = Date.now();
    const child = spawn(executable, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    let stdout = "";
    let stderr = "";
    const take = (text: string) => {
      this.#all += text;
      onOutput?.(text);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      take(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      take(text);
    });
    this.#result = new Promise((resolve, reject) => {
      child.on("error", reject);
      // A provider that outlives a killed CLI holds the pipes open: `exit` tells, and what is left is read for a moment.
      child.on("exit", (code) => {
        const done = () => resolve({ args, code: code ?? -1, stdout, stderr, all: this.#all, ms: Date.now() - start });
        const timer = setTimeout(done, 1_000);
        child.on("close", () => {
          clearTimeout(timer);
          done();
        });
      });
    });
  }

  /** What it has said so far. */
  get output(): string {
    return this.#all;
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error("the CLI could not be started");
    return this.#child.pid;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Its end. A CLI that a signal ended has code -1. */
  wait(): Promise<PulumiResult> {
    return this.#result;
  }

  /** The processes of Pulumi's dynamic-provider host that descend from this CLI, without the shell that launched them. */
  providerPids(): number[] {
    return descendantsOf(this.pid)
      .filter(({ command }) => /cmd\/dynamic-provider\/index\.js\b/.test(command) && !/^\S*sh /.test(command))
      .map(({ pid }) => pid);
  }

  /** `kill -9` of the provider host alone: what the kernel does when memory runs out. */
  killProviders(): number[] {
    const pids = this.providerPids();
    for (const pid of pids) signal(pid, "SIGKILL");
    return pids;
  }

  /** A Ctrl-C for the CLI. */
  interrupt(): void {
    signal(this.pid, "SIGINT");
  }

  /** `kill -9` of the CLI and of everything it started: what a lost machine looks like to the state. */
  crash(): void {
    if (!this.running) return;
    const all = descendantsOf(this.pid);
    signal(this.pid, "SIGKILL");
    for (const { pid } of all) signal(pid, "SIGKILL");
  }
}
