import { UpgradeStatus } from "../../../provider/client/endpoints/upgrades";
import { outcomeOf, phaseOf } from "../../../provider/resources/product-upgrade/outcome";

test.each([
  ["Completed", "completed"],
  ["COMPLETED", "completed"],
  [" completed ", "completed"],
  ["Failed", "failed"],
  ["partially_failed", "failed"],
  ["Completed-With-Errors", "failed"],
  ["Error", "failed"],
  ["Pending", "pending"],
  ["in_progress", "pending"],
  ["InProgress", "pending"],
  ["NotCompleted", "pending"],
  ["", "pending"],
  ["brand new", "pending"],
] as const)("the status %j is %s", (status, phase) => {
  expect(phaseOf(status)).toBe(phase);
});

test("an outcome names each plan once, of what has moved alone, and each failure with its reason", () => {
  const line = (id: string, status: string, target?: string, more: object = {}) => ({
    sourceProduct: { id },
    ...(target && { targetProduct: { id: target } }),
    status,
    ...more,
  });
  const status = UpgradeStatus.parse({
    status: "Failed",
    errorDetails: { code: 17, description: "Not all." },
    lineItems: [
      line("a", "Completed", "PLAN-1"),
      line("b", "completed", "plan-1"),
      line("c", "Completed", "plan-2"),
      line("d", "InProgress", "plan-3"),
      line("e", "Failed", "plan-4", { errorDetails: { code: "4711", message: "Limit." } }),
      line("f", "Error"),
    ],
  });
  expect(outcomeOf(status)).toEqual({
    phase: "failed",
    progress: "Failed, 3 of 6 subscriptions",
    planSubscriptionIds: ["plan-1", "plan-2"],
    failures: ["17 Not all.", "subscription e: 4711 Limit.", "subscription f: no reason given"],
  });
});

test("a status without lines says its word", () => {
  expect(outcomeOf(UpgradeStatus.parse({ status: "Queued" }))).toEqual({
    phase: "pending",
    progress: "Queued",
    planSubscriptionIds: [],
    failures: [],
  });
});
