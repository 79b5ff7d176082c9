import { ProcessMemory } from "../../../provider/resources/process-memory";

const PLAN = "AzurePlanSubscription";
const oldUrn = "urn:pulumi:dev::shop::t::contoso";
const newUrn = "urn:pulumi:dev::shop::t::contoso-prod";

/** Histories of calls as the engine makes them, and whether the delete at their end may touch the plan. */
describe("who may tear a plan down", () => {
  let memory: ProcessMemory;
  const check = (urn: string, target = "customer-a") => memory.recordCheck(urn, PLAN, target);
  const verdict = (target = "customer-a") => memory.verdictOnDelete(PLAN, "plan-1", target).kind;
  beforeEach(() => {
    memory = new ProcessMemory();
  });

  test("destroy: nothing was declared", () => {
    expect(verdict()).toBe("free");
  });

  test("destroy --refresh: the diff that a refresh makes by itself claims nothing", () => {
    memory.recordRead(PLAN, "plan-1");
    memory.claimByDiff(oldUrn, PLAN, "plan-1");
    expect(verdict()).toBe("free");
  });

  test("renamed without an alias: the new row's create adopted it", () => {
    check(newUrn);
    memory.claimByCreate(newUrn, PLAN, "PLAN-1");
    expect(verdict()).toBe("claimed");
  });

  test("--replace: created and deleted under the same URN", () => {
    check(oldUrn);
    memory.claimByCreate(oldUrn, PLAN, "plan-1");
    expect(verdict()).toBe("claimed");
  });

  test("a pending deletion that a kill left, while its row is unchanged", () => {
    check(oldUrn);
    memory.claimByDiff(oldUrn, PLAN, "plan-1");
    expect(verdict()).toBe("claimed");
  });

  test("up --refresh: the program's diff claims after the refresh's", () => {
    memory.recordRead(PLAN, "plan-1");
    memory.claimByDiff(oldUrn, PLAN, "plan-1");
    check(oldUrn);
    memory.claimByDiff(oldUrn, PLAN, "plan-1");
    expect(verdict()).toBe("claimed");
  });

  test("a check before the last read does not make the refresh's diff a claim", () => {
    check(oldUrn);
    memory.recordRead(PLAN, "plan-1");
    memory.claimByDiff(oldUrn, PLAN, "plan-1");
    expect(verdict()).toBe("contested");
  });

  test("--continue-on-error: declared for the same customer, and its create failed", () => {
    check(newUrn);
    expect(memory.verdictOnDelete(PLAN, "plan-1", "customer-a")).toEqual({ kind: "contested", urn: newUrn });
  });

  test("removed while another customer's plan is declared and untouched", () => {
    check(newUrn, "customer-b");
    expect(verdict()).toBe("free");
  });

  test("a declared plan that claims something else does not contest", () => {
    check(newUrn);
    memory.claimByCreate(newUrn, PLAN, "plan-2");
    expect(verdict()).toBe("free");
  });
});

test("a cart is fresh once", () => {
  const memory = new ProcessMemory();
  memory.recordFreshCart("c");
  expect([memory.takeFreshCart("c"), memory.takeFreshCart("c"), memory.takeFreshCart("d")]).toEqual([
    true,
    false,
    false,
  ]);
});

test("a cart's row knows whether its plan was looked after in this run", () => {
  const memory = new ProcessMemory();
  expect(memory.wasManaged(PLAN, "a")).toBe(false);
  memory.recordCheck(newUrn, PLAN, "a");
  expect(memory.wasManaged(PLAN, "a")).toBe(false);
  memory.claimByCreate(newUrn, PLAN, "plan-1");
  expect(memory.wasManaged(PLAN, "a")).toBe(true);
  memory.recordManaged("b");
  expect(memory.wasManaged(PLAN, "b")).toBe(true);
});
