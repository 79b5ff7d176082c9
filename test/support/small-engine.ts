import { isDeepStrictEqual } from "node:util";
import { HANDLER, type ResourceName, typeToken } from "../../sdk/handler";
import { type Bag, unknownValue } from "./engine-values";
import type { PartnerCenter } from "./partner-center";
import { KilledError, type ProcessOptions, ProviderInside, type ProviderProcess, type Said } from "./provider-process";
import type { Provider } from "./providers-on";

export { type Said, settingsFor } from "./provider-process";

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
export interface RunOptions extends ProcessOptions {
  readonly refresh?: boolean;
  /** Names of rows to replace, as `--replace` does with their URNs. */
  readonly replace?: readonly string[];
  readonly continueOnError?: boolean;
  /** Where the provider runs. Default: in this process. */
  readonly start?: (center: PartnerCenter, options: ProcessOptions) => ProviderProcess;
  /** Engine and provider die once so many calls were answered, before the last answer is recorded. */
  readonly diesAfterCall?: number;
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
  #calls = 0;

  constructor(
    private readonly stack: SmallEngine,
    private readonly center: PartnerCenter,
    private readonly options: RunOptions,
    work: (run: Running) => Promise<void>,
  ) {
    this.process = options.start?.(center, options) ?? new ProviderInside(center, options);
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

  /** The provider alone dies: the engine learns it from the call that breaks. */
  killProvider(): Promise<Report> {
    this.process.kill();
    return this.done;
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
    if (!this.#killed) await this.process.end();
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
    const result = await Promise.race([answer, this.#dead]);
    this.#calls += 1;
    if (this.#calls === this.options.diesAfterCall) {
      this.#killed = true;
      this.process.kill();
      throw new KilledError("killed");
    }
    return result;
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

  /** @param kept false in a preview: nothing is made or changed, and no row is written. */
  async register(goals: readonly Goal[], kept = true): Promise<void> {
    const failed = new Set<string>();
    for (const goal of goals) {
      if (this.failed && !this.options.continueOnError) return;
      // A plan whose cart could not be made is not registered: its inputs are not known.
      const cartUrn = urnOf("AzurePlanCart", `${goal.name}-cart`);
      if (goal.type === "AzurePlanSubscription" && failed.has(cartUrn)) continue;
      try {
        await this.#registerOne(goal, kept);
      } catch (error) {
        failed.add(goal.urn);
        this.#recordOrDie(goal.urn, error);
      }
    }
  }

  async #registerOne(goal: Goal, kept: boolean): Promise<void> {
    const row = this.stack.find(goal.type, [goal.urn, ...goal.aliases]);
    const given = JSON.parse(JSON.stringify(goal.inputs()));
    const targeted = this.options.replace?.includes(goal.name);
    // As the engine does: what is to be replaced is checked as if it were new, and not diffed.
    let inputs = await this.#check(goal, targeted ? {} : (row?.inputs ?? {}), given);
    if (!row) return kept ? this.#create(goal, inputs) : this.step("would create", goal.urn);

    const verdict = targeted
      ? { changes: true, replaces: ["id"] }
      : await this.call(goal.type, (provider) => provider.diff(row.id, row.outputs, inputs));
    const changed = verdict.changes ?? !isDeepStrictEqual(withoutHidden(row.inputs), withoutHidden(inputs));
    const current = { ...row, urn: goal.urn };
    const isDifferent = changed || row.initErrors;
    if (!kept) return this.step(isDifferent ? "would change" : "same", goal.urn);
    if (changed && verdict.replaces?.length) {
      inputs = await this.#check(goal, {}, given);
      const { length } = this.stack.rows;
      try {
        await this.#create(goal, inputs);
      } finally {
        // The old row leaves also when the new object is only half made.
        if (this.stack.rows.length > length) this.stack.put({ ...current, pendingDelete: true }, row);
      }
    } else if (isDifferent) {
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

  /** `pulumi preview`: what an `up` would do. Rows stay as they are. */
  async preview(program: readonly Declaration[], options: RunOptions = {}): Promise<Report> {
    const { rows } = this;
    const { done } = new Running(this, this.center, options, async (run) => {
      if (options.refresh) await run.refresh();
      if (run.failed) return;
      await run.register(
        program.flatMap((declaration) => this.#goalsOf(declaration, unknownValue)),
        false,
      );
    });
    return done.finally(() => {
      this.rows = rows;
    });
  }

  refresh(options: RunOptions = {}): Promise<Report> {
    return this.beginRefresh(options).done;
  }

  /** The same, left to itself. */
  beginRefresh(options: RunOptions = {}): Running {
    return new Running(this, this.center, options, (run) => run.refresh());
  }

  destroy(options: RunOptions = {}): Promise<Report> {
    return this.beginDestroy(options).done;
  }

  /** The same, left to itself. */
  beginDestroy(options: RunOptions = {}): Running {
    return new Running(this, this.center, options, async (run) => {
      if (options.refresh) await run.refresh();
      if (!run.failed) await run.sweep([]);
    });
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

  /** @param missing stands for what a plan would be told of a cart that is not there. */
  #goalsOf({ type, name, args, aliases = [], timeouts }: Declaration, missing?: string): Goal[] {
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
        if (!cart && missing) {
          return { ...args, __cart: { id: missing, creationTimestamp: missing, expirationTimestamp: missing } };
        }
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

/** A bag as people see it. */
export function withoutHidden(bag: Bag): Bag {
  return Object.fromEntries(Object.entries(bag).filter(([key]) => !key.startsWith("__")));
}
