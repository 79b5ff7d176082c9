/** The part of a process that stopping needs. */
export interface Stoppable {
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  exit(code: number): unknown;
}

/** Stops once at the first signal, and ends the process at once at the second: nobody has to wait for a hanging stop. */
export function stopOnSignals(host: Stoppable, stop: () => void): void {
  let asked = false;
  const onSignal = () => {
    if (asked) {
      host.exit(130);
      return;
    }
    asked = true;
    stop();
  };
  host.on("SIGINT", onSignal);
  host.on("SIGTERM", onSignal);
}
