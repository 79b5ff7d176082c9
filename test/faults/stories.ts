import { setImmediate as nextTurn } from "node:timers/promises";
import { DAY, HOUR, MINUTE, type PartnerCenter, until } from "../support/partner-center";
import { type Declaration, plan, type Report, type RunOptions, SmallEngine } from "../support/small-engine";
import { switchesOf, type Variation } from "./variations";

/** Where a story interrupts its first purchase. */
export type Moment = "received" | "committed" | "halfReplied";

/** What a story is played with. */
export interface StoryStage {
  readonly center: PartnerCenter;
  readonly stack: SmallEngine;
  readonly customerId: string;
  readonly variation: Variation;
  readonly options: RunOptions;
  /** Kills a first `up` of this program at its checkout, and lets go what is held. */
  killed(program: readonly Declaration[]): Promise<void>;
}

/** What a story may end with: how many plans are active, how many of those the stack manages, or that it stops. */
export type Ending =
  | "one plan, managed"
  | "one plan, unmanaged"
  | "two plans, one managed"
  | "two plans, none managed"
  | "no plan"
  | "suspended";

/** People, backups and options around an interrupted purchase, and the endings that the protocol allows. */
export interface Story {
  readonly name: string;
  /** The row of "What no client can decide" that it shows. */
  readonly row?: "R1" | "R2" | "R3" | "R4" | "R5" | "R6" | "R7" | "R8" | "R9";
  readonly endings: readonly Ending[];
  /** Endings that must come up at least once, or the row would be said of nothing. */
  readonly shows?: readonly Ending[];
  readonly switches?: Readonly<Record<string, string>>;
  /** Plays it, up to its last run. Answers what that run must have said, when it may not succeed. */
  readonly play: (stage: StoryStage) => Promise<RegExp | undefined>;
}

/** What is said of stories in which a cart leaves the state while its order is in no list. */
const mayBuyAgain: Pick<Story, "row" | "endings" | "shows"> = {
  row: "R1",
  endings: ["one plan, managed", "two plans, one managed"],
  shows: ["two plans, one managed"],
};

const ours = (customerId: string, more: Parameters<typeof plan>[2] = {}) => [plan(customerId, {}, more)];
const listed = 16 * MINUTE;

async function mustSucceed(report: Promise<Report>): Promise<undefined> {
  const { error } = await report;
  if (error) throw new Error(error);
}

/** Runs until it succeeds, as a person would who is told to try again later; three times at most. */
async function persist({ center }: StoryStage, up: () => Promise<Report>): Promise<undefined> {
  for (let tries = 0; ; tries += 1) {
    const { error } = await up();
    if (!error) return;
    if (tries === 3) throw new Error(error);
    center.pass(HOUR);
  }
}

/** Everything that is played around an interrupted purchase. */
export const stories: readonly Story[] = [
  {
    name: "renamed, with an alias",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options } = stage;
      await stage.killed(ours(customerId));
      return mustSucceed(stack.up(ours(customerId, { name: "renamed", aliases: ["plan"] }), options));
    },
  },
  {
    name: "renamed without an alias, at once",
    ...mayBuyAgain,
    play: async (stage) => {
      await stage.killed(ours(stage.customerId));
      return persist(stage, () => stage.stack.up(ours(stage.customerId, { name: "renamed" }), stage.options));
    },
  },
  {
    name: "renamed without an alias, at once, after up --refresh",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options } = stage;
      await stage.killed(ours(customerId));
      return persist(stage, () => stack.up(ours(customerId, { name: "renamed" }), { ...options, refresh: true }));
    },
  },
  {
    name: "renamed without an alias, once lists have caught up",
    endings: ["one plan, managed"],
    play: async (stage) => {
      await stage.killed(ours(stage.customerId));
      stage.center.pass(listed);
      return persist(stage, () => stage.stack.up(ours(stage.customerId, { name: "renamed" }), stage.options));
    },
  },
  {
    name: "removed and declared again, at once",
    ...mayBuyAgain,
    play: async (stage) => {
      const { stack, customerId, options } = stage;
      await stage.killed(ours(customerId));
      await mustSucceed(stack.up([], options));
      return persist(stage, () => stack.up(ours(customerId), options));
    },
  },
  {
    name: "removed and declared again, settleBeforePurchase",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options } = stage;
      await stage.killed(ours(customerId));
      await mustSucceed(stack.up([], options));
      return persist(stage, () => stack.up(ours(customerId), withSettling(options)));
    },
  },
  {
    name: "state restored from before the cart",
    ...mayBuyAgain,
    play: async (stage) => {
      const { stack, customerId, options } = stage;
      const backup = stack.rows;
      await stage.killed(ours(customerId));
      stack.rows = backup;
      return persist(stage, () => stack.up(ours(customerId), options));
    },
  },
  {
    name: "state restored from before the cart, settleBeforePurchase",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options } = stage;
      const backup = stack.rows;
      await stage.killed(ours(customerId));
      stack.rows = backup;
      return persist(stage, () => stack.up(ours(customerId), withSettling(options)));
    },
  },
  {
    name: "state restored from before a finished purchase, listed since",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      const backup = stack.rows;
      await mustSucceed(stack.up(ours(customerId), options));
      center.pass(listed);
      stack.rows = backup;
      return mustSucceed(stack.up(ours(customerId), options));
    },
  },
  ...(["plan", "plan-cart"] as const).map(
    (row): Story => ({
      name: `--replace of ${row === "plan" ? "the plan" : "its cart"}`,
      endings: ["one plan, managed"],
      play: async (stage) => {
        const { stack, customerId, options } = stage;
        await stage.killed(ours(customerId));
        await persist(stage, () => stack.up(ours(customerId), options));
        return persist(stage, () => stack.up(ours(customerId), { ...options, replace: [row] }));
      },
    }),
  ),
  {
    name: "--replace of its cart, at once",
    ...mayBuyAgain,
    play: async (stage) => {
      const { stack, customerId, options } = stage;
      await stage.killed(ours(customerId));
      return persist(stage, () => stack.up(ours(customerId), { ...options, replace: ["plan-cart"] }));
    },
  },
  {
    name: "up --refresh --replace of its cart, at once",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options } = stage;
      await stage.killed(ours(customerId));
      return persist(stage, () => stack.up(ours(customerId), { ...options, refresh: true, replace: ["plan-cart"] }));
    },
  },
  {
    name: "destroy right after the kill, then up",
    ...mayBuyAgain,
    play: async (stage) => {
      const { stack, customerId, options } = stage;
      await stage.killed(ours(customerId));
      await mustSucceed(stack.destroy(options));
      return persist(stage, () => stack.up(ours(customerId), options));
    },
  },
  {
    name: "removed after the kill, declared again once lists have caught up",
    row: "R7",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      const bought = orderOf(center, customerId) !== undefined;
      const { error, said } = await stack.destroy(options);
      if (error) throw new Error(error);
      const warned = said.some(
        ({ severity, text }) => severity === "warning" && /was bought by an interrupted run/.test(text),
      );
      if (warned !== bought) throw new Error(`R7: ${warned ? "warned of nothing" : "did not warn"}`);
      center.pass(listed);
      return persist(stage, () => stack.up(ours(customerId), options));
    },
  },
  {
    name: "destroy --refresh after the kill, listed, then up",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      center.pass(listed);
      await mustSucceed(stack.destroy({ ...options, refresh: true }));
      return persist(stage, () => stack.up(ours(customerId), options));
    },
  },
  {
    name: "the order failed, and a repeated checkout says 800065",
    row: "R2",
    endings: ["no plan", "one plan, managed"],
    shows: ["no plan"],
    switches: { repeatedCheckout: "800065", provisioningDelay: "1h" },
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      if (!orderOf(center, customerId)) return mustSucceed(stack.up(ours(customerId), options));
      await center.portal(`/orders/${orderOf(center, customerId)}`, { status: "error" });
      center.pass(listed);
      const { error } = await stack.up(ours(customerId), options);
      if (!/failed.*--replace/s.test(error)) throw new Error(`did not say what R2 says: ${error}`);
      return undefined;
    },
  },
  {
    name: "the order failed; then up --refresh --replace of the cart",
    row: "R2",
    endings: ["one plan, managed"],
    switches: { repeatedCheckout: "800065", provisioningDelay: "20s" },
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      if (!orderOf(center, customerId)) return mustSucceed(stack.up(ours(customerId), options));
      await center.portal(`/orders/${orderOf(center, customerId)}`, { status: "error" });
      center.pass(listed);
      await stack.up(ours(customerId), options);
      return persist(stage, () => stack.up(ours(customerId), { ...options, refresh: true, replace: ["plan-cart"] }));
    },
  },
  {
    name: "the cart is unknown before its expiry",
    row: "R3",
    endings: ["one plan, managed", "one plan, unmanaged", "no plan"],
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      const cart = stack.row("plan-cart")?.id ?? "";
      center.emulator.model.carts.delete(cart);
      const { error } = await stack.up(ours(customerId), options);
      if (!/does not say whether cart .* was bought/.test(error)) throw new Error(`R3 was not said: ${error}`);
      return undefined;
    },
  },
  {
    name: "the cart is unknown until past its expiry, then up --refresh",
    row: "R3",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      center.emulator.model.carts.delete(stack.row("plan-cart")?.id ?? "");
      center.pass(8 * DAY);
      return persist(stage, () => stack.up(ours(customerId), { ...options, refresh: true }));
    },
  },
  {
    name: "a person buys as well before the next run",
    row: "R4",
    endings: ["one plan, managed", "two plans, one managed", "two plans, none managed"],
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      await center.buyByHand(customerId).catch(() => undefined);
      return persistOrAskWhich(stage, () => stack.up(ours(customerId), options));
    },
  },
  {
    name: "a second stack buys in the same minutes",
    row: "R5",
    endings: ["one plan, managed", "two plans, one managed"],
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      const other = new SmallEngine(center);
      await Promise.all([
        persistOrAskWhich(stage, () => stack.up(ours(customerId), options)),
        other.up(ours(customerId), options),
      ]);
      return persistOrAskWhich(stage, () => stack.up(ours(customerId), options));
    },
  },
  {
    name: "a provider sleeps for more than five minutes with its checkout under way, and a person's plan is adopted",
    row: "R6",
    endings: ["two plans, one managed"],
    shows: ["two plans, one managed"],
    switches: { planLimit: "off", orphanedRequests: "commit" },
    play: async ({ stack, customerId, options, center }) => {
      const hold = center.holdCheckout("received");
      const run = stack.begin(ours(customerId), options);
      await hold.whenHeld();
      await run.killEngine();
      center.pass(10 * MINUTE);
      await center.buyByHand(customerId);
      await mustSucceed(stack.up(ours(customerId), options));
      hold.release();
      await run.lastCall;
      return undefined;
    },
  },
  {
    name: "new orders are in no list for weeks, and the cart expires meanwhile",
    row: "R8",
    endings: ["one plan, managed", "two plans, one managed"],
    switches: { planLimit: "off", orderListLag: "30d", expiredOrderedCart: "gone" },
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      center.pass(8 * DAY);
      return persist(stage, () => stack.up(ours(customerId), { ...options, refresh: true }));
    },
  },
  {
    name: "the old row of a rename is deleted by another provider process",
    row: "R9",
    endings: ["one plan, managed"],
    play: async ({ stack, customerId, options, center }) => {
      const program = (name: string) => [plan(customerId, { cancelAzureSubscriptions: "partnerCenter" }, { name })];
      await mustSucceed(stack.up(program("plan"), options));
      const old = stack.rows;
      stack.rows = [];
      await mustSucceed(stack.up(program("renamed"), options));
      const renamed = stack.rows;
      stack.rows = old;
      await mustSucceed(stack.destroy(options));
      if (center.plans(customerId)[0]?.status !== "suspended") throw new Error("R9: it was not suspended");
      stack.rows = renamed;
      return mustSucceed(stack.up(program("renamed"), { ...options, refresh: true }));
    },
  },
  {
    name: "killed for a week: the cart has expired, then up --refresh",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      center.pass(8 * DAY);
      return persist(stage, () => stack.up(ours(customerId), { ...options, refresh: true }));
    },
  },
  {
    name: "killed until the cart's last minutes",
    endings: ["one plan, managed"],
    play: async (stage) => {
      const { stack, customerId, options, center } = stage;
      await stage.killed(ours(customerId));
      center.pass(7 * DAY - 20 * MINUTE);
      await stack.up(ours(customerId), options);
      center.pass(2 * HOUR);
      return persist(stage, () => stack.up(ours(customerId), { ...options, refresh: true }));
    },
  },
];

function withSettling(options: RunOptions): RunOptions {
  return { ...options, settings: { ...options.settings, settleBeforePurchase: "true" } };
}

/** As {@link persist}, but where a person's order and ours cannot be told apart, being asked which is an end (R4). */
async function persistOrAskWhich(stage: StoryStage, up: () => Promise<Report>): Promise<undefined> {
  for (let tries = 0; ; tries += 1) {
    const { error } = await up();
    if (!error || /more than one order fits|several/i.test(error)) return;
    if (tries === 3) throw new Error(error);
    stage.center.pass(HOUR);
  }
}

function orderOf(center: PartnerCenter, customerId: string): string | undefined {
  return [...center.emulator.model.orders.values()].find((order) => order.customerId === customerId)?.id;
}

/** One story as it was played. */
export interface Told {
  readonly story: Story;
  readonly ending: Ending | "other";
  /** Why it counts as broken; absent when all is as the protocol says. */
  readonly broken?: string;
}

/** Plays a story for a customer that nothing else uses. */
export async function tell(
  center: PartnerCenter,
  customerId: string,
  story: Story,
  moment: Moment,
  variation: Variation,
  options: RunOptions,
): Promise<Told> {
  center.emulator.switches.reset();
  center.switch({ ...switchesOf(variation), ...story.switches });
  const stack = new SmallEngine(center);
  const killed = async (program: readonly Declaration[]): Promise<void> => {
    const hold = center.holdCheckout(moment);
    const run = stack.begin(program, options);
    await Promise.race([hold.whenHeld(), run.done]);
    await run.kill();
    if (variation.orphanedRequests === "drop") {
      await until("the emulator sees that its client has gone", () => hold.held === 0);
    }
    hold.release();
    await nextTurn();
  };
  try {
    await story.play({ center, stack, customerId, variation, options, killed });
  } catch (error) {
    return { story, ending: endingOf(center, stack, customerId), broken: String(error) };
  }
  const ending = endingOf(center, stack, customerId);
  const allowed = ending !== "other" && story.endings.includes(ending);
  return { story, ending, ...(!allowed && { broken: `ended with ${ending}` }) };
}

function endingOf(center: PartnerCenter, stack: SmallEngine, customerId: string): Told["ending"] {
  const plans = center.plans(customerId);
  const managed = new Set(stack.rows.map(({ id }) => id));
  const live = plans.filter(({ status }) => status !== "suspended");
  const mine = live.filter(({ id }) => managed.has(id)).length;
  if (plans.length === 0) return "no plan";
  if (live.length === 0) return "suspended";
  if (live.length === 1) return mine === 1 ? "one plan, managed" : "one plan, unmanaged";
  if (live.length > 2 || mine > 1) return "other";
  return mine === 1 ? "two plans, one managed" : "two plans, none managed";
}
