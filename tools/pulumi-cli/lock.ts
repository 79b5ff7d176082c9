import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const refreshMs = 5_000;
const staleMs = 60_000;

/**
 * Runs work that only one process of this user may do at a time. A lock whose owner is dead, or has not touched it for a
 * minute, is taken over. In the worst case two processes work: what they make is put in place by a rename, so that
 * costs time and nothing else.
 */
export async function withLock<T>(file: string, onWait: (owner: string) => void, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = 0; !take(file); waited++) {
    if (isAbandoned(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (waited === 0) onWait(ownerOf(file));
    await sleep(1_000);
  }
  const alive = setInterval(() => touch(file), refreshMs);
  try {
    return await work();
  } finally {
    clearInterval(alive);
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody who thought us dead took the lock away: both finish, see above.
  }
}

function isAbandoned(file: string): boolean {
  const pid = Number(ownerOf(file));
  try {
    if (Date.now() - statSync(file).mtimeMs > staleMs) return true;
    // A lock that is being written has no owner yet.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "EPERM";
  }
}

function ownerOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
