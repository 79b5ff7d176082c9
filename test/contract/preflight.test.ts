import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forecast, forecastPlan, type PlanFacts, type PlanWish } from "../../provider/preflight";
import { settingsFor } from "../../tools/emulator-admin";
import { PartnerCenter } from "../support/partner-center";

let center: PartnerCenter;
let folder: string;

beforeEach(async () => {
  center = await PartnerCenter.open();
  folder = mkdtempSync(join(tmpdir(), "preflight-"));
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await center.close();
});

type Kind = Parameters<PartnerCenter["customer"]>[0];

/** Asks as a signed-in user unless `app` is said. */
function ask(customerId: string, wish: Partial<PlanWish> = {}, who: "user" | "app" = "user") {
  const environment = { ...settingsFor(center.emulator, 1) };
  if (who === "user") {
    environment.PARTNERCENTER_REFRESH_TOKEN_FILE = join(folder, "token");
    writeFileSync(environment.PARTNERCENTER_REFRESH_TOKEN_FILE, center.emulator.userRefreshToken, { flag: "a" });
  }
  const whole: PlanWish = { customerId, onExisting: "adopt", onMissing: "purchase", ...wish };
  return forecast({ values: {}, explicitProvider: false }, whole, environment);
}

describe("what declaring a plan would lead to", () => {
  test.each<[Kind, string, RegExp | undefined]>([
    ["new", "buys", undefined],
    ["withPlan", "adopts", undefined],
    ["suspendedPlan", "reactivates", undefined],
    ["noAgreement", "refused", /has not accepted the Microsoft Customer Agreement.*admin center/],
    ["legacy", "refused", /legacy Azure subscription.*can be upgraded: declare a ProductUpgrade/],
  ])("for a customer that is %s: %s; nothing is written", async (kind, outcome, warning) => {
    const { id, subscriptionId } = center.customer(kind);
    const found = await ask(id.toUpperCase());
    expect(found.outcome).toBe(outcome);
    expect(found.planId).toBe(["adopts", "reactivates"].includes(outcome) ? subscriptionId : undefined);
    expect(found.warnings.join()).toMatch(warning ?? /^$/);
    expect(center.journal().filter(({ effect }) => effect)).toEqual([]);
  });

  test("says what only a user could have read", async () => {
    const { outcome, warnings } = await ask(center.customer("new").id, {}, "app");
    expect(outcome).toBe("unknown");
    expect(warnings.join()).toMatch(/Agreement could not be read.*refreshTokenFile/);
  });

  test("asks about each customer once", async () => {
    const { id } = center.customer("new");
    await Promise.all([ask(id, {}, "app"), ask(id, { onMissing: "fail" }, "app"), ask(id, {}, "app")]);
    expect(center.calls().filter((call) => call.startsWith("GET")).length).toBeLessThanOrEqual(3);
  });

  test("is a warning when nothing can be asked", async () => {
    center.emulator.faults.add({ method: "GET", path: "/v1/**", status: 403, code: 900150, times: 99 });
    const { outcome, warnings } = await ask(center.customer("new").id, {}, "app");
    expect([outcome, warnings.length]).toEqual(["unknown", 1]);
    expect(warnings[0]).toMatch(/^Nothing could be found out beforehand: .*900150/s);
    const wish: PlanWish = { customerId: center.customer("new").id, onExisting: "adopt", onMissing: "purchase" };
    const unset = await forecast({ values: {}, explicitProvider: false }, wish, {});
    expect(unset.warnings.join()).toContain("tenantId");
  });
});

describe("the decision", () => {
  const wish: PlanWish = { customerId: "c", onExisting: "adopt", onMissing: "purchase" };
  const plan = (id: string, partnerId?: string): PlanFacts["eligibility"]["findings"][number] => ({
    kind: "planExists",
    effect: "blocks",
    message: "there is one",
    subscription: { id, status: "active", ...(partnerId && { partnerId }) },
  });
  const facts = (...findings: PlanFacts["eligibility"]["findings"]): PlanFacts => ({
    eligibility: { allowed: "no", findings },
  });

  test.each<[string, Partial<PlanWish>, PlanFacts, string, RegExp | undefined]>([
    ["a plan that must not be there", { onExisting: "fail" }, facts(plan("one")), "refused", /onExisting is "fail"/],
    ["none that must be there", { onMissing: "fail" }, facts(), "refused", /onMissing is "fail"/],
    ["several plans", {}, facts(plan("one", "11"), plan("two", "22")), "refused", /one \(reseller 11\), two/],
    [
      "the reseller's of several",
      { partnerIdOnRecord: "22" },
      facts(plan("one", "11"), plan("two", "22")),
      "adopts",
      undefined,
    ],
    ["another reseller's only", { partnerIdOnRecord: "33" }, facts(plan("one", "11")), "buys", undefined],
    [
      "what may stand in the way",
      {},
      facts({ kind: "oldAgreement", effect: "mayBlock", message: "old" }),
      "unknown",
      /^old$/,
    ],
    [
      "no agreement, beside a plan that is taken over",
      {},
      facts(plan("one"), { kind: "noAgreement", effect: "blocks", message: "none" }),
      "adopts",
      undefined,
    ],
  ])("%s", (_, change, found, outcome, warning) => {
    const forecast = forecastPlan({ ...wish, ...change }, found);
    expect(forecast.outcome).toBe(outcome);
    expect(forecast.warnings.join()).toMatch(warning ?? /^$/);
  });

  const legacy = facts({ kind: "legacySubscription", effect: "blocks", message: "Legacy." });
  test.each([
    [
      { isEligible: false, upgradeId: "u" },
      "Legacy. Upgrade u is under way or done: declare a ProductUpgrade, which takes it over.",
    ],
    [{ isEligible: true }, "Legacy. It can be upgraded: declare a ProductUpgrade."],
    [{ isEligible: false, reason: "too new" }, "Legacy. It cannot be upgraded: too new."],
    [undefined, "Legacy."],
  ])("legacy Azure, upgrade %j", (upgrade, text) => {
    expect(forecastPlan(wish, { ...legacy, ...(upgrade && { upgrade }) }).warnings).toEqual([text]);
  });
});
