import { captureTimer } from "../../support/captured-timer";
import { MINUTE, PartnerCenter, until } from "../../support/partner-center";
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
  expect(new Set(ids).size).toBe(ids.length);
});

const up = (options?: RunOptions) => stack.up([plan(customerId)], options);
const planRow = () => stack.row("plan");

/** What is asked from the first checkout on, until the order is polled. */
const afterCart = () => {
  const calls = center.calls();
  const from = calls.indexOf("POST checkout");
  return calls.slice(from).filter((call) => !/order$|subscription$|entitlement/i.test(call));
};

function expectBoughtOnce(): void {
  expect(center.ordersMade).toBe(1);
  expect(center.plans(customerId).map(({ id }) => id)).toEqual([planRow()?.id]);
  expect(planRow()?.outputs).toMatchObject({ adopted: false, status: "active" });
  expect(center.effects("cartCreated")).toHaveLength(1);
}

describe("nobody knows what happened: the cart is asked, and checked out again", () => {
  test.each([
    ["408", { status: 408 }],
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["503", { status: 503 }],
    ["503 after it took effect", { status: 503, afterCommit: true }],
    ["500 after it took effect", { status: 500, afterCommit: true }],
    ["reset before it took effect", { action: "resetBeforeCommit" }],
    ["reset after it took effect", { action: "resetAfterCommit" }],
    ["a reply that breaks off", { action: "truncate" }],
    ["an HTML page for an error", { action: "html" }],
    ["an HTML page for an error after it took effect", { action: "html", afterCommit: true }],
    ["an HTML page for an answer", { action: "html", status: 200, afterCommit: true }],
    ["an empty success", { action: "empty", status: 201, afterCommit: true }],
    ["409 800060", { status: 409, code: 800060 }],
    ["409 800064", { status: 409, code: 800064 }],
    ["404 800008 of a cart that is there", { status: 404, code: 800008 }],
  ] as const)("%s", async (_, fault) => {
    center.failCheckout(fault);
    expect((await up()).failures).toEqual([]);
    expect(afterCart()).toEqual(["POST checkout", "GET cart", "POST checkout"]);
    expectBoughtOnce();
  });

  test.each([
    ["before", false],
    ["after", true],
  ])("three times 503 %s it takes effect: stops, and the next run buys or finds", async (_, afterCommit) => {
    center.failCheckout({ status: 503, afterCommit, times: 3 });
    const report = await up();
    expect(report.error).toMatch(/got no definite answer in 3 tries.*503.*pulumi up.*asks the same cart first/s);
    expect(afterCart().filter((call) => call === "POST checkout")).toHaveLength(3);
    expect(planRow()).toBeUndefined();
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("no answer within three minutes", async () => {
    const time = captureTimer(3 * MINUTE);
    const hold = center.holdCheckout("committed");
    const running = up();
    await hold.whenHeld();
    time.end();
    expect((await running).failures).toEqual([]);
    expect(afterCart()).toEqual(["POST checkout", "GET cart", "POST checkout"]);
    expectBoughtOnce();
  });

  test("one after the other, all of one try: still one order", async () => {
    center.failCheckout({ action: "resetAfterCommit" });
    center.failCheckout({ status: 503 });
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("the cart does not answer either: the service's error; the next run goes on", async () => {
    center.failCheckout({ action: "resetAfterCommit" });
    center.emulator.faults.add({ method: "GET", path: "/v1/customers/*/carts/*", status: 503, times: 6 });
    expect((await up()).error).toMatch(/503/);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });
});

describe("orders that fail", () => {
  /** Somebody at Microsoft fails the order that is under way. */
  async function failOrder(status: "error" | "cancelled"): Promise<void> {
    const hold = center.hold("GET", "/v1/customers/*/orders/*", "received");
    await hold.whenHeld();
    const pending = [...center.emulator.model.orders.values()].filter(
      (order) => order.customerId === customerId && order.handSetStatus === undefined,
    );
    for (const { id } of pending) await center.portal(`/orders/${id}`, { status });
    hold.release();
  }

  test.each(["error", "cancelled"] as const)("%s while it is waited for: checked out once more", async (status) => {
    const running = up();
    await failOrder(status);
    expect((await running).failures).toEqual([]);
    expect(center.ordersMade).toBe(2);
    expect(center.plans(customerId).map(({ id }) => id)).toEqual([planRow()?.id]);
  });

  test("twice: stops with the order, the date of a new cart, and the way to one now", async () => {
    const running = up();
    await failOrder("error");
    await failOrder("error");
    const report = await running;
    const [, second] = center.effects("orderCreated");
    expect(report.error).toContain(`order ${second?.effect?.id} failed`);
    expect(report.error).toMatch(/Fix the cause.*a new cart follows after 2026-03-09.*pulumi up --refresh --replace/s);
    expect(center.plans(customerId)).toEqual([]);
    expect(planRow()).toBeUndefined();
  });

  /** The emulator makes whole carts fail; the service may answer 2xx and tell in the body. */
  const withOrderErrors = (times: number): NonNullable<RunOptions["alter"]> => {
    let left = times;
    return ({ url }, reply) => {
      if (!url.pathname.endsWith("/checkout") || left-- <= 0) return reply;
      const body = { orders: [], orderErrors: [{ orderGroupId: "0", code: 4018, description: "no inventory" }] };
      return { ...reply, status: 201, bytes: new TextEncoder().encode(JSON.stringify(body)) };
    };
  };

  test("2xx with orderErrors: checked out once more", async () => {
    expect((await up({ alter: withOrderErrors(1) })).failures).toEqual([]);
    expect(afterCart()).toEqual(["POST checkout", "GET cart", "POST checkout"]);
    expectBoughtOnce();
  });

  test("2xx with orderErrors twice: stops with their code and text", async () => {
    const report = await up({ alter: withOrderErrors(2) });
    expect(report.error).toMatch(/4018: no inventory.*Fix the cause.*pulumi up --refresh --replace/s);
    expect(planRow()).toBeUndefined();
  });

  test("an order under review is waited for; its deadline is a plain error, and the next run takes it up", async () => {
    const hold = center.hold("GET", "/v1/customers/*/orders/*", "received", 2);
    const deadline = captureTimer(3_599_999);
    const program = [plan(customerId, {}, { timeouts: { create: 3_599_999 } })];
    const running = stack.up(program);
    await hold.whenHeld();
    const [order] = center.effects("orderCreated");
    await center.portal(`/orders/${order?.effect?.id}`, { status: "pending_review" });
    deadline.end();
    const report = await running;
    expect(report.error).toMatch(/create was not finished after 3599\.999 seconds.*pulumi up.*customTimeouts/s);
    expect(report.steps).toEqual(["create plan-cart"]);
    expect(planRow()).toBeUndefined();
    hold.release();

    await center.portal(`/orders/${order?.effect?.id}`, { status: "completed" });
    expect((await stack.up(program)).failures).toEqual([]);
    expectBoughtOnce();
  });
});

describe("by its id the service does not know yet", () => {
  const ORDER = "/v1/customers/*/orders/*";
  const PLAN = "/v1/customers/*/subscriptions/*";
  const unknown = (path: string, times: number) =>
    center.emulator.faults.add({ method: "GET", path, status: 404, times });

  test.each([
    ["the order", ORDER],
    ["the order's plan", PLAN],
  ])("%s: asked again", async (_, path) => {
    unknown(path, 5);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test.each([
    ["the order", ORDER, /404/],
    ["the order's plan", PLAN, /which its order names, cannot be found.*Nothing more was bought.*pulumi up/s],
  ])("%s, for more than five minutes: stops, and the next run goes on from the cart", async (_, path, text) => {
    unknown(path, 1_000);
    expect((await up()).error).toMatch(text);
    expect(planRow()).toBeUndefined();
    center.emulator.faults.clear();
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });
});

describe("the catalog was reissued", () => {
  test("404 400019: today's availability goes into the same cart, and it buys", async () => {
    const hold = center.holdCheckout("received");
    const running = up();
    await hold.whenHeld();
    await center.portal("/catalog/reissue");
    hold.release();
    expect((await running).failures).toEqual([]);
    expect(afterCart()).toHaveLength(7);
    expect(new Set(afterCart())).toEqual(
      new Set(["POST checkout", "GET cart", "GET availabilities", "GET sku", "PUT cart"]),
    );
    expect(afterCart().slice(-3)).toEqual(["PUT cart", "GET cart", "POST checkout"]);
    expect(center.effects("cartUpdated")).toHaveLength(1);
    expectBoughtOnce();
  });

  test.each([
    [400, 800065],
    [409, 800064],
    [503, 0],
  ])("the cart cannot be repaired, with %i %i: it is asked, and says what there is", async (status, code) => {
    center.failCheckout({ status: 404, code: 400019 });
    center.emulator.faults.add({
      method: "PUT",
      path: "/v1/customers/*/carts/*",
      status,
      ...(code && { code }),
      times: status === 503 ? 6 : 1,
    });
    const report = await up();
    // The cart is still open and its availability is good: the second checkout buys.
    expect(report.failures).toEqual([]);
    expect(afterCart().slice(-3)).toEqual(["PUT cart", "GET cart", "POST checkout"]);
    expectBoughtOnce();
  });

  test("the cart refuses today's availability: stops with the reason, and nothing was bought", async () => {
    center.failCheckout({ status: 404, code: 400019 });
    center.emulator.faults.add({ method: "PUT", path: "/v1/customers/*/carts/*", status: 400, code: 800002 });
    expect((await up()).error).toMatch(/800002/);
    expect(center.ordersMade).toBe(0);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("again while it is repaired: stops, nothing was bought, and the next run buys with the same cart", async () => {
    center.failCheckout({ status: 404, code: 400019, times: 2 });
    const report = await up();
    expect(report.error).toMatch(/was not bought.*400019.*Nothing was charged.*used again/s);
    expect(center.effects("cartUpdated").length).toBeLessThanOrEqual(1);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });
});

describe("the limit says that a plan exists", () => {
  test("somebody buys in the same moment, unlisted at first: waits until it must be listed, and adopts", async () => {
    const hold = center.holdCheckout("received");
    const running = up();
    await hold.whenHeld();
    const byHand = await center.buyByHand(customerId);
    const before = center.emulator.clock.now();
    center.plan(byHand).visibleFrom = before + 10 * MINUTE;
    hold.release();
    expect((await running).failures).toEqual([]);
    expect(center.emulator.clock.now() - before).toBeGreaterThanOrEqual(20 * MINUTE);
    expect(planRow()).toMatchObject({ id: byHand, outputs: { adopted: true } });
    expect(center.ordersMade).toBe(0);
  });

  test.each([
    [403, 800089],
    [400, 900116],
  ])("%i %i and it is listed: adopted once no checkout of ours can be on its way", async (status, code) => {
    const hold = center.holdCheckout("received");
    center.failCheckout({ status, code });
    const running = up();
    await hold.whenHeld();
    const byHand = await center.buyByHand(customerId);
    const before = center.emulator.clock.now();
    hold.release();
    expect((await running).failures).toEqual([]);
    const waitedMs = center.emulator.clock.now() - before;
    expect(waitedMs).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(waitedMs).toBeLessThan(6 * MINUTE);
    expect(planRow()).toMatchObject({ id: byHand, outputs: { adopted: true } });
    expect(center.ordersMade).toBe(0);
  });

  test("and it comes from a checkout of ours that nobody answered: ours, and not taken for somebody's", async () => {
    center.switch({ planLimit: "off", provisioningDelay: "10m" });
    center.failCheckout({ action: "resetAfterCommit" });
    center.failCheckout({ status: 403, code: 800089 });
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("and a checkout of a dead run of ours arrives while it waits: ours, beside somebody's", async () => {
    center.switch({ orphanedRequests: "commit", planLimit: "off", concurrentCheckout: "serialised" });
    center.failCheckout({ action: "delay", delayMs: 3 * MINUTE });
    const dead = stack.begin([plan(customerId)]);
    await until("the checkout is on its way", () => center.emulator.faults.all().length === 0);
    await dead.kill();
    center.failCheckout({ status: 403, code: 800089 });
    const hold = center.holdCheckout("received");
    const running = up();
    await hold.whenHeld();
    const byHand = await center.buyByHand(customerId);
    hold.release();
    expect((await running).failures).toEqual([]);
    expect(center.ordersMade).toBe(1);
    expect(planRow()?.id).not.toBe(byHand);
    expect(planRow()?.outputs.adopted).toBe(false);
  });

  test('onExisting "fail": refused by id', async () => {
    const hold = center.holdCheckout("received");
    const running = stack.up([plan(customerId, { onExisting: "fail" })]);
    await hold.whenHeld();
    const byHand = await center.buyByHand(customerId);
    hold.release();
    const report = await running;
    expect(report.error).toMatch(/has an Azure plan already.*onExisting is "fail"/s);
    expect(report.error).toContain(byHand);
  });

  test("and none is ever listed: the service's reason", async () => {
    center.failCheckout({ status: 403, code: 800089 });
    expect((await up()).error).toMatch(/800089.*No plan of customer .* is listed that could be adopted/s);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });
});

describe("the way to the service", () => {
  const tokens = () => center.emulator.journal.entries({ path: /\/oauth2\/v2\.0\/token$/ }).length;

  test("401 once: a new token, and a new request", async () => {
    center.failCheckout({ status: 401, code: 400 });
    expect((await up()).failures).toEqual([]);
    expect(tokens()).toBe(2);
    expect(afterCart()).toEqual(["POST checkout", "GET cart", "POST checkout"]);
    expectBoughtOnce();
  });

  test("401 twice: stops; nothing was bought", async () => {
    center.failCheckout({ status: 401, code: 400, times: 2 });
    expect((await up()).error).toMatch(/was not bought.*401.*Nothing was charged/s);
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("429: nobody asks anything before the time is over", async () => {
    center.failCheckout({ status: 429, retryAfterSeconds: 45 });
    expect((await up()).failures).toEqual([]);
    const journal = center.journal();
    const at = journal.findIndex(({ status }) => status === 429);
    const [refused, next] = [journal[at], journal[at + 1]].map((entry) => Date.parse(entry?.at ?? ""));
    expect(Number(next) - Number(refused)).toBeGreaterThanOrEqual(45_000);
    expect(journal[at + 1]?.method).toBe("GET");
    expect(journal[at + 2]?.path).toMatch(/checkout$/);
    expectBoughtOnce();
  });

  test("429 again and again is waited for, and the engine is asked before each try", async () => {
    center.failCheckout({ status: 429, retryAfterSeconds: 10, times: 5 });
    const run = stack.begin([plan(customerId)]);
    expect((await run.done).failures).toEqual([]);
    expect(run.process.probes).toBe(6);
    expectBoughtOnce();
  });
});

describe("refused: nothing was bought, the cart stays and is used again", () => {
  test("403 13605: the agreement is missing, and what to do about it", async () => {
    customerId = center.customer("noAgreement").id;
    const report = await up();
    expect(report.error).toMatch(/was not bought.*13605.*Agreement.*Nothing was charged; cart \S+ stays/s);
    expect(report.error).toMatch(/MS-RequestId [0-9a-f-]{36}/);
    expect(afterCart()).toEqual(["POST checkout"]);
    await center.portal(`/customers/${customerId}/agreement`, { accepted: true });
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test.each([
    [409, 900112],
    [409, 900113],
    [400, 900206],
    [403, 800020],
    [422, 123456],
  ])("%i %i", async (status, code) => {
    center.failCheckout({ status, code, description: "It is not to be." });
    const report = await up();
    expect(report.error).toMatch(/was not bought.*Nothing was charged; cart \S+ stays and is used again/s);
    expect(report.error).toContain(String(code));
    expect(report.error).toContain("It is not to be");
    expect(afterCart()).toEqual(["POST checkout"]);
    expect(planRow()).toBeUndefined();
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });
});

describe.each(["honoured", "honouredWithFailures", "honoured60s", "ignored"])("request ids %s", (requestIds) => {
  beforeEach(() => center.switch({ requestIds }));

  test("a refusal is not given again by an id", async () => {
    customerId = center.customer("noAgreement").id;
    expect((await up()).error).toMatch(/13605/);
    await center.portal(`/customers/${customerId}/agreement`, { accepted: true });
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("unanswered ones are one order", async () => {
    center.failCheckout({ action: "resetAfterCommit" });
    center.failCheckout({ action: "resetBeforeCommit" });
    expect((await up()).failures).toEqual([]);
    expectBoughtOnce();
  });

  test("a failed order is retried", async () => {
    const hold = center.hold("GET", "/v1/customers/*/orders/*", "received");
    const running = up();
    await hold.whenHeld();
    await center.portal(`/orders/${center.effects("orderCreated")[0]?.effect?.id}`, { status: "error" });
    hold.release();
    expect((await running).failures).toEqual([]);
    expect(center.plans(customerId)).toHaveLength(1);
  });
});
