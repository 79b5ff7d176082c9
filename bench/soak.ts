/**
 * `npm run soak`: the real dynamic-provider hosts (of both ends of the supported range of `@pulumi/pulumi`) and a program
 * that reads, against an emulator in which something goes wrong all the time, for half an hour. Each minute everything
 * holds still, garbage is collected and memory is measured. It fails when memory grows by more than 5 % after the warm-up,
 * when a process ends, leaves a rejection uncaught, or makes Node warn. `-- minutes=5 seed=7` changes both.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Emulator, startEmulator } from "pulumi-partnercenter-emulator";
import { DynamicHost, sdks } from "../test/support/dynamic-host";
import { FakeEngine } from "../test/support/fake-engine";
import { EmulatorAdmin, settingsFor } from "../tools/emulator-admin";
import { withoutAmbientSettings } from "../tools/pulumi-cli/ambient";
import { repositoryRoot } from "../tools/repository";
import { Chance } from "./soak/chance";
import { CustomerLife } from "./soak/customer-life";
import { Gate } from "./soak/gate";
import { Reading } from "./soak/reading";
import { Tally } from "./soak/tally";
import { endTrouble, makeTrouble } from "./soak/trouble";
import { judge, MOST_GROWTH, percent } from "./soak/verdict";
import type { Vitals } from "./soak/vitals";
import { Watch } from "./soak/watched";

const SPEED = 600;
const CUSTOMERS_A_HOST = 24;
const READERS = 3;
const TROUBLE_EVERY_MS = 150;

interface Watched {
  readonly name: string;
  readonly pid: number;
  readonly watch: Watch;
  readonly history: Vitals[];
}

async function main(): Promise<number> {
  const { minutes, seed } = options(process.argv.slice(2));
  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${loadavg()[0]?.toFixed(1)}`;
  console.log(`${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.version}`);
  console.log(`${minutes} minutes, seed ${seed}\n`);
  const soak = await Soak.start(seed);
  try {
    return await soak.run(minutes);
  } finally {
    await soak.stop();
  }
}

class Soak {
  readonly #gate = new Gate();
  readonly #tally = new Tally();
  readonly #watched: Watched[] = [];
  readonly #hosts: DynamicHost[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), "soak-"));
  #reading: Reading | undefined;
  #ended = false;

  private constructor(
    private readonly emulator: Emulator,
    private readonly engine: FakeEngine,
    private readonly seed: number,
  ) {}

  static async start(seed: number): Promise<Soak> {
    const named = (at: number) => ({ name: `Customer ${at}`, domain: `customer${at}.example.com` });
    const customers = Array.from({ length: CUSTOMERS_A_HOST * sdks.length }, (_, at) => named(at));
    const emulator = await startEmulator({
      seed,
      speed: SPEED,
      // A reply that is lost takes the new refresh token with it: the old one goes on working, as Entra's does.
      switches: { replacedRefreshToken: "usable" },
      seedFile: {
        partners: [
          { name: "Ours", domain: "ours.example.com", customers },
          { name: "Theirs", domain: "theirs.example.com" },
        ],
      },
    });
    const soak = new Soak(emulator, await FakeEngine.start(), seed);
    for (const sdk of sdks) await soak.#startHost(sdk);
    soak.#startReader();
    return soak;
  }

  async #startHost(sdk: (typeof sdks)[number]): Promise<void> {
    const watch = new Watch();
    const cwd = join(repositoryRoot, "test", "contract", "programs", "host");
    const settings = settingsFor(this.emulator, SPEED);
    const env = { ...settings, ...watch.environment };
    const host = await DynamicHost.start({ cwd, sdk, engine: this.engine.address, env });
    await host.configure({});
    this.#hosts.push(host);
    this.#watched.push({ name: `host of ${sdk}`, pid: host.pid, watch, history: [] });
  }

  #startReader(): void {
    const watch = new Watch();
    const tokenFile = join(this.#folder, "refresh-token");
    writeFileSync(tokenFile, this.emulator.userRefreshToken);
    this.#reading = new Reading({
      ...withoutAmbientSettings(process.env),
      ...settingsFor(this.emulator, SPEED),
      ...watch.environment,
      PARTNERCENTER_REFRESH_TOKEN_FILE: tokenFile,
      SOAK_CUSTOMERS: this.emulator.customers.map(({ id }) => id).join(","),
    });
    this.#watched.push({ name: "reading program", pid: this.#reading.pid, watch, history: [] });
  }

  /** @returns the exit code. */
  async run(minutes: number): Promise<number> {
    const working = [...this.#lives(), ...this.#readers(), this.#trouble()];
    console.log("minute  live MB (resident MB) of each process        done  failed");
    for (let minute = 1; minute <= minutes; minute += 1) {
      await sleep(60_000);
      await this.#measure(minute);
    }
    this.#ended = true;
    await Promise.all(working);
    return this.#conclude(warmUpOf(minutes));
  }

  /** One customer after the other steps on by itself, as an engine's operations run at the same time. */
  #lives(): Promise<void>[] {
    const admin = new EmulatorAdmin(this.emulator);
    const portal = (path: string, change: unknown) => admin.portal(path, change);
    return this.emulator.customers.map(({ id }, at) => {
      const own = this.#hosts[at % this.#hosts.length];
      const other = this.#hosts[(at + 1) % this.#hosts.length];
      if (!own || !other) throw new Error("there are no hosts");
      const life = new CustomerLife(id, own, other, portal, new Chance(this.seed + at));
      return this.#repeat(async () => {
        const { deed, failure } = await life.step();
        this.#tally.add(deed, failure);
      });
    });
  }

  #readers(): Promise<void>[] {
    const chance = new Chance(this.seed);
    return Array.from({ length: READERS }, () =>
      this.#repeat(async () => this.#tally.add("read", await this.#reading?.step(chance.below(2 ** 31)))),
    );
  }

  #trouble(): Promise<void> {
    const chance = new Chance(this.seed);
    return this.#repeat(async () => {
      makeTrouble(this.emulator, chance);
      await sleep(TROUBLE_EVERY_MS);
    });
  }

  async #repeat(work: () => Promise<void>): Promise<void> {
    while (!this.#ended) await this.#gate.pass(work);
  }

  async #measure(minute: number): Promise<void> {
    endTrouble(this.emulator);
    await this.#gate.close();
    for (const { name, pid, watch, history } of this.#watched) {
      try {
        history.push(await watch.vitals(pid));
      } catch (error) {
        throw new Error(`${name}: ${error instanceof Error ? error.message : error}`);
      }
    }
    this.emulator.journal.clear();
    this.engine.logs.length = 0;
    const memory = this.#watched.map(({ history }) => {
      const last = history.at(-1);
      return last ? `${megabytes(last.liveBytes)} (${megabytes(last.residentBytes)})` : "";
    });
    const { done, failed } = this.#tally.take();
    console.log(
      `${String(minute).padStart(6)}  ${memory.join("   ").padEnd(48)} ${String(done).padStart(6)}  ${String(failed).padStart(6)}`,
    );
    this.#gate.open();
  }

  #conclude(warmUpMinutes: number): number {
    console.log(`\n${this.#tally.summary()}\n`);
    const faults = this.#watched.flatMap(({ name, history }) => {
      const verdict = judge(history, warmUpMinutes);
      const last = history.at(-1);
      console.log(
        `${name}: live ${percent(verdict.liveGrowth)}, resident ${percent(verdict.residentGrowth)}, ` +
          `${last?.uncaught.length} uncaught, ${last?.warnings.length} warnings`,
      );
      return verdict.faults.map((fault) => `${name}: ${fault}`);
    });
    for (const fault of faults) console.log(`✗ ${fault}`);
    if (faults.length > 0) return 1;
    const limit = `grew by more than ${MOST_GROWTH * 100} % after ${warmUpMinutes} minutes`;
    console.log(`✓ nothing ${limit}, nothing was left uncaught, nothing was warned of`);
    return 0;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#hosts.map((host) => host.stop()), this.#reading?.stop()]);
    this.engine.stop();
    await this.emulator.close();
    for (const { watch } of this.#watched) watch.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/** Caches and pools fill, code is compiled: a fifth of the time, at most five minutes. */
const warmUpOf = (minutes: number) => Math.min(5, Math.ceil(minutes / 5));

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);

function options(args: readonly string[]): { minutes: number; seed: number } {
  const given = new Map(args.map((arg) => [arg.split("=")[0] ?? "", Number(arg.split("=")[1])]));
  for (const [name, value] of given) {
    if (!["minutes", "seed"].includes(name) || !Number.isInteger(value) || value < 1) {
      throw new RangeError(`${name} is not understood: write minutes=30 or seed=1`);
    }
  }
  return { minutes: given.get("minutes") ?? 30, seed: given.get("seed") ?? 1 };
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
