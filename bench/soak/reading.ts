import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The reading program, told step by step what to do. Answers come in any order: they are only counted. */
export class Reading {
  readonly #child: ChildProcess;
  readonly #waiting: ((answer: string) => void)[] = [];

  constructor(environment: NodeJS.ProcessEnv) {
    const child = spawn(process.execPath, [join(__dirname, "reader.js")], {
      env: environment,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on("line", (line) => this.#waiting.shift()?.(line));
    child.on("exit", () => {
      for (const answer of this.#waiting.splice(0)) answer("the process has ended");
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Reads something; resolves to what went wrong, if anything. */
  async step(seed: number): Promise<string | undefined> {
    const answer = await new Promise<string>((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin?.write(`${seed}\n`);
    });
    return answer === "done" ? undefined : answer;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exit = once(this.#child, "exit");
    this.#child.kill();
    await exit;
  }
}
