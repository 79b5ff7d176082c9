import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Vitals } from "./vitals";

const PATIENCE_MS = 30_000;

/** Where one watched process writes how it is. */
export class Watch {
  readonly #folder = mkdtempSync(join(tmpdir(), "soak-"));
  readonly #file = join(this.#folder, "vitals");
  #read = 0;

  /** For the process that is to be watched. */
  get environment(): Readonly<Record<string, string>> {
    const options = `--require ${join(__dirname, "vitals.js")} --unhandled-rejections=warn`;
    return { NODE_OPTIONS: options, VITALS_FILE: this.#file };
  }

  /**
   * How the process is now, after its garbage was collected.
   * @throws Error when it has ended or does not answer.
   */
  async vitals(pid: number): Promise<Vitals> {
    process.kill(pid, "SIGUSR2");
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      const lines = existsSync(this.#file) ? readFileSync(this.#file, "utf8").split("\n") : [];
      const line = lines[this.#read];
      if (line !== undefined && lines.length > this.#read + 1) {
        this.#read += 1;
        const vitals: Vitals = JSON.parse(line);
        return vitals;
      }
      await sleep(20);
    }
    throw new Error(`process ${pid} does not say how it is`);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
