import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import type { Clock } from "../clock";

const POLL_MS = 100;

/** A lock whose holder has not changed for so long is taken over: its process was killed. In milliseconds. */
const ABANDONED_AFTER_MS = 15_000;

/**
 * Does something while no other process does it, by a file that exists meanwhile. Seldom, after a holder was killed or
 * held for very long, two may be inside: it spares trouble, and what it guards must survive without it.
 * @param clock tells real time, whatever the service's clock does.
 * @throws the file system's error when the file cannot be made.
 */
export async function withFileLock<T>(path: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const mine = randomUUID();
  await take(path, mine, clock);
  try {
    return await work();
  } finally {
    if ((await holderOf(path)) === mine) await rm(path, { force: true });
  }
}

async function take(path: string, mine: string, clock: Clock): Promise<void> {
  let holder: string | undefined;
  let unchangedMs = 0;
  while (!(await make(path, mine))) {
    const now = await holderOf(path);
    unchangedMs = now === holder ? unchangedMs + POLL_MS : 0;
    holder = now;
    if (unchangedMs >= ABANDONED_AFTER_MS) {
      await rm(path, { force: true });
      unchangedMs = 0;
    } else {
      await clock.sleep(POLL_MS);
    }
  }
}

async function make(path: string, mine: string): Promise<boolean> {
  try {
    await writeFile(path, mine, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (typeof error === "object" && error !== null && Reflect.get(error, "code") === "EEXIST") return false;
    throw error;
  }
}

function holderOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
