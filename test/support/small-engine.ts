import { setImmediate as nextTurn } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import type { TokenSource } from "../../provider/client/authorise";
import { createClient } from "../../provider/client/create-client";
import type { WireReply } from "../../provider/client/pipeline";
import { RetryBudget } from "../../provider/client/retry-budget";
import { Throttle } from "../../provider/client/throttle";
import type { WireRequest } from "../../provider/client/transport";
import type { Clock } from "../../provider/clock";
import { dynamicProvider } from "../../provider/resources/adapter";
import { azurePlanCart } from "../../provider/resources/azure-plan-cart";
import { azurePlanSubscription } from "../../provider/resources/azure-plan-subscription";
import { customerUsageBudget } from "../../provider/resources/customer-usage-budget";
import { productUpgrade } from "../../provider/resources/product-upgrade";
import { createRuntime } from "../../provider/runtime";
import { loadSettings, type Settings } from "../../provider/settings";
import { HANDLER, type ResourceName, typeToken } from "../../sdk/handler";
import type { Bag } from "./engine-values";
import type { Partner, PartnerCenter } from "./partner-center";

/** A resource that a program declares. A plan brings its cart, as its class does. */
export interface Declaration {
  readonly type: "AzurePlanSubscription" | "CustomerUsageBudget" | "ProductUpgrade";
  readonly name: string;
  readonly args: Bag;
  /** Earlier names. */
  readonly aliases?: readonly string[];
  readonly timeouts?: Bag;
}

/** What the engine keeps of a resource. */
export interface Row {
  readonly urn: string;
  readonly type: ResourceName;
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
  /** It is half made: the next run calls update. */
  readonly initErrors?: readonly string[];
  /** It was replaced, and the run ended before its delete. */
  readonly pendingDelete?: boolean;
}

/** How a run is started. */
export interface RunOptions {
  readonly refresh?: boolean;
  /** Names of rows to replace, as `--replace` does with their URNs. */
  readonly replace?: readonly string[];
  readonly continueOnError?: boolean;
  /** Default: the main partner. */
  readonly partner?: Partner;
  readonly settings?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** How far this machine's clock is ahead of the service's, in milliseconds. */
  readonly clockAheadMs?: number;
  /** What of the service's replies arrives otherwise than the emulator sends it. */
  readonly alter?: (request: WireRequest, reply: WireReply) => WireReply;
  /** Where tokens come from. Default: real MSAL over TLS, anew for each process. */
  readonly tokens?: TokenSource;
}

/** How a run ended. */
export interface Report {
  readonly killed: boolean;
  readonly failures: readonly { readonly urn: string; readonly message: string }[];
  /** All failures' texts. */
  readonly error: string;
  /** `create plan`, `same plan-cart`, in their order. */
  readonly steps: readonly string[];
  readonly said: readonly Said[];
}

/** A text that a provider sent to the engine. */
export interface Said {
  readonly severity: "info" | "warning";
  readonly text: string;
  readonly urn?: string;
  readonly ephemeral?: boolean;
}

type Provider = Required<dynamic.ResourceProvider<Bag, Bag>>;

/** What everything of a killed provider ends with. */
class KilledError extends Error {
  override readonly name = "KilledError";
}

/** A provider process: real adapter, real client, real tokens over TLS. Only its clock and its death are ours. */
export class ProviderProcess {
  readonly said: Said[] = [];
  engineAlive = true;
  /** How often it asked whether its engine lives. */
  probes = 0;
  readonly #death = new AbortController();
  readonly #providers: Readonly<Record<ResourceName, Provider>>;

  constructor(center: PartnerCenter, options: RunOptions) {
    const { environment = {}, clockAheadMs = 0 } = options;
    const settings = settingsFor(center, options);
    const clock = linkedClock(center, this.#death.signal, clockAheadMs);
    const transport = {
      ...center.transport,
      exchange: async (request: WireRequest) => {
        this.#death.signal.throwIfAborted();
        const signals = request.signal ? [request.signal, this.#death.signal] : [this.#death.signal];
        const reply = await center.transport.exchange({ ...request, signal: AbortSignal.any(signals) });
        return options.alter?.(request, reply) ?? reply;
      },
    };
    const client = createClient(settings, {
      clock,
      transport,
      retryBudget: new RetryBudget(),
      throttle: new Throttle(),
      random: () => 0.5,
      ...(options.tokens && { tokens: options.tokens }),
    });
    const engine = {
      alive: async () => {
        this.probes += 1;
        this.#death.signal.throwIfAborted();
        return this.engineAlive;
      },
      log: async (severity: Said["severity"], text: string, where: Omit<Said, "severity" | "text">) => {
        this.said.push({ severity, text, ...where });
      },
    };
    const runtime = createRuntime({ settings, engine, environment, clock, client });
    this.#providers = {
      AzurePlanCart: dynamicProvider(azurePlanCart, () => runtime) as Provider,
      AzurePlanSubscription: dynamicProvider(azurePlanSubscription, () => runtime) as Provider,
      CustomerUsageBudget: dynamicProvider(customerUsageBudget, () => runtime) as Provider,
      ProductUpgrade: dynamicProvider(productUpgrade, () => runtime) as Provider,
    };
  }

  async provider(type: ResourceName): Promise<Provider> {
    const provider = this.#providers[type];
    await provider.configure({ config: { get: () => undefined, require: () => "" } });
    return provider;
  }

  /** `kill -9`: its connections break, nothing more is sent, nothing it still answers counts. */
  kill(): void {
    this.#death.abort(new KilledError("killed"));
  }
}

/** What a stack's configuration says when it is set up for the emulator. */
export function settingsFor(
  center: PartnerCenter,
  { partner = center.emulator, settings = {} }: Pick<RunOptions, "partner" | "settings"> = {},
): Settings {
  const { tenantId, clientId, clientSecret } = partner;
  const { apiUrl: endpoint, authorityUrl: authority, caFile } = center.emulator;
  return loadSettings({ tenantId, clientId, clientSecret, endpoint, authority, caFile, ...settings }, {});
}

const MOST_SLEEPS = 2_000;

/** The service's own time, which a wait lets pass at once. */
function linkedClock(center: PartnerCenter, death: AbortSignal, aheadMs: number): Clock {
  let sleeps = 0;
  return {
    now: () => center.emulator.clock.now() + aheadMs,
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted();
      death.throwIfAborted();
      sleeps += 1;
      if (sleeps > MOST_SLEEPS) throw new Error("a provider waits for something that never comes");
      center.pass(durationMs);
      await nextTurn();
      signal?.throwIfAborted();
      death.throwIfAborted();
    },
  };
}

interface Goal {
  readonly type: ResourceName;
  readonly name: string;
  readonly urn: string;
  readonly aliases: readonly string[];
  readonly inputs: () => Bag;
}

/** One engine operation under way. */
export class Running {
  readonly process: ProviderProcess;
  readonly done: Promise<Report>;
  /** The provider's last call, which goes on when only the engine dies. */
  lastCall: Promise<unknown> = Promise.resolve();
  readonly #dead: Promise<never>;
  #die = () => {};
  readonly #failures: { urn: string; message: string }[] = [];
  readonly #steps: string[] = [];
  #killed = false;

  constructor(
    private readonly stack: SmallEngine,
    private readonly center: PartnerCenter,
    private readonly options: RunOptions,
    work: (run: Running) => Promise<void>,
  ) {
    this.process = new ProviderProcess(center, options);
    this.#dead = new Promise((_, reject) => {
      this.#die = () => reject(new KilledError("killed"));
    });
    this.#dead.catch(() => undefined);
    this.done = this.#finish(work);
  }

  /** Engine and provider die. */
  async kill(): Promise<Report> {
    this.process.kill();
    return this.killEngine();
  }

  /** The engine alone dies: what its provider still does is nobody's. */
  async killEngine(): Promise<Report> {
    this.#killed = true;
    this.process.engineAlive = false;
    this.#die();
    return this.done;
  }

  async #finish(work: (run: Running) => Promise<void>): Promise<Report> {
    try {
      await work(this);
    } catch (error) {
      if (!(error instanceof KilledError)) throw error;
    }
    return {
      killed: this.#killed,
      failures: this.#failures,
      error: this.#failures.map(({ message }) => message).join("\n"),
      steps: this.#steps,
      said: this.process.said,
    };
  }

  get failed(): boolean {
    return this.#failures.length > 0;
  }

  fail(urn: string, error: unknown): void {
    this.#failures.push({ urn, message: error instanceof Error ? error.message : String(error) });
  }

  step(what: string, urn: string): void {
    this.#steps.push(`${what} ${nameOf(urn)}`);
  }

  /** One call of a provider, whose answer counts only while the engine lives. */
  async call<Result>(type: ResourceName, ask: (provider: Provider) => Promise<Result>): Promise<Result> {
    this.center.pass(1_000);
    const answer = this.process.provider(type).then(ask);
    this.lastCall = answer.catch(() => undefined);
    return Promise.race([answer, this.#dead]);
  }

  async refresh(): Promise<void> {
    for (const row of [...this.stack.rows]) {
      try {
        const read = await this.call(row.type, (provider) => provider.read(row.id, row.outputs));
        if (!read.id) {
          this.step("gone", row.urn);
          this.stack.drop(row);
          continue;
        }
        const outputs = read.props ?? {};
        await this.call(row.type, (provider) => provider.diff(row.id, outputs, row.inputs));
        const fresh = { ...row, id: read.id, outputs, inputs: read.inputs ?? row.inputs };
        this.step(isDeepStrictEqual(fresh, row) ? "unchanged" : "drifted", row.urn);
        this.stack.put(fresh, row);
      } catch (error) {
        this.#recordOrDie(row.urn, error);
      }
    }
  }

  async register(goals: readonly Goal[]): Promise<void> {
    const failed = new Set<string>();
    for (const goal of goals) {
      if (this.failed && !this.options.continueOnError) return;
      // A plan whose cart could not be made is not registered: its inputs are not known.
      const cartUrn = urnOf("AzurePlanCart", `${goal.name}-cart`);
      if (goal.type === "AzurePlanSubscription" && failed.has(cartUrn)) continue;
      try {
        await this.#registerOne(goal);
      } catch (error) {
        failed.add(goal.urn);
        this.#recordOrDie(goal.urn, error);
      }
    }
  }

  async #registerOne(goal: Goal): Promise<void> {
    const row = this.stack.find(goal.type, [goal.urn, ...goal.aliases]);
    const given = JSON.parse(JSON.stringify(goal.inputs()));
    let inputs = await this.#check(goal, row?.inputs ?? {}, given);
    if (!row) return this.#create(goal, inputs);

    const targeted = this.options.replace?.includes(goal.name);
    const verdict = targeted
      ? { changes: true, replaces: ["id"] }
      : await this.call(goal.type, (provider) => provider.diff(row.id, row.outputs, inputs));
    const changed = verdict.changes ?? !isDeepStrictEqual(withoutHidden(row.inputs), withoutHidden(inputs));
    const current = { ...row, urn: goal.urn };
    if (changed && verdict.replaces?.length) {
      inputs = await this.#check(goal, {}, given);
      await this.#create(goal, inputs);
      this.stack.put({ ...current, pendingDelete: true }, row);
    } else if (changed || row.initErrors) {
      await this.#keep(goal, inputs, "update", row, async (provider) => ({
        id: row.id,
        outs: (await provider.update(row.id, row.outputs, inputs)).outs,
      }));
    } else {
      this.step("same", goal.urn);
      this.stack.put({ ...current, inputs }, row);
    }
  }

  async #check(goal: Goal, olds: Bag, news: Bag): Promise<Bag> {
    const checked = await this.call(goal.type, (provider) => provider.check(olds, news));
    const failures = checked.failures ?? [];
    if (failures.length > 0) {
      throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
    }
    return checked.inputs ?? {};
  }

  #create(goal: Goal, inputs: Bag): Promise<void> {
    return this.#keep(goal, inputs, "create", undefined, (provider) => provider.create(inputs));
  }

  /** Keeps what a create or update made, also when it is not finished. */
  async #keep(
    goal: Goal,
    inputs: Bag,
    what: string,
    old: Row | undefined,
    make: (provider: Provider) => Promise<{ id?: string; outs?: Bag | undefined }>,
  ): Promise<void> {
    const base = { urn: goal.urn, type: goal.type, inputs };
    try {
      const { id = "", outs = {} } = await this.call(goal.type, make);
      this.step(what, goal.urn);
      this.stack.put({ ...base, id, outputs: JSON.parse(JSON.stringify(outs)) }, old);
    } catch (error) {
      const half = error as Partial<{ id: string; properties: Bag; reasons: readonly string[] }>;
      if (half.id) {
        this.step(`half ${what}`, goal.urn);
        this.stack.put({ ...base, id: half.id, outputs: half.properties ?? {}, initErrors: half.reasons ?? [] }, old);
      }
      throw error;
    }
  }

  /** Deletes what is not declared any more or was replaced; what depends on others goes first. */
  async sweep(goals: readonly Goal[]): Promise<void> {
    if (this.failed && !this.options.continueOnError) return;
    const declared = new Set(goals.map(({ urn }) => urn));
    const leaving = this.stack.rows.filter(({ urn, pendingDelete }) => pendingDelete || !declared.has(urn));
    for (const row of leaving.reverse()) {
      try {
        await this.call(row.type, (provider) => provider.delete(row.id, row.outputs));
        this.step("delete", row.urn);
        this.stack.drop(row);
      } catch (error) {
        this.#recordOrDie(row.urn, error);
        if (!this.options.continueOnError) return;
      }
    }
  }

  #recordOrDie(urn: string, error: unknown): void {
    if (error instanceof KilledError || this.#killed) throw new KilledError("killed");
    this.fail(urn, error);
  }
}

/** Plays Pulumi's engine for one stack: the rows, and the order of calls that the real one was seen to make. */
export class SmallEngine {
  rows: readonly Row[] = [];

  constructor(private readonly center: PartnerCenter) {}

  /** Starts `pulumi up` and leaves it to itself, so that it can be killed. */
  begin(program: readonly Declaration[], options: RunOptions = {}): Running {
    return new Running(this, this.center, options, async (run) => {
      if (options.refresh) await run.refresh();
      if (run.failed) return;
      const goals = program.flatMap((declaration) => this.#goalsOf(declaration));
      await run.register(goals);
      await run.sweep(goals);
    });
  }

  up(program: readonly Declaration[], options: RunOptions = {}): Promise<Report> {
    return this.begin(program, options).done;
  }

  refresh(options: RunOptions = {}): Promise<Report> {
    return new Running(this, this.center, options, (run) => run.refresh()).done;
  }

  destroy(options: RunOptions = {}): Promise<Report> {
    return new Running(this, this.center, options, async (run) => {
      if (options.refresh) await run.refresh();
      if (!run.failed) await run.sweep([]);
    }).done;
  }

  row(name: string): Row | undefined {
    return this.rows.find(({ urn, pendingDelete }) => nameOf(urn) === name && !pendingDelete);
  }

  find(type: ResourceName, urns: readonly string[]): Row | undefined {
    return this.rows.find((row) => row.type === type && urns.includes(row.urn) && !row.pendingDelete);
  }

  put(row: Row, old?: Row): void {
    const at = old ? this.rows.indexOf(old) : -1;
    this.rows = at < 0 ? [...this.rows, row] : this.rows.map((other, index) => (index === at ? row : other));
  }

  drop(row: Row): void {
    this.rows = this.rows.filter((other) => other !== row);
  }

  #goalsOf({ type, name, args, aliases = [], timeouts }: Declaration): Goal[] {
    const goal = (of: ResourceName, called: string, formerly: readonly string[], inputs: () => Bag): Goal => ({
      type: of,
      name: called,
      urn: urnOf(of, called),
      aliases: formerly.map((alias) => urnOf(of, alias)),
      inputs: () => ({
        ...inputs(),
        __provider: HANDLER[of],
        __urn: urnOf(of, called),
        ...(timeouts && { __timeouts: timeouts }),
      }),
    });
    if (type !== "AzurePlanSubscription" || args.onMissing === "fail") return [goal(type, name, aliases, () => args)];
    const cartName = `${name}-cart`;
    const { customerId, partnerIdOnRecord, productId, skuId, allowReplacement } = args;
    return [
      goal(
        "AzurePlanCart",
        cartName,
        aliases.map((alias) => `${alias}-cart`),
        () => ({ customerId, partnerIdOnRecord, productId, skuId, allowReplacement }),
      ),
      goal(type, name, aliases, () => {
        const cart = this.row(cartName);
        const { creationTimestamp, expirationTimestamp } = cart?.outputs ?? {};
        return { ...args, __cart: { id: cart?.id, creationTimestamp, expirationTimestamp } };
      }),
    ];
  }
}

/** A program's plan, called `plan` unless said. */
export function plan(customerId: string, args: Bag = {}, more: Partial<Omit<Declaration, "args">> = {}): Declaration {
  return { type: "AzurePlanSubscription", name: "plan", args: { customerId, ...args }, ...more };
}

/** A program's budget, called `budget` unless said. */
export function budget(customerId: string, amount: unknown, more: Partial<Declaration> = {}): Declaration {
  return { type: "CustomerUsageBudget", name: "budget", args: { customerId, amount }, ...more };
}

/** A program's upgrade, called `upgrade` unless said. */
export function upgrade(
  customerId: string,
  args: Bag = {},
  more: Partial<Omit<Declaration, "args">> = {},
): Declaration {
  return { type: "ProductUpgrade", name: "upgrade", args: { customerId, ...args }, ...more };
}

export function urnOf(type: ResourceName, name: string): string {
  return `urn:pulumi:test::contract::${typeToken(type)}::${name}`;
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function withoutHidden(bag: Bag): Bag {
  return Object.fromEntries(Object.entries(bag).filter(([key]) => !key.startsWith("__")));
}
