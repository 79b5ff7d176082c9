import type { Order } from "../../../provider/client/endpoints/orders";
import type { Subscription } from "../../../provider/client/endpoints/subscriptions";
import { assess, isVacant } from "../../../provider/resources/azure-plan/look";

const target = { customerId: "3f0a1c2e-5b7d-4e9a-8c61-0d2f4b6a8e90", productId: "DZH318Z0BPS6", skuId: "0001" };
const nowMs = Date.parse("2026-03-01T12:00:00Z");

const plan = (id: string, status = "active", more: Partial<Subscription> = {}): Subscription => ({
  id,
  status,
  offerId: "DZH318Z0BPS6:0001:DZH318Z0BMGV",
  ...more,
});
const order = (id: string, status: string, subscriptionId?: string, minutesAgo = 5, partner?: string): Order => ({
  id,
  status,
  creationDate: new Date(nowMs - minutesAgo * 60_000).toISOString(),
  lineItems: [
    {
      offerId: "DZH318Z0BPS6:0001:DZH318Z0BMGV",
      ...(subscriptionId && { subscriptionId }),
      ...(partner && { partnerIdOnRecord: partner }),
    },
  ],
});

describe("what the lists show of a customer's plans", () => {
  test("nothing but other products is vacant", () => {
    const seat = plan("s", "active", { offerId: "CFQ7TTC0LH18:0001:CFQ7TTC0K971" });
    expect(isVacant(assess(target, [seat], []))).toBe(true);
  });

  test.each(["active", "suspended", "pending", "disabled", "somethingNew"])("a plan that is %s is there", (status) => {
    expect(isVacant(assess(target, [plan("p", status)], []))).toBe(false);
  });

  test.each(["deleted", "expired", "Deleted"])("a plan that is %s is not", (status) => {
    const seen = assess(target, [plan("p", status)], [order("o", "completed", "p")]);
    expect(isVacant(seen)).toBe(true);
    expect([...seen.endedPlanIds]).toEqual(["p"]);
  });

  test.each(["cancelled", "error", "po_review_rejected", "Error"])("an order that ended as %s makes none", (status) => {
    expect(isVacant(assess(target, [], [order("o", status)]))).toBe(true);
  });

  test.each(["pending", "pending_review", "unheard_of"])("an order that is %s will make one, however old", (status) => {
    expect(isVacant(assess(target, [], [order("o", status, undefined, 60 * 24 * 30)]))).toBe(false);
  });

  test("a completed order whose plan is not listed is left to be asked by id", () => {
    const completed = order("o", "completed", "P");
    expect(assess(target, [], [completed]).unlisted).toEqual([{ order: completed, subscriptionId: "p" }]);
  });

  test("an order that a listed plan came from is not counted beside it", () => {
    const seen = assess(target, [plan("p", "active", { orderId: "o" })], [order("o", "pending")]);
    expect([seen.plans.length, seen.openOrders.length, seen.unlisted.length]).toEqual([1, 0, 0]);
  });

  test("ids compare without regard to case", () => {
    const seen = assess(target, [plan("ABC")], [order("o", "completed", "abc")]);
    expect(seen.unlisted).toHaveLength(0);
  });

  test("a reseller on record sees only its own; without one every reseller's counts", () => {
    const others = plan("p", "active", { partnerId: "4711000" });
    expect(isVacant(assess({ ...target, partnerIdOnRecord: "4811000" }, [others], []))).toBe(true);
    expect(isVacant(assess({ ...target, partnerIdOnRecord: "4711000" }, [others], []))).toBe(false);
    expect(isVacant(assess(target, [others], []))).toBe(false);
    const ordered = order("o", "pending", undefined, 5, "4711000");
    expect(isVacant(assess({ ...target, partnerIdOnRecord: "4811000" }, [], [ordered]))).toBe(true);
    expect(isVacant(assess({ ...target, partnerIdOnRecord: "4711000" }, [], [ordered]))).toBe(false);
  });

  test("what does not say its reseller may be anybody's; an empty text says that there is none", () => {
    const ours = { ...target, partnerIdOnRecord: "4711000" };
    expect(isVacant(assess(ours, [plan("p")], []))).toBe(false);
    expect(isVacant(assess(ours, [], [order("o", "pending")]))).toBe(false);
    expect(isVacant(assess(ours, [plan("p", "active", { partnerId: "" })], []))).toBe(true);
  });

  test("an active legacy subscription is named", () => {
    const legacy = plan("l", "active", { offerId: "MS-AZR-0145P" });
    expect(assess(target, [legacy], []).legacySubscriptions).toEqual([legacy]);
    expect(assess(target, [{ ...legacy, status: "suspended" }], []).legacySubscriptions).toEqual([]);
  });
});
