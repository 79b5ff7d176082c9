import { azurePlanSubscription } from "../../../provider/resources/azure-plan-subscription";
import { customerUsageBudget } from "../../../provider/resources/customer-usage-budget";
import { checkInputs } from "../../../provider/resources/input-check";
import { refuseMovedResource } from "../../../provider/resources/same-customer";
import { containsUnknown } from "../../../provider/resources/unknown-values";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const customerId = "3F0A1C2E-5B7D-4E9A-8C61-0D2F4B6A8E90";

describe("inputs of a plan", () => {
  const check = (given: Record<string, unknown>) => checkInputs(azurePlanSubscription.fields, given);

  test("are normalised, get their defaults, and keep hidden keys", () => {
    const { bag, failures } = check({ customerId, friendlyName: " Contoso ", __urn: "u", __provider: "p" });
    expect(failures).toEqual([]);
    expect(bag).toEqual({
      customerId: customerId.toLowerCase(),
      friendlyName: "Contoso",
      status: "active",
      onExisting: "adopt",
      onMissing: "purchase",
      cancelAzureSubscriptions: "none",
      allowReplacement: false,
      productId: "DZH318Z0BPS6",
      skuId: "0001",
      __urn: "u",
      __provider: "p",
    });
  });

  test("that are unknown pass untouched and hide no other mistake", () => {
    const { bag, known, failures } = check({ customerId: unknown, status: "paused" });
    expect(bag.customerId).toBe(unknown);
    expect(known).not.toHaveProperty("customerId");
    expect(failures).toEqual([{ property: "status", reason: 'must be one of "active", "suspended"' }]);
  });

  test.each([
    [{}, "customerId", /required/],
    [{ customerId: "contoso.onmicrosoft.com" }, "customerId", /GUID/],
    [{ customerId: 5 }, "customerId", /GUID/],
    [{ customerId, friendlyName: "" }, "friendlyName", /empty/],
    [{ customerId, customerid: "x" }, "customerid", /did you mean customerId/],
    [{ customerId, colour: "red" }, "colour", /no such input/],
    [{ customerId, partnerIdOnRecord: "MPN-1" }, "partnerIdOnRecord", /digits/],
    [{ customerId, allowReplacement: "yes" }, "allowReplacement", /true or false/],
  ])("name the property of a mistake: %j", (given, property, reason) => {
    expect(check(given).failures).toEqual([{ property, reason: expect.stringMatching(reason) }]);
  });
});

describe("inputs of a budget", () => {
  const amountOf = (amount: unknown) => {
    const { bag, failures } = checkInputs(customerUsageBudget.fields, { customerId, amount });
    return failures[0]?.reason ?? bag.amount;
  };

  test.each([
    [500, "500"],
    ["500.00", "500"],
    ["0012.50", "12.5"],
    ["1e3", "1000"],
    [0.1, "0.1"],
    ["999999999999999", "999999999999999"],
    ["0.123456789012345", "0.123456789012345"],
  ])("the amount %p is kept as %s", (amount, kept) => {
    expect(amountOf(amount)).toBe(kept);
  });

  test.each([
    [0, /greater than 0/],
    ["-1", /greater than 0/],
    ["0.00", /greater than 0/],
    ["1000000000000001", /15 significant digits/],
    ["ten", /number/],
    ["", /number/],
    [null, /required/],
  ])("the amount %p is refused", (amount, reason) => {
    expect(amountOf(amount)).toMatch(reason);
  });
});

describe("a resource that would move to another customer", () => {
  const moved = (news: Record<string, unknown>, olds: Record<string, unknown>) =>
    refuseMovedResource(news, olds, { customerId: "would buy anew", partnerIdOnRecord: "would buy anew" });

  test("is refused with both values and the way out", () => {
    const [failure] = moved({ customerId: "b" }, { customerId: "a" });
    expect(failure?.property).toBe("customerId");
    expect(failure?.reason).toMatch(/"a" to "b", which would buy anew.*allowReplacement: true/);
  });

  test("is refused when a reseller is added or taken away", () => {
    expect(moved({ customerId: "a", partnerIdOnRecord: "1" }, { customerId: "a" })).toHaveLength(1);
    expect(moved({ customerId: "a" }, { customerId: "a", partnerIdOnRecord: "1" })).toHaveLength(1);
  });

  test("passes when it is new, unchanged, unknown yet, or meant", () => {
    expect(moved({ customerId: "a" }, {})).toEqual([]);
    expect(moved({ customerId: "a" }, { customerId: "a" })).toEqual([]);
    expect(moved({ customerId: unknown }, { customerId: "a" })).toEqual([]);
    expect(moved({ customerId: "b", allowReplacement: true }, { customerId: "a" })).toEqual([]);
  });
});

test("unknown values are found at any depth", () => {
  expect(containsUnknown({ a: [{ b: unknown }] })).toBe(true);
  expect(containsUnknown({ a: [1, "x", null] })).toBe(false);
});
