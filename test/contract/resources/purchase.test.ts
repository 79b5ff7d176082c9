import { DAY, HOUR, MINUTE, PartnerCenter, until } from "../../support/partner-center";
import { plan, type RunOptions, SmallEngine } from "../../support/small-engine";

let center: PartnerCenter;
let stack: SmallEngine;
let customerId: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
  customerId = center.customer("new").id;
});

afterEach(async () => {
  const ids = center.journal().flatMap(({ path, requestId }) => (path.endsWith("/checkout") ? [requestId] : []));
  await center.close();
  // Whatever a test is about: a logical checkout never reuses an id.
  expect(new Set(ids).size).toBe(ids.length);
});

const up = (options?: RunOptions) => stack.up([plan(customerId)], options);
const planRow = () => stack.row("plan");
const cartRow = () => stack.row("plan-cart");
const checkouts = (since = 0) => center.calls(since).filter((call) => call === "POST checkout").length;
const theOrder = () => {
  const [order, ...others] = [...center.emulator.model.orders.values()].filter(({ cartId }) => cartId !== undefined);
  if (!order || others.length > 0) throw new Error(`${others.length + (order ? 1 : 0)} orders were made`);
  return order;
};

/** Kills the first `up` while its checkout is under way. `lost`: it never takes effect. */
async function killedAtCheckout(fate: "lost" | "committed"): Promise<void> {
  const hold = center.holdCheckout(fate === "lost" ? "received" : "committed");
  const run = stack.begin([plan(customerId)]);
  await hold.whenHeld();
  await run.kill();
  await until("the emulator sees that its client has gone", () => hold.gone === 1);
  hold.release();
  expect(cartRow()?.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(planRow()).toBeUndefined();
}

/** The plan is ours: bought once, by our cart, in the state, and active. */
function expectBoughtOnce(): void {
  const order = theOrder();
  expect(center.ordersMade).toBe(1);
  expect(planRow()?.id).toBe(order.lines[0]?.subscriptionId);
  expect(planRow()?.outputs).toMatchObject({ adopted: false, status: "active", orderId: order.id });
  expect(center.plan(planRow()?.id).status).toBe("active");
}

/** Only the calls that tell and change what is bought. */
const decisive = (since: number) =>
  center.calls(since).filter((call) => /cart|checkout|(orders|subscriptions)$/.test(call));

describe("a cart of this very process", () => {
  test("is checked out at once, with nothing asked in between", async () => {
    const report = await up();
    expect(report.failures).toEqual([]);
    expect(decisive(0)).toEqual(["GET orders", "GET subscriptions", "POST carts", "POST checkout"]);
    expectBoughtOnce();
    expect(planRow()?.outputs.azureSubscriptionId).toBe(
      center.emulator.model.azureSubscriptionsOf(planRow()?.id ?? "")[0]?.id,
    );
  });

  test("is taken once: after a failure of the same process's create, an error hook's second try asks it first", async () => {
    center.failCheckout({ status: 409, code: 900112 });
    const run = stack.begin([plan(customerId)]);
    await run.done;
    const since = center.now;
    const provider = await run.process.provider("AzurePlanSubscription");
    const cart = cartRow();
    await provider
      .create({
        ...plan(customerId).args,
        __cart: { id: cart?.id, creationTimestamp: cart?.outputs.creationTimestamp },
      } as never)
      .catch(() => undefined);
    expect(center.calls(since)[0]).toBe("GET cart");
  });

  test("a second up writes nothing and asks nothing", async () => {
    await up();
    const since = center.now;
    expect((await up()).steps).toEqual(["same plan-cart", "same plan"]);
    expect(center.calls(since)).toEqual([]);
  });
});

describe("a cart of an earlier run is asked before any look", () => {
  test("open and nothing there: it is bought", async () => {
    await killedAtCheckout("lost");
    expect(center.ordersMade).toBe(0);
    const since = center.now;
    expect((await up()).failures).toEqual([]);
    expect(decisive(since)).toEqual(["GET cart", "GET orders", "GET subscriptions", "GET cart", "POST checkout"]);
    expectBoughtOnce();
  });

  test.each(["storedResult", "800065"])(
    "ordered: the repeated checkout names our order (%s)",
    async (repeatedCheckout) => {
      center.switch({ repeatedCheckout });
      await killedAtCheckout("committed");
      center.pass(HOUR);
      const since = center.now;
      expect((await up()).failures).toEqual([]);
      expect(decisive(since).slice(0, 2)).toEqual(["GET cart", "POST checkout"]);
      expect(checkouts(since)).toBe(1);
      expectBoughtOnce();
    },
  );

  test("ordered, 800065, and its order is not listed yet: waits until it must be, and finds it", async () => {
    center.switch({ repeatedCheckout: "800065", provisioningDelay: "2m" });
    await killedAtCheckout("committed");
    const since = center.now;
    const before = center.emulator.clock.now();
    const report = await up();
    expect(report.failures).toEqual([]);
    expect(decisive(since)).toEqual([
      "GET cart",
      "POST checkout",
      "GET orders",
      "GET subscriptions",
      "GET orders",
      "GET subscriptions",
    ]);
    expect(center.emulator.clock.now() - before).toBeGreaterThanOrEqual(20 * MINUTE);
    expectBoughtOnce();
  });

  test("ordered, 800065, and never listed: an error that says when to come back", async () => {
    center.switch({ repeatedCheckout: "800065", orderListLag: "3h", provisioningDelay: "3h" });
    await killedAtCheckout("committed");
    expect((await up()).error).toMatch(/was submitted, and its order is not listed yet.*pulumi up.*in an hour/s);
    center.pass(4 * HOUR);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("ordered, 800065, two orders fit: refused, both are named", async () => {
    center.switch({ repeatedCheckout: "800065", planLimit: "off" });
    await killedAtCheckout("committed");
    const byHand = await center.buyByHand(customerId);
    center.pass(HOUR);
    const report = await up();
    expect(report.error).toMatch(/more than one order fits/);
    expect(report.error).toContain(theOrder().id);
    expect(report.error).toContain(byHand);
    expect(report.error).toMatch(/import it by its id/);
    expect(planRow()).toBeUndefined();
    expect(center.ordersMade).toBe(1);
  });

  test("ordered, its order failed and 800065: says so, and how to get a new cart", async () => {
    center.switch({ repeatedCheckout: "800065", provisioningDelay: "1h" });
    await killedAtCheckout("committed");
    await center.portal(`/orders/${theOrder().id}`, { status: "error" });
    center.pass(HOUR);
    const report = await up();
    expect(report.error).toMatch(/was not bought: order \w+ failed.*2026-03-09.*pulumi up --refresh --replace/s);
    expect(report.error).toContain(theOrder().id);
    expect(planRow()).toBeUndefined();

    const replaced = await up({ replace: ["plan-cart"] });
    expect(replaced.failures).toEqual([]);
    expect(center.plans(customerId)).toHaveLength(1);
    expect(planRow()?.id).toBe(center.plans(customerId)[0]?.id);
  });

  test("ordered, and its order failed: the checkout is repeated, which retries it", async () => {
    center.switch({ provisioningDelay: "1h" });
    await killedAtCheckout("committed");
    await center.portal(`/orders/${theOrder().id}`, { status: "cancelled" });
    expect((await up()).failures).toEqual([]);
    expect(center.plans(customerId).map(({ id }) => id)).toEqual([planRow()?.id]);
    expect(center.effects("orderCreated")).toHaveLength(2);
  });

  test("open and somebody's plan is there: waits F, asks again, adopts", async () => {
    await killedAtCheckout("lost");
    const byHand = await center.buyByHand(customerId);
    const since = center.now;
    const before = center.emulator.clock.now();
    const report = await up();
    expect(report.failures).toEqual([]);
    expect(decisive(since)).toEqual(["GET cart", "GET orders", "GET subscriptions", "GET cart"]);
    expect(center.emulator.clock.now() - before).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(planRow()).toMatchObject({ id: byHand, outputs: { adopted: true } });
    expect(center.ordersMade).toBe(0);
  });

  test("a checkout of a dead run that arrives while it waits: the plan is ours, not somebody's", async () => {
    center.switch({ orphanedRequests: "commit", planLimit: "off", concurrentCheckout: "serialised" });
    center.failCheckout({ action: "delay", delayMs: 3 * MINUTE });
    const run = stack.begin([plan(customerId)]);
    await until("the checkout is on its way", () => center.emulator.faults.all().length === 0);
    await run.kill();
    await center.buyByHand(customerId);
    expect(center.ordersMade).toBe(0);
    const since = center.now;
    expect((await up()).failures).toEqual([]);
    expect(decisive(since)).toEqual([
      "GET cart",
      "GET orders",
      "GET subscriptions",
      "POST checkout",
      "GET cart",
      "POST checkout",
    ]);
    expectBoughtOnce();
  });

  test("an orphan's checkout that is still under way: 800064, three tries, then an error; the next run finds its order", async () => {
    const hold = center.holdCheckout("received");
    const first = stack.begin([plan(customerId)]);
    await hold.whenHeld();
    await first.killEngine();
    const report = await up();
    expect(report.error).toMatch(/no definite answer in 3 tries.*pulumi up.*buys at most once/s);
    expect(center.journal().filter(({ code }) => code === "800064")).toHaveLength(3);
    hold.release();
    await first.lastCall;
    expect(center.ordersMade).toBe(1);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });
});

describe("around a cart's expiry", () => {
  const unanswered = "Partner Center does not say whether cart";

  /** Lets time pass until so long after the cart's expiry. */
  const passUntil = (afterExpiryMs: number) => {
    const expires = Date.parse(String(cartRow()?.outputs.expirationTimestamp));
    center.pass(expires + afterExpiryMs - center.emulator.clock.now());
  };
  /** A machine that is days behind finds no reason to ask about the cart in its diff. */
  const behind = { clockAheadMs: -30 * DAY };

  test.each([
    ["its last 45 minutes", -40 * MINUTE, "404"],
    ["the minutes after it, as an unknown cart", 5 * MINUTE, "404"],
    ["the minutes after it, as a bad one", 5 * MINUTE, "400"],
  ])("in %s nothing is bought or adopted", async (_, afterMs, expiredCart) => {
    center.switch({ expiredCart });
    await killedAtCheckout("lost");
    passUntil(afterMs);
    await center.buyByHand(customerId);
    const since = center.now;
    const report = await up(behind);
    expect(report.error).toContain(unanswered);
    expect(report.error).toMatch(/decided after 2026-03-09 09:15 UTC; run `pulumi up --refresh` then/);
    expect(decisive(since)).toEqual(["GET cart"]);
    expect(planRow()).toBeUndefined();
  });

  test("46 minutes before it a checkout is still begun", async () => {
    await killedAtCheckout("lost");
    passUntil(-46 * MINUTE);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("a cart that lives for an hour has six minutes on both sides", async () => {
    center.switch({ cartLifetime: "1h" });
    await killedAtCheckout("lost");
    passUntil(-5 * MINUTE);
    expect((await up(behind)).error).toContain(unanswered);
    passUntil(7 * MINUTE);
    expect((await up(behind)).error).toMatch(/cannot buy any more: it has expired/);
  });

  test("without a Date from the service, three hours on both sides by this machine's clock", async () => {
    await killedAtCheckout("lost");
    const alter: NonNullable<RunOptions["alter"]> = (_, { headers: { date: _date, ...headers }, ...reply }) => ({
      ...reply,
      headers,
    });
    passUntil(-2 * HOUR);
    expect((await up({ alter })).error).toContain(unanswered);
    passUntil(2 * HOUR);
    expect((await up({ alter })).error).toContain(unanswered);
    passUntil(4 * HOUR);
    expect((await up({ alter })).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("unknown before its expiry: the error says when it is decided, and nothing else happens", async () => {
    await killedAtCheckout("lost");
    center.emulator.model.carts.clear();
    await center.buyByHand(customerId);
    const since = center.now;
    expect((await up()).error).toContain(unanswered);
    expect(decisive(since)).toEqual(["GET cart"]);
    expect(planRow()).toBeUndefined();
  });

  test("the cart's customer does not answer: the service's error, and the next run goes on", async () => {
    await killedAtCheckout("lost");
    center.emulator.faults.add({ method: "GET", path: "/v1/customers/*/carts/*", status: 503, times: 50 });
    const report = await up();
    expect(report.error).toMatch(/getCart.*503/);
    expect(checkouts()).toBe(1);
    center.emulator.faults.clear();
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("certainly over and nothing there: spent; `up --refresh` makes a new cart and buys once", async () => {
    await killedAtCheckout("lost");
    passUntil(16 * MINUTE);
    const report = await up(behind);
    expect(report.error).toMatch(/cannot buy any more: it has expired.*pulumi up --refresh/s);
    expect(center.effects("cartCreated")).toHaveLength(1);
    expect((await up({ refresh: true })).steps).toEqual(["gone plan-cart", "create plan-cart", "create plan"]);
    expectBoughtOnce();
  });

  test("certainly over, and it had bought: its order is found; nothing proves it, so it counts as adopted", async () => {
    await killedAtCheckout("committed");
    passUntil(16 * MINUTE);
    const since = center.now;
    expect((await up()).failures).toEqual([]);
    expect(decisive(since)).not.toContain("POST checkout");
    expect(planRow()).toMatchObject({ id: theOrder().lines[0]?.subscriptionId, outputs: { adopted: true } });
    expect(center.ordersMade).toBe(1);
  });

  test("certainly over, and two orders were made while it lived: refused, both are named", async () => {
    center.switch({ planLimit: "off" });
    await killedAtCheckout("committed");
    const byHand = await center.buyByHand(customerId);
    passUntil(16 * MINUTE);
    const { error } = await up();
    expect(error).toMatch(/more than one order fits/);
    expect(error).toContain(theOrder().id);
    expect(error).toContain(byHand);
    expect(planRow()).toBeUndefined();
    expect(center.ordersMade).toBe(1);
  });

  test("certainly over, and somebody's plan is there: adopted", async () => {
    await killedAtCheckout("lost");
    passUntil(16 * MINUTE);
    const byHand = await center.buyByHand(customerId);
    expect((await up()).failures).toEqual([]);
    expect(planRow()).toMatchObject({ id: byHand, outputs: { adopted: true } });
    expect(center.ordersMade).toBe(0);
  });

  test("it expires while the checkout is under way: 800008, the cart is dead, nothing is bought", async () => {
    const hold = center.holdCheckout("received");
    const run = stack.begin([plan(customerId)]);
    await hold.whenHeld();
    passUntil(16 * MINUTE);
    hold.release();
    expect((await run.done).error).toMatch(/cannot buy any more: it has expired.*pulumi up --refresh/s);
    expect(center.ordersMade).toBe(0);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });
});

describe("without a cart", () => {
  test("a plan was there when the cart was due: its id is none, and the plan is adopted", async () => {
    const { id, subscriptionId } = center.customer("withPlan");
    const report = await stack.up([plan(id)]);
    expect(report.failures).toEqual([]);
    expect(cartRow()?.id).toBe("none");
    expect(planRow()).toMatchObject({ id: subscriptionId, outputs: { adopted: true } });
    expect(center.journal().filter(({ effect }) => effect)).toEqual([]);
    // An adopted plan with two Azure subscriptions has no first one.
    expect(planRow()?.outputs).not.toHaveProperty("azureSubscriptionId");
  });

  test("that plan goes before it is adopted: spent, and `up --refresh` buys once", async () => {
    const byHand = await center.buyByHand(customerId);
    const run = stack.begin([plan(customerId)]);
    await until("the cart's row is there", () => cartRow() !== undefined);
    await run.kill();
    expect(cartRow()?.id).toBe("none");
    center.emulator.model.subscriptions.delete(byHand);
    center.pass(2 * HOUR);
    expect((await up()).error).toMatch(/the plan that was there when the cart was due is gone.*pulumi up --refresh/s);
    expect((await up({ refresh: true })).failures).toEqual([]);
    expectBoughtOnce();
  });

  test('onMissing "fail": no cart row, nothing bought, and an existing plan adopted', async () => {
    const report = await stack.up([plan(customerId, { onMissing: "fail" })]);
    expect(report.error).toMatch(/There is no Azure plan.*onMissing is "fail".*Nothing was bought/s);
    expect(stack.rows).toEqual([]);
    const byHand = await center.buyByHand(customerId);
    expect((await stack.up([plan(customerId, { onMissing: "fail" })])).failures).toEqual([]);
    expect(planRow()?.id).toBe(byHand);
    expect(cartRow()).toBeUndefined();
  });

  test('status "suspended": nothing is bought to be suspended', async () => {
    const report = await stack.up([plan(customerId, { status: "suspended" })]);
    expect(report.error).toMatch(/a plan is not bought to be suspended/);
    expect(checkouts()).toBe(0);
  });

  test('onExisting "fail": refused by id', async () => {
    const { id, subscriptionId } = center.customer("withPlan");
    const report = await stack.up([plan(id, { onExisting: "fail" })]);
    expect(report.error).toMatch(/has an Azure plan already.*onExisting is "fail".*Set onExisting to "adopt"/s);
    expect(report.error).toContain(subscriptionId);
    expect(planRow()).toBeUndefined();
  });
});

describe("what must hold before money moves", () => {
  test("the engine is gone: no checkout, whatever was decided", async () => {
    const run = stack.begin([plan(customerId)]);
    run.process.engineAlive = false;
    expect((await run.done).error).toMatch(
      /Pulumi engine.*does not answer.*was not checked out, and nothing was bought/s,
    );
    expect(checkouts()).toBe(0);
    expect(cartRow()).toBeDefined();
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("the engine dies while its provider asks the cart: the orphan buys nothing", async () => {
    await killedAtCheckout("lost");
    const hold = center.hold("GET", "/v1/customers/*/carts/*", "received");
    const run = stack.begin([plan(customerId)]);
    await hold.whenHeld();
    await run.killEngine();
    const since = center.now;
    hold.release();
    await run.lastCall;
    expect(checkouts(since)).toBe(0);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("the engine dies between two tries of a checkout: the second is not sent", async () => {
    center.failCheckout({ status: 503 });
    const hold = center.hold("GET", "/v1/customers/*/carts/*", "received");
    const run = stack.begin([plan(customerId)]);
    await hold.whenHeld();
    await run.killEngine();
    hold.release();
    await run.lastCall;
    expect(checkouts()).toBe(1);
    expect(run.process.probes).toBe(2);
  });

  test.each(["1", "true"])("PULUMI_SKIP_CHECKPOINTS=%s: no cart, no checkout", async (PULUMI_SKIP_CHECKPOINTS) => {
    const environment = { PULUMI_SKIP_CHECKPOINTS };
    const report = await up({ environment });
    expect(report.error).toMatch(/PULUMI_SKIP_CHECKPOINTS is set.*Nothing was bought. Unset it/s);
    expect(center.calls().filter((call) => call.startsWith("POST"))).toEqual([]);

    await killedAtCheckout("lost");
    const since = center.now;
    expect((await up({ environment })).error).toMatch(/PULUMI_SKIP_CHECKPOINTS is set/);
    expect(checkouts(since)).toBe(0);
    expect(cartRow()).toBeDefined();
  });

  test("PULUMI_SKIP_CHECKPOINTS does not stop what buys nothing", async () => {
    const { id } = center.customer("withPlan");
    const report = await stack.up([plan(id)], { environment: { PULUMI_SKIP_CHECKPOINTS: "true" } });
    expect(report.failures).toEqual([]);
  });

  test("settleBeforePurchase: waits 20 minutes and looks again before a cart is made", async () => {
    const before = center.emulator.clock.now();
    const report = await up({ settings: { settleBeforePurchase: "true" } });
    expect(report.failures).toEqual([]);
    expect(decisive(0)).toEqual([
      "GET orders",
      "GET subscriptions",
      "GET orders",
      "GET subscriptions",
      "POST carts",
      "POST checkout",
    ]);
    expect(center.emulator.clock.now() - before).toBeGreaterThanOrEqual(20 * MINUTE);
    expectBoughtOnce();
  });

  test("settleBeforePurchase after a restored backup: the purchase that the state forgot is found", async () => {
    center.switch({ provisioningDelay: "10m" });
    await killedAtCheckout("committed");
    stack.rows = [];
    const report = await up({ settings: { settleBeforePurchase: "true" } });
    expect(report.failures).toEqual([]);
    expect(cartRow()?.id).toBe("none");
    expect(planRow()?.id).toBe(theOrder().lines[0]?.subscriptionId);
    expect(center.ordersMade).toBe(1);
  });
});

describe("killed anywhere, one clean up ends with one plan of ours", () => {
  const points = [
    ["GET", "/v1/customers/*/subscriptions", "received"],
    ["POST", "/v1/customers/*/carts", "received"],
    ["POST", "/v1/customers/*/carts", "committed"],
    ["POST", "/v1/customers/*/carts", "halfReplied"],
    ["POST", "/v1/customers/*/carts/*/checkout", "received"],
    ["POST", "/v1/customers/*/carts/*/checkout", "committed"],
    ["POST", "/v1/customers/*/carts/*/checkout", "halfReplied"],
    ["GET", "/v1/customers/*/orders/*", "received"],
    ["GET", "/v1/customers/*/orders/*", "halfReplied"],
    ["GET", "/v1/customers/*/subscriptions/*", "received"],
    ["PATCH", "/v1/customers/*/subscriptions/*", "received"],
    ["PATCH", "/v1/customers/*/subscriptions/*", "committed"],
    ["GET", "/v1/customers/*/subscriptions/*/azureEntitlements", "committed"],
  ] as const;
  const worlds = ["storedResult", "800065"].flatMap((repeatedCheckout) =>
    ["drop", "commit"].map((orphanedRequests) => ({ repeatedCheckout, orphanedRequests })),
  );

  test.each(points.flatMap((point) => worlds.map((world) => ({ point, world }))))(
    "$point $world",
    async ({ point, world }) => {
      center.switch(world);
      const [method, path, at] = point;
      const hold = center.hold(method, path, at);
      const program = [plan(customerId, { friendlyName: "Contoso Azure" })];
      const run = stack.begin(program);
      await hold.whenHeld();
      await run.kill();
      hold.release();
      const report = await stack.up(program);
      expect(report.failures).toEqual([]);
      expectBoughtOnce();
      expect(center.plan(planRow()?.id).friendlyName).toBe("Contoso Azure");
      expect(center.plans(customerId)).toHaveLength(1);
    },
  );

  test.each(
    ["honoured", "honouredWithFailures", "honoured60s", "ignored"].flatMap((requestIds) =>
      (["lost", "committed"] as const).map((fate) => ({ requestIds, fate })),
    ),
  )("request ids $requestIds, checkout $fate", async ({ requestIds, fate }) => {
    center.switch({ requestIds });
    await killedAtCheckout(fate);
    center.failCheckout({ status: 500 });
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });
});
