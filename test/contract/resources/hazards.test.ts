import type { WireReply } from "../../../provider/client/pipeline";
import type { WireRequest } from "../../../provider/client/transport";
import { DAY, HOUR, MINUTE, PartnerCenter, until } from "../../support/partner-center";
import { budget, plan, SmallEngine } from "../../support/small-engine";

/** Histories in which a plausible provider buys twice, loses what it bought, or ends what is still wanted. */
let center: PartnerCenter;
let stack: SmallEngine;
let customerId: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
  customerId = center.customer("new").id;
});
afterEach(() => center.close());

/** Kills the first `up` while its checkout is under way: not carried out, or carried out and not answered. */
async function killedAtCheckout(point: "received" | "committed"): Promise<void> {
  const hold = center.holdCheckout(point);
  const run = stack.begin([plan(customerId)]);
  await hold.whenHeld();
  await run.kill();
  await until("the emulator sees that its client has gone", () => hold.gone === 1);
  hold.release();
}

/** Changes what arrives of the JSON that some call is answered with. */
const rewritten =
  (path: RegExp, change: (text: string) => string) =>
  ({ url }: WireRequest, reply: WireReply): WireReply => {
    if (!path.test(url.pathname)) return reply;
    return { ...reply, bytes: new TextEncoder().encode(change(new TextDecoder().decode(reply.bytes))) };
  };

describe("a reseller that the service leaves out", () => {
  const RESELLER = "4821077";
  const partner = () => ({ partner: center.emulator.otherPartner });
  const ours = () => plan(customerId, { partnerIdOnRecord: RESELLER });
  beforeEach(() => {
    customerId = center.customer("new", center.emulator.otherPartner).id;
    center.switch({ planLimit: "off" });
  });

  test("in the checkout's order: it is our cart's all the same, and no second one is made", async () => {
    const alter = rewritten(/\/(checkout|orders.*)$/, (text) => text.replaceAll(/"partnerIdOnRecord":"\d+",?/g, ""));
    expect((await stack.up([ours()], { ...partner(), alter })).failures).toEqual([]);
    expect(center.ordersMade).toBe(1);
    expect(stack.row("plan")?.outputs.adopted).toBe(false);
  });

  test.each(["", '"partnerId":"",'])("in the plan (%p): no drift, which nobody could heal", async (instead) => {
    await stack.up([ours()], partner());
    const alter = rewritten(/\/subscriptions(\/[^/]+)?$/, (text) => text.replaceAll(/"partnerId":"\d+",/g, instead));
    await stack.refresh({ ...partner(), alter });
    expect(stack.row("plan")?.outputs.partnerIdOnRecord).toBe(RESELLER);
    expect((await stack.up([ours()], partner())).steps).toEqual(["same plan-cart", "same plan"]);
  });

  test("in another row of the program: both would mean the same plan, so the second is refused", async () => {
    const report = await stack.up([plan(customerId), { ...ours(), name: "second" }], partner());
    expect(report.error).toMatch(/declared for the same customer already/);
    expect(center.ordersMade).toBeLessThanOrEqual(1);
  });
});

test("throttled into the cart's last 45 minutes: no checkout is begun there, nor after its expiry", async () => {
  await killedAtCheckout("received");
  center.pass(7 * DAY - 50 * MINUTE);
  center.failCheckout({ status: 429, retryAfterSeconds: 600, times: 20 });
  const since = center.now;
  expect((await stack.up([plan(customerId)])).error).toMatch(/does not say whether cart .* was bought/);
  expect(center.calls(since).filter((call) => call === "POST checkout")).toHaveLength(1);
  expect(center.ordersMade).toBe(0);
});

test("throttled without being told how long: waits longer each time", async () => {
  center.failCheckout({ status: 429, retryAfterSeconds: 0, times: 6 });
  const before = center.emulator.clock.now();
  expect((await stack.up([plan(customerId)])).failures).toEqual([]);
  expect(center.emulator.clock.now() - before).toBeGreaterThanOrEqual((1 + 2 + 4 + 8 + 16 + 32) * 1000);
  expect(center.ordersMade).toBe(1);
});

test("a plan in review for longer than lists lag, provisioned a moment ago: its cart stays, nothing is bought anew", async () => {
  center.switch({ planLimit: "off", provisioningDelay: "80m" });
  await killedAtCheckout("committed");
  center.pass(81 * MINUTE);
  const unlisted = rewritten(/\/subscriptions$/, (text) =>
    JSON.stringify({ ...JSON.parse(text.replace(/^\uFEFF/, "")), items: [] }),
  );
  expect((await stack.up([plan(customerId)], { refresh: true, alter: unlisted })).failures).toEqual([]);
  expect(center.ordersMade).toBe(1);
});

test("a plan that is not ready to be changed is waited for", async () => {
  const path = "/v1/customers/*/subscriptions/*";
  center.emulator.faults.add({ method: "PATCH", path, status: 409, code: 800082, times: 3 });
  const report = await stack.up([plan(customerId, { friendlyName: "Contoso Azure" })]);
  expect(report.failures).toEqual([]);
  expect(center.plan(stack.row("plan")?.id).friendlyName).toBe("Contoso Azure");
});

describe("a provider that outlives its engine writes nothing more", () => {
  test("neither cancels Azure subscriptions nor suspends", async () => {
    await stack.up([plan(customerId, { cancelAzureSubscriptions: "partnerCenter" })]);
    const id = stack.row("plan")?.id;
    const since = center.now;
    const hold = center.hold("GET", "/v1/customers/*/subscriptions/*/azureEntitlements", "received");
    const run = stack.begin([]);
    await hold.whenHeld();
    run.process.engineAlive = false;
    hold.release();
    expect((await run.done).error).toMatch(/Pulumi engine.*does not answer.*was not cancelled/);
    expect(center.journal(since).filter(({ effect }) => effect)).toEqual([]);
    expect(center.plan(id).status).toBe("active");
  });

  test("nor sets a budget", async () => {
    const hold = center.hold("GET", "/v1/customers/*/usagebudget", "received");
    const run = stack.begin([budget(customerId, "10")]);
    await hold.whenHeld();
    run.process.engineAlive = false;
    hold.release();
    expect((await run.done).error).toMatch(/Pulumi engine.*does not answer.*was not changed/);
    expect(center.journal().filter(({ effect }) => effect)).toEqual([]);
  });
});

test("another partner's credentials past the cart's expiry: an error, not a new cart", async () => {
  await killedAtCheckout("received");
  center.pass(8 * DAY);
  const options = { partner: center.emulator.otherPartner, clockAheadMs: 0 };
  expect((await stack.up([plan(customerId)], options)).error).toMatch(/belongs to partner tenant/);
  expect(center.ordersMade).toBe(0);
});

test("an imported plan that does not say who bought it is left alone by destroy", async () => {
  await stack.up([plan(customerId)]);
  stack.rows = stack.rows.map((row) => {
    const { adopted: _, ...outputs } = row.outputs;
    return { ...row, outputs };
  });
  const id = stack.row("plan")?.id;
  expect((await stack.destroy()).failures).toEqual([]);
  expect(center.plan(id).status).toBe("active");
});

test("--replace of a cart together with a refresh makes a new cart", async () => {
  await killedAtCheckout("received");
  const before = stack.row("plan-cart")?.id;
  expect((await stack.up([plan(customerId)], { refresh: true, replace: ["plan-cart"] })).failures).toEqual([]);
  expect(stack.row("plan-cart")?.id).not.toBe(before);
  expect(center.ordersMade).toBe(1);
});

test("--replace of a cart that has bought a moment ago, with a refresh: waits until its order must be listed, and buys no other", async () => {
  center.switch({ planLimit: "off", provisioningDelay: "10m" });
  await killedAtCheckout("committed");
  const startedMs = center.emulator.clock.now();
  expect((await stack.up([plan(customerId)], { refresh: true, replace: ["plan-cart"] })).failures).toEqual([]);
  expect(center.emulator.clock.now() - startedMs).toBeGreaterThanOrEqual(20 * MINUTE);
  expect(center.ordersMade).toBe(1);
  expect(stack.row("plan")?.id).toBe(center.plans(customerId)[0]?.id);
});

test('killed while it bought, then declared "suspended": what the cart bought is still ours', async () => {
  await killedAtCheckout("committed");
  center.pass(HOUR);
  await stack.up([plan(customerId, { status: "suspended" })]);
  expect(stack.row("plan")?.outputs.adopted).toBe(false);
  expect(center.ordersMade).toBe(1);
});

test("an order and its plan, seen between two lists: one plan, not two", async () => {
  await center.buyByHand(customerId);
  center.pass(HOUR);
  const pending = rewritten(/\/orders$/, (text) =>
    text.replaceAll(/"subscriptionId":"[^"]+",?/g, "").replaceAll('"completed"', '"pending"'),
  );
  expect((await stack.up([plan(customerId)], { alter: pending })).failures).toEqual([]);
  expect(stack.row("plan")?.outputs.adopted).toBe(true);
  expect(center.ordersMade).toBe(0);
});
