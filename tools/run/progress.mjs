/** How the runner speaks: a line when a step starts, one now and then while it lasts, one at its end. */

const heartbeatMs = 20_000;

/**
 * Says that something begins and how long it usually takes, and goes on to say that it is alive.
 * @param {string} what
 * @param {string} usually
 * @param {() => string} [latest] what it is doing right now
 * @returns {(outcome?: string) => number} ends it, says how long it took and returns that in milliseconds
 */
export function announce(what, usually, latest = () => "") {
  const start = Date.now();
  console.log(`▸ ${what} (usually ${usually})`);
  const heartbeat = setInterval(() => {
    const now = latest().trim().slice(0, 100);
    console.log(`  … ${seconds(Date.now() - start)}${now ? `  ${now}` : ""}`);
  }, heartbeatMs);
  return (outcome = "✓") => {
    clearInterval(heartbeat);
    const elapsed = Date.now() - start;
    console.log(`  ${outcome} ${seconds(elapsed)}`);
    return elapsed;
  };
}

/**
 * A time as a person would say it.
 * @param {number} ms
 */
export function seconds(ms) {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return whole < 100 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
