import { captureTimer } from "../../support/captured-timer";
import { MINUTE, PartnerCenter } from "../../support/partner-center";
import { plan, type RunOptions, SmallEngine, upgrade } from "../../support/small-engine";

const CREATE = "/v1/productUpgrades";
const STATUS = "/v1/productUpgrades/*/status";
const DONE_AFTER = 6 * MINUTE;

let center: PartnerCenter;
let stack: SmallEngine;
let customerId: string;
let legacyId: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
  const legacy = center.customer("legacy");
  customerId = legacy.id;
  legacyId = legacy.subscriptionId ?? "";
});

afterEach(() => center.close());

const asUser = (): RunOptions => ({ settings: { refreshTokenFile: center.userTokenFile } });
const up = (args: Readonly<Record<string, unknown>> = {}, options: RunOptions = {}) =>
  stack.up([upgrade(customerId, args)], { ...asUser(), ...options });
const refresh = () => stack.refresh(asUser());
const row = () => stack.row("upgrade");
const upgrades = () => [...center.emulator.model.upgrades.values()].filter((one) => one.customerId === customerId);
const onlyUpgrade = () => {
  const [only, ...others] = upgrades();
  if (!only || others.length > 0) throw new Error(`${others.length + (only ? 1 : 0)} upgrades were begun`);
  return only;
};
const begun = () => center.effects("upgradeCreated").length;

/** Begins an upgrade as a run would that died right after: by a stack of its own whose row nobody keeps. */
async function beginElsewhere(): Promise<string> {
  const hold = center.hold("POST", STATUS, "received");
  const other = new SmallEngine(center).begin([upgrade(customerId)], asUser());
  await hold.whenHeld();
  await other.kill();
  hold.release();
  return onlyUpgrade().id;
}

/** Upgrades that are begun from now on fail for the customer's subscription. */
const fail = (text = "It has a spending limit.") =>
  center.portal(`/subscriptions/${legacyId}/upgradeOutcome`, { errorDetails: { code: "4711", text } });
const mend = () => center.portal(`/subscriptions/${legacyId}/upgradeOutcome`, { errorDetails: null });

/** Runs until the upgrade is begun and its time runs out. */
async function upUntilDeadline(): Promise<Awaited<ReturnType<typeof up>>> {
  const hold = center.hold("POST", STATUS, "received");
  const deadline = captureTimer(7_199_999);
  const running = stack.up([upgrade(customerId, {}, { timeouts: { create: 7_199_999 } })], asUser());
  await hold.whenHeld();
  deadline.end();
  const report = await running;
  hold.release();
  return report;
}

describe("create", () => {
  test("begins one, waits to its end, and names the plan", async () => {
    const report = await up();
    expect(report).toMatchObject({ failures: [], steps: ["create upgrade"] });
    const [made] = center.plans(customerId);
    const { id } = onlyUpgrade();
    expect(row()).toMatchObject({
      id,
      inputs: { customerId, productFamily: "azure", allowReplacement: false },
      outputs: {
        customerId,
        productFamily: "azure",
        allowReplacement: false,
        status: "completed",
        planSubscriptionId: made?.id,
        planSubscriptionIds: [made?.id],
        partnerTenantId: center.emulator.tenantId,
      },
    });
    expect(begun()).toBe(1);
    expect(center.ordersMade).toBe(0);
  });

  test("says on its row what it will do, how far it is, and what has come of it", async () => {
    const { said } = await up();
    const urn = row()?.urn;
    expect(said.filter(({ ephemeral }) => !ephemeral)).toEqual([
      expect.objectContaining({
        severity: "info",
        urn,
        text: expect.stringMatching(/^Upgrades the legacy Azure subscriptions .*buys the plan.*cannot be undone/),
      }),
      expect.objectContaining({
        severity: "info",
        urn,
        text: expect.stringMatching(/^Upgrade \S+ is completed: Completed, 1 of 1 subscriptions, to plan \S+\.$/),
      }),
    ]);
    const live = said.filter(({ ephemeral }) => ephemeral);
    expect(live.map(({ text }) => text.replace(/upgrade [\da-f-]{36}/, "upgrade X"))).toEqual([
      expect.stringMatching(/^beginning the upgrade of /),
      "waiting for upgrade X: Pending, 0 of 1 subscriptions",
      "waiting for upgrade X: InProgress, 0 of 1 subscriptions",
    ]);
    expect(live.every((one) => one.urn === urn)).toBe(true);
  });

  test("looks often at first and rarely later", async () => {
    center.switch({ upgradePendingDelay: "2h" });
    await up();
    const looks = center.calls().filter((call) => call === "POST status").length;
    expect(looks).toBeGreaterThan(10);
    expect(looks).toBeLessThan(300);
  });

  test.each([
    { upgradeLocation: "leadingSlash" },
    { upgradeLocation: "version" },
    { upgradeLocation: "absolute" },
    { upgradeLocation: "statusPath" },
    { upgradeLocation: "statusPath", upgradeBody: "status" },
    { upgradeStatuses: "snake_case" },
    { upgradeStatuses: "otherWords" },
  ])("whatever the service's spelling is: %j", async (switches) => {
    center.switch(switches);
    expect((await up()).failures).toEqual([]);
    expect(row()?.outputs).toMatchObject({ status: "completed" });
  });

  test("the plan that it makes is managed by an AzurePlanSubscription of the same program, which buys nothing", async () => {
    const program = [upgrade(customerId), plan(customerId, { onMissing: "fail", friendlyName: "Upgraded" })];
    expect((await stack.up(program, asUser())).failures).toEqual([]);
    expect(stack.row("plan")?.id).toBe(row()?.outputs.planSubscriptionId);
    expect(stack.row("plan")?.outputs).toMatchObject({ adopted: true, friendlyName: "Upgraded" });
    expect(center.ordersMade).toBe(0);
  });

  test("inputs in any spelling; a second up and a refresh find nothing to do", async () => {
    expect((await up({ customerId: ` ${customerId.toUpperCase()} `, productFamily: "Azure" })).failures).toEqual([]);
    const before = stack.rows;
    expect(row()?.inputs).toMatchObject({ customerId, productFamily: "azure" });
    expect(await up()).toMatchObject({ steps: ["same upgrade"], said: [] });
    expect((await refresh()).steps).toEqual(["unchanged upgrade"]);
    expect(stack.rows).toEqual(before);
    expect(begun()).toBe(1);
  });

  test.each([
    ["customerId", "nobody", /customerId: must be a GUID/],
    ["customerId", undefined, /customerId: it is required/],
    ["productFamily", "", /productFamily: must be a product family such as "azure"/],
    ["productFamily", 7, /productFamily: must be text/],
    ["allowReplacement", "yes", /allowReplacement: must be true or false/],
    ["productfamily", "azure", /productfamily: there is no such input; did you mean productFamily/],
  ])("%s: %j is refused by check, which says nothing else", async (input, value, text) => {
    const report = await up({ [input]: value });
    expect(report.error).toMatch(text);
    expect(report.said).toEqual([]);
    expect(center.calls()).toEqual([]);
  });
});

describe("an upgrade that was begun before", () => {
  test("under way: taken over and waited for", async () => {
    const id = await beginElsewhere();
    const report = await up();
    expect(report.failures).toEqual([]);
    expect(report.said).toContainEqual(
      expect.objectContaining({ text: expect.stringMatching(new RegExp(`^Upgrade ${id} .*taken over`)) }),
    );
    expect(row()).toMatchObject({ id, outputs: { status: "completed" } });
    expect(begun()).toBe(1);
  });

  test("completed: taken over, and nothing is bought", async () => {
    const id = await beginElsewhere();
    center.pass(DONE_AFTER);
    expect((await up()).failures).toEqual([]);
    expect(row()).toMatchObject({ id, outputs: { status: "completed", planSubscriptionId: expect.any(String) } });
    expect(begun()).toBe(1);
  });

  test("failed: another one is begun", async () => {
    await fail();
    const first = await beginElsewhere();
    center.pass(DONE_AFTER);
    await mend();
    expect((await up()).failures).toEqual([]);
    expect(row()?.id).not.toBe(first);
    expect(row()?.outputs.status).toBe("completed");
    expect(begun()).toBe(2);
  });

  test("failed, and no other is possible: the service's reason and what failed before", async () => {
    await fail();
    await beginElsewhere();
    center.pass(DONE_AFTER);
    await center.portal(`/subscriptions/${legacyId}`, { status: "suspended" });
    const { error } = await up();
    expect(error).toMatch(
      /does not upgrade.*[Ss]uspended.*failed before: .*4711 It has a spending limit.*Nothing was bought/s,
    );
    expect(begun()).toBe(1);
  });

  test("begun by somebody between our question and our request: taken over", async () => {
    const hold = center.hold("POST", CREATE, "received");
    const running = up();
    await hold.whenHeld();
    const other = new SmallEngine(center);
    expect((await other.up([upgrade(customerId)], asUser())).failures).toEqual([]);
    hold.release();
    expect((await running).failures).toEqual([]);
    expect(row()?.id).toBe(onlyUpgrade().id);
  });
});

describe("not eligible", () => {
  test.each([
    ["suspended", /[Ss]uspended Azure subscriptions cannot be upgraded/],
    ["disabled", /cannot be processed/],
  ])("a subscription that is %s: the service's reason, and nothing is sent that writes", async (status, reason) => {
    await center.portal(`/subscriptions/${legacyId}`, { status });
    const { error } = await up();
    expect(error).toMatch(reason);
    expect(error).toMatch(/Nothing was bought or changed/);
    expect(center.calls()).toEqual(["POST eligibility"]);
    expect(row()).toBeUndefined();
  });

  test.each([
    ["new", {}, /has no Azure subscriptions/],
    ["noAgreement", {}, /Agreement/],
    ["legacy", { productFamily: "office" }, /does not upgrade the office products .*: No catalog item/],
  ] as const)("a customer that is %s with %j: the service's reason", async (kind, args, reason) => {
    const { error } = await stack.up([upgrade(center.customer(kind).id, args)], asUser());
    expect(error).toMatch(reason);
    expect(error).toMatch(/declare an AzurePlanSubscription alone/);
    expect(center.calls()).toEqual(["POST eligibility"]);
  });

  test("a customer of nobody: an error that says so", async () => {
    const { error } = await stack.up([upgrade("00000000-1111-4222-8333-444444444444")], asUser());
    expect(error).toMatch(/getUpgradeEligibility.*(20002|60003)/s);
  });

  test.each([
    [403, 900105],
    [400, 900107],
    [403, 900120],
    [403, 900130],
    [403, 13605],
  ])("the request itself is refused with %i %i: a plain error, and nothing is kept", async (status, code) => {
    center.emulator.faults.add({ method: "POST", path: CREATE, status, code });
    const { error } = await up();
    expect(error).toMatch(new RegExp(`createUpgrade.*HTTP ${status}, code ${code}`));
    expect(row()).toBeUndefined();
    expect(begun()).toBe(0);
    expect((await up()).failures).toEqual([]);
  });

  test.each([
    [409, 900109],
    [400, 900110],
  ])("%i %i, and nobody names an upgrade: its own error", async (status, code) => {
    center.emulator.faults.add({ method: "POST", path: CREATE, status, code });
    expect((await up()).error).toMatch(new RegExp(`createUpgrade.*code ${code}`));
  });
});

describe("the answer to the request is lost", () => {
  test.each(["resetBeforeCommit", "resetAfterCommit", "truncate"] as const)("%s: begun once", async (action) => {
    center.switch({ upgradeBody: "status" });
    center.emulator.faults.add({ method: "POST", path: CREATE, action });
    expect((await up()).failures).toEqual([]);
    expect(begun()).toBe(1);
    expect(row()?.id).toBe(onlyUpgrade().id);
  });

  test.each([500, 503, 504, 408])("HTTP %i before it took effect: begun once", async (status) => {
    center.emulator.faults.add({ method: "POST", path: CREATE, status });
    expect((await up()).failures).toEqual([]);
    expect(begun()).toBe(1);
  });

  test("an answer that does not name it: the eligibility does", async () => {
    const alter: NonNullable<RunOptions["alter"]> = (request, reply) => {
      const { location: _, ...headers } = reply.headers;
      return request.url.pathname.endsWith(CREATE) ? { ...reply, headers } : reply;
    };
    expect((await up({}, { alter })).failures).toEqual([]);
    expect(begun()).toBe(1);
    expect(row()?.id).toBe(onlyUpgrade().id);
  });

  test("never answered: an error after three tries, the eligibility asked before each, and the next up goes on", async () => {
    center.emulator.faults.add({ method: "POST", path: CREATE, action: "resetBeforeCommit", times: 3 });
    const { error } = await up();
    expect(error).toMatch(/no definite answer in 3 tries.*Run `pulumi up` again/s);
    expect(center.calls().filter((call) => call.startsWith("POST"))).toEqual([
      "POST eligibility",
      ...Array.from({ length: 3 }, () => ["POST productUpgrades", "POST eligibility"]).flat(),
    ]);
    expect((await up()).failures).toEqual([]);
    expect(begun()).toBe(1);
  });

  test("not eligible any more when it is asked about: not sent again, and nothing is claimed", async () => {
    center.emulator.faults.add({ method: "POST", path: CREATE, action: "resetBeforeCommit" });
    let asked = 0;
    const alter: NonNullable<RunOptions["alter"]> = (request, reply) => {
      if (!request.url.pathname.endsWith("/eligibility")) return reply;
      asked += 1;
      const bytes = new TextEncoder().encode('{"isEligible":false,"reason":"Under review."}');
      return asked === 1 ? reply : { ...reply, headers: {}, bytes };
    };
    const { error } = await up({}, { alter });
    expect(error).toMatch(/no definite answer in 1 try.*It cannot be begun now: Under review/s);
    expect(error).not.toMatch(/Nothing was bought/);
    expect(center.calls().filter((call) => call === "POST productUpgrades")).toHaveLength(1);
  });

  test.each(["received", "committed"] as const)("killed at %s: the next up begins none beside it", async (point) => {
    const hold = center.hold("POST", CREATE, point);
    const running = stack.begin([upgrade(customerId)], asUser());
    await hold.whenHeld();
    await running.kill();
    hold.release();
    expect((await up()).failures).toEqual([]);
    expect(begun()).toBe(1);
    expect(row()?.id).toBe(onlyUpgrade().id);
  });

  test("the engine is dead before the request: nothing is begun", async () => {
    const hold = center.hold("POST", "/v1/productUpgrades/eligibility", "received");
    const running = stack.begin([upgrade(customerId)], asUser());
    await hold.whenHeld();
    await running.killEngine();
    hold.release();
    await expect(running.lastCall).resolves.toBeUndefined();
    expect(running.process.probes).toBe(1);
    expect(begun()).toBe(0);
  });
});

describe("one that takes longer than its deadline", () => {
  test("stands in the stack with its id, and the next up goes on waiting", async () => {
    const report = await upUntilDeadline();
    expect(report.error).toMatch(/create was not finished after 7199\.999 seconds.*goes on.*`pulumi up` again/s);
    expect(report.steps).toEqual(["half create upgrade"]);
    const { id } = onlyUpgrade();
    expect(row()).toMatchObject({ id, outputs: { status: "pending", customerId }, initErrors: [expect.any(String)] });
    expect(row()?.outputs).not.toHaveProperty("planSubscriptionId");

    const next = await up();
    expect(next).toMatchObject({ failures: [], steps: ["update upgrade"] });
    expect(next.said[0]?.text).toMatch(/not completed yet: `pulumi up` goes on waiting/);
    expect(row()).toMatchObject({ id, outputs: { status: "completed", planSubscriptionId: expect.any(String) } });
    expect(row()?.initErrors).toBeUndefined();
    expect(begun()).toBe(1);
  });

  test("a refresh, which forgets that it was half made, changes nothing of that", async () => {
    await upUntilDeadline();
    const { id = "" } = row() ?? {};
    expect((await refresh()).steps).toEqual(["unchanged upgrade"]);
    stack.rows = stack.rows.map(({ initErrors: _, ...one }) => one);
    expect((await up()).steps).toEqual(["update upgrade"]);
    expect(row()).toMatchObject({ id, outputs: { status: "completed" } });
  });

  test("once more too long, in the update: still there, still gone on with", async () => {
    await upUntilDeadline();
    const hold = center.hold("POST", STATUS, "received");
    const deadline = captureTimer(7_200_000);
    const running = up();
    await hold.whenHeld();
    deadline.end();
    expect((await running).error).toMatch(/update was not finished after 7200 seconds/);
    hold.release();
    expect(row()?.initErrors).toHaveLength(1);
    expect((await up()).failures).toEqual([]);
    expect(begun()).toBe(1);
  });

  test("a refresh sees that it has come to its end meanwhile", async () => {
    await upUntilDeadline();
    center.pass(DONE_AFTER);
    expect((await refresh()).steps).toEqual(["drifted upgrade"]);
    expect(row()?.outputs).toMatchObject({ status: "completed", planSubscriptionId: expect.any(String) });
  });
});

describe("one that fails", () => {
  beforeEach(() => fail());

  test.each(["message", "description"])(
    "says why, by %s, stands in the stack, and is replaced once mended",
    async (upgradeErrorText) => {
      center.switch({ upgradeErrorText });
      const report = await up();
      expect(report.error).toMatch(
        new RegExp(
          `failed \\(Failed, 0 of 1 subscriptions\\).*4711 It has a spending limit.*subscription ${legacyId}.*Fix the cause`,
          "s",
        ),
      );
      const { id: failed = "" } = row() ?? {};
      expect(row()).toMatchObject({ outputs: { status: "failed" }, initErrors: [expect.any(String)] });
      expect((await refresh()).failures).toEqual([]);
      expect(row()?.outputs.status).toBe("failed");

      await mend();
      const next = await up();
      expect(next).toMatchObject({ failures: [], steps: ["create upgrade", "delete upgrade"] });
      expect(next.said[0]?.text).toMatch(new RegExp(`${failed} failed: .pulumi up. begins another one`));
      expect(row()?.id).not.toBe(failed);
      expect(row()?.outputs.status).toBe("completed");
      expect(begun()).toBe(2);
    },
  );

  test("while the next up waits for it: known as failed, and replaced by the one after", async () => {
    await upUntilDeadline();
    expect((await up()).error).toMatch(/4711/);
    expect(row()?.outputs.status).toBe("failed");
    await mend();
    expect((await up()).steps).toEqual(["create upgrade", "delete upgrade"]);
  });

  test("is not followed by another in the same run", async () => {
    await up();
    expect(begun()).toBe(1);
  });
});

describe("read", () => {
  test("completed: kept without asking, also by an application alone and when the service has forgotten it", async () => {
    await up();
    center.emulator.model.upgrades.clear();
    const since = center.now;
    expect((await stack.refresh()).steps).toEqual(["unchanged upgrade"]);
    expect(center.calls(since)).toEqual([]);
  });

  test("vanished before its end: gone, and the next up begins one", async () => {
    await upUntilDeadline();
    center.emulator.model.upgrades.clear();
    const subscription = center.emulator.model.subscriptions.get(legacyId);
    if (subscription) {
      const { accepted: _, upgradedAt: __, ...untouched } = subscription;
      center.emulator.model.subscriptions.set(legacyId, untouched);
    }
    const { error } = await up();
    expect(error).toMatch(/does not know upgrade .* any more.*pulumi up --refresh/s);
    expect((await refresh()).steps).toEqual(["gone upgrade"]);
    expect((await up()).failures).toEqual([]);
    expect(row()?.outputs.status).toBe("completed");
  });

  test("vanished with the customer's relationship: an error, and the state stays", async () => {
    await upUntilDeadline();
    const before = stack.rows;
    center.emulator.model.upgrades.clear();
    await center.portal(`/customers/${customerId}/relationship`, { relationship: "none" });
    expect((await refresh()).error).toMatch(/20002/);
    expect(stack.rows).toEqual(before);
  });

  test("of another customer: an error, and the state stays", async () => {
    await upUntilDeadline();
    const before = stack.rows;
    center.emulator.faults.add({ method: "POST", path: STATUS, status: 400, code: 900111 });
    expect((await refresh()).error).toMatch(/900111/);
    expect(stack.rows).toEqual(before);
  });

  test("with another partner's credentials: refused, on read and update", async () => {
    await upUntilDeadline();
    const before = stack.rows;
    const options = { partner: center.emulator.otherPartner };
    for (const report of [await stack.refresh(options), await stack.up([upgrade(customerId)], options)]) {
      expect(report.error).toMatch(/belongs to partner tenant/);
    }
    expect(stack.rows).toEqual(before);
  });
});

describe("an application alone", () => {
  test("is told on the row, and refused before anything is sent", async () => {
    const report = await stack.up([upgrade(customerId)]);
    expect(report.error).toMatch(
      /signed-in user only \(App\+User\).*nothing was sent.*partnercenter:refreshTokenFile/s,
    );
    expect(report.said).toContainEqual(
      expect.objectContaining({
        severity: "warning",
        text: expect.stringMatching(/signed-in user only.*only an application is set.*partnercenter:refreshTokenFile/s),
      }),
    );
    expect(center.calls()).toEqual([]);
  });

  test("goes on with a stack whose upgrade is completed, and may forget it", async () => {
    await up();
    expect((await stack.up([upgrade(customerId)])).steps).toEqual(["same upgrade"]);
    expect((await stack.destroy()).failures).toEqual([]);
  });
});

describe("delete", () => {
  test("forgets it, says so, and sends nothing", async () => {
    await up();
    const since = center.now;
    const { said, steps } = await stack.destroy(asUser());
    expect(steps).toEqual(["delete upgrade"]);
    expect(said.map(({ severity, text }) => [severity, text])).toEqual([
      ["info", expect.stringMatching(/is forgotten and not undone.*keeps the Azure plan.*Nothing was changed/)],
    ]);
    expect(center.calls(since)).toEqual([]);
    expect(center.plans(customerId)[0]?.status).toBe("active");
  });

  test("of one under way says that it goes on; declared again it is taken over", async () => {
    await upUntilDeadline();
    const { id } = row() ?? {};
    expect((await stack.destroy(asUser())).said.at(-1)?.text).toMatch(/goes on at Partner Center/);
    expect((await up()).failures).toEqual([]);
    expect(row()?.id).toBe(id);
  });

  test("a rename without an alias takes the same one over", async () => {
    await up();
    const { id } = row() ?? {};
    const renamed = [upgrade(customerId, {}, { name: "renamed" })];
    expect((await stack.up(renamed, asUser())).failures).toEqual([]);
    expect(stack.rows.map((one) => one.id)).toEqual([id]);
    expect(begun()).toBe(1);
  });
});

describe("what must not change", () => {
  beforeEach(() => up());

  test.each([
    ["customerId", () => center.customer("new").id, /would upgrade another customer/],
    ["productFamily", () => "office", /would upgrade other products/],
  ])("%s is refused without allowReplacement", async (input, value, text) => {
    const since = center.now;
    const { error } = await up({ [input]: value() });
    expect(error).toMatch(new RegExp(`^${input}: it changed from`));
    expect(error).toMatch(text);
    expect(error).toMatch(/allowReplacement: true/);
    expect(center.calls(since)).toEqual([]);
  });

  test("with allowReplacement another one is begun, and the old one forgotten", async () => {
    const { id } = row() ?? {};
    const report = await up({ customerId: center.customer("new").id, allowReplacement: true });
    expect(report.error).toMatch(/has no Azure subscriptions/);
    expect(row()?.id).toBe(id);
  });

  test("allowReplacement alone is an update that asks nothing", async () => {
    const since = center.now;
    expect((await up({ allowReplacement: true })).steps).toEqual(["update upgrade"]);
    expect(row()?.outputs).toMatchObject({ allowReplacement: true, status: "completed" });
    expect(center.calls(since)).toEqual([]);
  });
});

test("one customer, declared twice, is refused", async () => {
  const { error } = await stack.up([upgrade(customerId), upgrade(customerId, {}, { name: "again" })], asUser());
  expect(error).toMatch(/declared for the same customer already/);
});

describe("seat belts", () => {
  test("maxPurchasesPerRun counts an upgrade that is begun, and none that is taken over", async () => {
    const most = (maxPurchasesPerRun: string) => ({ settings: { ...asUser().settings, maxPurchasesPerRun } });
    const { error } = await up({}, most("0"));
    expect(error).toMatch(
      /This run may buy nothing \(maxPurchasesPerRun\): the upgrade of .* was not begun.*pulumi config set/s,
    );
    expect(begun()).toBe(0);
    await beginElsewhere();
    expect((await up({}, most("0"))).failures).toEqual([]);
  });

  test("allowedCustomers refuses others in the preview", async () => {
    const settings = { ...asUser().settings, allowedCustomers: center.customer("new").id };
    expect((await up({}, { settings })).error).toMatch(/not among the allowed customers/);
    expect(center.calls()).toEqual([]);
  });

  test("nothing is begun for an engine that forgets", async () => {
    const { error } = await up({}, { environment: { PULUMI_SKIP_CHECKPOINTS: "true" } });
    expect(error).toMatch(/PULUMI_SKIP_CHECKPOINTS/);
    expect(begun()).toBe(0);
  });
});

test("of an indirect provider's customer: all plans, and no single one", async () => {
  await center.close();
  const legacy = (partnerIdOnRecord: string) => ({ partnerIdOnRecord });
  center = await PartnerCenter.open({
    seedFile: {
      partners: [
        {
          name: "One",
          domain: "one.example",
          kind: "indirectProvider",
          resellers: [
            { partnerId: "4821077", name: "Larkspur" },
            { partnerId: "5330914", name: "Tamarack" },
          ],
          customers: [
            {
              name: "Old",
              domain: "old.example",
              legacySubscriptions: [legacy("4821077"), legacy("5330914"), legacy("4821077")],
            },
          ],
        },
        { name: "Two", domain: "two.example" },
      ],
    },
  });
  stack = new SmallEngine(center);
  customerId = center.emulator.customers[0]?.id ?? "";
  const report = await up();
  expect(report.failures).toEqual([]);
  expect(report.said).toContainEqual(
    expect.objectContaining({ text: expect.stringMatching(/waiting for .*InProgress, 1 of 3/) }),
  );
  const plans = center.plans(customerId).map(({ id }) => id);
  expect(plans).toHaveLength(2);
  expect(new Set(row()?.outputs.planSubscriptionIds as string[])).toEqual(new Set(plans));
  expect(row()?.outputs).not.toHaveProperty("planSubscriptionId");
});
