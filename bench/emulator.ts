/**
 * `npm run emulator:bench`: how long the emulator takes to listen, with and without 10,000 customers, and how many simple
 * GETs a second it answers to a client on the same machine. Several rounds, of which the median and the best are printed:
 * whatever else the machine does only makes them slower.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from "node:fs";
import { Agent, request } from "node:http";
import { availableParallelism, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import type { ReadyFile } from "pulumi-partnercenter-emulator";
import { repositoryRoot } from "../tools/repository";

const startRounds = 9;
const generatedRounds = 5;
const requestRounds = 5;
const requestMs = 2_000;
const connections = 16;

const command = join(repositoryRoot, "emulator", "dist", "cli.js");
const folder = mkdtempSync(join(tmpdir(), "emulator-bench-"));

interface Started {
  readonly child: ChildProcess;
  readonly ready: ReadyFile;
  /** From spawning the process until its ready file is there. */
  readonly ms: number;
}

async function main(): Promise<void> {
  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${loadavg()[0]?.toFixed(1)}`;
  console.log(`${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.version}\n`);
  // The first start fills the compile cache.
  await stopped(await started());
  const starts = await rounds(startRounds, async () => stopped(await started()));
  print("start to listening", starts, "ms", "< 300 ms");
  const generated = await rounds(generatedRounds, async () => stopped(await started("--generate", "customers=10000")));
  print("start with 10,000 customers", generated, "ms", "< 2,000 ms");
  for (const customers of [100, 10_000]) {
    await benchRequests(customers);
  }
}

async function benchRequests(customers: number): Promise<void> {
  const { child, ready } = await started("--generate", `customers=${customers}`);
  try {
    const token = await tokenOf(ready);
    const ids = ready.customers.map(({ id }) => id);
    for (const [name, pathOf] of Object.entries(paths)) {
      const latencies: number[] = [];
      const rates = await rounds(requestRounds, async () => {
        const taken = await load(ready.apiUrl, token, (turn) => pathOf(ids[turn % ids.length] ?? ""));
        latencies.push(...taken);
        return (taken.length * 1_000) / requestMs;
      });
      print(`GET ${name} (${customers} customers)`, rates, "/s", ">= 2,000 /s", true);
      const sorted = latencies.toSorted((left, right) => left - right);
      const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
      console.log(`    p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, with ${connections} connections`);
    }
  } finally {
    await stopped({ child, ready, ms: 0 });
  }
}

const paths: Readonly<Record<string, (customer: string) => string>> = {
  customer: (id) => `/v1/customers/${id}`,
  usagebudget: (id) => `/v1/customers/${id}/usagebudget`,
  subscriptions: (id) => `/v1/customers/${id}/subscriptions`,
};

async function started(...args: string[]): Promise<Started> {
  const file = join(folder, "ready.json");
  rmSync(file, { force: true });
  const begin = performance.now();
  const child = spawn(process.execPath, [command, "--ready-file", file, ...args], { stdio: "ignore" });
  await new Promise<void>((resolve, reject) => {
    const watcher = watch(folder, () => {
      if (existsSync(file)) {
        watcher.close();
        resolve();
      }
    });
    child.once("exit", (code) => reject(new Error(`the emulator ended with ${code}`)));
  });
  const ms = performance.now() - begin;
  const ready: ReadyFile = JSON.parse(readFileSync(file, "utf8"));
  return { child, ready, ms };
}

async function stopped({ child, ms }: Started): Promise<number> {
  const end = once(child, "exit");
  child.kill("SIGTERM");
  await end;
  return ms;
}

async function tokenOf(ready: ReadyFile): Promise<string> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: ready.clientId,
    client_secret: ready.clientSecret,
    scope: "https://api.partnercenter.microsoft.com/.default",
  });
  const reply = await fetch(`${ready.apiUrl}/${ready.tenantId}/oauth2/v2.0/token`, { method: "POST", body });
  const answer: { readonly access_token: string } = JSON.parse(await reply.text());
  return answer.access_token;
}

/** Asks as fast as it can over a few connections; gives the milliseconds that each answer took. */
async function load(apiUrl: string, token: string, pathOf: (turn: number) => string): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const taken: number[] = [];
  const end = performance.now() + requestMs;
  let turn = 0;
  const ask = async () => {
    while (performance.now() < end) {
      const begin = performance.now();
      await get(agent, `${apiUrl}${pathOf(turn++)}`, token);
      taken.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  agent.destroy();
  return taken;
}

function get(agent: Agent, url: string, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      if (response.statusCode !== 200) {
        reject(new Error(`${url} answered ${response.statusCode}`));
      }
      response.resume().once("end", resolve);
    })
      .once("error", reject)
      .end();
  });
}

async function rounds(count: number, measure: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < count; round++) {
    values.push(await measure());
  }
  return values;
}

function print(what: string, values: readonly number[], unit: string, wanted: string, moreIsBetter = false): void {
  const sorted = values.toSorted((left, right) => (moreIsBetter ? right - left : left - right));
  const [best = 0] = sorted;
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const text = (value: number) => Math.round(value).toLocaleString("en-US");
  console.log(`${what.padEnd(42)} median ${text(median)} ${unit}, best ${text(best)} ${unit} (wanted ${wanted})`);
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
