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

test("a cart is fresh once, and for a minute", () => {
  const memory = new ProcessMemory();
  memory.recordFreshCart("c", 0);
  memory.recordFreshCart("d", 0);
  expect([memory.takeFreshCart("c", 59_999), memory.takeFreshCart("c", 59_999)]).toEqual([true, false]);
  expect(memory.takeFreshCart("d", 60_000)).toBe(false);
  expect(memory.takeFreshCart("e", 0)).toBe(false);
});

test("a refreshed cart is taken over by a renamed row, never by its own replacement", () => {
  const memory = new ProcessMemory();
  memory.recordKeptCart("a", oldUrn, { id: "c" });
  expect(memory.keptCartOfSibling("a", newUrn)).toEqual({ id: "c" });
  expect(memory.keptCartOfSibling("a", oldUrn)).toBeUndefined();
  expect(memory.keptCartOfSibling("b", newUrn)).toBeUndefined();
});

test("two declarations of one thing are noticed, also when one of them names no reseller", () => {
  const memory = new ProcessMemory();
  memory.recordCheck(oldUrn, PLAN, "customer-a/product/sku/*");
  expect(memory.otherDeclaration(newUrn, PLAN, "customer-a/product/sku/4711")).toBe(oldUrn);
  expect(memory.otherDeclaration(newUrn, PLAN, "customer-b/product/sku/4711")).toBeUndefined();
  expect(memory.otherDeclaration(oldUrn, PLAN, "customer-a/product/sku/4711")).toBeUndefined();
  memory.recordCheck(oldUrn, PLAN, "customer-a/product/sku/1");
  expect(memory.otherDeclaration(newUrn, PLAN, "customer-a/product/sku/2")).toBeUndefined();
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
