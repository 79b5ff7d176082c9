import { setImmediate as nextTurn } from "node:timers/promises";
import { createTokenSource } from "../../provider/auth/token-source";
import type { TokenSource } from "../../provider/client/authorise";
import { systemClock } from "../../provider/clock";
import { MINUTE, type PartnerCenter, until } from "../support/partner-center";
import { type ProviderProcess, settingsFor } from "../support/provider-process";
import type { Declaration, Report, Running, RunOptions } from "../support/small-engine";
import { SmallEngine } from "../support/small-engine";
import type { KillPoint } from "./kill-point";
import type { Operation, Stage } from "./operations";
import { switchesOf, type Variation } from "./variations";
import { type Finding, findings } from "./verdict";

/** Where the provider of a run lives. */
export type Start = NonNullable<RunOptions["start"]>;

/** One run that is stopped at a point, and the run after it. */
export interface KillCase {
  readonly operation: Operation;
  readonly point: KillPoint;
  readonly variation: Variation;
}

/** What came of it. */
export interface KillResult {
  /** False when the run was over before it came to the point: such a run counts for nothing. */
  readonly killed: boolean;
  readonly findings: readonly Finding[];
  /** Texts of the run after the kill, where it failed. */
  readonly error: string;
}

/** A run's options: everything that a case does not vary. */
interface Run {
  readonly start?: Start;
  readonly refresh?: boolean;
  readonly diesAfterCall?: number;
}

/** One customer's stage with what its operation needs to be there. */
export class Scene implements Stage {
  readonly stack: SmallEngine;
  readonly #options: RunOptions;

  constructor(
    readonly center: PartnerCenter,
    readonly customerId: string,
    readonly operation: Operation,
    { clockAheadHours }: Pick<Variation, "clockAheadHours">,
    /** Where runs that are not killed have their provider. Default: in this process. */
    private readonly usually?: Start,
  ) {
    this.stack = new SmallEngine(center);
    const settings = operation.asUser && { refreshTokenFile: center.userTokenFile };
    this.#options = {
      clockAheadMs: clockAheadHours * 60 * MINUTE,
      tokens: sharedTokens(center, operation),
      ...(settings && { settings }),
    };
  }

  /** Brings the stack to where the operation begins. */
  async prepare(): Promise<void> {
    const { before } = this.operation;
    if (!before) return;
    const { error } = await this.stack.up(before(this.customerId), this.#with({}));
    if (error) throw new Error(`${this.operation.name}: could not be prepared: ${error}`);
  }

  begin(run: Run): Running {
    const options = this.#with(run);
    const { command, program } = this.operation;
    if (command === "up") return this.stack.begin(program(this.customerId), options);
    return command === "destroy" ? this.stack.beginDestroy(options) : this.stack.beginRefresh(options);
  }

  /** What the operation's command is repeated with, which for a refresh ends with an `up`. */
  async again(run: Run): Promise<Report> {
    const report = await this.begin(run).done;
    if (this.operation.command !== "refresh" || report.error) return report;
    return this.up(run);
  }

  up(run: Run): Promise<Report> {
    return this.stack.up(this.#declared, this.#with(run));
  }

  get #declared(): readonly Declaration[] {
    return this.operation.program(this.customerId);
  }

  #with(run: Run): RunOptions {
    const start = run.start ?? this.usually;
    return { ...this.#options, ...run, ...(start && { start }) };
  }

  /** A run more, which must have nothing to do. */
  async restlessness(): Promise<readonly Finding[]> {
    const since = this.center.now;
    const { error, steps } = await this.up({});
    const writes = this.center.journal(since).filter(({ effect }) => effect !== null);
    const idle = steps.every((step) => step.startsWith("same "));
    if (!error && idle && writes.length === 0) return [];
    return [{ fault: "restless", text: `the run after it: ${error || steps.join(", ")}` }];
  }
}

/** Plays one case for a customer that nothing else uses. */
export async function killOnce(
  center: PartnerCenter,
  customerId: string,
  { operation, point, variation }: KillCase,
  { start, usually }: { readonly start: Start; readonly usually?: Start },
): Promise<KillResult> {
  const scene = new Scene(center, customerId, operation, variation, usually);
  center.emulator.switches.reset();
  await scene.prepare();
  center.switch(switchesOf(variation));
  const since = center.now;
  const orphan = await interrupt(scene, point, variation, start);
  if (!orphan) return { killed: false, findings: [], error: "" };

  const report = await runBeside(scene, orphan, variation);
  await orphan.finish();
  const found = report.error ? [{ fault: "not converged", text: report.error } as const] : [];
  const all = [...found, ...findings(operation, scene, since)];
  const restless = all.length === 0 ? await scene.restlessness() : [];
  return { killed: true, findings: [...all, ...restless], error: report.error };
}

const tokensOf = new WeakMap<PartnerCenter, Map<Operation, TokenSource>>();

/** Tokens for runs in this process, so that not each of them signs in. Processes of their own get their own. */
function sharedTokens(center: PartnerCenter, operation: Operation): TokenSource {
  const known = tokensOf.get(center) ?? new Map<Operation, TokenSource>();
  tokensOf.set(center, known);
  const settings: Readonly<Record<string, string>> = operation.asUser ? { refreshTokenFile: center.userTokenFile } : {};
  const tokens =
    known.get(operation) ?? createTokenSource(settingsFor(center, { settings }), center.transport, systemClock());
  known.set(operation, tokens);
  return tokens;
}

/** What a killed run leaves behind. */
interface Orphan {
  /** Lets go what is held, in its own time. */
  readonly letGo: () => Promise<void>;
  /** Waits until nothing of it is left. */
  readonly finish: () => Promise<void>;
}

/** Kills a run at the point. Undefined when it never came there. */
async function interrupt(
  scene: Scene,
  point: KillPoint,
  { victim, orphanedRequests }: Variation,
  start: Start,
): Promise<Orphan | undefined> {
  const { center } = scene;
  if (point.kind === "unrecorded") {
    const run = scene.begin({ start, diesAfterCall: point.turn });
    const report = await run.done;
    await run.process.end();
    return report.killed ? { letGo: async () => undefined, finish: async () => undefined } : undefined;
  }
  const hold = center.emulator.holds.add({ method: "*", path: "/**", point: point.at, skip: point.turn, times: 1 });
  const run = scene.begin({ start });
  await Promise.race([hold.whenHeld(), run.done]);
  if (hold.held === 0) {
    hold.release();
    await run.done;
    return undefined;
  }
  const letGo = async () => {
    if (victim !== "engine")
      await until(
        "the emulator sees that its client has gone",
        () => hold.gone > 0 || orphanedRequests === "commit" || hold.held === 0,
      );
    hold.release();
    await nextTurn();
  };
  if (victim === "engine") {
    await run.killEngine();
    return {
      letGo,
      finish: async () => {
        await run.lastCall;
        await run.process.end();
      },
    };
  }
  await (victim === "provider" ? run.killProvider() : run.kill());
  await run.process.end();
  return { letGo, finish: async () => undefined };
}

/** The run after the kill, with what is left of the killed one beside it as the variation says. */
async function runBeside(
  scene: Scene,
  orphan: Orphan,
  { victim, refresh, orphanWaitsFor, orphanedRequests }: Variation,
): Promise<Report> {
  const { center } = scene;
  if (victim !== "engine" || orphanWaitsFor === 0) {
    // A request on its way takes effect, if ever, within five minutes.
    if (orphanedRequests === "commit") center.pass(orphanWaitsFor * MINUTE);
    await orphan.letGo();
    if (victim === "engine") await orphan.finish();
    return scene.again({ refresh });
  }
  const skip = orphanWaitsFor - 1;
  const hold = center.emulator.holds.add({ method: "*", path: "/v1/**", point: "received", skip, times: 1 });
  const next = scene.again({ refresh });
  await Promise.race([hold.whenHeld(), next]);
  await orphan.letGo();
  hold.release();
  return next;
}

/** The requests and calls of a run that nothing disturbs. */
export async function rehearse(
  center: PartnerCenter,
  customerId: string,
  operation: Operation,
  start: Start,
): Promise<{ readonly requests: readonly string[]; readonly calls: readonly string[] }> {
  const scene = new Scene(center, customerId, operation, { clockAheadHours: 0 });
  center.emulator.switches.reset();
  await scene.prepare();
  const since = center.now;
  const calls: string[] = [];
  const run = scene.begin({ start: (of, options) => listening(start(of, options), calls) });
  const { error } = await run.done;
  if (error) throw new Error(`${operation.name}: fails when nothing disturbs it: ${error}`);
  const requests = center.emulator.journal
    .entries({ since })
    .map(
      ({ method, path }) =>
        `${method} ${path.replaceAll(/[\da-f]{8}-[\da-f-]{27}|[\dA-Za-z-]*\d{5}[\dA-Za-z-]*/g, "…")}`,
    );
  return { requests, calls };
}

/** Writes down which calls a process is given. */
function listening(process: ProviderProcess, calls: string[]): ProviderProcess {
  const provider = process.provider.bind(process);
  process.provider = async (type) => {
    const real = await provider(type);
    return new Proxy(real, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...args: readonly unknown[]) => {
          calls.push(`${String(name)} ${type}`);
          return Reflect.apply(method, target, args);
        };
      },
    });
  };
  return process;
}
