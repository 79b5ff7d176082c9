import { spawn } from "node:child_process";

/** What a command left behind. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ended, and reported as failed, when it takes longer. */
  readonly timeoutMs?: number;
  /** Called for each line of either stream. */
  readonly onLine?: (line: string) => void;
}

/** Runs a short-lived command to its end. Never throws: a command that cannot be started has code 127. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { cwd, env, timeoutMs, onLine } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
    });
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    let rest = "";
    const take = (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine?.(line);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      take(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      take(text);
    });
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill("SIGKILL");
          }, timeoutMs);
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ code: 127, stdout, stderr: `${stderr}${error.message}\n` });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      const note = timedOut ? `gave up after ${timeoutMs} ms\n` : "";
      resolve({ code: timedOut ? 124 : (code ?? 130), stdout, stderr: stderr + note });
    });
  });
}

/** The last lines of what a failed command said. */
export function tail(result: CommandResult, lines = 6): string {
  const said = `${result.stdout}\n${result.stderr}`.trim().split("\n");
  return said.slice(-lines).join("\n");
}
