import { HOUR, MINUTE, PartnerCenter, type Subscription, until } from "../../support/partner-center";
import { plan, type RunOptions, SmallEngine } from "../../support/small-engine";

let center: PartnerCenter;
let stack: SmallEngine;
let customerId: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
  customerId = center.customer("new").id;
});

afterEach(() => center.close());

const planRow = () => stack.row("plan");
const bought = async (args = {}) => {
  expect((await stack.up([plan(customerId, args)])).failures).toEqual([]);
  return planRow()?.id ?? "";
};
const PATCH = { method: "PATCH", path: "/v1/customers/*/subscriptions/*" } as const;

describe("read", () => {
  test("as it is: nothing changes", async () => {
    await bought({ friendlyName: "Contoso Azure" });
    const before = planRow();
    await stack.refresh();
    expect(planRow()).toStrictEqual(before);
  });

  test.each([
    ["status", { status: "suspended" }, { status: "suspended" }],
    ["a state that nobody can declare", { status: "disabled" }, { status: "disabled" }],
    ["a managed name", { friendlyName: "Renamed" }, { friendlyName: "Renamed" }],
  ])("%s changed behind our back is drift in the inputs", async (_, edit, drift) => {
    const id = await bought({ friendlyName: "Contoso Azure" });
    await center.portal(`/subscriptions/${id}`, edit);
    await stack.refresh();
    expect(planRow()?.inputs).toMatchObject(drift);
    expect(planRow()?.outputs).toMatchObject(drift);
  });

  test("an unmanaged name never drifts", async () => {
    const id = await bought();
    await center.portal(`/subscriptions/${id}`, { friendlyName: "Renamed" });
    expect((await stack.refresh()).steps).toContain("unchanged plan");
  });

  test.each(["deleted", "expired", "missing"])("%s: gone, since the customer still answers", async (status) => {
    const id = await bought();
    await center.portal(`/subscriptions/${id}`, { status });
    expect((await stack.refresh()).steps).toContain("gone plan");
  });

  const refusedBy: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
    [
      "the relationship has ended",
      () => center.portal(`/customers/${customerId}/relationship`, { relationship: "none" }),
      /20002/,
    ],
    [
      "the role was taken away",
      () => center.portal(`/partners/${center.emulator.tenantId}/roles`, { adminAgent: false }),
      /900150/,
    ],
    [
      "the service fails",
      async () => center.emulator.faults.add({ method: "GET", path: "/v1/**", status: 500, times: 99 }),
      /500/,
    ],
  ];
  test.each(refusedBy)("%s: an error, and the state stays", async (_, happen, text) => {
    await bought();
    await stack.refresh();
    const before = stack.rows;
    await happen();
    const report = await stack.refresh();
    expect(report.error).toMatch(text);
    expect(report.failures).toHaveLength(2);
    expect(stack.rows).toEqual(before);
  });

  test("another partner's credentials: an error that names both tenants, nothing asked, the state stays", async () => {
    await bought();
    const before = stack.rows;
    const since = center.now;
    const { otherPartner, tenantId } = center.emulator;
    const report = await stack.refresh({ partner: otherPartner });
    expect(report.failures).toHaveLength(2);
    expect(report.error).toMatch(/Nothing was read or changed.*PARTNERCENTER_TENANT_ID/s);
    expect(report.error).toContain(tenantId);
    expect(report.error).toContain(otherPartner.tenantId);
    expect(center.calls(since)).toEqual([]);
    expect(stack.rows).toEqual(before);
  });

  test("not found, and the customer is not this partner's any more: an error, and the state stays", async () => {
    const id = await bought();
    await center.portal(`/subscriptions/${id}`, { status: "missing" });
    const before = stack.rows;
    const alter: NonNullable<RunOptions["alter"]> = ({ url }, reply) => {
      if (!url.pathname.endsWith(`/customers/${customerId}`)) return reply;
      const text = new TextDecoder()
        .decode(reply.bytes)
        .replace('"relationshipToPartner":"reseller"', '"relationshipToPartner":"none"');
      return { ...reply, bytes: new TextEncoder().encode(text) };
    };
    const report = await stack.refresh({ alter });
    expect(report.error).toMatch(
      /cannot be found, but customer .* is not this partner's any more.*The state is left as it is/s,
    );
    expect(stack.rows.map((row) => row.id)).toEqual(before.map((row) => row.id));
  });
});

describe("update", () => {
  test("name and status, one change at a time", async () => {
    const id = await bought();
    for (const azure of center.emulator.model.azureSubscriptionsOf(id)) {
      await center.portal(`/azureSubscriptions/${azure.id}`, { status: "inactive" });
    }
    const since = center.now;
    expect(await bought({ friendlyName: "Contoso Azure", status: "suspended" })).toBe(id);
    expect(center.plan(id)).toMatchObject({ friendlyName: "Contoso Azure", status: "suspended" });
    expect(center.effects("subscriptionUpdated", since).map(({ effect }) => Object.keys(effect ?? {}).at(-1))).toEqual([
      "friendlyName",
      "status",
    ]);
    await bought({ friendlyName: "Contoso", status: "active" });
    expect(center.plan(id)).toMatchObject({ friendlyName: "Contoso", status: "active" });
    expect(center.ordersMade).toBe(1);
  });

  test("only what the preview showed: a plan that somebody suspended meanwhile stays so", async () => {
    const id = await bought({ friendlyName: "Contoso Azure" });
    await center.portal(`/subscriptions/${id}`, { status: "suspended" });
    const since = center.now;
    await bought({ friendlyName: "Contoso Azure", onDestroy: "retain" });
    const named = await stack.up([plan(customerId, { friendlyName: "Contoso", onDestroy: "retain" })]);
    expect(named.error).toMatch(/800091.*run `pulumi up --refresh`/s);
    expect(center.journal(since).filter(({ effect }) => effect)).toEqual([]);
    expect((await stack.up([plan(customerId, { friendlyName: "Contoso" })], { refresh: true })).failures).toEqual([]);
    expect(center.plan(id)).toMatchObject({ status: "active", friendlyName: "Contoso" });
  });

  test("suspending by declaration never cancels anything", async () => {
    await bought({ cancelAzureSubscriptions: "partnerCenter" });
    const report = await stack.up([
      plan(customerId, { cancelAzureSubscriptions: "partnerCenter", status: "suspended" }),
    ]);
    expect(report.error).toMatch(/was not suspended: it has 1 active Azure subscription/);
    expect(center.effects("entitlementCancelled")).toEqual([]);
  });

  test("a change sends the whole resource, so that nothing is reset", async () => {
    const id = await bought();
    const before: Subscription = center.plan(id);
    before.scheduledNextTermInstructions = { product: { productId: "DZH318Z0BPS6", billingCycle: "monthly" } };
    before.nextChargeInstructions = { billingCycle: "monthly" };
    const snapshot = structuredClone(before);
    await bought({ friendlyName: "Contoso Azure" });
    expect(center.plan(id)).toEqual({ ...snapshot, friendlyName: "Contoso Azure", version: snapshot.version + 1 });
  });

  test("accepted with 202 and applied later: waited for and read again", async () => {
    center.switch({ subscriptionPatch: "202", subscriptionPatchDelay: "2m" });
    const id = await bought({ friendlyName: "Contoso Azure" });
    expect(center.plan(id).friendlyName).toBe("Contoso Azure");
    expect(center.plan(id).accepted).toBeUndefined();
    expect(center.effects("subscriptionUpdated")).toHaveLength(1);
  });

  test.each([
    ["before", false],
    ["after", true],
  ])("a PATCH whose answer is lost %s it takes effect: looked up and, if need be, repeated", async (_, afterCommit) => {
    center.emulator.faults.add({ ...PATCH, action: afterCommit ? "resetAfterCommit" : "resetBeforeCommit" });
    const id = await bought({ friendlyName: "Contoso Azure" });
    expect(center.plan(id).friendlyName).toBe("Contoso Azure");
  });

  test("drift is healed by up --refresh", async () => {
    const id = await bought({ friendlyName: "Contoso Azure" });
    await center.portal(`/subscriptions/${id}`, { friendlyName: "Renamed" });
    await center.portal(`/subscriptions/${id}`, { status: "suspended" });
    const report = await stack.up([plan(customerId, { friendlyName: "Contoso Azure" })], { refresh: true });
    expect(report.failures).toEqual([]);
    expect(center.plan(id)).toMatchObject({ friendlyName: "Contoso Azure", status: "active" });
  });

  test("with another partner's credentials: refused", async () => {
    await bought();
    const report = await stack.up([plan(customerId, { friendlyName: "New" })], {
      partner: center.emulator.otherPartner,
    });
    expect(report.error).toMatch(/belongs to partner tenant/);
  });
});

describe("adoption", () => {
  test("a suspended plan is reactivated, by one PATCH", async () => {
    const { id, subscriptionId } = center.customer("suspendedPlan");
    expect((await stack.up([plan(id)])).failures).toEqual([]);
    expect(planRow()).toMatchObject({ id: subscriptionId, outputs: { adopted: true, status: "active" } });
    expect(center.plan(subscriptionId).status).toBe("active");
    expect(center.journal().filter(({ effect }) => effect)).toHaveLength(1);
  });

  test('a suspended plan declared "suspended" stays so, untouched', async () => {
    const { id, subscriptionId } = center.customer("suspendedPlan");
    expect((await stack.up([plan(id, { status: "suspended" })])).failures).toEqual([]);
    expect(center.plan(subscriptionId).status).toBe("suspended");
    expect(center.journal().filter(({ effect }) => effect)).toEqual([]);
  });

  test("an adopted plan is given its declared name", async () => {
    const { id, subscriptionId } = center.customer("withPlan");
    expect((await stack.up([plan(id, { friendlyName: "Ours now" })])).failures).toEqual([]);
    expect(center.plan(subscriptionId).friendlyName).toBe("Ours now");
  });
});

describe("half made", () => {
  test("the name is refused: the plan is in the stack, the reason is told, and the next up finishes it", async () => {
    center.emulator.faults.add({ ...PATCH, status: 400, code: 800092, description: "Not this name." });
    const program = [plan(customerId, { friendlyName: "Contoso Azure" })];
    const report = await stack.up(program);
    expect(report.steps).toEqual(["create plan-cart", "half create plan"]);
    expect(report.error).toMatch(/Not this name/);
    expect(planRow()?.initErrors?.join()).toMatch(/Not this name/);
    expect(planRow()?.id).toBe(center.plans(customerId)[0]?.id);
    expect(planRow()?.outputs).toMatchObject({ adopted: false, __provider: expect.stringContaining("require") });

    expect((await stack.up(program)).steps).toEqual(["same plan-cart", "update plan"]);
    expect(center.plan(planRow()?.id).friendlyName).toBe("Contoso Azure");
    expect(planRow()?.initErrors).toBeUndefined();
    expect(planRow()?.outputs.azureSubscriptionId).toBeDefined();
    expect(center.ordersMade).toBe(1);
  });

  test("the first Azure subscription cannot be read: the plan is complete, and a warning says so", async () => {
    const path = "/v1/customers/*/subscriptions/*/azureEntitlements";
    center.emulator.faults.add({ method: "GET", path, status: 403, code: 900159 });
    const report = await stack.up([plan(customerId)]);
    expect(report.failures).toEqual([]);
    expect(report.said.map(({ text }) => text).join()).toMatch(/could not be listed.*900159/);
    expect(center.ordersMade).toBe(1);
  });

  test("no Azure subscription within two minutes: complete without it, and a refresh finds it", async () => {
    const hold = center.holdCheckout("committed");
    const running = stack.up([plan(customerId)]);
    await hold.whenHeld();
    const [made] = center.plans(customerId);
    const [azure] = center.emulator.model.azureSubscriptionsOf(made?.id ?? "");
    if (azure) azure.visibleFrom = center.emulator.clock.now() + HOUR;
    hold.release();
    expect((await running).failures).toEqual([]);
    expect(planRow()?.outputs).not.toHaveProperty("azureSubscriptionId");
    center.pass(HOUR);
    await stack.refresh();
    expect(planRow()?.outputs.azureSubscriptionId).toBe(azure?.id);
  });

  test("killed after the plan was written: the next up does not buy", async () => {
    await bought();
    expect((await stack.up([plan(customerId)])).steps).toEqual(["same plan-cart", "same plan"]);
  });
});

describe("an indirect provider", () => {
  const asProvider = (args: Record<string, unknown>, options: RunOptions = {}) =>
    stack.up([plan(customerId, args)], { partner: center.emulator.otherPartner, ...options });
  const [larkspur, tamarack] = ["4821077", "5330914"];
  const withLarkspurs = () => center.customer("withPlan", center.emulator.otherPartner);

  test("the reseller goes into the cart, and the plan is sold through it", async () => {
    customerId = center.customer("new", center.emulator.otherPartner).id;
    expect((await asProvider({ partnerIdOnRecord: larkspur })).failures).toEqual([]);
    const [cart] = [...center.emulator.model.carts.values()];
    expect(cart?.lines[0]?.participants).toEqual([{ key: "transaction_reseller", value: larkspur }]);
    expect(cart?.attestationAccepted).toBe(true);
    expect(center.plan(planRow()?.id).partnerId).toBe(larkspur);
    expect(planRow()?.outputs).toMatchObject({ adopted: false, partnerIdOnRecord: larkspur });
  });

  test("only that reseller's plan is meant: another's is left alone, and one is bought", async () => {
    customerId = withLarkspurs().id;
    expect((await asProvider({ partnerIdOnRecord: tamarack })).failures).toEqual([]);
    expect(planRow()?.id).not.toBe(withLarkspurs().subscriptionId);
    expect(center.plan(planRow()?.id).partnerId).toBe(tamarack);
    expect(center.ordersMade).toBe(1);
  });

  test("that reseller's plan is there: adopted", async () => {
    customerId = withLarkspurs().id;
    expect((await asProvider({ partnerIdOnRecord: larkspur })).failures).toEqual([]);
    expect(planRow()?.id).toBe(withLarkspurs().subscriptionId);
    expect(center.ordersMade).toBe(0);
  });

  test("no reseller said, one plan: adopted whoever sold it", async () => {
    customerId = withLarkspurs().id;
    expect((await asProvider({})).failures).toEqual([]);
    expect(planRow()?.id).toBe(withLarkspurs().subscriptionId);
    expect(planRow()?.outputs).not.toHaveProperty("partnerIdOnRecord");
  });

  test("no reseller said, several plans: refused, with their ids and the remedy", async () => {
    customerId = withLarkspurs().id;
    const second = await center.buyByHand(customerId, { partnerIdOnRecord: tamarack });
    const report = await asProvider({});
    expect(report.error).toMatch(/More than one Azure plan.*Set partnerIdOnRecord to choose/s);
    expect(report.error).toContain(second);
    expect(report.error).toContain(withLarkspurs().subscriptionId);
    expect(planRow()).toBeUndefined();
  });

  test("an unknown reseller: the service's refusal, nothing bought", async () => {
    customerId = center.customer("new", center.emulator.otherPartner).id;
    const report = await asProvider({ partnerIdOnRecord: "9999999" });
    expect(report.error).toMatch(/was not bought.*800016/s);
    expect(center.ordersMade).toBe(0);
  });

  test("two resellers' plans of one customer in one program: two carts, two orders, each its own", async () => {
    customerId = center.customer("new", center.emulator.otherPartner).id;
    const program = [larkspur, tamarack].map((partnerIdOnRecord) =>
      plan(customerId, { partnerIdOnRecord }, { name: `through-${partnerIdOnRecord}` }),
    );
    const options = { partner: center.emulator.otherPartner };
    expect((await stack.up(program, options)).failures).toEqual([]);
    expect(center.ordersMade).toBe(2);
    expect(center.plan(stack.row(`through-${tamarack}`)?.id).partnerId).toBe(tamarack);
    expect((await stack.up([program[0] ?? plan(customerId)], { ...options, refresh: true })).error).toMatch(
      /active Azure subscription/,
    );
  });
});

describe("delete", () => {
  const destroyed = async (args = {}) => {
    const id = await bought(args);
    const since = center.now;
    return { id, since, report: await stack.destroy() };
  };
  const endAzure = async (planId: string) => {
    for (const { id } of center.emulator.model.azureSubscriptionsOf(planId)) {
      await center.portal(`/azureSubscriptions/${id}`, { status: "inactive" });
    }
  };

  test("refuses while Azure subscriptions are active, with names, ids and every way out", async () => {
    const { id, report } = await destroyed();
    const [azure] = center.emulator.model.azureSubscriptionsOf(id);
    expect(report.error).toContain(`Microsoft Azure ${azure?.id}`);
    expect(report.error).toMatch(
      /cancelAzureSubscriptions: "azure".*"partnerCenter".*onDestroy: "retain".*only after a `pulumi up`/s,
    );
    expect(center.plan(id).status).toBe("active");
    expect(stack.rows).toHaveLength(2);
  });

  test("with nothing active the plan is suspended, and says so", async () => {
    const id = await bought();
    await endAzure(id);
    const report = await stack.destroy();
    expect(report.failures).toEqual([]);
    expect(center.plan(id).status).toBe("suspended");
    expect(report.said.map(({ text }) => text).join()).toMatch(/is suspended/);
    expect(stack.rows).toEqual([]);
  });

  test("told to: cancels in the partner's name, waits, suspends", async () => {
    const { id, since, report } = await destroyed({ cancelAzureSubscriptions: "partnerCenter" });
    expect(report.failures).toEqual([]);
    expect(center.effects("entitlementCancelled", since)).toHaveLength(1);
    expect(center.plan(id).status).toBe("suspended");
    // It waits before it asks for the suspension, so the service never has to refuse it.
    expect(center.journal(since).filter(({ code }) => code === "900115")).toEqual([]);
  });

  test("900115 although nothing is listed as active any more: asked again until it is taken", async () => {
    const id = await bought({ cancelAzureSubscriptions: "partnerCenter" });
    center.emulator.faults.add({ ...PATCH, status: 403, code: 900115, times: 3 });
    expect((await stack.destroy()).failures).toEqual([]);
    expect(center.plan(id).status).toBe("suspended");
  });

  test("900115 with nothing cancelled by us: the service's error, nothing pretended", async () => {
    const id = await bought();
    await endAzure(id);
    center.emulator.faults.add({ ...PATCH, status: 403, code: 900115, times: 99 });
    expect((await stack.destroy()).error).toContain("900115");
    expect(stack.row("plan")?.id).toBe(id);
  });

  test("an Azure subscription that appears while it waits: stops and names it", async () => {
    const id = await bought({ cancelAzureSubscriptions: "partnerCenter" });
    const hold = center.hold("POST", "/v1/customers/*/subscriptions/*/azureEntitlements/*/cancel", "committed");
    const running = stack.destroy();
    await hold.whenHeld();
    const fresh = await center.portal(`/subscriptions/${id}/azureSubscriptions`, { friendlyName: "Just made" });
    hold.release();
    const report = await running;
    expect(report.error).toContain(`Just made ${fresh.id}`);
    expect(center.plan(id).status).toBe("active");
    expect(center.effects("entitlementCancelled")).toHaveLength(1);
    expect(stack.row("plan")).toBeDefined();
  });

  test("an Azure subscription that appears between the look and the suspension: stops and names it", async () => {
    const id = await bought();
    await endAzure(id);
    const hold = center.hold("PATCH", PATCH.path, "received");
    const running = stack.destroy();
    await hold.whenHeld();
    await center.portal(`/subscriptions/${id}/azureSubscriptions`, { friendlyName: "Just made" });
    hold.release();
    expect((await running).error).toMatch(/was not suspended: it has 1 active.*Just made/s);
  });

  test("an unanswered cancel is looked up before it is repeated", async () => {
    const path = "/v1/customers/*/subscriptions/*/azureEntitlements/*/cancel";
    center.emulator.faults.add({ method: "POST", path, action: "resetAfterCommit" });
    const { id, report } = await destroyed({ cancelAzureSubscriptions: "partnerCenter" });
    expect(report.failures).toEqual([]);
    expect(center.plan(id).status).toBe("suspended");
  });

  test.each(["received", "committed"] as const)("killed at its PATCH (%s): the next destroy ends it", async (point) => {
    const id = await bought();
    await endAzure(id);
    const hold = center.hold("PATCH", PATCH.path, point);
    const running = stack.begin([]);
    await hold.whenHeld();
    await running.kill();
    hold.release();
    expect((await stack.destroy()).failures).toEqual([]);
    expect(center.plan(id).status).toBe("suspended");
  });

  test("an adopted plan is left alone, and says why", async () => {
    const { id, subscriptionId } = center.customer("withPlan");
    await stack.up([plan(id)]);
    const since = center.now;
    const report = await stack.destroy();
    expect(report.failures).toEqual([]);
    expect(report.said.map(({ text }) => text).join()).toMatch(
      /left active as it is: this stack adopted it and did not buy it/,
    );
    expect(center.journal(since).filter(({ effect }) => effect)).toEqual([]);
    expect(center.plan(subscriptionId).status).toBe("active");
  });

  test('onDestroy decides otherwise: "retain" for a bought one, "suspend" for an adopted one', async () => {
    const kept = await destroyed({ onDestroy: "retain" });
    expect(kept.report.said.map(({ text }) => text).join()).toMatch(/onDestroy is "retain"/);
    expect(center.plan(kept.id).status).toBe("active");

    const { id, subscriptionId = "" } = center.customer("withPlan");
    await stack.up([plan(id, { onDestroy: "suspend" })]);
    await endAzure(subscriptionId);
    expect((await stack.destroy()).failures).toEqual([]);
    expect(center.plan(subscriptionId).status).toBe("suspended");
  });

  test.each(["suspended", "deleted", "disabled"])("%s already: nothing to do", async (status) => {
    const id = await bought();
    await center.portal(`/subscriptions/${id}`, { status });
    const since = center.now;
    const report = await stack.destroy();
    expect(report.failures).toEqual([]);
    expect(report.said.map(({ text }) => text).join()).toMatch(/was not active any more/);
    expect(center.journal(since).filter(({ effect }) => effect)).toEqual([]);
  });

  test("vanished: done, while the customer answers; refused when the relationship has ended", async () => {
    const id = await bought();
    await center.portal(`/subscriptions/${id}`, { status: "missing" });
    await center.portal(`/customers/${customerId}/relationship`, { relationship: "none" });
    expect((await stack.destroy()).error).toContain("20002");
    await center.portal(`/customers/${customerId}/relationship`, { relationship: "reseller" });
    const report = await stack.destroy();
    expect(report.failures).toEqual([]);
    expect(report.said.map(({ text }) => text).join()).toMatch(/does not exist any more/);
  });

  test("with another partner's credentials: refused", async () => {
    await bought();
    const report = await stack.destroy({ partner: center.emulator.otherPartner });
    expect(report.error).toMatch(/belongs to partner tenant/);
    expect(stack.row("plan")).toBeDefined();
  });

  test("its deadline while Azure subscriptions settle: a plain error, and the next destroy goes on", async () => {
    center.switch({ entitlementDelay: "15m" });
    const { id, report, since } = await destroyed({ cancelAzureSubscriptions: "partnerCenter" });
    expect(report.failures).toEqual([]);
    expect(center.plan(id).status).toBe("suspended");
    const [first, last] = [center.journal(since)[0], center.journal(since).at(-1)].map((one) =>
      Date.parse(one?.at ?? ""),
    );
    expect(Number(last) - Number(first)).toBeGreaterThanOrEqual(15 * MINUTE);
    await until("it ends", () => stack.rows.length === 0);
  });
});
