import fc from "fast-check";
import { createTokenSource } from "../../../provider/auth/token-source";
import type { TokenSource } from "../../../provider/client/authorise";
import { systemClock } from "../../../provider/clock";
import { settled } from "../../support/fake-clock";
import { CHECKOUT, DAY, HOUR, MINUTE, PartnerCenter } from "../../support/partner-center";
import { plan, type Running, SmallEngine, settingsFor } from "../../support/small-engine";

/**
 * Random short histories of one declared plan: runs that fail or die, people, time. Left out is what no client can
 * decide (`docs/never-twice.md`): rows that leave the state (R1), failed orders that cannot be repeated (R2), carts that
 * vanish (R3), a person's order beside ours (R4, R5), requests that take effect later than F (R6).
 */
const HISTORIES = 250;

/** Customers are never used twice, also while a failure is made smaller. */
const CUSTOMERS = 1_000;

let center: PartnerCenter;
let tokens: TokenSource;
let used = 0;

beforeAll(async () => {
  const customers = Array.from({ length: CUSTOMERS }, (_, at) => ({ name: `C${at}`, domain: `c${at}.example.com` }));
  const partners = [
    { name: "Ours", domain: "ours.example.com", customers },
    { name: "Theirs", domain: "theirs.example.com" },
  ];
  center = await PartnerCenter.open({ seedFile: { partners } });
  tokens = createTokenSource(settingsFor(center), center.transport, systemClock());
});

afterAll(() => center.close());

/** Where a run can be stopped. */
const points = [
  ["GET", "/v1/customers/*/orders", "received"],
  ["POST", "/v1/customers/*/carts", "committed"],
  ["GET", "/v1/customers/*/carts/*", "received"],
  ["GET", "/v1/customers/*/carts/*", "halfReplied"],
  ["POST", CHECKOUT, "received"],
  ["POST", CHECKOUT, "committed"],
  ["POST", CHECKOUT, "halfReplied"],
  ["GET", "/v1/customers/*/orders/*", "received"],
  ["GET", "/v1/customers/*/subscriptions/*", "received"],
] as const;

const checkoutFaults = [
  { status: 503 },
  { status: 503, afterCommit: true },
  { status: 409, code: 800060 },
  { status: 408 },
  { status: 429, retryAfterSeconds: 20 },
  { status: 401, code: 400 },
  { status: 409, code: 900112 },
  { status: 404, code: 400019 },
  { status: 404, code: 800008 },
  { action: "resetBeforeCommit" },
  { action: "resetAfterCommit" },
  { action: "truncate" },
  { action: "html", status: 200, afterCommit: true },
] as const;

const event = fc.oneof(
  fc.record({
    does: fc.constant("up" as const),
    refresh: fc.boolean(),
    faults: fc.array(fc.constantFrom(...checkoutFaults), { maxLength: 3 }),
  }),
  fc.record({
    does: fc.constant("crash" as const),
    refresh: fc.boolean(),
    point: fc.constantFrom(...points),
    who: fc.constantFrom("engine and provider" as const, "engine" as const),
  }),
  /** The checkout is under way when everything dies, and takes effect up to F later. */
  fc.record({ does: fc.constant("late checkout" as const), minutes: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ does: fc.constant("refresh" as const) }),
  fc.record({
    does: fc.constant("pass" as const),
    ms: fc.constantFrom(MINUTE, 20 * MINUTE, 2 * HOUR, 6 * DAY, 7 * DAY),
  }),
  fc.record({ does: fc.constantFrom("buy" as const, "suspend" as const, "delete" as const, "fail order" as const) }),
);

const history = fc.record({
  switches: fc.record({
    repeatedCheckout: fc.constantFrom("storedResult", "800065"),
    requestIds: fc.constantFrom("honoured", "honouredWithFailures", "honoured60s", "ignored"),
    orderListLag: fc.constantFrom("0s", "15m"),
    provisioningDelay: fc.constantFrom("0s", "20s", "3m"),
  }),
  events: fc.array(event, { minLength: 1, maxLength: 6 }),
});

type History = typeof history extends fc.Arbitrary<infer One> ? One : never;

async function play({ switches, events }: History): Promise<void> {
  const customer = center.emulator.customers[used++];
  if (!customer) throw new Error("there are no more customers");
  const customerId = customer.id;
  const program = [plan(customerId)];
  const stack = new SmallEngine(center);
  const orphans: Promise<unknown>[] = [];
  center.emulator.switches.reset();
  center.switch(switches);

  /** Ours are those that came from a cart. */
  const liveOrdersOfOurs = () =>
    center.plans(customerId).filter(({ orderId }) => center.emulator.model.orders.get(orderId)?.boughtWith === "cart");
  const stopAt = async (run: Running, hold: ReturnType<PartnerCenter["hold"]>, who: string) => {
    await Promise.race([hold.whenHeld(), run.done]);
    await (who === "engine" ? run.killEngine() : run.kill());
    orphans.push(run.lastCall);
    hold.release();
  };

  for (const one of events) {
    const [live] = center.plans(customerId);
    switch (one.does) {
      case "up":
        for (const fault of one.faults) center.failCheckout(fault);
        await stack.up(program, { refresh: one.refresh, tokens });
        center.emulator.faults.clear();
        break;
      case "crash": {
        const [method, path, at] = one.point;
        const hold = center.hold(method, path, at);
        await stopAt(stack.begin(program, { refresh: one.refresh, tokens }), hold, one.who);
        break;
      }
      case "late checkout": {
        center.switch({ orphanedRequests: "commit" });
        const run = stack.begin(program, { tokens });
        const hold = center.hold("POST", CHECKOUT, "received");
        await Promise.race([hold.whenHeld(), run.done]);
        await run.kill();
        center.pass(one.minutes * MINUTE);
        hold.release();
        // What was held arrives in its own turn.
        await settled();
        await Promise.all(orphans);
        center.switch({ orphanedRequests: "drop" });
        break;
      }
      case "refresh":
        await stack.refresh({ tokens });
        break;
      case "pass":
        center.pass(one.ms);
        break;
      case "buy":
        if (!live) await center.buyByHand(customerId).catch(unlessPlanExists);
        break;
      case "suspend":
      case "delete":
        if (live)
          await center.portal(`/subscriptions/${live.id}`, { status: one.does === "delete" ? "deleted" : "suspended" });
        break;
      case "fail order":
        if (switches.repeatedCheckout === "storedResult") await failPendingOrders(customerId);
        break;
    }
    expect(liveOrdersOfOurs().length).toBeLessThanOrEqual(1);
  }

  await Promise.all(orphans);
  center.pass(5 * MINUTE);
  const first = await stack.up(program, { tokens });
  // A person's order and ours while one cart lived: no client can tell them apart (R4).
  const origins = new Set(ordersOf(customerId).map(({ boughtWith }) => boughtWith));
  if (origins.size > 1 && /more than one order fits/.test(first.error)) return;
  // What a run without faults may still say: that time, or a refresh, must come first.
  for (const { message } of first.failures) expect(message).toMatch(/pulumi up --refresh|in an hour/);
  center.pass(2 * HOUR);
  const second = await stack.up(program, { refresh: true, tokens });
  if (origins.size > 1 && /more than one order fits/.test(second.error)) return;
  expect(second.error).toBe("");
  expect(liveOrdersOfOurs().length).toBeLessThanOrEqual(1);
  expect(center.plans(customerId).map(({ id, status }) => ({ id, status }))).toEqual([
    { id: stack.row("plan")?.id, status: "active" },
  ]);
}

const ordersOf = (customerId: string) =>
  [...center.emulator.model.orders.values()].filter((order) => order.customerId === customerId);

/** A purchase of a run that died may arrive while a person buys; the service then refuses one of them. */
function unlessPlanExists(error: Error): void {
  if (!error.message.includes("planLimitReached")) throw error;
}

async function failPendingOrders(customerId: string): Promise<void> {
  const { clock } = center.emulator;
  for (const { id, provisionedAt, handSetStatus } of ordersOf(customerId)) {
    const pending = handSetStatus === undefined && Math.floor(provisionedAt ?? 0) > clock.now();
    if (pending) await center.portal(`/orders/${id}`, { status: "error" });
  }
}

test(`${HISTORIES} histories: never two live orders of ours, and the plan in the stack and active in the end`, async () => {
  // Always the same histories, so that a run says something about the change and not about chance. A failure prints the
  // smallest history that fails.
  await fc.assert(fc.asyncProperty(history, play), { numRuns: HISTORIES, seed: 20261124 });
}, 120_000);
