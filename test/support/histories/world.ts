import { writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { expireTokens } from "pulumi-partnercenter-emulator";
import { createTokenSource } from "../../../provider/auth/token-source";
import { systemClock } from "../../../provider/clock";
import { settled } from "../fake-clock";
import { CHECKOUT, HOUR, MINUTE, PartnerCenter } from "../partner-center";
import { type Report, Running, type RunOptions, SmallEngine, settingsFor, withoutHidden } from "../small-engine";
import { calls, callsStruck, customerKinds, type Event, type History, type RunEvent } from "./history";
import { PatienceWatch } from "./patience-watch";
import { Portal } from "./portal";
import { contentOf, declarationsOf, edited, emptyProgram, kindsOfRow, type Program } from "./program";
import { complaintsOf } from "./rules";
import { look, type PlayedRun, type Sight } from "./sight";

/** How long after a killed or failed purchase every list is certainly complete: only then may its cart leave the state. */
const LISTS_COMPLETE_MS = 2 * HOUR;

/** What a run without faults may still say, since no client can do better. Each only where it is so. */
const excuses: readonly { readonly text: RegExp; readonly holds: (sight: Sight, program: Program) => boolean }[] = [
  { text: /still has a legacy Azure subscription/, holds: (_, program) => !program.upgrade },
  { text: /a plan is not bought to be suspended/, holds: (_, program) => program.plan?.status === "suspended" },
  { text: /was not suspended: it has \d+ active/, holds: ({ busyPlans }) => busyPlans.size > 0 },
  { text: /800091: a suspended subscription cannot be changed/, holds: (_, { plan }) => plan?.status === "suspended" },
  { text: /More than one Azure plan .* could be meant/, holds: ({ plans }) => plans.length > 1 },
  { text: /800089: the customer cannot have one more/, holds: ({ plans }) => plans.length > 1 },
];

/** Where histories are played. */
export interface WorldOptions {
  /** Where providers run. Default: in this process. */
  readonly start?: NonNullable<RunOptions["start"]>;
  /** How fast the emulator's clock runs, for providers in processes of their own. Default: it stands still. */
  readonly speed?: number;
}

/** One emulator, in which history after history is played from its beginning. */
export class World {
  /** Runs, deeds of people and passings of time so far. */
  steps = 0;

  private constructor(
    readonly center: PartnerCenter,
    private readonly watch: PatienceWatch,
    private readonly options: WorldOptions,
  ) {}

  static async open(options: WorldOptions = {}): Promise<World> {
    const customers = customerKinds.map((kind) => ({
      name: kind,
      domain: `${kind.toLowerCase()}.example.com`,
      ...(kind === "withPlan" && { plans: [{ friendlyName: "Theirs" }], budget: "40" }),
      ...(kind === "suspendedPlan" && { plans: [{ status: "suspended" as const, azureSubscriptions: [] }] }),
      ...(kind === "legacy" && { legacyAzure: true }),
    }));
    const partners = [
      { name: "Ours", domain: "ours.example.com", customers },
      { name: "Theirs", domain: "theirs.example.com" },
    ];
    const watch = new PatienceWatch();
    const speed = options.speed === undefined ? {} : { speed: options.speed };
    return new World(await PartnerCenter.open({ seedFile: { partners }, ...speed }, watch.wrap), watch, options);
  }

  close(): Promise<void> {
    return this.center.close();
  }

  /** @throws what is wrong, with the steps that led there. */
  async play(history: History): Promise<void> {
    const { center, watch } = this;
    center.emulator.reset();
    if (this.options.speed === undefined) center.emulator.clock.change({ frozen: true });
    watch.begin(() => center.emulator.clock.now());
    const story = new Story(center, watch, history, this.options);
    try {
      await story.play(history.events);
    } finally {
      await story.end();
      this.steps += story.steps;
    }
  }
}

/** One history on its way. */
class Story {
  steps = 0;
  readonly #stack: SmallEngine;
  readonly #customerId: string;
  readonly #portal: Portal;
  readonly #options: RunOptions;
  readonly #told: string[] = [];
  readonly #orphans = new Set<Promise<unknown>>();
  #program: Program;
  /** The stack may not know what is so. */
  #stale = true;
  /** A purchase may be under way until then. */
  #unsettledUntilMs = 0;
  /** A change that the service has accepted may show only after it. */
  #changesArriveUntilMs = 0;
  #applied = new Map<string, string>();

  constructor(
    private readonly center: PartnerCenter,
    private readonly watch: PatienceWatch,
    private readonly history: History,
    { start }: WorldOptions,
  ) {
    const { kind, plan, budget, switches } = history;
    center.switch(switches);
    this.#stack = new SmallEngine(center);
    this.#customerId = center.emulator.customers[customerKinds.indexOf(kind)]?.id ?? "";
    this.#portal = new Portal(center, this.#customerId, history);
    this.#program = { ...emptyProgram, plan, budget, upgrade: kind === "legacy" };
    const settings = kind === "legacy" ? { refreshTokenFile: center.userTokenFile } : {};
    if (kind === "legacy") writeFileSync(center.userTokenFile, center.emulator.userRefreshToken);
    const tokens = createTokenSource(settingsFor(center, { settings }), center.transport, systemClock());
    this.#options = { settings, tokens, ...(start && { start }) };
  }

  async play(events: readonly Event[]): Promise<void> {
    for (const event of events) {
      await this.#happen(event);
      if (this.#isUndecidable()) return;
    }
    await this.#conclude();
  }

  async end(): Promise<void> {
    this.center.emulator.holds.releaseAll();
    await Promise.all(this.#orphans);
  }

  async #happen(event: Event): Promise<void> {
    this.steps += 1;
    switch (event.does) {
      case "portal":
        this.#stale = true;
        this.#told.push(event.deed);
        return this.#portal.do(event.deed);
      case "pass":
        this.#told.push(`pass ${event.ms / MINUTE} minutes`);
        return this.center.pass(event.ms);
      case "pass to the cart's last minutes":
        this.#told.push(event.does);
        return this.#passToLastMinutesOfCart();
      case "expire tokens":
        expireTokens(this.center.emulator.model);
        return;
      case "dying checkout":
        await this.#dieAtCheckout(event.takesEffectAfterMinutes);
        if (event.lastMinutes) this.#passToLastMinutesOfCart();
        return;
      default:
        await this.#run(event);
    }
  }

  async #run(event: RunEvent): Promise<PlayedRun> {
    const { emulator } = this.center;
    const wanted = (edit: RunEvent["edits"][number]) => edit.edit !== "upgrade" || this.history.kind === "legacy";
    this.#program = event.edits.filter(wanted).reduce(edited, this.#program);
    await this.#settleBeforeCartLeaves(event);
    for (const { call, fault, times } of event.faults) {
      for (const struck of callsStruck(call)) {
        const [method, path] = calls[struck];
        emulator.faults.add({ method, path, times, ...fault });
      }
    }
    if (event.withoutRole) await this.#setRole(false);
    const crowdedBefore = this.#orphans.size > 0;
    const arrived =
      this.history.switches.subscriptionPatch === "200" || emulator.clock.now() > this.#changesArriveUntilMs;
    const before = this.#look();
    const since = emulator.journal.seq;
    this.watch.forget();
    const { report, crashed } = await this.#operate(event);
    const played: PlayedRun = {
      event,
      report,
      crashed,
      crowded: crowdedBefore || !arrived || this.#orphans.size > 0,
      program: this.#program,
      before,
      after: this.#look(),
      entries: this.center.journal(since),
      stale: this.#stale && !event.refresh,
      applied: this.#applied,
    };
    emulator.faults.clear();
    if (event.withoutRole) await this.#setRole(true);
    this.#told.push(
      `${event.does}${event.refresh ? " --refresh" : ""}: ${crashed ? "crash " : ""}${report.steps.join(", ")} ${report.error}`,
    );
    this.#judge(played);
    this.#remember(played, arrived);
    return played;
  }

  #judge(played: PlayedRun): void {
    const impatient = played.crowded ? [] : this.watch.complaints;
    const complaints = [...complaintsOf(played), ...impatient];
    if (complaints.length > 0) this.#complain(complaints.join("\n"));
  }

  #complain(what: string): never {
    throw new Error(`${what}\nafter:\n${this.#told.map((line) => `  ${line}`).join("\n")}`);
  }

  /**
   * What the next run may count on.
   * @param arrived whether everything that an earlier run sent had taken effect when this one began.
   */
  #remember({ event, report, crashed, crowded, program }: PlayedRun, arrived: boolean): void {
    if (event.does === "preview") return;
    const isClean = !crashed && !crowded && report.failures.length === 0;
    if (!isClean) {
      this.#stale = true;
      this.#unsettledUntilMs = this.center.emulator.clock.now() + LISTS_COMPLETE_MS;
      this.#changesArriveUntilMs = this.center.emulator.clock.now() + MINUTE;
    }
    this.#applied = new Map();
    if (!isClean) return;
    if (arrived && (event.does === "refresh" || event.refresh)) this.#stale = false;
    if (event.does !== "up") return;
    for (const kind of kindsOfRow) {
      const content = contentOf(program, kind);
      if (content !== undefined) this.#applied.set(program.names[kind].name, content);
    }
  }

  /** Right after a killed purchase no client can know whether a cart that leaves the state has bought (R1). */
  async #settleBeforeCartLeaves({ does, replace }: RunEvent): Promise<void> {
    if (does === "preview" || does === "refresh") return;
    const { name, aliases } = this.#program.names.plan;
    const kept = does === "destroy" || !this.#program.plan ? [] : [name, ...aliases].map((one) => `${one}-cart`);
    const carts = this.#stack.rows.filter(({ type }) => type === "AzurePlanCart");
    const leaves = carts.some(({ urn }) => !kept.includes(urn.split("::").at(-1) ?? ""));
    if (leaves || replace.includes("plan-cart")) await this.#settle();
  }

  async #settle(): Promise<void> {
    await Promise.all(this.#orphans);
    const leftMs = this.#unsettledUntilMs - this.center.emulator.clock.now();
    if (leftMs > 0) this.center.pass(leftMs);
  }

  async #operate(event: RunEvent): Promise<{ readonly report: Report; readonly crashed: boolean }> {
    const { refresh, continueOnError, replace, crash } = event;
    const diesAfterCall = crash && "afterCalls" in crash ? crash.afterCalls : undefined;
    const options = {
      ...this.#options,
      refresh,
      continueOnError,
      replace: replace.map((one) => this.#nameNow(one)),
      ...(diesAfterCall !== undefined && { diesAfterCall }),
    };
    const program = declarationsOf(this.#program, this.#customerId);
    if (event.does === "preview") return { report: await this.#stack.preview(program, options), crashed: false };
    if (!crash || "afterCalls" in crash) {
      const report = await this.#begin(event, options).done;
      return { report, crashed: report.killed };
    }
    const [method, path] = calls[crash.call];
    const hold = this.center.hold(method, path, crash.point);
    const run = this.#begin(event, options);
    const crashed = await Promise.race([hold.whenHeld().then(() => true), run.done.then(() => false)]);
    if (crashed) await this.#kill(run, crash.who);
    hold.release();
    return { report: await run.done, crashed };
  }

  #begin({ does, refresh }: RunEvent, options: RunOptions): Running {
    if (does === "up") return this.#stack.begin(declarationsOf(this.#program, this.#customerId), options);
    return new Running(this.#stack, this.center, options, async (run) => {
      if (refresh || does === "refresh") await run.refresh();
      if (does === "destroy" && !run.failed) await run.sweep([]);
    });
  }

  async #kill(run: Running, who: "everything" | "engine" | "provider"): Promise<void> {
    if (who === "engine") await run.killEngine();
    else if (who === "provider") await run.killProvider();
    else await run.kill();
    const orphan = run.lastCall.finally(() => this.#orphans.delete(orphan));
    this.#orphans.add(orphan);
  }

  #nameNow(row: RunEvent["replace"][number]): string {
    const { names } = this.#program;
    return row === "plan-cart" ? `${names.plan.name}-cart` : names[row].name;
  }

  async #dieAtCheckout(takesEffectAfterMinutes: number | undefined): Promise<void> {
    const { center } = this;
    if (takesEffectAfterMinutes !== undefined) center.switch({ orphanedRequests: "commit" });
    const run = this.#stack.begin(declarationsOf(this.#program, this.#customerId), this.#options);
    const hold = center.hold("POST", CHECKOUT, "received");
    const held = await Promise.race([hold.whenHeld().then(() => true), run.done.then(() => false)]);
    if (held) await run.kill();
    center.pass((takesEffectAfterMinutes ?? 0) * MINUTE);
    hold.release();
    // What was held arrives in its own turn.
    await settled();
    await Promise.all(this.#orphans);
    center.switch({ orphanedRequests: "drop" });
    this.#told.push(`dying checkout ${held ? "killed" : (await run.done).steps}`);
    this.#stale = true;
    this.#applied = new Map();
    this.#unsettledUntilMs = center.emulator.clock.now() + LISTS_COMPLETE_MS;
  }

  #passToLastMinutesOfCart(): void {
    const { clock } = this.center.emulator;
    for (const { type, outputs } of this.#stack.rows) {
      const endsMs = Date.parse(String(outputs.expirationTimestamp)) - 20 * MINUTE;
      if (type === "AzurePlanCart" && endsMs > clock.now()) this.center.pass(endsMs - clock.now());
    }
  }

  async #setRole(adminAgent: boolean): Promise<void> {
    await this.center.portal(`/partners/${this.center.emulator.tenantId}/roles`, { adminAgent });
  }

  /** When everything has calmed down, two clean runs reach what is declared, and a third finds nothing to do. */
  async #conclude(): Promise<void> {
    await Promise.all(this.#orphans);
    await this.#portal.do("mend upgrades");
    this.center.pass(5 * MINUTE);
    const clean = (does: "up" | "preview", refresh: boolean) => {
      this.steps += 1;
      const nothing = { edits: [], replace: [], faults: [], crash: undefined, withoutRole: false };
      return this.#run({ does, refresh, continueOnError: false, ...nothing });
    };
    const first = await clean("up", false);
    // That time, or a refresh, must come first.
    this.#excuse(first, /pulumi up --refresh|in an hour/);
    if (this.#isUndecidable()) return;
    this.center.pass(2 * HOUR);
    const second = await clean("up", true);
    this.#excuse(second);
    if (this.#isUndecidable() || second.report.failures.length > 0) return;
    const preview = await clean("preview", true);
    const third = await clean("up", true);
    for (const { report, entries, event, before, after } of [preview, third]) {
      // Drift of hidden keys is nothing that anybody sees.
      const acted = report.steps.filter((step) => !/^(same|unchanged|drifted) /.test(step));
      const effect = entries.find((entry) => entry.effect)?.effect?.kind ?? "";
      const drifted = !isDeepStrictEqual(visibleIn(before), visibleIn(after));
      if (acted.length > 0 || effect || report.error || drifted) {
        this.#complain(`a last ${event.does} finds something to do: ${acted.join(", ")} ${effect} ${report.error}`);
      }
    }
  }

  #excuse({ report, after }: PlayedRun, also?: RegExp): void {
    for (const { message } of report.failures) {
      const isExcused =
        also?.test(message) || excuses.some(({ text, holds }) => text.test(message) && holds(after, this.#program));
      if (!isExcused && !this.#isUndecidable()) this.#complain(`a run without faults fails: ${message}`);
    }
  }

  /** A person's order and ours while one cart lived: no client can tell them apart (R4, R5). */
  #isUndecidable(): boolean {
    const orders = [...this.center.emulator.model.orders.values()].filter(
      ({ customerId }) => customerId === this.#customerId,
    );
    const origins = new Set(orders.map(({ boughtWith }) => boughtWith));
    return origins.size > 1 && /more than one order fits/.test(this.#told.at(-1) ?? "");
  }

  #look(): Sight {
    return look(this.center, this.#customerId, this.#stack.rows);
  }
}

/** What people see of a stack. */
function visibleIn({ rows }: Sight): unknown {
  return rows.map(({ urn, id, inputs, outputs }) => [urn, id, withoutHidden(inputs), withoutHidden(outputs)]);
}
