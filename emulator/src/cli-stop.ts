/** The part of a process that stopping needs. */
export interface Stoppable {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ppid: number;
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  exit(code: number): unknown;
}

const lookEveryMs = 200;

/**
 * Stops once when asked: at the first signal, or when the npx above has gone. The second signal ends the process at
 * once: nobody has to wait for a hanging stop.
 * @param startedBy id of the process that started this one
 */
export function stopWhenAsked(host: Stoppable, startedBy: number, stop: () => void): void {
  let asked = false;
  const stopOnce = () => {
    if (!asked) {
      asked = true;
      stop();
    }
  };
  const onSignal = () => (asked ? host.exit(130) : stopOnce());
  host.on("SIGINT", onSignal);
  host.on("SIGTERM", onSignal);
  // npx hands a SIGTERM on to the shell between it and this process only, which ends without a word.
  if (host.env.npm_command === "exec") {
    setInterval(() => host.ppid !== startedBy && stopOnce(), lookEveryMs).unref();
  }
}
