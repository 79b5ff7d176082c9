import { DAY, HOUR, MINUTE, PartnerCenter, until } from "../../support/partner-center";
import { plan, type Report, type RunOptions, SmallEngine } from "../../support/small-engine";

let center: PartnerCenter;
let stack: SmallEngine;
let customerId: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
  customerId = center.customer("new").id;
});

afterEach(() => center.close());

const up = (options?: RunOptions) => stack.up([plan(customerId)], options);
const planRow = () => stack.row("plan");
const cartRow = () => stack.row("plan-cart");
const warnings = ({ said }: Report) => said.filter(({ severity }) => severity === "warning").map(({ text }) => text);

async function killedAtCheckout(fate: "lost" | "committed"): Promise<void> {
  const hold = center.holdCheckout(fate === "lost" ? "received" : "committed");
  const run = stack.begin([plan(customerId)]);
  await hold.whenHeld();
  await run.kill();
  await until("the emulator sees that its client has gone", () => hold.gone === 1);
  hold.release();
}

const passUntil = (afterExpiryMs: number) => {
  const expires = Date.parse(String(cartRow()?.outputs.expirationTimestamp));
  center.pass(expires + afterExpiryMs - center.emulator.clock.now());
};

describe("create", () => {
  test("a line error refuses the whole cart, with the service's code", async () => {
    center.switch({ directBillParticipants: "lineError" });
    const report = await stack.up([plan(customerId, { partnerIdOnRecord: "4821077" })]);
    expect(report.error).toMatch(
      /does not sell the Azure plan.*ParticipantsIsNotSupportedForPartner.*Nothing was bought/s,
    );
    expect(stack.rows).toEqual([]);
  });

  test("an unknown SKU is the service's refusal, before any cart", async () => {
    const report = await stack.up([plan(customerId, { skuId: "0009" })]);
    expect(report.error).toContain("400018");
    expect(center.effects("cartCreated")).toEqual([]);
  });

  test("a legacy customer is refused before a cart is made, with the way out", async () => {
    const { id, subscriptionId } = center.customer("legacy");
    const report = await stack.up([plan(id)]);
    expect(report.error).toMatch(/legacy Azure subscription \(MS-AZR-0145P.*Upgrade it.*the plan is adopted/s);
    expect(report.error).toContain(subscriptionId);
    expect(center.effects("cartCreated")).toEqual([]);
    expect(stack.rows).toEqual([]);
  });

  test.each(["800020", "2085", "4018"])(
    "legacy Azure that appears after the cart: the service's code %s",
    async (code) => {
      center.switch({ legacyCustomerPurchase: code });
      const hold = center.holdCheckout("received");
      const running = up();
      await hold.whenHeld();
      const legacy = center.plan(center.customer("legacy").subscriptionId);
      center.emulator.model.subscriptions.set(legacy.id, { ...legacy, customerId });
      hold.release();
      const { error } = await running;
      expect(error).toContain(code);
      expect(error).toMatch(/was not bought/);
    },
  );

  test("a cart whose making was not answered is made again: one too many is harmless", async () => {
    center.emulator.faults.add({ method: "POST", path: "/v1/customers/*/carts", action: "resetAfterCommit" });
    center.switch({ requestIds: "ignored" });
    expect((await up()).failures).toEqual([]);
    expect(center.effects("cartCreated")).toHaveLength(2);
    expect(center.ordersMade).toBe(1);
  });
});

describe("read", () => {
  test("nothing bought yet and alive: kept as it is", async () => {
    await killedAtCheckout("lost");
    expect((await stack.refresh()).steps).toEqual(["unchanged plan-cart"]);
  });

  test.each([
    ["in its last minutes", -10 * MINUTE],
    ["a moment after its expiry", 10 * MINUTE],
  ])("%s: kept, since it may have bought", async (_, afterMs) => {
    await killedAtCheckout("lost");
    passUntil(afterMs);
    expect((await stack.refresh()).steps).toEqual(["unchanged plan-cart"]);
  });

  test("certainly expired and nothing there: gone", async () => {
    await killedAtCheckout("lost");
    passUntil(16 * MINUTE);
    expect((await stack.refresh()).steps).toEqual(["gone plan-cart"]);
    expect(stack.rows).toEqual([]);
  });

  test("bought in the last minute and not provisioned: kept past its expiry, and the plan is taken up", async () => {
    center.switch({ provisioningDelay: "6h" });
    const hold = center.holdCheckout("received");
    const run = stack.begin([plan(customerId)]);
    await hold.whenHeld();
    passUntil(-MINUTE);
    hold.release();
    await until("the order is made", () => center.ordersMade === 1);
    await run.kill();
    passUntil(16 * MINUTE);
    expect((await stack.refresh()).steps).toEqual(["unchanged plan-cart"]);
    expect((await up({ refresh: true })).failures).toEqual([]);
    expect(center.ordersMade).toBe(1);
    expect(planRow()?.outputs.adopted).toBe(true);
  });

  test("an order that no list shows yet: kept, whatever the lists say", async () => {
    await killedAtCheckout("committed");
    expect((await stack.refresh()).steps).toEqual(["unchanged plan-cart"]);
    center.pass(HOUR);
    expect((await stack.refresh()).steps).toEqual(["drifted plan-cart"]);
    expect(cartRow()?.outputs.__settled).toBe(true);
    expect((await up()).failures).toEqual([]);
    expect(center.ordersMade).toBe(1);
  });

  test("settled once a plan is there: a mark in the outputs only, and its expiry matters no more", async () => {
    await up();
    await stack.refresh();
    expect(cartRow()?.outputs.__settled).toBe(true);
    expect(cartRow()?.inputs).not.toHaveProperty("__settled");
    passUntil(20 * DAY);
    const since = center.now;
    expect((await up()).steps).toEqual(["same plan-cart", "same plan"]);
    expect(center.calls(since)).toEqual([]);
    expect((await stack.refresh()).steps).toEqual(["unchanged plan-cart", "unchanged plan"]);
  });

  test("its plan was deleted: cart and plan go, and one up buys anew", async () => {
    await up();
    await center.portal(`/subscriptions/${planRow()?.id}`, { status: "deleted" });
    center.pass(HOUR);
    expect((await stack.refresh()).steps).toEqual(["gone plan-cart", "gone plan"]);
    expect((await up()).failures).toEqual([]);
    expect(center.plans(customerId).map(({ id }) => id)).toEqual([planRow()?.id]);
    expect(center.effects("orderCreated")).toHaveLength(2);
  });

  test("the same in one go, with up --refresh", async () => {
    await up();
    await center.portal(`/subscriptions/${planRow()?.id}`, { status: "deleted" });
    center.pass(HOUR);
    expect((await up({ refresh: true })).failures).toEqual([]);
    expect(center.plans(customerId).map(({ id }) => id)).toEqual([planRow()?.id]);
  });

  test("its plan was deleted before the stack knew it: the checkout says so, and up --refresh buys anew", async () => {
    await killedAtCheckout("committed");
    center.pass(HOUR);
    const [bought] = center.plans(customerId);
    await center.portal(`/subscriptions/${bought?.id}`, { status: "deleted" });
    expect((await up()).error).toMatch(/cannot buy any more: its plan \S+ was deleted.*pulumi up --refresh/s);
    expect((await up({ refresh: true })).failures).toEqual([]);
    expect(center.plans(customerId).map(({ id }) => id)).toEqual([planRow()?.id]);
  });

  test("id none: kept while there is a plan, gone without one", async () => {
    const byHand = await center.buyByHand(customerId);
    await up();
    expect(cartRow()?.id).toBe("none");
    expect((await stack.refresh()).steps).toEqual(["drifted plan-cart", "unchanged plan"]);
    await center.portal(`/subscriptions/${byHand}`, { status: "deleted" });
    center.pass(HOUR);
    expect((await stack.refresh()).steps).toEqual(["gone plan-cart", "gone plan"]);
  });

  test("with another partner's credentials: refused, and nothing leaves the state", async () => {
    await killedAtCheckout("lost");
    const before = stack.rows;
    const report = await stack.refresh({ partner: center.emulator.otherPartner });
    expect(report.error).toMatch(/belongs to partner tenant .*signed in to .*Set partnercenter:tenantId/s);
    expect(stack.rows).toEqual(before);
  });

  test("refreshing costs one list of each kind, shared by cart and plan", async () => {
    await up();
    const since = center.now;
    await stack.refresh();
    expect(center.calls(since)).toEqual(["GET orders", "GET subscriptions"]);
  });
});

describe("diff", () => {
  test("before its expiry it asks nothing", async () => {
    await up();
    passUntil(-4 * HOUR);
    const since = center.now;
    await up();
    expect(center.calls(since)).toEqual([]);
  });

  test("past its expiry with nothing there: a new cart takes its place, and the plan is bought once", async () => {
    await killedAtCheckout("lost");
    const old = cartRow()?.id;
    passUntil(16 * MINUTE);
    expect((await up()).steps).toEqual(["create plan-cart", "create plan", "delete plan-cart"]);
    expect(cartRow()?.id).not.toBe(old);
    expect(center.ordersMade).toBe(1);
    expect(center.plans(customerId).map(({ id }) => id)).toEqual([planRow()?.id]);
  });

  test("past its expiry with a plan there: the same, after one look", async () => {
    await up();
    passUntil(DAY);
    const since = center.now;
    expect((await up()).steps).toEqual(["same plan-cart", "same plan"]);
    expect(center.calls(since)).toEqual(["GET orders", "GET subscriptions"]);
  });

  test("near its expiry, not certainly over: the same", async () => {
    await killedAtCheckout("lost");
    passUntil(10 * MINUTE);
    await up();
    expect(center.effects("cartCreated")).toHaveLength(1);
  });

  test("the service does not answer: the same, and no error", async () => {
    await up();
    passUntil(DAY);
    center.emulator.faults.add({ method: "GET", path: "/v1/customers/*/orders", status: 503, times: 100 });
    expect(await up()).toMatchObject({ failures: [], steps: ["same plan-cart", "same plan"] });
  });
});

describe("renamed after a killed purchase", () => {
  const renamed = (aliases: readonly string[] = []) => [plan(customerId, {}, { name: "renamed", aliases })];
  const oursInState = () => {
    expect(center.ordersMade).toBe(1);
    expect(stack.row("renamed")?.id).toBe(center.plans(customerId)[0]?.id);
    expect(stack.row("renamed")?.outputs.adopted).toBe(false);
  };

  test("with an alias: the cart goes along", async () => {
    await killedAtCheckout("committed");
    const cart = cartRow()?.id;
    expect((await stack.up(renamed(["plan"]))).failures).toEqual([]);
    expect(stack.rows.map(({ id }) => id)).toEqual([cart, stack.row("renamed")?.id]);
    oursInState();
  });

  test("with an alias, and --replace of the cart in one go with a refresh: the refreshed cart is kept", async () => {
    center.switch({ provisioningDelay: "10m" });
    await killedAtCheckout("committed");
    const cart = cartRow()?.id;
    const report = await stack.up(renamed(["plan"]), { refresh: true, replace: ["renamed-cart"] });
    expect(report.failures).toEqual([]);
    expect(stack.row("renamed-cart")?.id).toBe(cart);
    oursInState();
  });

  test("without an alias, with up --refresh: the new cart row takes the refreshed cart over", async () => {
    center.switch({ provisioningDelay: "10m" });
    await killedAtCheckout("committed");
    const cart = cartRow()?.id;
    const report = await stack.up(renamed(), { refresh: true });
    expect(report.failures).toEqual([]);
    expect(stack.row("renamed-cart")?.id).toBe(cart);
    expect(warnings(report)).toEqual([]);
    oursInState();
  });

  test("without an alias, once lists have caught up: adopted", async () => {
    await killedAtCheckout("committed");
    center.pass(HOUR);
    expect((await stack.up(renamed())).failures).toEqual([]);
    expect(stack.row("renamed-cart")?.id).toBe("none");
    expect(center.ordersMade).toBe(1);
    expect(stack.row("renamed")?.id).toBe(center.plans(customerId)[0]?.id);
  });
});

describe("delete", () => {
  test("removed after a killed purchase: warns with the plan's id; declared again it is adopted", async () => {
    await killedAtCheckout("committed");
    center.pass(MINUTE);
    const bought = center.plans(customerId)[0]?.id ?? "";
    const report = await stack.up([]);
    expect(report.failures).toEqual([]);
    expect(warnings(report)).toHaveLength(1);
    expect(warnings(report)[0]).toMatch(
      /was bought by an interrupted run, and no resource manages its plan.*again adopts it/s,
    );
    expect(warnings(report)[0]).toContain(bought);
    expect(report.said.find(({ severity }) => severity === "warning")?.urn).toMatch(/::plan-cart$/);
    expect(stack.rows).toEqual([]);
    center.pass(HOUR);
    expect((await up()).failures).toEqual([]);
    expect(planRow()?.id).toBe(bought);
    expect(center.ordersMade).toBe(1);
  });

  test("nothing is listed yet: warns all the same", async () => {
    center.switch({ provisioningDelay: "10m" });
    await killedAtCheckout("committed");
    expect(warnings(await stack.destroy())[0]).toMatch(/not listed yet/);
  });

  test("never bought: nothing to say", async () => {
    await killedAtCheckout("lost");
    const report = await stack.destroy();
    expect(report.failures).toEqual([]);
    expect(report.said).toEqual([]);
  });

  test("destroyed with its plan: nothing to say", async () => {
    await stack.up([plan(customerId, { onDestroy: "retain" })]);
    const report = await stack.destroy();
    expect(report.failures).toEqual([]);
    expect(warnings(report)).toEqual([]);
  });

  test("the service does not answer, or its customer is lost: warns, and the row goes", async () => {
    await killedAtCheckout("committed");
    await center.portal(`/customers/${customerId}/relationship`, { relationship: "none" });
    const report = await stack.destroy();
    expect(report.failures).toEqual([]);
    expect(warnings(report)[0]).toMatch(/could not be asked.*20002/s);
    expect(stack.rows).toEqual([]);
  });
});

describe("another customer", () => {
  test("is refused on both rows, with what it would do and how to mean it", async () => {
    await up();
    const { id: other } = center.customer("withPlan");
    const report = await stack.up([plan(other)], { continueOnError: true });
    expect(report.error).toMatch(
      /customerId: it changed from .*would buy a new plan for another customer.*allowReplacement: true/s,
    );
    expect(planRow()?.outputs.customerId).toBe(customerId);
    expect(center.ordersMade).toBe(1);
  });

  test("with allowReplacement: bought for the new one, then the old one is let go", async () => {
    await stack.up([plan(customerId, { allowReplacement: true, onDestroy: "retain" })]);
    const other = center.emulator.customers.filter(({ kind }) => kind === "new")[1]?.id ?? "";
    const report = await stack.up([plan(other, { allowReplacement: true })]);
    expect(report.failures).toEqual([]);
    expect(report.steps).toEqual(["create plan-cart", "create plan", "delete plan", "delete plan-cart"]);
    expect(center.plans(other).map(({ id }) => id)).toEqual([planRow()?.id]);
    expect(center.plans(customerId)[0]?.status).toBe("active");
    expect(warnings(report)).toEqual([]);
  });
});
