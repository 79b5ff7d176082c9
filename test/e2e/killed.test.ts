import type { JournalEntry } from "pulumi-partnercenter-emulator";
import { descendantsOf, signal } from "../../tools/processes";
import { eventually } from "../support/eventually";
import type { OperationResult, PulumiProcess } from "../support/pulumi-stack";
import { complaintsAbout, complaintsOf, mayFail, type ProgramStack, useWorld } from "./world";

jest.setTimeout(120_000);

/** Where each customer's purchase is when everything dies: one run stops them all at once. */
const points = {
  cart: ["POST", "carts", "committed"],
  received: ["POST", "carts/*/checkout", "received"],
  committed: ["POST", "carts/*/checkout", "committed"],
  half: ["POST", "carts/*/checkout", "halfReplied"],
  poll: ["GET", "orders/*", "committed"],
  naming: ["PATCH", "subscriptions/*", "committed"],
} as const;

type Point = keyof typeof points;

const names = Object.keys(points) as Point[];
const at = [
  ["the cart was made and the answer was on its way", "cart"],
  ["the checkout had arrived and nothing had happened yet", "received"],
  ["the order was made and the answer was on its way", "committed"],
  ["half of the checkout's answer had come", "half"],
  ["the order was asked for the first time", "poll"],
  ["the plan had its name and the answer was on its way", "naming"],
] as const;

const inScenario = (scenario: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`${scenario}-${name}`, {}]));

const world = useWorld({
  ...inScenario("stored", names),
  ...inScenario("refused", names),
  ...inScenario("crash", names),
  ...inScenario("orphan", ["before", "during", "after"]),
  "orphan-unsent": { agreement: false },
  unsafe: {},
  replaced: {},
  renamed: {},
});

/** Slower than the provider waits, so that orders stay unlisted for as long as a run takes. */
const SLOW = 60;

/** A stack with a purchase at each point, stopped there. */
class Interrupted {
  private constructor(
    readonly scenario: string,
    readonly stack: ProgramStack,
    readonly run: PulumiProcess,
    /** The state file while all requests were held. */
    readonly stateBefore: string,
  ) {}

  static async begin(scenario: string): Promise<Interrupted> {
    const stack = await world.stack(scenario);
    stack.rows = names.map((name) => world.planRow(`${scenario}-${name}`, { friendlyName: `${name} Azure` }));
    const holds = names.map((name) => {
      const [method, path, point] = points[name];
      return world.hold(`${scenario}-${name}`, method, path, point);
    });
    const run = stack.startUp(["--parallel", "16"]);
    const ended = run.wait().then(({ all }) => {
      throw new Error(`pulumi up ended before everything was held:\n${all}`);
    });
    await Promise.race([Promise.all(holds.map((hold) => hold.whenHeld())), ended]);
    ended.catch(() => undefined);
    return new Interrupted(scenario, stack, run, stack.pulumi.readStateText());
  }

  customer(name: string): string {
    return `${this.scenario}-${name}`;
  }

  /** Asserts what must be so once the plans were taken up. */
  expectBoughtOnce(name: Point): void {
    const customer = this.customer(name);
    expect(world.orders(customer)).toHaveLength(1);
    expect(this.stack.plan(customer)).toMatchObject({
      id: world.plan(customer).id,
      outputs: { adopted: false, status: "active", friendlyName: `${name} Azure` },
    });
    expect(world.plan(customer).friendlyName).toBe(`${name} Azure`);
  }

  async expectSettled(): Promise<void> {
    const since = world.now;
    await this.stack.up(["--expect-no-changes"]);
    expect(world.requests(since)).toEqual([]);
  }
}

describe("the provider is killed with -9 in the middle of purchases, and a repeated checkout names its order", () => {
  let interrupted: Interrupted;
  let killed: readonly number[];
  let said: string;

  beforeAll(async () => {
    // New orders are in no list for as long as this takes.
    world.emulator.switches.set({ repeatedCheckout: "storedResult", orderListLag: "30d", orphanedRequests: "drop" });
    world.emulator.clock.change({ speed: SLOW });
    interrupted = await Interrupted.begin("stored");
    killed = interrupted.run.killProviders();
    said = (await interrupted.run.wait()).all;
    world.emulator.holds.releaseAll();
    await interrupted.stack.up();
  });

  test("one provider process served all of them, and the engine lost it", () => {
    expect(killed).toHaveLength(1);
    expect(said).toMatch(/error reading from server: EOF|connection refused|transport/);
  });

  test("the cart of each was in the state file on disk before its checkout was answered", () => {
    for (const name of names.filter((name) => name !== "cart")) {
      const [cart] = world.carts(interrupted.customer(name));
      expect(interrupted.stateBefore).toContain(`"id":"${cart}"`);
    }
    expect(interrupted.stateBefore).not.toContain(world.carts(interrupted.customer("cart"))[0]);
  });

  test.each(at)("when %s: up finishes the purchase with one order", (_when, name) => {
    interrupted.expectBoughtOnce(name);
  });

  test("nothing is left to do", () => interrupted.expectSettled());
});

describe("the provider is killed with -9 in the middle of purchases, and a repeated checkout is refused with 800065", () => {
  let interrupted: Interrupted;
  let asked: readonly JournalEntry[];

  beforeAll(async () => {
    const { clock, holds, switches } = world.emulator;
    switches.set({ repeatedCheckout: "800065", orderListLag: "15m", orphanedRequests: "commit" });
    clock.change({ speed: SLOW });
    interrupted = await Interrupted.begin("refused");
    // From here on time stands still, so that no order is listed before the run that looks for it has looked in vain.
    clock.change({ frozen: true });
    interrupted.run.killProviders();
    await interrupted.run.wait();
    // What had arrived is carried out although nobody waits for it any more.
    holds.releaseAll();
    const looking = world.hold(interrupted.customer("committed"), "GET", "orders", "committed");
    const since = world.now;
    const again = interrupted.stack.startUp(["--parallel", "16"]);
    await looking.whenHeld();
    clock.change({ frozen: false, speed: 600 });
    looking.release();
    const { code, all } = await again.wait();
    if (code !== 0) throw new Error(all);
    asked = world.requests(since, interrupted.customer("committed"));
  });

  test("the checkout was refused, and its order was looked for until it was listed", () => {
    expect(asked.filter(({ path }) => path.endsWith("/checkout")).map(({ code }) => code)).toEqual(["800065"]);
    expect(asked.filter(({ path }) => path.endsWith("/orders"))).toHaveLength(2);
  });

  test.each(at)("when %s: up finishes the purchase with one order", (_when, name) => {
    interrupted.expectBoughtOnce(name);
  });

  test("nothing is left to do", () => interrupted.expectSettled());
});

describe("engine and provider are lost together", () => {
  let interrupted: Interrupted;
  let locked: string;

  beforeAll(async () => {
    world.emulator.switches.set({ repeatedCheckout: "storedResult", orderListLag: "30d", orphanedRequests: "drop" });
    world.emulator.clock.change({ speed: SLOW });
    interrupted = await Interrupted.begin("crash");
    interrupted.run.crash();
    await interrupted.run.wait();
    world.emulator.holds.releaseAll();
    locked = (await interrupted.stack.up([], mayFail)).all;
    await interrupted.stack.pulumi.cancel();
    await interrupted.stack.up();
  });

  test("the stack is locked until pulumi cancel", () => {
    expect(locked).toContain("the stack is currently locked");
  });

  test.each(at)("when %s: up finishes the purchase with one order", (_when, name) => {
    interrupted.expectBoughtOnce(name);
  });

  test("nothing is left to do", () => interrupted.expectSettled());
});

describe("the engine alone is lost, and its provider lives on with a checkout under way", () => {
  let stack: ProgramStack;
  let unanswered: OperationResult;
  const checkoutsOf = (customer: string) =>
    world
      .requests(0, customer)
      .filter(({ path }) => path.endsWith("/checkout"))
      .map(({ effect, code }) => effect?.kind ?? code ?? "nothing new");

  beforeAll(async () => {
    const { clock, switches } = world.emulator;
    switches.set({ repeatedCheckout: "storedResult", orderListLag: "30d", orphanedRequests: "commit" });
    clock.change({ speed: SLOW });
    stack = await world.stack("orphan");
    const customers = ["before", "during", "after"].map((name) => `orphan-${name}`);
    // A first run leaves a cart that is not bought yet, so that the second one asks it before it checks out.
    stack.rows = [world.planRow("orphan-unsent")];
    await stack.up([], mayFail);
    await world.portal(`customers/${world.id("orphan-unsent")}/agreement`, { accepted: true });
    const unsent = world.hold("orphan-unsent", "GET", "carts/*", "committed");

    stack.rows = [...stack.rows, ...customers.map((customer) => world.planRow(customer))];
    const [before, during, after] = customers.map((customer) =>
      world.hold(customer, "POST", "carts/*/checkout", "received"),
    );
    const run = stack.startUp(["--parallel", "16"]);
    await Promise.all([unsent, before, during, after].map((hold) => hold?.whenHeld()));
    const orphans = descendantsOf(run.pid);
    expect(run.providerPids()).toHaveLength(1);
    signal(run.pid, "SIGKILL");
    await run.wait();
    unsent.release();
    await stack.pulumi.cancel();

    // One checkout takes effect before the next run asks the cart, one while that answer is on its way, one after it.
    before?.release();
    const asked = world.hold("orphan-during", "GET", "carts/*", "committed");
    const next = stack.up(["--continue-on-error", "--parallel", "16"], mayFail);
    await asked.whenHeld();
    during?.release();
    await eventually("the orphan's order", () => world.orders("orphan-during")[0]);
    asked.release();
    unanswered = await next;
    after?.release();
    await eventually("the orphan's last order", () => world.orders("orphan-after")[0]);
    for (const { pid } of orphans) signal(pid, "SIGKILL");
    await stack.up();
  });

  test("what cannot be decided while both check out is an error that says so", () => {
    expect(unanswered.code).not.toBe(0);
    expect(complaintsAbout("orphan-before", unanswered)).toEqual([]);
    expect(complaintsAbout("orphan-during", unanswered)).toEqual([]);
    const [text, ...others] = complaintsAbout("orphan-after", unanswered);
    expect(others).toEqual([]);
    expect(text).toContain(`customer ${world.id("orphan-after")} got no definite answer in 3 tries`);
    expect(text).toContain("Run `pulumi up` again");
  });

  test("a run that saw the cart open and checked out after the orphan got the orphan's order", () => {
    expect(checkoutsOf("orphan-during")).toEqual(["orderCreated", "nothing new"]);
  });

  test("a checkout that the orphan had not sent yet is left to the next run", () => {
    expect(checkoutsOf("orphan-unsent")).toEqual(["13605", "orderCreated"]);
    expect(stack.plan("orphan-unsent")?.id).toBe(world.plan("orphan-unsent").id);
  });

  test.each([
    ["before the next run asked the cart", "before"],
    ["while the next run asked the cart", "during"],
    ["after the next run gave up", "after"],
  ])("the orphan's checkout took effect %s: one order, and its plan is in the state", (_when, name) => {
    const customer = `orphan-${name}`;
    expect(world.orders(customer)).toHaveLength(1);
    expect(stack.plan(customer)).toMatchObject({ id: world.plan(customer).id, outputs: { adopted: false } });
  });

  test("nothing is left to do", () => stack.up(["--expect-no-changes"]));
});

describe("another cart is asked for right after a killed purchase, with a refresh", () => {
  let stack: ProgramStack;
  let said: string;
  let bought: readonly string[];

  beforeAll(async () => {
    const { clock, switches } = world.emulator;
    // The service would not refuse a second plan, and neither order nor plan is listed when the next run looks.
    switches.set({ planLimit: "off", orderListLag: "15m", provisioningDelay: "10m", orphanedRequests: "commit" });
    clock.change({ speed: SLOW });
    stack = await world.stack("replaced");
    stack.rows = [world.planRow("replaced"), world.planRow("renamed")];
    const holds = ["replaced", "renamed"].map((name) => world.hold(name, "POST", "carts/*/checkout", "committed"));
    const run = stack.startUp();
    await Promise.all(holds.map((hold) => hold.whenHeld()));
    clock.change({ frozen: true });
    run.killProviders();
    await run.wait();
    for (const hold of holds) hold.release();
    bought = world.carts("renamed");

    const refreshing = world.hold("replaced", "GET", "orders", "committed");
    const cart = "urn:pulumi:replaced::e2e::pulumi-nodejs:dynamic/partnercenter:AzurePlanCart::replaced-cart";
    stack.rows = [world.planRow("replaced"), world.planRow("renamed", {}, {}, "other")];
    const again = stack.startUp(["--refresh", "--replace", cart]);
    await refreshing.whenHeld();
    const looking = world.hold("replaced", "GET", "orders", "committed");
    refreshing.release();
    await looking.whenHeld();
    clock.change({ frozen: false, speed: 600 });
    looking.release();
    const { code, all } = await again.wait();
    if (code !== 0) throw new Error(all);
    said = all;
  });

  test("by --replace: it waits until that purchase is listed, and buys no other", () => {
    expect(said).toContain("waiting until every earlier purchase is listed");
    expect(world.orders("replaced")).toHaveLength(1);
    expect(stack.plan("replaced")?.id).toBe(world.plan("replaced").id);
  });

  test("by a name without an alias: the row takes over the cart, and what it has bought", () => {
    expect(world.orders("renamed")).toHaveLength(1);
    expect(world.carts("renamed")).toEqual(bought);
    expect(stack.cart("other")?.id).toBe(bought[0]);
    expect(stack.plan("other")).toMatchObject({ id: world.plan("renamed").id, outputs: { adopted: false } });
  });
});

describe("an engine that writes no checkpoints", () => {
  test("buys nothing, says why, and buys once it does", async () => {
    world.emulator.switches.reset();
    world.emulator.clock.change({ speed: 600 });
    const stack = await world.stack("unsafe");
    stack.rows = [world.planRow("unsafe")];
    const refused = await stack.up([], {
      ...mayFail,
      env: { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" },
    });
    expect(refused.code).not.toBe(0);
    const [text, ...others] = complaintsOf(refused);
    expect(others).toEqual([]);
    expect(text).toMatch(/PULUMI_SKIP_CHECKPOINTS is set.*Nothing was bought.*Unset it/s);
    expect(world.writes(0, "unsafe")).toEqual([]);

    await stack.up();
    expect(world.orders("unsafe")).toHaveLength(1);
  });
});

describe("secrets", () => {
  test("none is in clear in anything that was printed or stored", () => {
    expect(world.leaks()).toEqual([]);
  });
});
