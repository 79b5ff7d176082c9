import { PartnerCenter } from "../../support/partner-center";
import { plan, SmallEngine } from "../../support/small-engine";

const CANCEL = { method: "POST", path: "/subscriptions/*/providers/Microsoft.Subscription/cancel" } as const;
const PATCH = { method: "PATCH", path: "/v1/customers/*/subscriptions/*" } as const;

let center: PartnerCenter;
let stack: SmallEngine;
let planId: string;
/** The Azure subscription born with the plan. */
let first: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  stack = new SmallEngine(center);
  const declared = plan(center.customer("new").id, { cancelAzureSubscriptions: "azure" });
  expect((await stack.up([declared])).failures).toEqual([]);
  planId = stack.row("plan")?.id ?? "";
  [first = ""] = center.emulator.model.azureSubscriptionsOf(planId).map(({ id }) => id);
});

afterEach(() => center.close());

/** Requests to cancel, as they reached Azure Resource Manager. */
const cancellations = () => center.emulator.journal.entries({ method: "POST", path: /^\/subscriptions\/.*\/cancel$/ });
const effects = () => center.emulator.journal.entries({ effect: true }).map(({ effect }) => effect?.kind);
const status = () => center.plan(planId).status;
const addAzure = async (friendlyName: string) =>
  String((await center.portal(`/subscriptions/${planId}/azureSubscriptions`, { friendlyName })).id);

describe('destroying with cancelAzureSubscriptions: "azure"', () => {
  test("cancels as their owner, waits until Partner Center knows, suspends", async () => {
    expect((await stack.destroy()).failures).toEqual([]);
    expect(status()).toBe("suspended");
    expect(effects().slice(-2)).toEqual(["azureSubscriptionCancelled", "subscriptionUpdated"]);
    expect(center.journal().filter(({ code }) => code === "900115")).toEqual([]);
  });

  test("stops at resources that are left, and says what is cancelled already", async () => {
    const second = await addAzure("Second");
    const resource = { meter: "blobHot", name: "left", dailyQuantity: "1" };
    await center.portal(`/azureSubscriptions/${second}/resources`, resource);
    const { error } = await stack.destroy();
    expect(error).toMatch(/Second \S+ was not cancelled\. Resources are in it.*ResourcesExistingOnSubscription/s);
    expect(error).toMatch(new RegExp(`Cancelled before that, and not enabled again: .*${first}`));
    expect(status()).toBe("active");

    await fetch(`${center.emulator.adminUrl}/portal/azureSubscriptions/${second}/resources`, { method: "DELETE" });
    expect((await stack.destroy()).failures).toEqual([]);
    expect(status()).toBe("suspended");
    expect(effects().filter((kind) => kind === "azureSubscriptionCancelled")).toHaveLength(2);
  });

  test.each(["none", "cancelRole", "reader"])("in the role %s: refused with what is missing", async (partnerRole) => {
    await center.portal(`/azureSubscriptions/${first}`, { partnerRole });
    expect((await stack.destroy()).error).toMatch(/must be its owner, without conditions.*managementTenant/s);
    expect(effects()).not.toContain("azureSubscriptionCancelled");
  });

  test("with one that the partner may not see: none is touched", async () => {
    const theirs = await addAzure("Theirs");
    await center.portal(`/azureSubscriptions/${theirs}`, { partnerRole: "none" });
    expect((await stack.destroy()).error).toContain(`Theirs ${theirs} was not cancelled`);
    expect(cancellations()).toEqual([]);
  });

  test("takes the partner's own token when the setting says that its rights are there", async () => {
    const run = { settings: { managementTenant: "partner" } };
    expect((await stack.destroy(run)).error).toContain("InvalidAuthenticationTokenTenant");
    center.switch({ azureTokenTenant: "either" });
    expect((await stack.destroy(run)).failures).toEqual([]);
    expect(status()).toBe("suspended");
  });

  test("looks an unanswered cancel up before it repeats it", async () => {
    center.emulator.faults.add({ ...CANCEL, action: "resetAfterCommit" });
    expect((await stack.destroy()).failures).toEqual([]);
    expect(cancellations()).toHaveLength(1);
  });

  test("asks again for one that nobody processed", async () => {
    center.emulator.faults.add({ ...CANCEL, action: "resetBeforeCommit" });
    expect((await stack.destroy()).failures).toEqual([]);
    expect(cancellations().map(({ effect }) => effect?.kind)).toEqual([undefined, "azureSubscriptionCancelled"]);
  });

  test("stops when another one appears meanwhile", async () => {
    const hold = center.hold(CANCEL.method, CANCEL.path, "committed");
    const running = stack.destroy();
    await hold.whenHeld();
    const fresh = await addAzure("Just made");
    hold.release();
    expect((await running).error).toContain(`Just made ${fresh}`);
    expect(status()).toBe("active");
  });

  test("killed in mid-cancel: the next destroy only waits for what Azure has ended already", async () => {
    const hold = center.hold(CANCEL.method, CANCEL.path, "committed");
    const running = stack.begin([]);
    await hold.whenHeld();
    await running.kill();
    hold.release();
    expect((await stack.destroy()).failures).toEqual([]);
    expect(status()).toBe("suspended");
    expect(cancellations()).toHaveLength(1);
  });

  test("that the service refuses to suspend at first: asked again", async () => {
    center.emulator.faults.add({ ...PATCH, status: 403, code: 900115, times: 3 });
    expect((await stack.destroy()).failures).toEqual([]);
    expect(status()).toBe("suspended");
  });
});
